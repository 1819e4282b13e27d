"""Sextant: the registry, accounting and comparison engine for international carbon cooperation."""

__version__ = "0.1.0"
