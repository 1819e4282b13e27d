"""A6.4-STAN-METH-004: downward adjustment, conservative business as usual, crediting baseline."""
