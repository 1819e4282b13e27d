"""Sample sizes of the CDM's standard for sampling and surveys."""
