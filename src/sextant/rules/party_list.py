"""Lists of Parties that change with time, read from `party_lists.yaml`: who was on them on a day.

What is asked of a day before a list is known, or of who is no Party, has no answer: unknown is not no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import RuleTextError, load_text


@dataclass(frozen=True, slots=True)
class Change:
    """The first day on which a Party was on a list, or was no longer, and the text that says so."""

    on: date
    source: Source


_NONE: Mapping[str, Change] = MappingProxyType({})


@dataclass(frozen=True)
class PartyList:
    """A list of Parties with the days on which it changed."""

    name: str
    label: Label
    source: Source
    known_from: date
    members: frozenset[str]
    """The codes of all that are or were on it since that day."""
    joined: Mapping[str, Change] = field(default_factory=lambda: _NONE)
    left: Mapping[str, Change] = field(default_factory=lambda: _NONE)
    parties: frozenset[str] = frozenset()
    """The codes of all Parties, so that who is none has no answer."""

    def holds(self, party: str, on: date) -> bool | None:
        """Return whether a Party is on the list on a day; none where that is not known."""
        if on < self.known_from or party not in self.parties:
            return None
        joined, left = self.joined.get(party), self.left.get(party)
        return (
            party in self.members
            and (joined is None or on >= joined.on)
            and (left is None or on < left.on)
        )  # fmt: skip

    def changed(self, party: str, *, after: date, until: date) -> bool:
        """Whether the list changed for a Party later than one day and not later than another."""
        found = (self.joined.get(party), self.left.get(party))
        return any(after < each.on <= until for each in found if each is not None)

    def on(self, day: date) -> tuple[str, ...]:
        """Return the codes of the Parties on the list on a day, in their order; of a day before it none."""
        return tuple(each for each in sorted(self.members) if self.holds(each, day))


def parse_party_lists(text: str, name: str, parties: frozenset[str]) -> Mapping[str, PartyList]:
    """Return the lists of a rule file by name. Raises RuleTextError naming file, key and remedy."""
    content = Item(reading.mapping(load_text(text, name), name), name, needed={"lists"}, mark=": ")
    found = content.read("lists", lambda each, at: reading.keyed(_list_of(parties))(each, at), {})
    content.done()
    return MappingProxyType(found)


def _list_of(parties: frozenset[str]) -> Any:
    def read(name: str, content: Any, where: str) -> PartyList:
        reading.name(name, where)
        item = Item(content, where, needed={"label", "known_from", "source", "members", "joined", "left"})
        found = PartyList(
            name=name,
            label=item.read("label", reading.label),
            source=item.read("source", reading.source),
            known_from=item.read("known_from", reading.day, date.min),
            members=frozenset(item.read("members", reading.some_texts, ())),
            joined=MappingProxyType(item.read("joined", reading.keyed(_change), {})),
            left=MappingProxyType(item.read("left", reading.keyed(_change), {})),
            parties=parties,
        )
        item.done()
        _hangs_together(found, where)
        return found

    return read


def _change(name: str, content: Any, where: str) -> Change:
    item = Item(content, where, needed={"on", "source"})
    found = Change(item.read("on", reading.day, date.min), item.read("source", reading.source))
    item.done()
    return found


def _hangs_together(found: PartyList, where: str) -> None:
    """Raise RuleTextError where a code is no Party, or a change is of no member or out of order."""
    strange = sorted(found.members - found.parties)
    if strange:
        raise RuleTextError(f"{where}.members: {strange[0]!r} is no Party of parties.yaml; correct the code")
    for key, changes in (("joined", found.joined), ("left", found.left)):
        for party, change in changes.items():
            if party not in found.members:
                raise RuleTextError(f"{where}.{key}: {party!r} is not under members; add it there")
            if change.on <= found.known_from:
                raise RuleTextError(
                    f"{where}.{key}.{party}: {change.on} is not after {found.known_from}, from which the list is known"
                )
    for party in found.joined.keys() & found.left.keys():
        if found.joined[party].on >= found.left[party].on:
            raise RuleTextError(f"{where}.left.{party}: it left before it joined; correct one of the days")
