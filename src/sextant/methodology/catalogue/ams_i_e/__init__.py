"""AMS-I.E: switch from non-renewable biomass for thermal applications by the user."""
