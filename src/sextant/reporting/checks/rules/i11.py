"""I11: the authorization of an action or a holding is in table 2 of the reporter or of the host, in some year."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "I11"


def check(call: Call) -> Iterator[Finding]:
    """Yield authorization ids that nothing on file explains; unverifiable where the host has nothing on file."""
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.unit_rows:
            if row.authorization is None or call.authorities.versions(row, filed.party):
                continue
            elsewhere = call.authorities.could_be_elsewhere(row, filed.party)
            found.add(
                "host_not_on_file" if elsewhere else "authorization_not_found",
                [call.place(filed, row)],
                outcome=UNVERIFIABLE if elsewhere else "fail",
                found=row.authorization,
                host=row.first_transferring_party or "–",
            )
    yield from found.findings()
