"""One rule a module: `check(call)` yields what is wrong and what cannot be verified."""
