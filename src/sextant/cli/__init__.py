"""The command `sextant`: arguments become a use case, and its outcome becomes text or JSON."""
