"""The cycles of all mechanisms, read from the texts of their rulebooks and checked in one go.

Parameters, levies and documents are read by `rules/`; this is what that layer leaves to the engine: roles, papers,
meetings, the conditions a mechanism has to itself, templates and cycles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import loading
from sextant.rules.levy import Levy, stages_of
from sextant.rules.party_list import PartyList
from sextant.rules.reading import Faults, Names
from sextant.rules.rulebook import Cited, Rulebook, Rulebooks, own_citations
from sextant.rules.text import RuleTextError
from sextant.rules.words import Group
from sextant.rules.zone import Zone, zone_of
from sextant.workflow.check import faults_in
from sextant.workflow.cycle import Cycle, Relation
from sextant.workflow.declared import Declared
from sextant.workflow.ground import Ground
from sextant.workflow.moment import Calendar
from sextant.workflow.named import (
    CONDITIONS,
    RELATIONS,
    ROLES,
    Named,
    Particular,
    read_conditions,
    read_meetings,
    read_named,
    read_particular,
    read_relations,
)
from sextant.workflow.origin import Origin, Placed
from sextant.workflow.parse_files import Version, parse_files
from sextant.workflow.version import CycleNotInForce, MechanismUnknown, faults_of_versions, version_on

MEETINGS, PAPERS, WORDS, ZONES = "meetings.yaml", "papers.yaml", "words.yaml", "zones.yaml"
_OF_CYCLES = ("cycles", "templates")
"""The folders of cycles."""


@dataclass(frozen=True)
class Cyclebook:
    """The cycles of one mechanism with what they name."""

    mechanism: str
    versions: Mapping[str, tuple[Cycle, ...]]
    """Every version of each cycle by its path, oldest first."""
    roles: Mapping[str, Named]
    relations: Mapping[str, Relation]
    papers: Mapping[str, Named]
    particular: Mapping[str, Particular]
    meetings: Mapping[str, tuple[date, ...]]
    calendar: Calendar
    files: Mapping[Version, str]
    """The file of each version, by the path of the cycle and the day from which it applies."""
    meeting_sources: Mapping[tuple[str, date], Source] = field(default_factory=lambda: MappingProxyType({}))
    """The report that says so of each meeting, by body and day."""

    @property
    def cycles(self) -> Mapping[str, Cycle]:
        """The latest version of each cycle by its path."""
        return MappingProxyType({path: found[-1] for path, found in self.versions.items()})

    def every(self) -> Iterator[Cycle]:
        """Yield every version of every cycle."""
        for found in self.versions.values():
            yield from found

    def version(self, path: str, on: date) -> Cycle | None:
        """Return the version of a cycle in force on a day, or none."""
        return version_on(self.versions.get(path, ()), on)

    def citations(self, base: Cyclebook | None = None) -> Iterator[Cited]:
        """Yield every source of the cycles and of what they name; what stands in a base as well is not repeated."""
        return own_citations(self._citations(), () if base is None else base._citations())

    def _citations(self) -> Iterator[Cited]:
        code = self.mechanism
        for cycle in self.every():
            file, name, path = self.files[cycle.path, cycle.from_date], cycle.path.partition(".")[2], cycle.path
            item, on = f"{code}: cycle {name}", cycle.from_date
            yield Cited(file, item, cycle.source, on, kind="cycle", label=cycle.label, path=path)
            for more in (cycle.until_source, cycle.follows_above):
                if more is not None:
                    yield Cited(file, item, more, kind="cycle", label=cycle.label, path=path)
            for step in cycle.steps.values():
                item, place = f"{code}: {name}: {step.name}", f"{path}#{step.name}"
                yield Cited(file, item, step.source, kind="step", label=step.label, path=place)
        for relation in self.relations.values():
            if relation.source:
                item = f"{code}: relation {relation.name}"
                yield Cited(f"{code}/{RELATIONS}", item, relation.source, kind="relation", label=relation.label)
        for kind, file, found in (("paper", PAPERS, self.papers), ("role", ROLES, self.roles)):
            for name, each in found.items():
                if each.source:
                    yield Cited(f"{code}/{file}", f"{code}: {kind} {name}", each.source, kind=kind, label=each.label)
        for (body, day), source in self.meeting_sources.items():
            item, label = (
                f"{code}: meeting of {body} {day}",
                Label(f"{body.replace('_', ' ')}, {day}", f"{body}，{day}"),
            )
            yield Cited(f"{code}/{MEETINGS}", item, source, kind="meeting", label=label)


@dataclass(frozen=True)
class Cyclebooks:
    """The cycles of all mechanisms. It answers what the engine asks of the rules."""

    rulebooks: Rulebooks
    books: Mapping[str, Cyclebook]
    conditions: Mapping[str, Label]
    """The names of all conditions in both languages."""

    def __iter__(self) -> Iterator[Cyclebook]:
        return iter(self.books.values())

    def base_of(self, book: Cyclebook) -> Cyclebook | None:
        """Return the cycles of the rulebook that one extends, or none."""
        base = self.rulebooks.books[book.mechanism].base
        return None if base is None else self.books.get(base.code)

    def cycle(self, path: str, on: date) -> Cycle:
        """Return the version of a cycle in force on a day. Raises CycleNotInForce."""
        versions = self.versions(path)
        found = version_on(versions, on)
        if found is None:
            raise CycleNotInForce(path, on, versions[0].from_date if versions else None)
        return found

    def versions(self, path: str) -> tuple[Cycle, ...]:
        """Return every version of a cycle, oldest first; none where there is no such cycle."""
        book = self.books.get(path.partition(".")[0])
        return book.versions.get(path, ()) if book else ()

    def latest(self, path: str) -> Cycle:
        """Return the latest version of a cycle, for its label. Raises KeyError."""
        return self.books[path.partition(".")[0]].cycles[path]

    def calendar(self, cycle: str) -> Calendar:
        """Return the calendar by which the days of a cycle end. Raises MechanismUnknown."""
        book = self.books.get(cycle.partition(".")[0])
        if book is None:
            raise MechanismUnknown(cycle.partition(".")[0])
        return book.calendar

    def with_step(self, path: str, step: str) -> Cycle:
        """Return the latest version of a cycle that has a step, for lists that keep its name only. Raises KeyError."""
        found = [each for each in self.versions(path) if step in each.steps]
        return found[-1] if found else self.latest(path)

    def number(self, path: str, dates: Mapping[str, date]) -> int | None:
        """Return a whole number in force at the dates of a case."""
        return self.rulebooks.number(path, dates)

    def text(self, path: str, dates: Mapping[str, date]) -> str | None:
        """Return a value in force at the dates of a case, as text."""
        return self.rulebooks.text(path, dates)

    def listed_facts(self, mechanism: str) -> Iterator[tuple[str, PartyList, str]]:
        """Yield the facts of a mechanism that a list of Parties answers: fact, list, and the fact that names whom."""
        return self.rulebooks.listed_facts(mechanism)

    def meetings(self, body: str) -> Sequence[date]:
        """Return the days on which a body meets, in order. A body is named with its mechanism."""
        mechanism, _, name = body.partition(".")
        book = self.books.get(mechanism)
        return book.meetings.get(name, ()) if book else ()

    def levy(self, path: str) -> Levy:
        """Return a levy by its path. Raises PathUnknown."""
        return self.rulebooks.levy(path)

    def parts_of(self, levy: str) -> Sequence[Levy]:
        """Return the levies that are paid out of another one."""
        mechanism, _, name = levy.partition(".")
        return tuple(each for each in self.rulebooks.books[mechanism].levies.values() if each.part_of == name)

    def advances_on(self, levy: str) -> Sequence[Levy]:
        """Return the levies that are advances on another one."""
        mechanism, _, name = levy.partition(".")
        return tuple(each for each in self.rulebooks.books[mechanism].levies.values() if each.credited_against == name)


def read_cycles(rulebooks: Rulebooks, shared: Mapping[str, str], faults: Faults) -> Cyclebooks:
    """Return the cycles of all rulebooks; what does not load or hang together is told to `faults`."""
    roles = read_named(shared.get(ROLES), ROLES, "roles", faults)
    relations = read_relations(shared.get(RELATIONS), RELATIONS, faults, own=False)
    conditions = read_conditions(shared.get(CONDITIONS), faults)
    books: dict[str, Cyclebook] = {}
    placed = Placed()
    origins: dict[Version, Origin] = {}
    for rulebook in rulebooks:
        books[rulebook.code], found = _cyclebook(rulebook, (roles, relations, rulebooks.zones), placed, faults)
        origins |= found
    every = Cyclebooks(rulebooks, MappingProxyType(books), conditions)
    _check(every, origins, placed, faults)
    return every


def load_cycles(rulebooks: Rulebooks, shared: Mapping[str, str]) -> Cyclebooks:
    """Return the cycles of all rulebooks. Raises RuleTextError with the first thing that is wrong."""
    faults = Faults()
    found = read_cycles(rulebooks, shared, faults)
    if faults.sentences:
        raise RuleTextError(faults.sentences[0])
    return found


def check(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is wrong with the texts of rulebooks and their cycles, one sentence each."""
    faults = Faults()
    read_cycles(loading.read(files, faults), files, faults)
    return tuple(faults.sentences)


