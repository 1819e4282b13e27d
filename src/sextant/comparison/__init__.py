"""Mechanisms side by side: aspects and indicators computed from the rulebooks that run them."""
