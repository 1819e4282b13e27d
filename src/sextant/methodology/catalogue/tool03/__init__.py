"""TOOL03: emissions from the combustion of fossil fuel."""
