"""Readings of devices: which count, how gaps are filled, and what the scatter of a stratum takes off."""
