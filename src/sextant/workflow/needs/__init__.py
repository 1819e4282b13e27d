"""The conditions that rulebooks may name. Importing this package declares them all."""

from sextant.workflow.needs import case, fact, money, period, policy, share, text, total

__all__ = ["case", "fact", "money", "period", "policy", "share", "text", "total"]
