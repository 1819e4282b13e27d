"""JCM: solar photovoltaic systems, the family of methodologies with a conservative reference factor."""
