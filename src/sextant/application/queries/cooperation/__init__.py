"""What can be asked of Article 6.8, one query a file."""
