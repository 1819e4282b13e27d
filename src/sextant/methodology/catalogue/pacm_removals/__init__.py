"""A6.4-STAN-METH-002: net removals, crediting deficit, reversals and the buffer."""
