"""AMS-II.J: demand-side efficient lighting."""
