"""One page a file: read the request, ask one query, render."""
