"""ACM0001: flaring or use of landfill gas."""
