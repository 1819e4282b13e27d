"""What can be done with a registry: one use case a file."""
