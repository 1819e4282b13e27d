"""A synthetic world, made through the same use cases as a real one. Nothing in it is real, and it says so."""
