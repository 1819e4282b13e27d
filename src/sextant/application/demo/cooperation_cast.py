"""Who cooperates in the synthetic world: three States that integrate renewable energy in a region, and who helps.

Nobody in it exists. The example is the founding paper's: a regional cooperation without any unit.
"""

from __future__ import annotations

from typing import Any

ENERGY, WARNING, TRADES = "NMA-0001", "NMA-0002", "NMA-0003"
_WHOLE = ("human_rights", "health", "indigenous_peoples", "local_communities", "migrants", "children",
          "persons_with_disabilities", "vulnerable_situations", "development", "gender_equality",
          "intergenerational_equity")  # fmt: skip
_RULES = ("NMA-C01", "NMA-C02", "NMA-C03", "NMA-C04")


def _party(code: str, role: str, subregion: str, *groups: str) -> dict[str, Any]:
    found: dict[str, Any] = {"party": code, "role": role, "subregion": subregion}
    if role == "host":
        found["ndc"] = f"NDC of {code} (synthetic), 2025"
    return found | ({"groups": list(groups)} if groups else {})


def _line(party: str, kind: str, stage: str, what: str, amount: int | None = None, **more: str) -> dict[str, Any]:
    found: dict[str, Any] = {"party": party, "type": kind, "stage": stage, "description": f"{what} (synthetic)", **more}
    return found if amount is None else found | {"amount": amount, "currency": "USD"}


def _common(parties: list[str], rights: str, answers: dict[str, str]) -> dict[str, Any]:
    return {
        "rights": dict.fromkeys(_WHOLE, rights),
        "declarations": dict.fromkeys(_RULES, parties),
        "answers": answers,
        "language": "en",
        "synthetic": True,
    }


_ENERGY_SUPPORT: list[dict[str, Any]] = [
    {"line": "S1", "provider": "Sextans Development Fund (synthetic)", "recipient": "XM", "type": "FIN",
     "instrument": "grant", "amount": 600_000, "currency": "USD", "status": "committed", "year": 2026,
     "channel": "multilateral", "flow": "ODA", "purpose": "cross_cutting", "activity_status": "ongoing",
     "description": "First part of the storage (synthetic)"},
    {"line": "S2", "provider": "Ministry of Vernier (synthetic)", "provider_party": "XV", "recipient": "XA",
     "type": "CB", "amount": 100_000, "currency": "USD", "status": "disbursed", "year": 2026,
     "channel": "bilateral", "flow": "ODA", "purpose": "mitigation", "activity_status": "completed",
     "description": "Exchange of grid planners (synthetic)"},
]  # fmt: skip
"""What came already."""

_ENERGY_INDICATORS: list[dict[str, Any]] = [
    {"code": "E1", "theme": "sdg", "sdg": 7, "name": "People with power all day", "unit": "people",
     "baseline": 10_000, "baseline_on": "2025-07-01", "target": 50_000, "target_on": "2029-07-01",
     "attribution": "contributing",
     "observations": [{"value": 19_000, "on": "2026-10-01", "evidence": "Survey of the isles (synthetic)",
                       "confidence": "measured"}]},
    {"code": "E2", "theme": "capacity", "name": "Joint dispatch", "unit": "step of the ladder",
     "baseline": 1, "baseline_on": "2025-07-01", "target": 4, "target_on": "2029-07-01",
     "attribution": "direct",
     "observations": [{"value": 2, "on": "2026-10-01", "evidence": "Training record (synthetic)",
                       "confidence": "expert"}]},
    {"code": "E3", "theme": "adaptation", "name": "Feeders that withstand storms", "unit": "feeders",
     "baseline": 0, "baseline_on": "2025-07-01", "target": 18, "target_on": "2029-07-01",
     "attribution": "direct",
     "observations": [{"value": 1, "on": "2026-10-01", "evidence": "Works report (synthetic)",
                       "confidence": "self_declared"}]},
    {"code": "E4", "theme": "policy", "name": "Common grid code", "unit": "step of the ladder",
     "baseline": 0, "baseline_on": "2025-07-01", "target": 4, "target_on": "2028-07-01",
     "attribution": "direct"},
]  # fmt: skip
"""What is followed."""


