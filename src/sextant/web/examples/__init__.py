"""Synthetic files that forms can be filled with, so that a visitor sees what is asked for."""
