"""ACM0012: waste energy recovery."""
