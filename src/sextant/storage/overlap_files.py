"""Lists of activities read where they lie, each recognized by its columns; and the weights of the comparison.

Nothing is kept of them. A row without a title, or whose host Party has no known name, is told with its number: it is
not compared, or compared without a host.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from pathlib import Path

from sextant.application.finding import Likening
from sextant.overlap.likeness import listed_weights
from sextant.overlap.listed import Listed, words_of
from sextant.rules.party import Parties
from sextant.rules.text import load_text
from sextant.storage.rulebook_files import parties

Row = Mapping[str, str]


class ListUnreadable(ValueError):
    """A file is no list that is known: either it cannot be read, or it has other columns."""

    def __init__(self, file: Path, *, why: str = "", columns: str = "", expected: str = "") -> None:
        super().__init__(f"{file}: {why or f'found the columns {columns}; expected those of {expected}'}")
        self.file = file
        self.why = why
        """What the reading of the file says; empty where it could be read."""
        self.columns = columns
        self.expected = expected


@dataclass(frozen=True)
class ListRead:
    """What a list held: activities, and the rows that could not be taken."""

    file: str
    kind: str
    listed: list[Listed]
    passed_over: list[tuple[int, str]] = field(default_factory=list)
    """Number of the row, and why."""


def read_list(file: Path) -> ListRead:
    """Return what a list holds. Raises OSError, or ListUnreadable where its columns are those of no known list."""
    opener = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
            columns = set(reader.fieldnames or ())
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError, csv.Error) as error:
        raise ListUnreadable(file, why=str(error)) from None
    for kind, (needed, read) in _KINDS.items():
        if needed <= columns:
            found = ListRead(str(file), kind, [])
            for number, row in enumerate(rows, start=1):
                _take(found, number, row, read)
            return found
    known = "; ".join(f"{kind}: {', '.join(sorted(needed))}" for kind, (needed, _) in _KINDS.items())
    raise ListUnreadable(file, columns=", ".join(sorted(columns)) or "–", expected=known)


def _take(found: ListRead, number: int, row: Row, read: Callable[[int, Row, Parties], Listed]) -> None:
    listed = read(number, row, parties())
    if not listed.title:
        found.passed_over.append((number, "title"))
        return
    if listed.host is None:
        found.passed_over.append((number, "host"))
    found.listed.append(listed)


def _host(name: str | None, known: Parties) -> str | None:
    party = known.by_name(name.strip()) if name and name.strip() else None
    return party.code if party else None


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    # Lists write 1970 where they know no day.
    return found if found.year > 1990 else None


def _tonnes(text: str | None, *, thousand: bool = False) -> int | None:
    try:
        number = Decimal((text or "").replace(",", ""))
    except InvalidOperation:
        return None
    return int(number * 1000) if thousand else int(number)


def _cdm(number: int, row: Row, known: Parties) -> Listed:
    title = (row["Project title"] or "").strip()
    hosts = [each for each in (row["Host parties"] or "").split("/") if each.strip()]
    first = _day(row.get("registered_date"))
    return Listed(
        scheme="cdm",
        reference=row["Ref"] or f"row {number}",
        title=title,
        host=_host(hosts[0], known) if len(hosts) == 1 else None,
        technology=technology_of(title),
        annual_tonnes=_tonnes(row.get("Reductions")),
        first_day=first,
        last_day=first + timedelta(days=7 * 365) if first else None,
    )


def _jcm(number: int, row: Row, known: Parties) -> Listed:
    title = (row["title"] or "").strip()
    return Listed(
        scheme="jcm",
        reference=row["id"] or f"row {number}",
        title=title,
        host=_host(row["hostCountry"], known),
        technology=technology_of(" ".join((row.get("subType") or "", row.get("type") or ""))) or technology_of(title),
        participants=tuple(each.strip() for each in (row.get("implementer") or "").split(";") if each.strip()),
        annual_tonnes=_tonnes(row.get("ktCo2ePerYear"), thousand=True),
        first_day=_day(row.get("registrationDate")),
    )


def _prior(number: int, row: Row, known: Parties) -> Listed:
    title = (row["title"] or "").strip()
    return Listed(
        scheme="prior_consideration",
        reference=f"row {number}",
        title=title,
        host=_host(row["hostParty"], known),
        technology=technology_of(row.get("activityType") or "") or technology_of(title),
        annual_tonnes=_tonnes(row.get("tCO2ePerYear")),
        first_day=_day(row.get("submissionDate")),
    )


_KINDS: Mapping[str, tuple[frozenset[str], Callable[[int, Row, Parties], Listed]]] = {
    "cdm": (frozenset({"Project title", "Host parties", "Ref"}), _cdm),
    "jcm": (frozenset({"id", "title", "hostCountry", "registrationDate"}), _jcm),
    "prior_consideration": (frozenset({"hostParty", "submissionDate", "title"}), _prior),
}


def technology_of(text: str) -> str | None:
    """Return the technology that the words of a text name, or none."""
    words = words_of(text)
    return next((name for name, named in _technologies() if any(word in named for word in words)), None)


@cache
def weights() -> Mapping[str, Decimal]:
    """Return the points and the threshold of the comparison."""
    return listed_weights(load_text(_data("weights.yaml"), "weights.yaml"))


def likening() -> Likening:
    """Return with what activities are compared: the points, and the technologies that words name."""
    return Likening(weights(), technology_of)


@cache
def _technologies() -> tuple[tuple[str, frozenset[str]], ...]:
    content = load_text(_data("technologies.yaml"), "technologies.yaml")
    return tuple((name, frozenset(words)) for name, words in content.items())


def _data(name: str) -> str:
    return files("sextant.overlap").joinpath("data", name).read_text(encoding="utf-8")


def several(files_given: list[Path]) -> Iterator[ListRead]:
    """Yield what each list holds."""
    for each in files_given:
        yield read_list(each)
