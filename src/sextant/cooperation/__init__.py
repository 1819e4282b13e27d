"""Article 6.8: non-market approaches, the support asked for and offered, and how they are matched."""
