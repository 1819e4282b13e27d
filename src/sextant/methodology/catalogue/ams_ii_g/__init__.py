"""AMS-II.G: energy efficiency measures in thermal applications of non-renewable biomass."""
