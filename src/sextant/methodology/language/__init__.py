"""The language in which equations are written: quantities with units, sums over sets, conditions, series."""