def _energy_needs(*, with_quadrant: bool) -> list[dict[str, Any]]:
    needs = [
        _line("XM", "FIN", "implement", "Storage and feeders on six islands", 2_000_000, instrument="grant"),
        _line("XM", "FIN", "implement", "Inter-island cable, first section", 3_000_000, instrument="concessional_loan"),
        _line("XM", "TT", "implement", "Control of grids with much wind and sun"),
        _line("XM", "CB", "implement", "Dispatchers and line crews", 400_000),
        _line("XA", "FIN", "implement", "Substation at Northgate", 8_000_000, instrument="concessional_loan"),
        _line("XA", "CB", "develop", "Regional planning office", 250_000),
    ]
    if with_quadrant:
        needs.append(_line("XQ", "TT", "implement", "Forecasts of wind shared between three operators"))
    return needs


def energy(*, with_quadrant: bool) -> dict[str, Any]:
    """Return the regional integration of renewable energy: first of two States, in its second version of three."""
    parties = ["XA", "XM", "XV", *(["XQ"] if with_quadrant else [])]
    needs = _energy_needs(with_quadrant=with_quadrant)
    return {
        "reference": ENERGY,
        "title": "Renewable energy across the Quadrant Sea (synthetic)",
        "description": "Neighbouring States plan, connect and run their renewable power together. Each keeps "
        "all of its reductions for its own contribution; nothing is sold and nothing passes from one to another.",
        "submitting_party": "XM",
        "focal_point": "Office of energy of the Meridian Isles (synthetic)",
        "participants": [
            _party("XM", "host", "014", "LDC"),
            _party("XA", "host", "014"),
            *([_party("XQ", "host", "014")] if with_quadrant else []),
            _party("XV", "partner", "155"),
        ],
        "entities": [
            {"name": "Quadrant Sea Power Pool (synthetic)", "kind": "government", "contact": "office@pool.example"},
            {"name": "Meridian Islanders' Council (synthetic)", "kind": "indigenous_or_local",
             "contact": "council@isles.example"},
        ],
        "focus_areas": ["CLEAN_ENERGY", "ADAPT"],
        "tags": ["regional grid", "islands"],
        "themes": ["mitigation", "adaptation", "finance", "technology", "capacity"],
        "reach": "regional",
        "sector": "energy",
        "sdgs": [1, 7, 13],
        "stage": "implement",
        "first": "2026-07-01",
        "last": "2029-06-30",
        "needs": needs,
        "support": _ENERGY_SUPPORT,
        "indicators": _ENERGY_INDICATORS,
        "mitigation": {"low_tco2e": "30000", "high_tco2e": "55000",
                       "method": "Fuel no longer burnt, from planned hours (synthetic)"},
        "safeguards": [{"impact": "Cable landing in a fishing ground",
                        "answer": "Route agreed with the fishers; works outside the season (synthetic)"}],
        "related": ["Green Climate Fund readiness (synthetic)"],
        "overlaps": [{"mechanism": "Article 6.4", "activity": "Solar mini-grids of the isles (synthetic)",
                      "own_outcome_authorized": False,
                      "scope_split": "The mini-grids and their meters are outside this approach (synthetic)."}],
        **_common(parties, "Looked at with those concerned, before and during the works (synthetic).", {
            "2_a_i": "More renewable power sooner, and grids that storms do not take down.",
            "2_a_ii": "Utilities, islanders' councils and a school of engineering take part.",
            "2_a_iii": "Joined with the plans for finance and for adaptation of each State.",
            "2_b_i": "One plan for power, training, equipment and money serves three contributions.",
            "2_b_ii": "Power all day for people who have it for hours; work for line crews.",
            "3_a": "The States found it themselves.",
            "3_b": "Three host Parties and one partner.",
            "3_c": "Nothing is transferred; each reduction stays where it happens.",
            "3_d": "Named in the contribution of each host; less diesel serves the temperature goal.",
            "3_e": "See the list of rights.",
            "3_f": "See the impacts that are named.",
        }),
    }  # fmt: skip


