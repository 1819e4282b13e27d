"""Adapters behind the application's ports: memory and database, and where they are put together."""
