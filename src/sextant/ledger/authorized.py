"""What an authorization lets happen to units: each act beside the version that governs them.

Units that were never first transferred follow the version in force on the day of the act. With their first transfer
they are put under the version in force then, and stay under it, unless it foresees changes (decision 2/CMA.3, annex,
paragraphs 2 and 21(c)). What another registry has done already is not refused; it is recorded with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sextant.domain.account import Account
from sextant.domain.authorization import Authorization, Use
from sextant.domain.refusal import Fact, Refusal, Warned, refuse
from sextant.domain.unit import DOMESTIC, Terms
from sextant.ledger.draws import refuse_draws
from sextant.ledger.facts import Facts
from sextant.ledger.posting import Draw
from sextant.ledger.selection import Part, place_of

USES = frozenset(each.value for each in Use)


def tally_of_issued(key: str) -> str:
    """Return the name of the tally of units issued under an authorization, or brought under it."""
    return f"issued {key}"


def tally_of_first_transferred(key: str) -> str:
    """Return the name of the tally of units first transferred under an authorization."""
    return f"first transferred {key}"


def tally_of_use(key: str, use: str) -> str:
    """Return the name of the tally of units used for a purpose under an authorization."""
    return f"used {use} {key}"


def tallies_of(key: str) -> tuple[str, ...]:
    """Return the names of all tallies of an authorization; their version is the number of its latest version."""
    return (tally_of_issued(key), tally_of_first_transferred(key), *(tally_of_use(key, each.value) for each in Use))


def governing(terms: Terms, facts: Facts, on: date) -> Authorization | None:
    """Return the version that governs units under these terms on a day; none where none was recorded."""
    versions = facts.authorizations.get(terms.authorization) if terms.authorization else None
    if not versions:
        return None
    latest = next((each for each in reversed(versions) if each.effective_on <= on), versions[0])
    if terms.version is None:
        return latest
    bound = versions[terms.version - 1]
    return latest if bound.foresees_changes else bound


@dataclass(frozen=True, slots=True)
class Meant:
    """What is about to be done with units, as far as an authorization may have a word in it."""

    on: date
    use: str | None = None
    """The purpose, where the act is a use."""
    source: Account | None = None
    """The account that gives, or in which units are first transferred or used."""
    target: Account | None = None
    """The account that receives."""
    giver: str | None = None
    """The Party whose account gives."""
    receiver: str | None = None
    """The Party that receives; none where the units stay where they are or leave for no Party."""
    first: bool = False
    """Whether the units are first transferred by the act."""


def objections(part: Part, terms: Terms, facts: Facts, meant: Meant) -> Iterator[Refusal]:
    """Yield what the authorization of units says against an act, clause by clause."""
    where = place_of(part, facts)
    if DOMESTIC in terms.restrictions and meant.receiver is not None and meant.receiver != meant.giver:
        yield refuse("units_domestic_only", found=meant.receiver, expected=meant.giver, **where)
    key = terms.authorization
    version = governing(terms, facts, meant.on)
    uses = version.uses if version is not None else terms.uses
    number = version.version if version is not None else None
    if meant.use in USES and meant.use not in uses and (version is not None or terms.authorized):
        yield refuse(
            "use_not_authorized",
            authorization=key, version=number, found=meant.use, expected=_listed(uses), **where,
        )  # fmt: skip
    if version is None:
        return
    yield from _against_state(version, meant.on, where)
    yield from _against_receiver(version, meant, where)
    yield from _against_entities(version, latest_of(version, facts, meant.on), meant, where)
    if meant.use in USES and not version.use.holds(meant.on):
        yield refuse(
            "use_outside_window",
            authorization=key, version=number, found=meant.on.isoformat(), expected=str(version.use), **where,
        )  # fmt: skip
    vintage = facts.vintages.get(part.block.lot)
    if vintage is not None:
        yield from against_vintage(version, vintage, where)


def against_vintage(version: Authorization, vintage: int, where: Mapping[str, Fact]) -> Iterator[Refusal]:
    """Yield a refusal where a version does not cover mitigation of a calendar year."""
    if not version.mitigation.holds_year(vintage):
        expected = str(version.mitigation)
        yield refuse("vintage_not_authorized", authorization=version.key, found=vintage, expected=expected, **where)


def _against_state(version: Authorization, on: date, where: Mapping[str, Fact]) -> Iterator[Refusal]:
    state = "not_yet" if version.effective_on > on else None if version.in_force else version.state.value
    if state is not None:
        yield refuse(
            "authorization_not_in_force", authorization=version.key, version=version.version, found=state, **where
        )


def latest_of(version: Authorization, facts: Facts, on: date) -> Authorization:
    """Return the latest version on a day of the authorization that a version belongs to.

    Entities are authorized and ended by acts of their own, which reach units whatever version governs them.
    """
    versions = facts.authorizations[version.key]
    return next((each for each in reversed(versions) if each.effective_on <= on), version)


def _against_entities(
    version: Authorization, latest: Authorization, meant: Meant, where: Mapping[str, Fact]
) -> Iterator[Refusal]:
    """Yield a refusal for each entity in the act that is not, or no longer, authorized (annex, 18(g) and 21(c))."""
    acting = []
    if meant.first or meant.use in USES:
        acting.append(meant.source)
    if meant.receiver is not None or meant.use in USES:
        acting.append(meant.target)
    owners = dict.fromkeys(each.owner for each in acting if each is not None and each.owner is not None)
    named = {*version.entities, *latest.entities_authorized}
    key, number = version.key, latest.version
    expected = _listed([each for each in sorted(named) if each not in latest.entities_ended])
    for owner in owners:
        if owner in latest.entities_ended:
            yield refuse(
                "entity_no_longer_authorized",
                authorization=key, version=number, found=owner, expected=expected, **where,
            )  # fmt: skip
        elif version.names_entities and owner not in named:
            yield refuse(
                "entity_not_authorized",
                authorization=key, version=number, found=owner, expected=expected, **where,
            )  # fmt: skip


def _against_receiver(version: Authorization, meant: Meant, where: Mapping[str, Fact]) -> Iterator[Refusal]:
    party, number = meant.receiver, version.version
    if party is not None and version.parties and party not in (version.party, *version.parties):
        expected = _listed(version.parties)
        yield refuse(
            "party_not_authorized",
            authorization=version.key, version=number, found=party, expected=expected, **where,
        )  # fmt: skip


def refuse_to_issue(terms: Terms, vintage: int | None, facts: Facts, on: date) -> Refusal | None:
    """Return why units of a vintage cannot be issued under these terms on a day, or none."""
    version = governing(terms, facts, on)
    if version is None:
        return None
    against = list(_against_state(version, on, {}))
    if version.issue_until is not None and on > version.issue_until:
        last = version.issue_until.isoformat()
        against.append(
            refuse("issuance_after_last_day", authorization=version.key, found=on.isoformat(), expected=last)
        )
    against += against_vintage(version, vintage, {}) if vintage is not None else ()
    return against[0] if against else None


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values) or "–"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the authorizations make of an act: terms that are bound to a version, draws, and what was warned of."""

    bound: Mapping[str, int]
    """For each authorization, the version under which units are first transferred now."""
    draws: tuple[Draw, ...]
    warnings: tuple[Warned, ...]

    def terms(self, terms: Terms, *, marked: bool) -> Terms:
        """Return the terms of units after the act; first transferred ones are bound to the version of the day."""
        version = self.bound.get(terms.authorization) if terms.authorization and marked else None
        return replace(terms, version=version) if version is not None and terms.version is None else terms


