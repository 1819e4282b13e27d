"""A6.4-AMM-001: landfill gas, on the skeleton of ACM0001."""
