"""A scenario as it is written: a cast, and steps in the order of their dates. Nothing here acts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text
from sextant.workflow.case import Actor, Stated
from sextant.workflow.moment import Calendar

_AT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
_WHOLE = re.compile(r"0|[1-9]\d*")


class Kind(StrEnum):
    """What a step of a scenario is."""

    OPEN = "open"
    """The first case of a subject is opened."""
    TAKE = "take"
    """A step of a cycle is taken."""
    ACCOUNT = "open_account"
    TRANSFER = "transfer"
    CANCEL = "cancel"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class Units:
    """Which units move: so many of a class, of one vintage where it is named."""

    quantity: int
    unit_class: str
    vintage: int | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """Units that leave one account for another."""

    units: Units
    from_account: str
    to_account: str
    purpose: str | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that somebody is given."""

    code: str
    type: str
    name: str
    party: str
    owner: str | None = None
    ndc_period: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of a scenario."""

    number: int
    at: datetime
    kind: Kind
    actor: Actor
    subject: str
    cycle: str | None = None
    take: str | None = None
    states: Mapping[str, Stated] = field(default_factory=dict)
    papers: tuple[str, ...] | None = None
    """The documents that are filed; none for all that the step asks for."""
    account: NewAccount | None = None
    movement: Movement | None = None
    told: Label | None = None
    """What happens, in a sentence; none where the label of the step says it."""
    refused: str | None = None
    """The code with which it is refused, where it is there to be refused."""
    state: str | None = None
    """The state of the case afterwards."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many units of a class are expected in an account at the end."""

    account: str
    unit_class: str
    quantity: int
    first_transferred: int = 0


@dataclass(frozen=True)
class Story:
    """A whole scenario."""

    name: str
    label: Label
    about: Label
    mechanism: str
    activity: str
    title: str
    parties: Mapping[str, Label]
    cast: Mapping[str, Actor]
    scenes: tuple[Scene, ...]
    expected: tuple[Held, ...]
    synthetic: bool = True
    """Whether what it tells is invented; `synthetic: no` in a file that tells what happened."""


def parse_story(text: str, file: str, calendars: Mapping[str, Calendar]) -> Story:
    """Return a scenario; clock times are those of its mechanism. Raises RuleTextError naming file, key and remedy."""
    needed = {"scenario", "label", "about", "mechanism", "activity", "title", "parties", "cast", "steps", "expected"}
    body = reading.keys(load_text(text, file), file, needed=needed, optional=frozenset({"synthetic"}))
    mechanism = reading.one_of(body["mechanism"], tuple(calendars), f"{file}: mechanism", "mechanism with cycles")
    parties = {code: reading.label(each, f"{file}: parties.{code}") for code, each in body["parties"].items()}
    cast = {name: _actor(each, f"{file}: cast.{name}") for name, each in reading.mapping(body["cast"], file).items()}
    reader = _Reader(file, calendars[mechanism], reading.some_text(body["activity"], file), cast)
    scenes = tuple(reader.scene(number, each) for number, each in enumerate(body["steps"], start=1))
    for before, after in itertools.pairwise(scenes):
        if after.at < before.at:
            raise RuleTextError(f"{file}: step {after.number} is earlier than the step before it; put them in order")
    return Story(
        name=reading.name(body["scenario"], f"{file}: scenario"),
        label=reading.label(body["label"], f"{file}: label"),
        about=reading.label(body["about"], f"{file}: about"),
        mechanism=mechanism,
        activity=reader.activity,
        title=reading.some_text(body["title"], f"{file}: title"),
        parties=parties,
        cast=cast,
        scenes=scenes,
        expected=tuple(_held(each, f"{file}: expected") for each in body["expected"]),
        synthetic=reading.yes(body.get("synthetic", "yes"), f"{file}: synthetic"),
    )


def _actor(content: Any, where: str) -> Actor:
    body = reading.keys(content, where, needed={"name", "role"}, optional=frozenset({"party", "entity"}))
    return Actor(body["name"], reading.name(body["role"], where), body.get("party"), body.get("entity"))


def _held(content: Any, where: str) -> Held:
    body = reading.keys(
        content, where, needed={"account", "class", "quantity"}, optional=frozenset({"first_transferred"})
    )
    marked = reading.whole(body.get("first_transferred", "0"), where)
    return Held(body["account"], body["class"], reading.whole(body["quantity"], where), marked)


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    calendar: Calendar
    activity: str
    cast: Mapping[str, Actor]

    def scene(self, number: int, content: Any) -> Scene:
        where = f"{self.file}: step {number}"
        kinds = {each.value for each in Kind}
        optional = frozenset({*kinds, "subject", "case", "states", "facts", "papers", "told", "refused", "state"})
        body = reading.keys(content, where, needed={"at", "who"}, optional=optional)
        found = sorted(kinds & set(body))
        if len(found) != 1:
            raise RuleTextError(f"{where}: found {', '.join(found) or 'nothing to do'}; write one of {sorted(kinds)}")
        kind = Kind(found[0])
        papers = reading.texts(body["papers"], f"{where}.papers") if "papers" in body else None
        moves = kind in (Kind.TRANSFER, Kind.CANCEL, Kind.RETIRE)
        return Scene(
            number=number,
            at=self._at(body["at"], where),
            kind=kind,
            actor=self.cast[reading.one_of(body["who"], self.cast, f"{where}.who", "member of the cast")],
            subject=body.get("subject", self.activity),
            cycle=body[kind.value] if kind is Kind.OPEN else body.get("case"),
            take=reading.name(body["take"], f"{where}.take") if kind is Kind.TAKE else None,
            states=stated(body.get("states", body.get("facts", {})), where),
            papers=papers,
            account=_account(body[kind.value], where) if kind is Kind.ACCOUNT else None,
            movement=_movement(body[kind.value], where) if moves else None,
            told=reading.label(body["told"], f"{where}.told") if "told" in body else None,
            refused=body.get("refused"),
            state=body.get("state"),
        )

    def _at(self, content: Any, where: str) -> datetime:
        if not isinstance(content, str) or not _AT.fullmatch(content):
            raise RuleTextError(f"{where}.at: found {content!r}; write day and time as 2026-01-31 10:00")
        told = datetime.fromisoformat(content)
        clock = timedelta(hours=told.hour, minutes=told.minute)
        return self.calendar.start_of(told.date()) + clock


def stated(content: Any, where: str) -> dict[str, Stated]:
    """Return what is stated: yes and no as such, whole numbers as numbers, everything else as text."""
    found: dict[str, Stated] = {}
    for name, value in reading.mapping(content, where).items():
        if value in ("yes", "no"):
            found[name] = value == "yes"
        elif isinstance(value, str) and _WHOLE.fullmatch(value):
            found[name] = int(value)
        else:
            found[name] = reading.some_text(value, f"{where}.{name}")
    return found


def _account(content: Any, where: str) -> NewAccount:
    needed, optional = {"code", "type", "name", "party"}, frozenset({"owner", "ndc_period"})
    body = reading.keys(content, f"{where}.open_account", needed=needed, optional=optional)
    return NewAccount(**body)


def _movement(content: Any, where: str) -> Movement:
    optional = frozenset({"vintage", "purpose", "on_behalf_of"})
    body = reading.keys(content, where, needed={"quantity", "class", "from", "to"}, optional=optional)
    vintage = reading.whole(body["vintage"], where) if "vintage" in body else None
    units = Units(reading.whole(body["quantity"], where), body["class"], vintage)
    return Movement(units, body["from"], body["to"], body.get("purpose"), body.get("on_behalf_of"))
