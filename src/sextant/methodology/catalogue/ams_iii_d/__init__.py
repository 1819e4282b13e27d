"""AMS-III.D: methane recovery in animal manure management systems."""
