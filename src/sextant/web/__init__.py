"""Pages: a request becomes a use case, and its outcome becomes HTML in two languages."""
