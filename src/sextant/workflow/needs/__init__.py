"""The conditions that rulebooks may name. Importing this package declares them all."""

from sextant.workflow.needs import (
    agreement,
    case,
    fact,
    money,
    number,
    period,
    policy,
    quantity,
    report,
    share,
    text,
    total,
)

__all__ = [
    "agreement",
    "case",
    "fact",
    "money",
    "number",
    "period",
    "policy",
    "quantity",
    "report",
    "share",
    "text",
    "total",
]
