"""I01: a Party reports only cooperative approaches that it takes part in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from sextant.reporting.aef.model import Action, Entity, Holding
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering, Place

RULE = "I01"
_APPROACH = attrgetter("approach")
_APPROACH_AND_HOST = attrgetter("approach", "first_transferring_party")


def check(call: Call) -> Iterator[Finding]:
    """Yield the approaches of which a Party neither authorizes anything nor is named: in no year on file."""
    found = Gathering(RULE)
    granting, named, hosts = _participation(call)
    for filed in call.filed:
        for approach in _reported(filed):
            if approach in granting.get(filed.party, set()):
                continue
            parties = named.get(approach)
            if parties is not None and (not parties or filed.party in parties):
                continue
            # Only the host's own tables name its partners; without them nothing is known.
            absent = {host for host in hosts.get((filed.party, approach), ()) if host not in call.filed_years}
            outcome = UNVERIFIABLE if absent - {filed.party} else "fail"
            code = "host_not_on_file" if outcome == UNVERIFIABLE else "not_a_participant"
            found.add(code, _places(call, filed, approach), outcome=outcome, party=filed.party, approach=approach)
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
        for approach, host in set(map(_APPROACH_AND_HOST, filed.submission.content.unit_rows)):
            if approach and host:
                hosts.setdefault((filed.party, approach), set()).add(host)
    return granting, named, hosts


def _reported(filed: Filed) -> list[str]:
    """Return the approaches that a Party reports anything of, in the order of its rows."""
    content = filed.submission.content
    rows = (*content.actions, *content.holdings, *content.entities)
    return [approach for approach in dict.fromkeys(map(_APPROACH, rows)) if approach]


def _places(call: Call, filed: Filed, approach: str) -> list[Place]:
    content = filed.submission.content
    tables: tuple[Sequence[Action | Holding | Entity], ...] = (content.actions, content.holdings, content.entities)
    return [call.place(filed, row) for rows in tables for row in rows if row.approach == approach]
