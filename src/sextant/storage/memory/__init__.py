"""The ledger in memory: the plainest adapter, for tests and for a library user without a database."""