NO_CONSEQUENCE = Consequence({}, (), ())


def consequence(
    parts: Sequence[Part],
    facts: Facts,
    meant: Meant,
    *,
    marked: Sequence[bool],
    elsewhere: bool,
) -> Consequence | Refusal:
    """Return what the authorizations make of an act on units, or the first clause that forbids it.

    `marked` tells of each part whether it is first transferred by the act. `elsewhere` is for acts that another
    registry has done already: clauses that forbid them become warnings.
    """
    bound: dict[str, int] = {}
    drawn: dict[str, Draw] = {}
    against: list[Refusal] = []
    for part, first in zip(parts, marked, strict=True):
        terms = facts.terms[part.block.terms]
        giver = meant.source or facts.accounts.get(part.block.account)
        against += objections(part, terms, facts, replace(meant, first=first, source=giver))
        version = governing(terms, facts, meant.on)
        if version is None:
            continue
        if first:
            bound[version.key] = version.version
        for draw in _draws(part, terms, version, facts, first=first, use=meant.use):
            drawn[draw.name] = _added(drawn.get(draw.name), draw)
    if against and not elsewhere:
        return against[0]
    if not elsewhere:
        return Consequence(bound, tuple(drawn.values()), ())
    against += (over for draw in drawn.values() if (over := refuse_draws((draw,), facts)))
    draws = tuple(replace(each, limit=None) for each in drawn.values())
    return Consequence(bound, draws, tuple(Warned(each.code, each.about) for each in against))


def _draws(
    part: Part, terms: Terms, version: Authorization, facts: Facts, *, first: bool, use: str | None
) -> Iterator[Draw]:
    key = version.key
    latest = facts.authorizations[key][-1].version
    if first:
        yield from draws_of_first_transfer(version, part.quantity, facts)
    elif terms.version is None or version.foresees_changes or _entities_change(facts.authorizations[key]):
        # Nothing is counted, but who changes the authorization meanwhile and this act must not pass each other.
        yield Draw(tally_of_first_transferred(key), 0, version=latest)
    if use in USES:
        yield Draw(tally_of_use(key, str(use)), part.quantity)


def _entities_change(versions: Sequence[Authorization]) -> bool:
    """Whether an act that authorizes or ends entities would change what these versions allow."""
    return any(each.names_entities or each.entities_ended for each in versions)


def draws_of_first_transfer(version: Authorization, quantity: int, facts: Facts) -> tuple[Draw, ...]:
    """Return what units draw that are first transferred under a version of an authorization."""
    key = version.key
    latest = facts.authorizations[key][-1].version
    name = tally_of_first_transferred(key)
    return (Draw(name, quantity, limit=version.quantity, version=latest, authorization=key),)


def _added(one: Draw | None, two: Draw) -> Draw:
    return two if one is None else replace(two, quantity=one.quantity + two.quantity)


def draws_of_issue(terms: Terms, quantity: int, facts: Facts, on: date) -> tuple[Draw, ...]:
    """Return what units that come under an authorization draw on it; nothing where no version was recorded."""
    version = governing(terms, facts, on)
    if version is None:
        return ()
    latest = facts.authorizations[version.key][-1].version
    key = version.key
    return (Draw(tally_of_issued(key), quantity, limit=version.quantity, version=latest, authorization=key),)
