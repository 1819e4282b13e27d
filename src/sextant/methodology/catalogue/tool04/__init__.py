"""TOOL04: emissions from solid waste disposal sites."""
