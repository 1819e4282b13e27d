"""T07: the authorization is no later than any first transfer under it, and no later than the reported year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "T07"


def check(call: Call) -> Iterator[Finding]:
    """Yield authorizations dated after the reported year, and first transfers before theirs (paragraphs 2 and 18)."""
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.authorizations:
            if row.authorized_on and row.authorized_on > date(filed.year, 12, 31):
                place = [call.place(filed, row)]
                found.add("after_reported_year", place, found=row.authorized_on.isoformat(), year=str(filed.year))
        for action in filed.submission.content.actions:
            if action.type != "first_transfer" or action.acted is None:
                continue
            versions = call.authorities.versions(action, filed.party)
            dates = [each.row.authorized_on for each in versions if each.row.authorized_on]
            if not dates or min(dates) <= action.acted.day:
                continue
            # Where the first version is in a file that is not here, it may well be early enough.
            known = any((each.row.version or 0) <= 1 for each in versions)
            found.add(
                "after_first_transfer" if known else "first_version_unknown",
                [call.place(filed, action)],
                near=[call.place(each.filed, each.row) for each in versions],
                outcome="fail" if known else UNVERIFIABLE,
                authorization=action.authorization or "",
                found=min(dates).isoformat(),
            )
    yield from found.findings()
