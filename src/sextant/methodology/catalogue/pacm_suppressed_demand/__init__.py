"""A6.4-STAN-METH-006: baselines under suppressed demand."""