def _cyclebook(
    book: Rulebook,
    shared: tuple[Mapping[str, Named], Mapping[str, Relation], Mapping[str, Zone]],
    placed: Placed,
    faults: Faults,
) -> tuple[Cyclebook, dict[Version, Origin]]:
    texts, code = book.other_texts, book.code
    shared_roles, shared_relations, zones = shared
    own_roles = read_named(texts.get(ROLES), f"{code}/{ROLES}", "roles", faults, needed=False)
    own_relations = read_relations(texts.get(RELATIONS), f"{code}/{RELATIONS}", faults, own=True)
    for file, twice in ((ROLES, set(own_roles) & set(shared_roles)),
                        (RELATIONS, set(own_relations) & set(shared_relations))):  # fmt: skip
        for name in sorted(twice):
            faults.add(f"{code}/{file}: {name} is declared for all mechanisms already; remove it here")
    relations = MappingProxyType({**shared_relations, **own_relations})
    calendar = _calendar(book, zones)
    lost = faults.lost_in(ZONES) | faults.lost(RELATIONS, f"{code}/{RELATIONS}")
    versions, origins = parse_files(texts, Ground(code, calendar, zones, relations, lost), placed, faults)
    bodies = Names(book.mechanism.bodies, faults.lost(f"{code}/mechanism.yaml"))
    meetings = read_meetings(texts.get(MEETINGS), f"{code}/{MEETINGS}", bodies, faults)
    found = Cyclebook(
        mechanism=code,
        versions=MappingProxyType(versions),
        roles=MappingProxyType({**shared_roles, **own_roles}),
        relations=relations,
        papers=read_named(texts.get(PAPERS), f"{code}/{PAPERS}", "papers", faults, needed=bool(versions)),
        particular=read_particular(texts.get("needs.yaml"), f"{code}/needs.yaml", faults),
        meetings=MappingProxyType({body: tuple(sorted(days)) for body, days in meetings.items()}),
        calendar=calendar,
        files=MappingProxyType({place: each.file for place, each in origins.items()}),
        meeting_sources=MappingProxyType(
            {(body, day): source for body, days in meetings.items() for day, source in days.items()}
        ),
    )
    return found, origins


