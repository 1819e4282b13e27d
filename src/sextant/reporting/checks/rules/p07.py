"""P07: where the counterparty's report is not on file, nothing is consistent: it is unverifiable."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "P07"


def check(call: Call) -> Iterator[Finding]:
    """Yield each Party that a file depends on and that has not filed here (6/CMA.4, annex II, paragraph 4).

    Of the other side of a transfer the report about the same year is needed; of the host, any report.
    """
    found = Gathering(RULE)
    for filed, (source, target, host), rows in call.grouped(
        lambda _, row: (row.transferring_party, row.acquiring_party, row.first_transferring_party)
    ):
        missing = {each for each in (source, target) if each and not call.has_filed(each, filed.year)}
        if host and host not in call.filed_years:
            missing.add(host)
        for other in sorted(missing - {filed.party}):
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
