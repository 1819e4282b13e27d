"""The ledger in a relational database: SQLite by default, PostgreSQL where many write at once.

Django's models own the tables; the posting path does not pass through them (`statements.py`), and the
database refuses overlap and rewriting of history by itself (`guards.py`), whatever code runs above it.
"""
