"""Activities for tests of the comparison, and the vectors' activities as they are given to it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from tests.shared_data import shared

from sextant.application.comparing.compare import compare_activity
from sextant.comparison.activity import parse_activity
from sextant.storage.comparison_files import stand

ON = date(2026, 11, 24)
FIRST = 2027
MECHANISMS = {"CDM": "cdm", "JCM": "jcm", "A6.2": "article_6_2", "A6.4": "article_6_4", "A6.8": "article_6_8"}
VARIANTS = {
    "CMP-PV50-A6.4-MCU": {"authorized_share": 0},
    "CMP-PV50-A6.4-FLOOR": {"levy_rounding": "floor"},
    "CMP-PV50-A6.2-VOL": {"voluntary_adaptation_share": "0.05", "voluntary_cancellation_share": "0.02"},
}


def vectors():
    """Return the vectors as they are filed, with exact decimals."""
    return json.loads(shared("vectors/COMPARISON.json").read_text(encoding="utf-8"), parse_float=Decimal)


def given(vector, file):
    """Return the activity of a vector as JSON content."""
    inputs = {name: Decimal(value) for name, value in file["activities"][vector["activity"]]["inputs"].items()}
    derived = {name: Decimal(value) for name, value in file["derived"][vector["activity"]].items()}
    baseline, activity = derived["BE_year"], derived["AE_year"]
    assumed = {
        "uncertainty": inputs["A64_UNC95_rel"], "agreed_haircut": inputs["agreement_haircut_62"],
        "japan_share": inputs["JCM_share_to_Japan"], "net_to_gross": derived["net_to_gross"],
        **VARIANTS.get(vector["id"], {}),
    }  # fmt: skip
    if "EF_JCM_reference_t_per_MWh" in inputs:
        factor = Decimal("0.533") if vector["id"] == "CMP-PV50-JCM-0533" else inputs["EF_JCM_reference_t_per_MWh"]
        reference = inputs["EG_MWh_per_year"] * factor
    else:
        reference = baseline * inputs["JCM_conservativeness_on_RE"]
    year = {"baseline_emissions": baseline, "activity_emissions": activity, "jcm_reference_emissions": reference}
    if vector["id"] == "CMP-STOVE10K-CDM-LEGACY-FNRB":
        # The legacy factor makes the methodology see more woodfuel saved than physically is; both scale with it.
        scale = Decimal("0.843") / inputs["fNRB"]
        year["credited"] = {"cdm": {"baseline_emissions": baseline * scale, "activity_emissions": activity * scale}}
    return {
        "host": {"least_developed": file["activities"][vector["activity"]]["LDC_SIDS_host"]},
        "years": [{"year": FIRST + place, **year} for place in range(5)],
        "assumptions": assumed,
    }


def compared(content, *mechanisms, on=ON):
    """Return what comes of an activity under some mechanisms, or all."""
    return compare_activity(parse_activity(content), stand(on), mechanisms=mechanisms)
