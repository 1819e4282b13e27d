"""Equations, tools and factors from which baselines, downward adjustments, leakage and reductions follow."""
