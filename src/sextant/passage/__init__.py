"""How activities pass from one mechanism to another: whether they may, what is lost, and how many have come how far."""
