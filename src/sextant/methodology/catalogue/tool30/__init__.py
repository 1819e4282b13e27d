"""TOOL30: the fraction of non-renewable biomass."""
