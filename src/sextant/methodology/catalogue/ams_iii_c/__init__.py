"""AMS-III.C: emission reductions by electric and hybrid vehicles."""
