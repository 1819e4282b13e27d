"""TOOL33: default values for common parameters."""
