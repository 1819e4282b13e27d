"""I09: the parts of an identifier agree with the columns beside it."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering

RULE = "I09"


def check(call: Call) -> Iterator[Finding]:
    """Yield rows whose identifier says otherwise than their columns (6/CMA.4, annex I, paragraph 5).

    The registry column is the one that tracked the action; it is compared on rows of the host only (settled).
    """
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.unit_rows:
            given = row.first
            if not isinstance(given, ItmoId):
                continue
            pairs = [
                ("approach", given.approach, row.approach),
                ("first_transferring_party", given.first_transferring_party, row.first_transferring_party),
                ("vintage", given.vintage, row.vintage),
            ]
            if filed.party == given.first_transferring_party:
                pairs.append(("registry", given.registry, row.registry))
            for attribute, in_id, in_column in pairs:
                if in_column is not None and in_id != in_column:
                    found.add(
                        "identifier_differs",
                        [call.place(filed, row)],
                        series=given.series,
                        units=(given.serial, given.serial),
                        attribute=attribute,
                        found=str(in_column),
                        expected=str(in_id),
                    )
    yield from found.findings()