def _calendar(book: Rulebook, zones: Mapping[str, Zone]) -> Calendar:
    """Return the calendar of a mechanism; a zone that is none has been told, and its days end as those of UTC."""
    try:
        zone = zone_of(book.mechanism.deadlines.zone, zones, book.code)
    except RuleTextError:
        zone = Zone(timedelta(0))
    return Calendar(zone, book.working_days, f"{book.code}.working_days")


def _check(every: Cyclebooks, origins: Mapping[Version, Origin], placed: Placed, faults: Faults) -> None:
    levies = {path: stages_of(levy) for book in every.rulebooks for path, levy in book.levies.items()}
    bodies = frozenset(f"{book.mechanism}.{body}" for book in every for body in book.meetings)
    for book in every:
        code = book.mechanism
        declared = Declared(
            roles=Names(book.roles, faults.lost(ROLES, f"{code}/{ROLES}")),
            documents=Names(book.papers, faults.lost(f"{code}/{PAPERS}")),
            parameters=every.rulebooks.parameters,
            levies=levies,
            facts=Names(every.rulebooks.books[code].mechanism.facts, faults.lost(f"{code}/mechanism.yaml")),
            bodies=Names(bodies, faults.lost_in(MEETINGS)),
            measures=every.rulebooks.measures,
            fees={
                path: tuple(each for each in (levy.rate, levy.none_below, levy.cap) if each is not None)
                for path, levy in every.rulebooks.books[code].levies.items()
            },
            issuance=every.rulebooks.books[code].issuance,
            registries=Names(
                every.rulebooks.books[code].mechanism.other_registries, faults.lost(f"{code}/mechanism.yaml")
            ),
            lost=faults.lost_in(*_OF_CYCLES),
            lost_rules=faults.lost(f"{code}/parameters/", f"{code}/levies/", f"{code}/issuance.yaml"),
        )
        for cycle, fault in (*faults_in(book.versions, declared), *faults_of_versions(book.versions)):
            placed.add(origins[cycle.path, cycle.from_date], fault)
        for fault in (*_faults_of_bodies(book, every, faults), *_faults_of_words(book, every, faults)):
            faults.add(fault)
    placed.tell([*origins.values(), *placed.lost], faults)
    cited = (each for book in every for each in book.citations(every.base_of(book)))
    loading.check_sources(every.rulebooks.documents, cited, faults)


