"""JCM: energy saving by high efficiency chillers."""
