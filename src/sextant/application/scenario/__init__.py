"""Scenarios: who does what, when, and what is expected, as data that is run through the use cases."""
