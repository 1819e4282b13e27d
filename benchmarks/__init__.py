"""How fast the ledger is beside the bare database under it.

Never part of the tests; docs/benchmarks.md says how to read it.
"""
