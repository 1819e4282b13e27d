"""One use case a file, and the ports through which a use case reads and writes the world."""
