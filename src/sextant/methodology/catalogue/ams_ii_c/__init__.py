"""AMS-II.C: demand-side energy efficiency for specific technologies."""
