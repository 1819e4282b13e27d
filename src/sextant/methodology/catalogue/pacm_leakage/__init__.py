"""A6.4-STAN-METH-005: leakage of four sources, netted and never below zero."""
