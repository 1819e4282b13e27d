"""Endpoints: a request becomes a use case, and its outcome becomes JSON or a file to download."""
