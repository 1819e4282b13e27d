"""What can be done in Article 6.8, one use case a file."""