def warning() -> dict[str, Any]:
    """Return the early warning of two island States; one of them leaves later."""
    parties = ["XM", "XQ"]
    text = "Said for the demonstration (synthetic)."
    answers = ("2_a_i", "2_a_ii", "2_a_iii", "2_b_i", "2_b_ii", "3_a", "3_b", "3_c", "3_d", "3_e", "3_f")
    return {
        "reference": WARNING,
        "title": "Early warning for atolls (synthetic)",
        "description": "Two States share gauges, forecasts and drills.",
        "submitting_party": "XQ",
        "participants": [_party("XQ", "host", "054", "SIDS"), _party("XM", "host", "014", "LDC")],
        "entities": [{"name": "Weather office (synthetic)", "kind": "government", "contact": "w@quadrant.example"}],
        "focus_areas": ["ADAPT"],
        "themes": ["adaptation", "technology", "capacity"],
        "reach": "regional",
        "sector": "cross_cutting",
        "sdgs": [13, 14],
        "stage": "develop",
        "first": "2026-01-01",
        "last": "2028-12-31",
        "needs": [
            _line("XQ", "FIN", "develop", "Gauges", 1_500_000, instrument="grant"),
            _line("XQ", "CB", "develop", "Drills"),
        ],
        "safeguards": [{"impact": "False alarms", "answer": "Each alarm is told with how sure it is (synthetic)."}],
        **_common(parties, text, dict.fromkeys(answers, text)),
    }


def trades() -> dict[str, Any]:
    """Return an approach for which Parties are still asked: it is not public."""
    return {
        "reference": TRADES,
        "title": "Schools of clean trades (synthetic)",
        "description": "Teachers and benches for electricians and welders.",
        "submitting_party": "XA",
        "participants": [_party("XA", "host", "014"), _party("XV", "partner", "155")],
        "focus_areas": ["JUST_TRANSITION"],
        "themes": ["capacity"],
        "language": "en",
        "synthetic": True,
    }


def _offer(number: str, provider: str, kind: str, scope: Any, lines: list[Any], **more: Any) -> dict[str, Any]:
    return {
        "id": number, "provider": f"{provider} (synthetic)", "provider_kind": kind,
        "contact": f"{number.lower()}@provider.example", "scope": scope, "lines": lines,
        "focus": ["CLEAN_ENERGY"], "stages": ["identify", "develop", "implement"],
        "window": ["2026-01-01", "2030-12-31"], "languages": ["en"], "synthetic": True, **more,
    }  # fmt: skip


def _usd(kind: str, ceiling: int | None = None, instrument: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"type": kind} | ({"instrument": instrument} if instrument else {})
    return found if ceiling is None else found | {"ceiling": ceiling, "currency": "USD"}


_GLOBAL = {"kind": "global"}
OFFERS = (
    _offer("O-101", "Sextans Development Fund", "fund_or_body", {"kind": "region", "names": ["002"]},
           [_usd("FIN", 1_200_000, "grant"), _usd("CB", 500_000)], focus=["ADAPT", "CLEAN_ENERGY", "MITIG_SD"],
           sdgs=[7, 13], stages=["develop", "implement"], window=["2026-01-01", "2028-12-31"]),
    _offer("O-102", "Bank of the Two Seas", "development_bank", _GLOBAL,
           [_usd("FIN", 5_000_000, "concessional_loan"), _usd("TT")], sdgs=[7, 9],
           conditions=["REPORTING_TO_DONOR", "CO_FINANCING"]),
    _offer("O-103", "Academy of Tides", "academia", {"kind": "group", "names": ["LDC"]}, [_usd("CB")],
           focus=["ADAPT"], sdgs=[1, 13], window=["2026-01-01", "2027-12-31"]),
    _offer("O-104", "Meridian Carbon House", "private", _GLOBAL, [_usd("FIN", 9_000_000, "grant")],
           focus=["ADAPT", "CLEAN_ENERGY", "MITIG_SD"], sdgs=[13], conditions=["PURCHASE_OF_UNITS"]),
    _offer("O-105", "Ministry of Vernier", "government", {"kind": "group", "names": ["SIDS"]},
           [_usd("FIN", 2_000_000, "grant")], focus=["ADAPT"], sdgs=[13, 14, 15], provider_party="XV"),
    _offer("O-106", "Centre for Shared Forecasts", "united_nations", _GLOBAL, [_usd("TT")],
           focus=["MITIG_SD", "CLEAN_ENERGY"], sdgs=[9, 13]),
)  # fmt: skip
"""What is offered; the fourth buys something in return and therefore fits no need."""
