"""Questions that are asked of the ledger: one a file. Nothing here changes anything."""
