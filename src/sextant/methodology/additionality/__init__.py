"""Additionality, executable: which tests a standard asks for, what was shown, and what follows."""
