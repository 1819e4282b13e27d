"""An approach as a policy or action in the narrative of a report: what it does, and an estimate that counts nowhere."""

from __future__ import annotations

from typing import Any

from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.record import Approach


def narrative(party: str, approach: Approach, catalogue: Catalogue, language: str) -> dict[str, Any]:
    """Return what a Party may tell of an approach. The estimate stays a range and is for information only."""
    estimate = approach.mitigation
    return {
        "party": party,
        "reference": approach.reference,
        "name": approach.title,
        "description": approach.description,
        "objectives": [catalogue.label("theme", each).in_language(language) for each in approach.themes],
        "sector": catalogue.label("sector", approach.sector).in_language(language) if approach.sector else "NR",
        "status": catalogue.label("stage", approach.stage).in_language(language) if approach.stage else "NR",
        "start": approach.first.isoformat() if approach.first else "UA",
        "estimated_effect": None
        if estimate is None
        else {
            "low_tco2e": str(estimate.low_tco2e),
            "high_tco2e": str(estimate.high_tco2e),
            "method": estimate.method,
            "credit_eligible": estimate.credit_eligible,
        },
        "transferred_outcome": "none",
    }
