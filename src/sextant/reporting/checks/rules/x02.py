"""X02: the emissions balance is emissions plus adjustment: 23(k)(i) = 23(a) + 23(g)."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, finding

RULE = "X02"
_NEEDED = {"emissions_23a", "adjustment_23g", "balance_23k"}


def check(call: Call) -> Iterator[Finding]:
    """Yield balances that do not add up, and say so where the sign is wrong (decision 2/CMA.3, annex, paragraph 8)."""
    for party in sorted(call.filed_years):
        reports = call.reports.get(party)
        summary = reports.summary if reports else None
        files = [filed.submission.file for filed in call.filed if filed.party == party]
        known = {year: rows for year, rows in summary.years.items() if set(rows) >= _NEEDED} if summary else {}
        if not known:
            yield finding(RULE, "summary_not_given", files=files, outcome=UNVERIFIABLE, party=party)
        for year, rows in sorted(known.items()):
            emissions, adjustment, balance = (rows[name] for name in ("emissions_23a", "adjustment_23g", "balance_23k"))
            if balance == emissions + adjustment:
                continue
            code = "sign_reversed" if balance == emissions - adjustment else "balance_differs"
            yield finding(
                RULE,
                code,
                files=files,
                party=party,
                year=str(year),
                found=f"{balance:f}",
                expected=f"{emissions + adjustment:f}",
            )
