"""TOOL14: project and leakage emissions from anaerobic digesters."""
