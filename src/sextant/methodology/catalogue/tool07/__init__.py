"""TOOL07: the emission factor of an electricity system."""
