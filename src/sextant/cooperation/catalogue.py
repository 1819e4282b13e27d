"""The code lists, focus areas, criteria and regions of non-market approaches, read from the rulebook's own files.

They are data with sources: what the common tabular format lists is listed as it lists it, and what is Sextant's
own says so. The list of focus areas is not closed; the others are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.rulebook import Rulebook, Rulebooks
from sextant.rules.text import RuleTextError, load_text

FOLDER = "cooperation/"
_WEIGHTS = ("hard", "declared", "complete", "optional", "warning")
_STATUSES = ("initial", "candidate", "adopted")


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list: its codes with their words, in the order of its source."""

    name: str
    codes: Mapping[str, Label]
    source: Source


@dataclass(frozen=True, slots=True)
class FocusArea:
    """A focus area; `candidate` where it was only named for submissions."""

    code: str
    label: Label
    status: str
    from_date: date
    source: Source


@dataclass(frozen=True, slots=True)
class Criterion:
    """A rule of a record (NMA-C01 to NMA-C16), or a question of paragraphs 2 and 3 that it answers in words."""

    code: str
    label: Label
    source: Source
    weight: str = "declared"


@dataclass(frozen=True, slots=True)
class Region:
    """A region or subregion of the M49 standard; of a subregion the region it lies in and its place on the map."""

    code: str
    label: Label
    region: str | None = None
    at: tuple[int, int] | None = None
    """Degrees north and east of a point inside it: where the schematic map puts it."""


class NoValueYet(LookupError):
    """A parameter of the rulebook has no value on a day; its path and the day."""

    def __init__(self, path: str, on: date) -> None:
        super().__init__(f"{path} has no value on {on}")
        self.path, self.on = path, on


@dataclass(frozen=True)
class Catalogue:
    """All of it, and the rulebook whose numbers go with it."""

    book: Rulebook
    lists: Mapping[str, CodeList]
    focus_areas: Mapping[str, FocusArea]
    criteria: Mapping[str, Criterion]
    answers: Mapping[str, Criterion]
    regions: Mapping[str, Region]
    subregions: Mapping[str, Region]
    regions_source: Source
    programme: Mapping[str, Any]
    """The work programme as its file has it; `programme.py` reads it."""

    def label(self, name: str, code: str) -> Label:
        """Return the words for a code of a list, of a focus area or of a region; the code itself where it has none."""
        found: Label | None
        if name in self.lists:
            found = self.lists[name].codes.get(code)
        else:
            tables: Mapping[str, Mapping[str, Any]] = {
                "focus_area": self.focus_areas,
                "criterion": self.criteria,
                "answer": self.answers,
                "region": self.regions,
                "subregion": self.subregions,
            }
            each = tables[name].get(code)
            found = each.label if each else None
        return found or Label(code, code)

    def parameter(self, name: str, on: date) -> Any:
        """Return the value of a parameter of the rulebook on a day. Raises NoValueYet before its first value."""
        found = self.book.parameters[f"{self.book.code}.{name}"].on(on)
        if not hasattr(found, "value"):
            raise NoValueYet(f"{self.book.code}.{name}", on)
        return found.value

    def region_of(self, subregion: str) -> str | None:
        """Return the region that a subregion lies in, or none where it is not known."""
        found = self.subregions.get(subregion)
        return found.region if found else None


def read_catalogue(books: Rulebooks, book: Rulebook) -> Catalogue:
    """Return the catalogue in the files of a rulebook. Raises RuleTextError naming file, key and remedy."""
    files = {
        name: _content(book, name)
        for name in ("code_lists", "focus_areas", "criteria", "regions", "work_programme")
    }  # fmt: skip
    regions = reading.keys(files["regions"], "regions", needed={"source", "regions", "subregions"})
    criteria = reading.keys(files["criteria"], "criteria", needed={"criteria", "answers"})
    known = _regions(regions["regions"], "regions")
    catalogue = Catalogue(
        book=book,
        lists=MappingProxyType(dict(_lists(files["code_lists"]))),
        focus_areas=MappingProxyType(dict(_focus_areas(files["focus_areas"]))),
        criteria=MappingProxyType(dict(_criteria(criteria["criteria"], "criteria"))),
        answers=MappingProxyType(dict(_criteria(criteria["answers"], "answers"))),
        regions=MappingProxyType(known),
        subregions=MappingProxyType(_regions(regions["subregions"], "subregions", known)),
        regions_source=reading.source(regions["source"], "regions.source"),
        programme=MappingProxyType(files["work_programme"]),
    )
    for where, source in sources(catalogue):
        fault = books.documents.fault(source)
        if fault:
            raise RuleTextError(f"{book.code}/{FOLDER}: {where}: {fault}")
    return catalogue


