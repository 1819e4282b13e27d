"""TOOL05: emissions from the consumption of electricity."""
