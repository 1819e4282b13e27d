"""Forms of the mechanisms as data: which fields each has, of which type, and where it is said that they exist."""
