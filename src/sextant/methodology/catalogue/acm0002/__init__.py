"""ACM0002: grid-connected electricity generation from renewable sources."""
