"""The agreed electronic format: five tables, 79 columns, several dialects, one canonical model."""