def sources(catalogue: Catalogue) -> Iterator[tuple[str, Source]]:
    """Yield every source of the catalogue with the place it stands at."""
    for each in catalogue.lists.values():
        yield f"code_lists.{each.name}", each.source
    for area in catalogue.focus_areas.values():
        yield f"focus_areas.{area.code}", area.source
    for one in (*catalogue.criteria.values(), *catalogue.answers.values()):
        yield f"criteria.{one.code}", one.source
    yield "regions", catalogue.regions_source
    yield from _sources_in(catalogue.programme, "work_programme")


def _sources_in(content: Any, where: str) -> Iterator[tuple[str, Source]]:
    if isinstance(content, list):
        for index, each in enumerate(content):
            yield from _sources_in(each, f"{where}.{index}")
    elif isinstance(content, Mapping):
        for key, each in content.items():
            if key == "source":
                yield where, reading.source(each, f"{where}.source")
            else:
                yield from _sources_in(each, f"{where}.{key}")


def _content(book: Rulebook, name: str) -> Any:
    file = f"{FOLDER}{name}.yaml"
    if file not in book.other_texts:
        raise RuleTextError(f"{book.code}/{file} is missing; add it")
    return reading.mapping(load_text(book.other_texts[file], f"{book.code}/{file}"), f"{book.code}/{file}")


def _lists(content: Any) -> Iterator[tuple[str, CodeList]]:
    body = reading.keys(content, "code_lists", needed={"lists"})
    for name, each in reading.mapping(body["lists"], "lists").items():
        where = f"lists.{name}"
        one = reading.keys(each, where, needed={"source", "codes"})
        codes = {
            code: reading.label(label, f"{where}.{code}")
            for code, label in reading.mapping(one["codes"], where).items()
        }
        yield name, CodeList(name, MappingProxyType(codes), reading.source(one["source"], f"{where}.source"))


def _focus_areas(content: Any) -> Iterator[tuple[str, FocusArea]]:
    body = reading.keys(content, "focus_areas", needed={"focus_areas"})
    for code, each in reading.mapping(body["focus_areas"], "focus_areas").items():
        where = f"focus_areas.{code}"
        one = reading.keys(each, where, needed={"label", "status", "from", "source"})
        yield (
            code,
            FocusArea(
                code=code,
                label=reading.label(one["label"], f"{where}.label"),
                status=reading.one_of(one["status"], _STATUSES, f"{where}.status", "status of a focus area"),
                from_date=reading.day(one["from"], f"{where}.from"),
                source=reading.source(one["source"], f"{where}.source"),
            ),
        )


def _criteria(content: Any, where: str) -> Iterator[tuple[str, Criterion]]:
    for code, each in reading.mapping(content, where).items():
        at = f"{where}.{code}"
        one = reading.keys(each, at, needed={"label", "source"}, optional=frozenset({"weight"}))
        weight = reading.one_of(one.get("weight", "declared"), _WEIGHTS, f"{at}.weight", "weight of a rule")
        label = reading.label(one["label"], f"{at}.label")
        yield code, Criterion(code, label, reading.source(one["source"], f"{at}.source"), weight)


def _regions(content: Any, where: str, above: Mapping[str, Region] | None = None) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for code, each in reading.mapping(content, where).items():
        at = f"{where}.{code}"
        one = reading.keys(each, at, needed={"label"} if above is None else {"label", "region", "at"})
        label = reading.label(one["label"], f"{at}.label")
        if above is None:
            found[code] = Region(code, label)
            continue
        place = [reading.whole(each, f"{at}.at") for each in one["at"]]
        region = reading.one_of(one["region"], above, f"{at}.region", "region of this file")
        found[code] = Region(code, label, region, (place[0], place[1]))
    return found
