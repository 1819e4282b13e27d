"""Forms of the mechanisms: filled from a calculation or a verification, and read back from their cells."""
