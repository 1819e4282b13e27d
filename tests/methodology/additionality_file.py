"""A complete demonstration of additionality of an invented activity, for tests to damage."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

PROOF = [{"document": "Synthetic study", "sha256": "ab" * 32, "page": "7", "kind": "independent_study"}]


def said(answer: bool) -> dict[str, Any]:
    """Return an answer with evidence."""
    return {"answer": answer, "why": "synthetic", "evidence": deepcopy(PROOF)}


def every(**answers: bool) -> dict[str, Any]:
    """Return answers with evidence."""
    return {name: said(each) for name, each in answers.items()}


def investment() -> dict[str, Any]:
    """Return an investment of 1,000 that earns 100 a year for 10 years: an IRR of 0 %, below every benchmark."""
    return {
        "analysis": "benchmark",
        "terms": "real",
        "lifetime_years": 10,
        "items": [
            {"name": "plant", "kind": "capex", "amounts": [1000]},
            {"name": "upkeep", "kind": "opex", "amounts": [0] + [50] * 10},
            {"name": "power", "kind": "revenue", "amounts": [0] + [150] * 10},
            {"name": "scrap", "kind": "residual_value", "amounts": [0]},
            {"name": "credits", "kind": "credit_revenue", "amounts": [0] + [80] * 10},
        ],
        "benchmark": {"own": Decimal("0.12"), "market": Decimal("0.10"), "terms": "real"},
        "sensitivity": {"capex": Decimal("0.1"), "opex": Decimal("0.1"), "revenue": Decimal("0.1")},
    }


def demonstration() -> dict[str, Any]:
    """Return a file that shows everything that A6.4-STAN-METH-003 asks for."""
    return {
        "standard": "A6.4-STAN-METH-003",
        "activity": "Synthetic wind farm",
        "on": "2026-03-01",
        "tests": {
            "whole_activity": {"by": "participant", "answers": every(entire=True, prior_consideration=True)},
            "regulatory_analysis": {
                "by": "participant",
                "answers": every(integrates_mechanism=False, directly_required=False, indirectly_required=False,
                                 support_has_target=False, current_evidence=True),
            },
            "lock_in_analysis": {
                "by": "participant",
                "answers": every(incompatible=False, strategy_submitted=True, strategy_consistent=True,
                                 lowest_intensity=True, inefficient_use=False, context_considered=True),
            },
            "investment_analysis": {
                "by": "participant", "figures": investment(), "evidence": deepcopy(PROOF),
                "answers": every(type_suitable=True, all_included=True, as_decided=True),
            },
            "common_practice_analysis": {
                "by": "participant",
                "figures": {"adopted": 3, "potential": 100, "threshold": Decimal("0.05")},
                "evidence": deepcopy(PROOF), "answers": every(boundary=True, conservative_threshold=True),
            },
        },
    }  # fmt: skip
