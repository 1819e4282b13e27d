"""What leaves the records of non-market approaches: reports, the pack for the platform, syntheses. All is voluntary."""
