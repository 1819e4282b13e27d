"""P07: where the counterparty's report is not on file, nothing is consistent: it is unverifiable."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "P07"


def check(call: Call) -> Iterator[Finding]:
    """Yield each Party and year that a file depends on and that nobody has filed here (6/CMA.4, annex II, para 4)."""
    found = Gathering(RULE)
    for filed, others, rows in call.grouped(
        lambda _, row: (row.transferring_party, row.acquiring_party, row.first_transferring_party)
    ):
        for other in {each for each in others if each is not None and each != filed.party}:
            if not call.has_filed(other, filed.year):
                places = [call.place(filed, row) for row in rows]
                found.add(
                    "counterparty_not_filed",
                    places,
                    outcome=UNVERIFIABLE,
                    party=filed.party,
                    other=other,
                    year=str(filed.year),
                )
    yield from found.findings()
