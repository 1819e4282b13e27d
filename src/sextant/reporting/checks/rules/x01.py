"""X01: the sums of the agreed electronic format reproduce rows 23(c) to (h) of the structured summary."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, finding
from sextant.reporting.checks.reports import PartyReports
from sextant.reporting.checks.sums import sums_of

RULE = "X01"
_ROWS = {"first_transferred_23c": "23(c)", "authorized_for_oimp_23d": "23(d)", "used_23e": "23(e)"}


def check(call: Call) -> Iterator[Finding]:
    """Yield the rows that differ (6/CMA.4, annex II, paragraph 3(b)); by vintage or by year of action, as it says."""
    for party in sorted(call.filed_years):
        reports = call.reports.get(party)
        files = [filed.submission.file for filed in call.filed if filed.party == party]
        if reports is None or reports.summary is None:
            yield finding(RULE, "summary_not_given", files=files, outcome=UNVERIFIABLE, party=party)
            continue
        yield from _compare(call, party, reports, files)


def _compare(call: Call, party: str, reports: PartyReports, files: list[str]) -> Iterator[Finding]:
    summary = reports.summary
    assert summary is not None
    sums = sums_of(call, party, by_vintage=summary.year_basis == "vintage")
    cumulative = Decimal(0)
    for year in sorted(summary.years):
        rows = summary.years[year]
        for name, label in _ROWS.items():
            computed = sums[name].get(year, Decimal(0))
            if name in rows and rows[name] != computed:
                yield _differs(files, party, year, label, rows[name], computed)
        if {"first_transferred_23c", "used_23e"} <= set(rows):
            # 23(f) is net; units of (d) that are also in (c) count once, and the sign is not fixed by the text.
            net = rows["first_transferred_23c"] - rows["used_23e"]
            cumulative += net
            if "net_23f" in rows and rows["net_23f"] != net:
                with_oimp = net + rows.get("authorized_for_oimp_23d", Decimal(0))
                if rows["net_23f"] != with_oimp:
                    yield _differs(files, party, year, "23(f)", rows["net_23f"], net)
                cumulative += rows["net_23f"] - net
            if "cumulative_23h" in rows and rows["cumulative_23h"] != cumulative:
                yield _differs(files, party, year, "23(h)", rows["cumulative_23h"], cumulative)
        adjustment = sums["adjustment"].get(year, Decimal(0))
        methods = {each.method for each in reports.initial_reports if each.method}
        if "adjustment_23g" in rows and "averaging" not in methods and rows["adjustment_23g"] != adjustment:
            yield _differs(files, party, year, "23(g)", rows["adjustment_23g"], adjustment)


def _differs(files: list[str], party: str, year: int, row: str, found: Decimal, computed: Decimal) -> Finding:
    return finding(
        RULE,
        "sum_differs",
        files=files,
        party=party,
        year=str(year),
        row=row,
        found=f"{found:f}",
        expected=f"{computed:f}",
    )
