"""What a Party files, as functions of the journal: adjustments, balances, tables and their checks."""
