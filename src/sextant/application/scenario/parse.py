"""Reading a scenario from its text. Whatever is wrong in it is one sentence with file, key and remedy.

A key that a step of its kind would not heed is refused, not passed over: a scenario that says more than is played would
tell its reader what never happened.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sextant.application.scenario import parse_abroad
from sextant.application.scenario.story import Held, Kind, Movement, NewAccount, Reporter, Scene, Story, Units
from sextant.domain.label import Label
from sextant.domain.refusal_code import REFUSAL_CODES
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text, shown
from sextant.workflow.case import Actor, Stated
from sextant.workflow.cycle import Cycle
from sextant.workflow.cyclebook import Cyclebook, Cyclebooks

_AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")
_ABROAD = (Kind.STATEMENT, Kind.FOREIGN, Kind.REPORT)
_DIGITS = re.compile(r"[0-9]+")
_ALWAYS = frozenset({"told", "refused", "mechanism"})
_HEEDED: Mapping[Kind, frozenset[str]] = {
    Kind.OPEN: _ALWAYS | {"subject", "facts"},
    Kind.TAKE: _ALWAYS | {"subject", "states", "papers", "state"},
    Kind.ACCOUNT: _ALWAYS,
    Kind.TRANSFER: _ALWAYS,
    Kind.CANCEL: _ALWAYS,
    Kind.RETIRE: _ALWAYS,
    Kind.STATEMENT: _ALWAYS,
    Kind.FOREIGN: _ALWAYS | {"undetermined"},
    Kind.REPORT: _ALWAYS,
}
"""The keys that a step of each kind may have beside its day, its actor and what is done."""


def parse_story(text: str, file: str, books: Cyclebooks) -> Story:
    """Return a scenario; clock times are those of its mechanism. Raises RuleTextError naming file, key and remedy."""
    needed = {"scenario", "label", "about", "mechanism", "activity", "title", "parties", "cast", "steps", "expected"}
    body = reading.keys(
        load_text(text, file), file, needed=needed, optional=frozenset({"synthetic", "also", "reporting"})
    )
    running = {book.mechanism: book for book in books if book.cycles}
    book = running[reading.one_of(body["mechanism"], running, f"{file}: mechanism", "mechanism with cycles")]
    also = reading.texts(body.get("also", []), f"{file}: also")
    books_of = {
        code: running[reading.one_of(code, running, f"{file}: also", "mechanism with cycles")]
        for code in (book.mechanism, *also)
    }
    names: dict[str, Label] = {}
    told = {code: reading.label(each, f"{file}: parties.{code}") for code, each in _some(body, "parties", file).items()}
    cast = {
        name: _actor(each, f"{file}: cast.{name}", books_of, names) for name, each in _some(body, "cast", file).items()
    }
    activity = reading.some_text(body["activity"], f"{file}: activity")
    title = _named(body["title"], f"{file}: title", names)
    reporting = parse_abroad.reporting(body.get("reporting", {}), f"{file}: reporting")
    reader = _Reader(file, book.mechanism, books_of, books, activity, cast, names, reporting)
    steps = reading.listed(body["steps"], f"{file}: steps")
    if not steps:
        raise RuleTextError(f"{file}: steps: found none; write at least one step")
    scenes = tuple(reader.scene(number, each) for number, each in enumerate(steps, start=1))
    for before, after in itertools.pairwise(scenes):
        if after.at < before.at:
            raise RuleTextError(f"{file}: step {after.number} is earlier than the step before it; put them in order")
    expected = reading.listed(body["expected"], f"{file}: expected")
    return Story(
        name=reading.name(body["scenario"], f"{file}: scenario"),
        label=reading.label(body["label"], f"{file}: label"),
        about=reading.label(body["about"], f"{file}: about"),
        mechanism=book.mechanism,
        activity=activity,
        title=title,
        parties=told,
        cast=cast,
        scenes=scenes,
        expected=tuple(_held(each, f"{file}: expected {at}") for at, each in enumerate(expected, start=1)),
        synthetic=reading.yes(body.get("synthetic", "yes"), f"{file}: synthetic"),
        also=also,
        names=names,
        reporting=reporting,
    )


def _some(body: Mapping[str, Any], key: str, file: str) -> dict[str, Any]:
    found = reading.mapping(body[key], f"{file}: {key}")
    if not found:
        raise RuleTextError(f"{file}: {key}: found none; name at least one")
    return found


def _named(content: Any, where: str, names: dict[str, Label]) -> str:
    """Return a name in English; one that is given in both languages is kept in both."""
    if isinstance(content, dict):
        label = reading.label(content, where)
        names[label.english] = label
        return label.english
    return reading.some_text(content, where)


def _actor(content: Any, where: str, books: Mapping[str, Cyclebook], names: dict[str, Label]) -> Actor:
    body = reading.keys(content, where, needed={"name", "role"}, optional=frozenset({"party", "entity"}))
    role = reading.one_of(
        body["role"], {role for book in books.values() for role in book.roles}, f"{where}.role", "role of the mechanism"
    )
    return Actor(_named(body["name"], f"{where}.name", names), role, *_texts(body, ("party", "entity"), where))


def _texts(body: Mapping[str, Any], keys: tuple[str, ...], where: str) -> list[str | None]:
    """Return the texts under keys that may be missing."""
    return [reading.some_text(body[key], f"{where}.{key}") if key in body else None for key in keys]


def _held(content: Any, where: str) -> Held:
    needed = {"account", "class", "quantity"}
    body = reading.keys(content, where, needed=needed, optional=frozenset({"first_transferred"}))
    return Held(
        reading.some_text(body["account"], f"{where}.account"),
        reading.some_text(body["class"], f"{where}.class"),
        reading.quantity(body["quantity"], f"{where}.quantity"),
        reading.quantity(body.get("first_transferred", "0"), f"{where}.first_transferred"),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    mechanism: str
    own: Mapping[str, Cyclebook]
    """The mechanisms of the scenario."""
    books: Cyclebooks
    activity: str
    cast: Mapping[str, Actor]
    names: dict[str, Label] = field(default_factory=dict)
    reporting: Mapping[str, Reporter] = field(default_factory=dict)

    def scene(self, number: int, content: Any) -> Scene:
        where = f"{self.file}: step {number}"
        kind, body = self._kind(content, where)
        named = body.get("mechanism", self.mechanism)
        book = self.own[reading.one_of(named, self.own, f"{where}.mechanism", "mechanism of the scenario")]
        cycle = self._cycle(body, kind, book, where)
        account = self._account(body[kind.value], book, f"{where}.open_account") if kind is Kind.ACCOUNT else None
        moves = kind in (Kind.TRANSFER, Kind.CANCEL, Kind.RETIRE)
        states = reading.one_of(body["state"], cycle.states, f"{where}.state", "state of the cycle") if (
            "state" in body and cycle is not None) else None  # fmt: skip
        return Scene(
            number=number,
            at=self._at(body["at"], book, f"{where}.at"),
            kind=kind,
            actor=self.cast[reading.one_of(body["who"], self.cast, f"{where}.who", "member of the cast")],
            subject=reading.some_text(body.get("subject", self.activity), f"{where}.subject"),
            mechanism=book.mechanism,
            cycle=cycle.path.partition(".")[2] if cycle else None,
            take=reading.name(body["take"], f"{where}.take") if kind is Kind.TAKE else None,
            states=stated(
                body.get("states", body.get("facts", {})), f"{where}.{'facts' if 'facts' in body else 'states'}"
            ),
            papers=reading.texts(body["papers"], f"{where}.papers") if "papers" in body else None,
            account=account,
            **self._abroad(kind, body, book, where),
            movement=self._movement(body[kind.value], f"{where}.{kind.value}") if moves else None,
            told=reading.label(body["told"], f"{where}.told") if "told" in body else None,
            refused=_code(body["refused"], f"{where}.refused") if "refused" in body else None,
            state=states,
        )

    def _abroad(self, kind: Kind, body: Mapping[str, Any], book: Cyclebook, where: str) -> dict[str, Any]:
        """Return what a step tells of what happened outside the registry; nothing for the other kinds of steps."""
        if kind not in _ABROAD:
            return {}
        if not self.reporting:
            raise RuleTextError(f"{where}.{kind.value}: the scenario has no reporting; name the Parties that report")
        content, at = body[kind.value], f"{where}.{kind.value}"
        if kind is Kind.FOREIGN:
            undetermined = reading.yes(body.get("undetermined", "no"), f"{where}.undetermined")
            return {"event": parse_abroad.event(content, at), "undetermined": undetermined}
        if kind is Kind.REPORT:
            return {"reports": parse_abroad.reports(content, at, self.reporting)}
        on = book.calendar.day_of(self._at(body["at"], book, f"{where}.at"))
        return {"statement": parse_abroad.statement(content, at, on)}

    def _kind(self, content: Any, where: str) -> tuple[Kind, dict[str, Any]]:
        """Return what a step is, and its keys, none of which goes unheeded."""
        kinds = {each.value for each in Kind}
        found = sorted(kinds & set(reading.mapping(content, where)))
        if len(found) != 1:
            written = ", ".join(sorted(kinds))
            raise RuleTextError(f"{where}: found {' and '.join(found) or 'nothing to do'}; write one of {written}")
        kind = Kind(found[0])
        needed = {"at", "who", kind.value} | ({"case"} if kind is Kind.TAKE else set())
        return kind, reading.keys(content, where, needed=needed, optional=_HEEDED[kind])

    def _cycle(self, body: Mapping[str, Any], kind: Kind, book: Cyclebook, where: str) -> Cycle | None:
        if kind not in (Kind.OPEN, Kind.TAKE):
            return None
        key = kind.value if kind is Kind.OPEN else "case"
        own = {path.partition(".")[2]: each for path, each in book.cycles.items()}
        return own[reading.one_of(body[key], own, f"{where}.{key}", "cycle of the mechanism")]

    def _at(self, content: Any, book: Cyclebook, where: str) -> datetime:
        if not isinstance(content, str) or not _AT.fullmatch(content):
            raise RuleTextError(f"{where}: found {content!r}; write day and time as 2026-01-31 10:00")
        try:
            told = datetime.fromisoformat(content)
            clock = timedelta(hours=told.hour, minutes=told.minute)
            # Of the zone itself: a calendar answers every day, this one has to exist.
            return book.calendar.zone.start_of(told.date()) + clock
        except (ValueError, OverflowError):
            raise RuleTextError(f"{where}: there is no {content}; write a day and an hour that exist") from None

    def _account(self, content: Any, book: Cyclebook, where: str) -> NewAccount:
        needed, optional = {"code", "type", "name", "party"}, frozenset({"owner", "ndc_period", "registry"})
        body = reading.keys(content, where, needed=needed, optional=optional)
        rules = self.books.rulebooks.books[book.mechanism]
        own = {code.partition(".")[2]: each for code, each in rules.account_types.items()}
        registries = rules.mechanism.other_registries
        owner, period = _texts(body, ("owner", "ndc_period"), where)
        return NewAccount(
            code=reading.some_text(body["code"], f"{where}.code"),
            type=reading.one_of(body["type"], own, f"{where}.type", "type of account of the mechanism"),
            name=_named(body["name"], f"{where}.name", self.names),
            party=reading.some_text(body["party"], f"{where}.party"),
            owner=owner,
            ndc_period=period,
            registry=reading.one_of(body["registry"], registries, f"{where}.registry", "further registry")
            if "registry" in body
            else None,
        )

    def _movement(self, content: Any, where: str) -> Movement:
        optional = frozenset({"vintage", "purpose", "on_behalf_of"})
        body = reading.keys(content, where, needed={"quantity", "class", "from", "to"}, optional=optional)
        vintage = reading.quantity(body["vintage"], f"{where}.vintage") if "vintage" in body else None
        quantity = reading.quantity(body["quantity"], f"{where}.quantity")
        units = Units(quantity, reading.some_text(body["class"], f"{where}.class"), vintage)
        giving, receiving = (reading.some_text(body[key], f"{where}.{key}") for key in ("from", "to"))
        [purpose] = _texts(body, ("purpose",), where)
        beneficiary = body.get("on_behalf_of")
        named = None if beneficiary is None else _named(beneficiary, f"{where}.on_behalf_of", self.names)
        return Movement(units, giving, receiving, purpose, named)


def _code(content: Any, where: str) -> str:
    if not isinstance(content, str) or content not in REFUSAL_CODES:
        raise RuleTextError(f"{where}: {shown(content)} is no code of a refusal; docs/refusals.md lists them")
    return content


def stated(content: Any, where: str) -> dict[str, Stated]:
    """Return what is stated: yes and no as such, whole numbers as numbers, everything else as text."""
    found: dict[str, Stated] = {}
    for name, value in reading.mapping(content, where).items():
        if value in ("yes", "no"):
            found[name] = value == "yes"
        elif isinstance(value, str) and _DIGITS.fullmatch(value) and str(value) == (value.lstrip("0") or "0"):
            found[name] = reading.quantity(value, f"{where}.{name}")
        else:
            found[name] = reading.some_text(value, f"{where}.{name}")
    return found
