"""Recorded authorizations beside the entries that recorded them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sextant.domain.authorization import Authorization, authorization_from
from sextant.ledger.findings.asked import Asked
from sextant.ledger.findings.finding import Finding, finding
from sextant.ledger.findings.journal import Journal
from sextant.ledger.posting import Entry

Versions = Mapping[str, tuple[Authorization, ...]]


def check_authorization(entry: Entry, asked: Asked, journal: Journal) -> Iterator[Finding]:
    """Yield a finding where the version that an entry recorded is not there, or says something else."""
    meant = authorization_from(asked["authorization"])
    known = journal.authorizations.get(meant.key, ())
    found = next((each for each in known if each.version == meant.version), None)
    if found is None or found.body != meant.body:
        yield finding("authorization_differs", authorization=meant.key, version=meant.version, entry=str(entry.id))


def drawn_as_authorized(asked: Asked, drawn: Mapping[str, int], journal: Journal) -> bool:
    """Whether a version drew on the limit of the Party's policy what it allows more than the one before it.

    Of a version that is not in force what was first transferred stays counted; how much that was then, it does not
    tell, so that it is only seen to that it lies between nothing and the whole.
    """
    meant = authorization_from(asked["authorization"])
    known = journal.authorizations.get(meant.key, ())
    before = next((each for each in known if each.version == meant.version - 1), None)
    least, most = (meant.quantity or 0, meant.quantity or 0) if meant.in_force else (0, meant.quantity or 0)
    if before is not None:
        least -= before.quantity or 0
        most -= (before.quantity or 0) if before.in_force else 0
    names = asked.get("tallies", ())
    return drawn.keys() <= set(names) and all(least <= drawn.get(name, 0) <= most for name in names)


def check_versions(versions: Versions, recorded: set[tuple[str, int]]) -> Iterator[Finding]:
    """Yield versions that no entry recorded, and authorizations whose versions have a gap."""
    for key, known in sorted(versions.items()):
        numbers = [each.version for each in known]
        if numbers != list(range(1, len(numbers) + 1)):
            yield finding("authorization_versions_broken", authorization=key, found=", ".join(map(str, numbers)))
        for number in numbers:
            if (key, number) not in recorded:
                yield finding("authorization_of_no_entry", authorization=key, version=number)
