"""Findings: where a stored ledger breaks a law. One check a file; a check returns findings and never raises."""
