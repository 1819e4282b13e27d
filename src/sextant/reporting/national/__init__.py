"""What a Party states beside the ledger, and the reports that are made from both."""
