"""The 53 rules over agreed electronic formats of any number of Parties, years and versions."""
