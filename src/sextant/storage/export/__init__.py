"""A copy of the ledger as Parquet files, for questions about the whole registry; answered by DuckDB."""
