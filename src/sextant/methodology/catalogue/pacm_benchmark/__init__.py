"""A6.4-STAN-METH-004: the ambitious benchmark of the best performers."""
