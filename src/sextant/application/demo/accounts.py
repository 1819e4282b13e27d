"""What the Parties of the synthetic world state beside the ledger: inventories, targets, scenarios, contracts, plans.

Alidade sells and Vernier buys. Alidade holds one contract back, and Vernier a year of its inventory, so that a visitor
sees what is withheld beside what is unknown. No figure is that of any country.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sextant.application.commands.state_for_party import record_statement
from sextant.application.demo.world import ADMINISTRATOR
from sextant.application.party_statements import PartyStatements, StatementKind
from sextant.application.ports import Clock
from sextant.application.queries.party_accounts import ACCOUNTS
from sextant.application.registry import Registry
from sextant.domain.account import Act, account_id
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal
from sextant.ledger.request import Cancel, Take

_BUSINESS = {"en": "Commercial confidentiality of the buyer", "zh-Hant": "買方之商業機密"}
_STATISTICS = {"en": "Statistical secrecy: one plant stands behind the figure", "zh-Hant": "統計機密：數值僅涉單一工廠"}

_CODES = {
    "party_codes": {"XA": "XAA", "XM": "XMM", "XQ": "XQQ", "XV": "XVV"},
    "registry_codes": {"UN01": "XAA01"},
}
"""Codes that ISO leaves to users (XAA to XZZ), so that the synthetic Parties can report."""

ALIDADE: Mapping[str, Any] = {
    "party": "XA",
    "ndc_period": [2021, 2030],
    "method": "averaging",
    "inventories": [
        {"edition": "NIR 2024", "submitted_on": "2024-12-20",
         "years": {"2021": 4_120_000, "2022": 4_098_000}},
        {"edition": "NIR 2026", "submitted_on": "2026-04-14",
         "years": {"2021": 4_131_000, "2022": 4_104_500, "2023": 4_087_250, "2024": 4_061_000}},
    ],
    "trajectory": {str(year): 4_140_000 - 24_000 * (year - 2021) for year in range(2021, 2031)},
    "targets": [
        {"key": "unconditional", "label": {"en": "Unconditional target (synthetic)", "zh-Hant": "無條件目標（模擬）"},
         "conditional": False, "year": 2030, "limit": 3_924_000},
        {"key": "conditional", "label": {"en": "Conditional target (synthetic)", "zh-Hant": "有條件目標（模擬）"},
         "conditional": True, "year": 2030, "limit": 3_700_000},
        {"key": "budget", "label": {"en": "Budget of the period (synthetic)", "zh-Hant": "期間預算（模擬）"},
         "conditional": False, "budget": 40_320_000},
    ],
    "scenarios": [
        {"key": "with_measures", "label": {"en": "with measures (synthetic)", "zh-Hant": "採取措施情境（模擬）"},
         "years": {str(year): 4_061_000 - 33_000 * (year - 2024) for year in range(2025, 2031)}},
    ],
    "contracts": [
        {"reference": "XA-2026-01", "side": "sells", "partner": "XV", "quantity": 20_000, "vintage": 2027},
        {"reference": "XA-2026-02", "side": "sells", "partner": "XV", "quantity": 14_500, "vintage": 2028},
    ],
    "confidential": [{"field": "contract.XA-2026-02", "basis": _BUSINESS}],
    "synthetic": True,
    **_CODES,
}  # fmt: skip

VERNIER: Mapping[str, Any] = {
    "party": "XV",
    "ndc_period": [2021, 2030],
    "method": "trajectory",
    "inventories": [
        {"edition": "NIR 2026", "submitted_on": "2026-04-15",
         "years": {"2021": 9_800_000, "2022": 9_655_000, "2023": 9_510_000, "2024": 9_390_000}},
    ],
    "trajectory": {str(year): 9_800_000 - 160_000 * (year - 2021) for year in range(2021, 2031)},
    "targets": [
        {"key": "target", "label": {"en": "Target of 2030 (synthetic)", "zh-Hant": "2030 年目標（模擬）"},
         "conditional": False, "year": 2030, "limit": 8_360_000},
    ],
    "scenarios": [
        {"key": "with_measures", "label": {"en": "with measures (synthetic)", "zh-Hant": "採取措施情境（模擬）"},
         "years": {str(year): 9_390_000 - 165_000 * (year - 2024) for year in range(2025, 2031)}},
    ],
    "contracts": [
        {"reference": "XV-2026-11", "side": "buys", "partner": "XA", "quantity": 20_000, "vintage": 2027},
    ],
    "planned_use": {"2025": 5_000, "2026": 12_000, "2030": 60_000},
    "confidential": [{"field": "inventory.2022", "basis": _STATISTICS}],
    "synthetic": True,
    **_CODES,
}  # fmt: skip


def build_accounts(registry: Registry, statements: PartyStatements, clock: Clock) -> None:
    """Put the statements on record, and a use that says for which year it is; what is there already stays as it is."""
    for body in (ALIDADE, VERNIER):
        if not statements.of(body["party"], StatementKind.ACCOUNTS):
            text = json.dumps(body, ensure_ascii=False)
            record_statement(statements, body["party"], StatementKind.ACCOUNTS, ACCOUNTS, text, clock.now())
    for name, quantity, year in (("2025", 1_100, 2025), ("2026", 1_900, 2026)):
        outcome = registry.perform(
            Cancel(
                id=content_id("demo", f"use for {name}"),
                actor=ADMINISTRATOR,
                effective_on=date(2026, 11, 12),
                units=Take(account_id("UN01", "XV-holding"), quantity),
                to_account=account_id("UN01", "XV-ndc-2030"),
                act=Act.RETIREMENT,
                purpose="nationally_determined_contribution",
                used_for_year=year,
            )
        )
        if isinstance(outcome, Refusal):
            raise RuntimeError(f"the synthetic world is inconsistent: use {outcome.code} {dict(outcome.about)}")
