"""One engine for every activity cycle: steps, who may take them, what they need, and their deadlines."""

from sextant.workflow import needs

__all__ = ["needs"]
