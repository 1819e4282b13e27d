"""AMS-I.D: grid connected renewable electricity generation, small scale."""
