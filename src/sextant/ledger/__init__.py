"""Units in accounts: what an act decides, what it posts to the journal, and what the journal adds up to."""
