"""Meters: certificates, delays of calibration, exchanges, gaps and invoices, from readings to one quantity."""