def _faults_of_bodies(book: Cyclebook, every: Cyclebooks, faults: Faults) -> Iterator[str]:
    """Yield where a body asks for what neither a cycle records nor the mechanism declares."""
    mechanism = every.rulebooks.books[book.mechanism].mechanism
    recorded = {each.fact for cycle in book.every() for step in cycle.steps.values() for each in step.records}
    known = Names({*mechanism.facts, *recorded}, faults.lost_in(*_OF_CYCLES))
    for name, body in mechanism.bodies.items():
        for fact in body.when:
            if fact not in known:
                where = f"{book.mechanism}/mechanism.yaml: bodies.{name}.when"
                yield f"{where}: no step records the fact {fact}; record it or declare it"


def _faults_of_words(book: Cyclebook, every: Cyclebooks, faults: Faults) -> Iterator[str]:
    """Yield what a step sets, records or has its actor state and no file names in words."""
    rulebook = every.rulebooks.books[book.mechanism]
    code = book.mechanism
    lost = faults.lost_in(WORDS) | faults.lost(f"{code}/mechanism.yaml")
    named = Names({*rulebook.mechanism.dates, *rulebook.mechanism.facts}, lost)
    for cycle in book.every():
        sought = [(Group.DATES, each.name) for each in cycle.opened_as]
        sought += [(Group.STATED, each.fact) for each in cycle.opened_with]
        for step in cycle.steps.values():
            sought += [(Group.DATES, each.name) for each in step.sets]
            sought += [(Group.STATED, name) for name in (*step.states_data, *(each.fact for each in step.records))]
        for group, name in dict.fromkeys(sought):
            said = any(rulebook.words.label(each, name) for each in (Group.DATES, Group.STATED))
            if name not in named and not said:
                where = book.files[cycle.path, cycle.from_date]
                yield f"{where}: {name} has no name in words; add it under `{group}` of {code}/words.yaml"


def users_of_needs(every: Cyclebooks) -> dict[str, list[str]]:
    """Return for each condition the mechanisms whose cycles ask for it; what extends one counts with it as one."""
    found: dict[str, list[str]] = {}
    for book in every:
        steps = (step for cycle in book.every() for step in cycle.steps.values())
        for name in sorted({needed.name for step in steps for needed in (*step.needs, *step.warns)}):
            users = found.setdefault(name, [])
            root = every.rulebooks.root(book.mechanism)
            if root not in users:
                users.append(root)
    return found


def needs_of_one(every: Cyclebooks) -> tuple[str, ...]:
    """Return what is wrong with the conditions that only one mechanism asks for: each must say why.

    Asked of all mechanisms together; a rulebook that is loaded alone would always be the only one.
    """
    faults: list[str] = []
    for needed, users in sorted(users_of_needs(every).items()):
        if len(users) == 1 and needed not in every.books[users[0]].particular:
            faults.append(f"{users[0]}/needs.yaml: only {users[0]} asks for {needed}; say under `particular` why")
    for book in every:
        if every.rulebooks.root(book.mechanism) != book.mechanism:
            continue
        for needed in book.particular:
            if users_of_needs(every).get(needed) != [book.mechanism]:
                faults.append(f"{book.mechanism}/needs.yaml: particular.{needed}: it is not its alone; remove the line")
    return tuple(faults)
