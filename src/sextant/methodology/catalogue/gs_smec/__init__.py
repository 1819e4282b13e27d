"""Gold Standard SMEC v4.0: simplified cookstoves, as far as its worked figures are published."""
