"""The same activity under two mechanisms or twice under one: candidates with their evidence, for a person to decide."""
