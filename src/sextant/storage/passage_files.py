"""Where moves and the funnel are read: files that ship with the code, and published lists where they lie."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from sextant.domain.label import Label
from sextant.domain.rule_value import ValueInForce
from sextant.passage.funnel import Count, Reached
from sextant.passage.move import Move
from sextant.passage.moves_text import parse_moves
from sextant.rules.text import load_text
from sextant.storage.rulebook_files import rulebooks

_REPORT = re.compile(r"Date of meeting: (?:\d{1,2} (?:\w+ )?(?:to|and|–|-) )?(\d{1,2} \w+ \d{4})")
_APPROVED = re.compile(r"approve (?:with modifications )?the (?:transition request|requests? for transition)")
_REFERENCE = re.compile(r"\((\d{3,5})\)|\bPoA (\d{3,5})\b")
_PERIOD_END = re.compile(r"\(\s*1\s+January\s+–\s+(\d{1,2})\s+(\w+)\s+(\d{4})\s*\)")
_REQUESTED = re.compile(r"a total of ([\d,]+) cases had correctly requested transition")
_MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip


PROJECTS = "projects"
"""The pipeline counts projects: its requests are the sum of its column of projects, and programmes stand apart."""


class PassageUnreadable(ValueError):
    """A path holds nothing that tells of the transition; the message says what was expected."""


@dataclass
class Published:
    """What published lists and reports tell of the transition."""

    counts: list[Count] = field(default_factory=list)
    reached: list[Reached] = field(default_factory=list)
    covered: dict[str, date] = field(default_factory=dict)
    by_party: dict[str, int] = field(default_factory=dict)
    """Requests by the host Party, as a list of the countries has them."""


@dataclass(frozen=True)
class Stages:
    """The stages of the funnel and the steps that lead to them."""

    names: tuple[str, ...]
    by_step: Mapping[str, str]
    cycle: str


@cache
def moves() -> tuple[tuple[Move, ...], Mapping[str, Label]]:
    """Return the moves that ship with Sextant, and the labels of the facts they ask about."""
    every = {path for book in rulebooks().books.values() for path in book.parameters}
    return parse_moves(_text("moves.yaml"), "moves.yaml", every)


@cache
def stages() -> Stages:
    """Return the stages of the funnel."""
    content = load_text(_text("funnel.yaml"), "funnel.yaml")
    steps = {step: stage for stage, named in content["reached_by"].items() for step in named}
    return Stages(tuple(content["stages"]), steps, content["cycle"])


def rule_on(on: date) -> Callable[[str], int | date | None]:
    """Return a function that answers the value of a parameter on a day, or none where it is not in force."""

    def value(path: str) -> int | date | None:
        found = rulebooks().parameter(path).on(on)
        return found.value if isinstance(found, ValueInForce) and isinstance(found.value, int | date) else None

    return value


def published(paths: list[Path]) -> Published:
    """Return what folders of lists and reports tell. Raises OSError, or PassageUnreadable where they tell nothing."""
    found = Published()
    for path in paths:
        named = sorted(path.iterdir()) if path.is_dir() else [path]
        for file in named:
            _read(file, found)
    if not found.counts and not found.reached:
        expected = "totals.json with published_summary, or reports of meetings as text"
        raise PassageUnreadable(f"{', '.join(map(str, paths))}: nothing tells of the transition; expected {expected}")
    return found


def _read(file: Path, found: Published) -> None:
    if file.name == "totals.json":
        _summary(file, found)
    elif file.name == "countries.csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                if row.get("pa", "").isdecimal() and int(row["pa"]):
                    found.by_party[row["party"]] = int(row["pa"])
    elif file.suffix == ".txt":
        _report(file, found)


def _summary(file: Path, found: Published) -> None:
    try:
        told = json.loads(file.read_text(encoding="utf-8")).get("published_summary", {})
        on = date.fromisoformat(str(told.get("updatedAt", "")))
    except (ValueError, AttributeError):
        return
    for key, stage in (("cdmTransitionRequests", "requested"), ("cdmApprovedByHostParty", "host_approved")):
        if isinstance(told.get(key), int):
            found.counts.append(Count(stage, on, told[key], file.name, only=PROJECTS))


def _report(file: Path, found: Published) -> None:
    text = file.read_text(encoding="utf-8", errors="replace")
    flat = " ".join(text.split())
    dated = _REPORT.search(flat)
    if dated:
        on = _day(dated[1])
        if on is None:
            return
        found.covered["approved"] = max(found.covered.get("approved", on), on)
        for paragraph in re.split(r"(?m)^(?=\d{1,3}\.\s)", text):
            body = " ".join(paragraph.split())
            if _APPROVED.search(body) and "ransition of CDM activities" in body:
                for each in _REFERENCE.finditer(body):
                    found.reached.append(Reached("approved", on, each[1] or each[2], file.name))
    period, requested = _PERIOD_END.search(flat), _REQUESTED.search(flat)
    if period and requested:
        on = _day(f"{period[1]} {period[2]} {period[3]}")
        if on is not None:
            found.counts.append(Count("requested", on, int(requested[1].replace(",", "")), file.name))


def _day(text: str) -> date | None:
    day, month, year = text.split()
    return date(int(year), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None


def _text(name: str) -> str:
    return files("sextant.passage").joinpath("data", name).read_text(encoding="utf-8")
