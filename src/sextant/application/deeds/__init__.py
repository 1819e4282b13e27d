"""What steps of cycles do in the ledger of units: one file a deed."""
