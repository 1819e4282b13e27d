"""Rulebooks, one folder a mechanism, and the code that understands their text; nothing here opens a file."""
