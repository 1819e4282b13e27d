"""The cycles of all mechanisms, read from the texts of their rulebooks and checked in one go.

Parameters, levies and documents are read by `rules/`; this is what that layer leaves to the engine: roles, papers,
meetings, the conditions a mechanism has to itself, templates and cycles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sextant.domain.calendar_text import parse_offset
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import loading, reading
from sextant.rules.levy import Levy, stages_of
from sextant.rules.reading import Faults, Item, Names
from sextant.rules.rulebook import Cited, Rulebook, Rulebooks
from sextant.rules.text import RuleTextError, load_text
from sextant.workflow.check import faults_in
from sextant.workflow.cycle import Cycle
from sextant.workflow.declared import Declared
from sextant.workflow.moment import Calendar
from sextant.workflow.need import NEEDS, RELATIONS
from sextant.workflow.origin import Origin, Placed, origin_of
from sextant.workflow.parse import extended, parse_cycle

ROLES, CONDITIONS = "roles.yaml", "conditions.yaml"
"""Texts that all mechanisms share."""
MEETINGS = "meetings.yaml"
_OF_CYCLES = ("cycles", "templates")
"""The folders of cycles."""


@dataclass(frozen=True, slots=True)
class Named:
    """A role or a kind of document: its name in both languages, and the text that creates it where one does."""

    label: Label
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Particular:
    """A condition that only one mechanism asks for, and why it is none of all."""

    need: str
    reason: Label


@dataclass(frozen=True)
class Cyclebook:
    """The cycles of one mechanism with what they name."""

    mechanism: str
    cycles: Mapping[str, Cycle]
    roles: Mapping[str, Named]
    papers: Mapping[str, Named]
    particular: Mapping[str, Particular]
    meetings: Mapping[str, tuple[date, ...]]
    calendar: Calendar
    files: Mapping[str, str]
    """The file of each cycle."""
    meeting_sources: Mapping[tuple[str, date], Source] = field(default_factory=lambda: MappingProxyType({}))
    """The report that says so of each meeting, by body and day."""

    def citations(self) -> Iterator[Cited]:
        """Yield every source of the cycles and of what they name."""
        code = self.mechanism
        for cycle in self.cycles.values():
            file, name, path = self.files[cycle.path], cycle.path.partition(".")[2], cycle.path
            yield Cited(file, f"{code}: cycle {name}", cycle.source, kind="cycle", label=cycle.label, path=path)
            for step in cycle.steps.values():
                item, place = f"{code}: {name}: {step.name}", f"{path}#{step.name}"
                yield Cited(file, item, step.source, kind="step", label=step.label, path=place)
        for kind, file, found in (("paper", "papers.yaml", self.papers), ("role", ROLES, self.roles)):
            for name, each in found.items():
                if each.source:
                    yield Cited(f"{code}/{file}", f"{code}: {kind} {name}", each.source, kind=kind, label=each.label)
        for (body, day), source in self.meeting_sources.items():
            label = Label(f"{body.replace('_', ' ')}, {day}", f"{body}，{day}")
            yield Cited(
                f"{code}/meetings.yaml", f"{code}: meeting of {body} {day}", source, kind="meeting", label=label
            )


@dataclass(frozen=True)
class Conditions:
    """The names of all conditions and relations in both languages."""

    needs: Mapping[str, Label]
    relations: Mapping[str, Label]


@dataclass(frozen=True)
class Cyclebooks:
    """The cycles of all mechanisms. It answers what the engine asks of the rules."""

    rulebooks: Rulebooks
    books: Mapping[str, Cyclebook]
    conditions: Conditions

    def __iter__(self) -> Iterator[Cyclebook]:
        return iter(self.books.values())

    def cycle(self, path: str) -> Cycle:
        """Return a cycle by its path. Raises KeyError."""
        return self.books[path.partition(".")[0]].cycles[path]

    def calendar(self, cycle: str) -> Calendar:
        """Return the calendar by which the days of a cycle end."""
        return self.books[cycle.partition(".")[0]].calendar

    def number(self, path: str, dates: Mapping[str, date]) -> int | None:
        """Return a whole number in force at the dates of a case."""
        return self.rulebooks.number(path, dates)

    def text(self, path: str, dates: Mapping[str, date]) -> str | None:
        """Return a value in force at the dates of a case, as text."""
        return self.rulebooks.text(path, dates)

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


def read_cycles(rulebooks: Rulebooks, shared: Mapping[str, str], faults: Faults) -> Cyclebooks:
    """Return the cycles of all rulebooks; what does not load or hang together is told to `faults`."""
    roles = _named(shared.get(ROLES), ROLES, "roles", faults)
    conditions = _conditions(shared.get(CONDITIONS), faults)
    books: dict[str, Cyclebook] = {}
    placed = Placed()
    origins: dict[str, Origin] = {}
    for rulebook in rulebooks:
        books[rulebook.code], found = _cyclebook(rulebook, roles, placed, faults)
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
    book: Rulebook, shared_roles: Mapping[str, Named], placed: Placed, faults: Faults
) -> tuple[Cyclebook, dict[str, Origin]]:
    texts, code = book.other_texts, book.code
    own_roles = _named(texts.get(ROLES), f"{code}/{ROLES}", "roles", faults, needed=False)
    for name in sorted(set(own_roles) & set(shared_roles)):
        faults.add(f"{code}/{ROLES}: {name} is declared for all mechanisms already; remove it here")
    calendar = Calendar(parse_offset(book.mechanism.deadlines.offset))
    templates: dict[str, Mapping[str, Any]] = {}
    for name in sorted(each for each in texts if each.startswith("templates/")):
        file = f"{code}/{name}"
        with faults.caught(file, texts[name]):
            templates[file] = reading.mapping(load_text(texts[name], file), file)
    cycles: dict[str, Cycle] = {}
    origins: dict[str, Origin] = {}
    for name in sorted(each for each in texts if each.startswith("cycles/")):
        file = f"{code}/{name}"
        with faults.caught(file, texts[name]):
            content, origin = _content(load_text(texts[name], file), code, templates, faults, file)
            cycle = _parsed(content, code, calendar, origin, placed)
            if cycle.path in cycles:
                faults.add(f"{file}: the cycle {cycle.path} is also in {origins[cycle.path].file}; rename one")
            cycles[cycle.path], origins[cycle.path] = cycle, origin
    meetings = _meetings(texts.get("meetings.yaml"), f"{code}/meetings.yaml", book, faults)
    found = Cyclebook(
        mechanism=code,
        cycles=MappingProxyType(cycles),
        roles=MappingProxyType({**shared_roles, **own_roles}),
        papers=_named(texts.get("papers.yaml"), f"{code}/papers.yaml", "papers", faults, needed=bool(cycles)),
        particular=_particular(texts.get("needs.yaml"), f"{code}/needs.yaml", faults),
        meetings=MappingProxyType({body: tuple(sorted(days)) for body, days in meetings.items()}),
        calendar=calendar,
        files=MappingProxyType({path: each.file for path, each in origins.items()}),
        meeting_sources=MappingProxyType(
            {(body, day): source for body, days in meetings.items() for day, source in days.items()}
        ),
    )
    return found, origins


def _parsed(content: Any, mechanism: str, calendar: Calendar, origin: Origin, placed: Placed) -> Cycle:
    """Return the cycle of a file; what is wrong is placed, and raised without a sentence."""
    try:
        return parse_cycle(content, mechanism=mechanism, calendar=calendar, name=origin.file)
    except RuleTextError as error:
        for sentence in error.sentences:
            placed.add(origin, sentence.removeprefix(f"{origin.file}: "))
        placed.lost.append(origin)
        raise RuleTextError from None


def _content(
    content: Any, mechanism: str, templates: Mapping[str, Mapping[str, Any]], faults: Faults, file: str
) -> tuple[Any, Origin]:
    body = reading.mapping(content, file)
    if "extends" not in body:
        return body, Origin(file)
    name = reading.name(body["extends"], f"{file}: extends")
    template_file = f"{mechanism}/templates/{name}.yaml"
    template = templates.get(template_file)
    if template is None and template_file in faults.unread:
        # What is wrong with the template has been told.
        raise RuleTextError
    if template is None:
        raise RuleTextError(f"{file}: extends: there is no templates/{name}.yaml; add it or drop the line")
    return extended(template, body, file), origin_of(file, body, template_file, template)


def _named(text: str | None, file: str, key: str, faults: Faults, *, needed: bool = True) -> Mapping[str, Named]:
    found: dict[str, Named] = {}
    if text is None:
        if needed:
            faults.add(f"{file} is missing; it names {key} in both languages")
        return found
    with faults.caught(file, text):
        content = reading.keys(load_text(text, file), file, needed={key})
        for name, each in reading.mapping(content[key], f"{file}: {key}").items():
            at = f"{file}: {name}"
            with faults.caught(file, name):
                item = Item(each, at, needed={"label"}, optional=frozenset({"source"}))
                with item.kept():
                    reading.name(name, at)
                read = Named(item.read("label", reading.label), item.read("source", reading.source))
                item.done()
                found[name] = read
    return MappingProxyType(found)


def _conditions(text: str | None, faults: Faults) -> Conditions:
    labels: dict[str, dict[str, Label]] = {"needs": {}, "relations": {}}
    if text is None:
        faults.add(f"{CONDITIONS} is missing; it names conditions and relations in both languages")
        return Conditions({}, {})
    with faults.caught(CONDITIONS, text):
        content = reading.keys(load_text(text, CONDITIONS), CONDITIONS, needed={"needs", "relations"})
        for key, known in (("needs", NEEDS), ("relations", RELATIONS)):
            named = reading.mapping(content[key], f"{CONDITIONS}: {key}")
            for name, each in named.items():
                if name not in known:
                    faults.add(f"{CONDITIONS}: {key}.{name}: no function answers to it; remove it or write one")
                with faults.caught(CONDITIONS, name):
                    labels[key][name] = reading.label(each, f"{CONDITIONS}: {key}.{name}")
            for name in sorted(set(known) - set(named)):
                faults.add(f"{CONDITIONS}: {key}.{name} is missing; name it in both languages")
    return Conditions(labels["needs"], labels["relations"])


def _particular(text: str | None, file: str, faults: Faults) -> Mapping[str, Particular]:
    found: dict[str, Particular] = {}
    if text is None:
        return found
    with faults.caught(file, text):
        content = reading.keys(load_text(text, file), file, needed={"particular"})
        for name, each in reading.mapping(content["particular"], f"{file}: particular").items():
            if name not in NEEDS:
                faults.add(f"{file}: particular.{name}: no condition is called so; remove it")
            with faults.caught(file, name):
                found[name] = Particular(name, reading.label(each, f"{file}: particular.{name}"))
    return MappingProxyType(found)


def _meetings(text: str | None, file: str, book: Rulebook, faults: Faults) -> Mapping[str, Mapping[date, Source]]:
    """Return the days on which each body meets, with the source of each."""
    found: dict[str, dict[date, Source]] = {}
    bodies = Names(book.mechanism.bodies, faults.lost(f"{book.code}/mechanism.yaml"))
    if text is None:
        return found
    with faults.caught(file, text):
        content = reading.keys(load_text(text, file), file, needed={"meetings"})
        for body, days in reading.mapping(content["meetings"], f"{file}: meetings").items():
            at = f"{file}: {body}"
            if body not in bodies:
                faults.add(f"{at}: no body is called so; declare it in mechanism.yaml or correct the name")
            with faults.caught(file, body):
                found[body] = {}
                for day, each in reading.mapping(days, at).items():
                    with faults.caught():
                        on = reading.day(day, at)
                        inner = reading.keys(each, f"{at}.{day}", needed={"source"})
                        found[body][on] = reading.source(inner["source"], f"{at}.{day}.source")
    return found


def _check(every: Cyclebooks, origins: Mapping[str, Origin], placed: Placed, faults: Faults) -> None:
    levies = {path: stages_of(levy) for book in every.rulebooks for path, levy in book.levies.items()}
    bodies = frozenset(f"{book.mechanism}.{body}" for book in every for body in book.meetings)
    for book in every:
        code = book.mechanism
        declared = Declared(
            roles=Names(book.roles, faults.lost(ROLES, f"{code}/{ROLES}")),
            documents=Names(book.papers, faults.lost(f"{code}/papers.yaml")),
            parameters=every.rulebooks.parameters,
            levies=levies,
            facts=Names(every.rulebooks.books[code].mechanism.facts, faults.lost(f"{code}/mechanism.yaml")),
            bodies=Names(bodies, faults.lost_in(MEETINGS)),
            measures=every.rulebooks.measures,
            fees={
                path: tuple(each for each in (levy.rate, levy.none_below, levy.cap) if each is not None)
                for path, levy in every.rulebooks.books[code].levies.items()
            },
            lost=faults.lost_in(*_OF_CYCLES),
            lost_rules=faults.lost(f"{code}/parameters/", f"{code}/levies/"),
        )
        for cycle, fault in faults_in(book.cycles, declared):
            placed.add(origins[cycle.path], fault)
    placed.tell([*origins.values(), *placed.lost], faults)
    loading.check_sources(every.rulebooks.documents, (cited for book in every for cited in book.citations()), faults)


def users_of_needs(every: Cyclebooks) -> dict[str, list[str]]:
    """Return for each condition the mechanisms whose cycles ask for it."""
    found: dict[str, list[str]] = {}
    for book in every:
        steps = (step for cycle in book.cycles.values() for step in cycle.steps.values())
        for name in sorted({needed.name for step in steps for needed in step.needs}):
            found.setdefault(name, []).append(book.mechanism)
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
        for needed in book.particular:
            if users_of_needs(every).get(needed) != [book.mechanism]:
                faults.append(f"{book.mechanism}/needs.yaml: particular.{needed}: it is not its alone; remove the line")
    return tuple(faults)
