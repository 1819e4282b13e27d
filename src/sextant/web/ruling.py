"""What the pages about rules share: the day they are asked for, and a rule as a row with its value on that day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from django.http import HttpRequest

from sextant.domain.rule_value import NotInForce, Parameter, ValueInForce
from sextant.domain.source import Source
from sextant.rules.levy import Levy
from sextant.rules.rulebook import Rulebook, Rulebooks
from sextant.rules.words import Group
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.web.asking import day, now
from sextant.web.names import html_language, word
from sextant.wording.value_words import InWords, value_in_words
from sextant.workflow.readers import Reader, readers


@dataclass(frozen=True, slots=True)
class OnDay:
    """The day for which rules are shown, and whether the visitor chose it."""

    day: date
    chosen: bool


def on_day(request: HttpRequest) -> OnDay:
    """Return the day in `on`; today where it is empty."""
    found = day(request, "on")
    return OnDay(found or now().date(), found is not None)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A parameter or a levy on a day. What stands in a language stands in the visitor's."""

    path: str
    kind: str
    """`parameter` or `levy`."""
    mechanism: str
    topic: str
    label: str
    anchor: str
    parameter: Parameter
    """The parameter itself; of a levy its rate."""
    found: ValueInForce | NotInForce
    value: InWords | None
    source: Source
    """Of the value in force; of a levy its own; of what is not in force the nearest."""
    sought: str
    """What the search field looks through."""


def topic_of(file: str) -> str:
    """Return the topic of a rule: the name of its file."""
    return PurePosixPath(file).stem


def in_words(parameter: Parameter, found: ValueInForce | NotInForce, books: Rulebooks) -> InWords | None:
    """Return a value in the visitor's language, or none where none is in force."""
    if isinstance(found, NotInForce):
        return None
    mechanism = parameter.path.partition(".")[0]
    return value_in_words(found.value, found.unit, mechanism, books, html_language())


def rule_rows(books: Rulebooks, on: date) -> Iterator[RuleRow]:
    """Yield every rule on a day: by mechanism, and in the order of its files."""
    for book in books:
        for parameter in book.parameters.values():
            yield _row(book, books, on, parameter, None)
        for levy in book.levies.values():
            yield _row(book, books, on, levy.rate, levy)


def _row(book: Rulebook, books: Rulebooks, on: date, parameter: Parameter, levy: Levy | None) -> RuleRow:
    found = parameter.on(on)
    language = html_language()
    label, path = (levy.label, levy.path) if levy else (parameter.label, parameter.path)
    file = levy.file if levy else parameter.file
    nearest = found.source if found.source is not None else parameter.values[0].source
    source = levy.source if levy else nearest
    sought = " ".join((path, label.english, label.chinese, str(source), topic_of(file), file))
    return RuleRow(
        path=path,
        kind="levy" if levy else "parameter",
        mechanism=book.code,
        topic=f"levy_{topic_of(file)}" if levy else topic_of(file),
        label=label.in_language(language),
        anchor=book.mechanism.dates[parameter.anchor].label.in_language(language),
        parameter=parameter,
        found=found,
        value=in_words(parameter, found, books),
        source=source,
        sought=sought.casefold(),
    )


def topic_name(topic: str, mechanism: str) -> str:
    """Return what a rulebook calls a topic; those of levies say that they are levies."""
    of = topic.removeprefix("levy_")
    found = rulebooks().books[mechanism].words.label(Group.TOPICS, of)
    said = found.in_language(html_language()) if found else of.replace("_", " ")
    if of == topic:
        return said
    levies = word("of_levies", "levy")
    if of == "levies":
        return levies
    colon = "：" if html_language() == "zh-Hant" else ": "
    return f"{levies}{colon}{said}"


@cache
def readers_of() -> dict[str, tuple[Reader, ...]]:
    """Return who reads each rule, by its path; read once in a process."""
    gathered: dict[str, list[Reader]] = {}
    for each in readers(cyclebooks()):
        gathered.setdefault(each.rule, []).append(each)
    return {path: tuple(found) for path, found in gathered.items()}


def paragraph_id(paragraph: str) -> str:
    """Return the name of a paragraph's place on the page of its document."""
    return "p-" + re.sub(r"[^a-z0-9]+", "-", paragraph.casefold()).strip("-")


def mechanism_names(books: Rulebooks | None = None) -> list[tuple[str, str]]:
    """Return the mechanisms that have rules, with their names."""
    return [(book.code, book.mechanism.label.in_language(html_language())) for book in books or rulebooks()]
