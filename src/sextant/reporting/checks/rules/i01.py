"""I01: a Party reports only cooperative approaches that it takes part in."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering, Place

RULE = "I01"


def check(call: Call) -> Iterator[Finding]:
    """Yield the approaches of which a Party neither authorizes anything nor is named: in no year on file."""
    found = Gathering(RULE)
    granting, named, hosts = _participation(call)
    for filed in call.filed:
        for approach, places in _reported(call, filed).items():
            if approach in granting.get(filed.party, set()):
                continue
            parties = named.get(approach)
            if parties is not None and (not parties or filed.party in parties):
                continue
            # Only the host's own tables name its partners; without them nothing is known.
            absent = {host for host in hosts.get((filed.party, approach), ()) if host not in call.filed_years}
            outcome = UNVERIFIABLE if absent - {filed.party} else "fail"
            code = "host_not_on_file" if outcome == UNVERIFIABLE else "not_a_participant"
            found.add(code, places, outcome=outcome, party=filed.party, approach=approach)
    yield from found.findings()


def _participation(
    call: Call,
) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[tuple[str, str], set[str]]]:
    """Return who authorizes under which approach, who is named for it (empty: anyone), and the hosts reported."""
    granting: dict[str, set[str]] = {}
    named: dict[str, set[str]] = {}
    open_to_all: set[str] = set()
    for filed in call.filed:
        for row in filed.submission.content.authorizations:
            if row.approach:
                granting.setdefault(filed.party, set()).add(row.approach)
                named.setdefault(row.approach, set()).update(row.parties)
                if not row.parties:
                    open_to_all.add(row.approach)
    for approach in open_to_all:
        named[approach] = set()
    hosts: dict[tuple[str, str], set[str]] = {}
    for filed in call.filed:
        for each in filed.submission.content.unit_rows:
            if each.approach and each.first_transferring_party:
                hosts.setdefault((filed.party, each.approach), set()).add(each.first_transferring_party)
    return granting, named, hosts


def _reported(call: Call, filed: Filed) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    content = filed.submission.content
    for rows in (content.actions, content.holdings, content.entities):
        for row in rows:
            if row.approach:
                found.setdefault(row.approach, []).append(call.place(filed, row))
    return found
