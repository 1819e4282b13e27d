"""The Glasgow Committee and its work programme: meetings, workshops, phases, calls, and what is unknown.

Where a text ends nothing is drawn on: after the last phase the phase is unknown, not the last one still.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sextant.cooperation.catalogue import Catalogue
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading

UNKNOWN = "unknown_pending_CMA8"
"""The phase after the last one that a text sets."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the work programme; `code` is `unknown_pending_CMA8` where no text goes on."""

    code: str
    label: Label
    first: date | None
    last: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the Glasgow Committee. Its days are in no text that was read; the month is."""

    number: int
    month: str
    session: str | None
    told: bool
    """Whether a text tells this very meeting; the others follow from the rule of two a year."""
    source: Source
    workshop: bool
    """Whether a workshop goes with it (8/CMA.4, 10; the first by 4/CMA.3, 8(a))."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that is to happen by a month, a day or at any time."""

    code: str
    label: Label
    when: str
    """`2026-06`, `2022-02-28`, `2027`, or `open`."""
    source: Source
    by: Label | None = None
    told_on: Label | None = None
    """When it was told, where that is no date."""


def phase_on(catalogue: Catalogue, on: date) -> Phase:
    """Return the phase of a day; unknown after the last one."""
    programme = catalogue.programme
    for code, each in programme["phases"].items():
        first, last = date.fromisoformat(each["from"]), date.fromisoformat(each["to"])
        if first <= on <= last:
            return Phase(code, _label(each["label"]), first, last, _source(each))
    before, after = programme["before_the_first_phase"], programme["after_the_last_phase"]
    begun = date.fromisoformat(before["from"])
    if on < begun:
        return Phase("not_begun", Label("Not begun", "尚未啟動"), None, None, _source(before))
    firsts = [date.fromisoformat(each["from"]) for each in programme["phases"].values()]
    if on < min(firsts):
        return Phase("begun", _label(before["label"]), begun, None, _source(before))
    return Phase(UNKNOWN, _label(after["label"]), None, None, _source(after))


def phases(catalogue: Catalogue) -> tuple[Phase, ...]:
    """Return the phases that a text sets, in their order."""
    firsts = sorted(each["from"] for each in catalogue.programme["phases"].values())
    return tuple(phase_on(catalogue, date.fromisoformat(each)) for each in firsts)


def meeting_number(catalogue: Catalogue, year: int, *, second: bool) -> int:
    """Return which meeting is held in a year: two a year since the first one (4/CMA.3, annex, 5)."""
    since = catalogue.parameter("committee_first_year", date(year, 1, 1))
    number: int = catalogue.parameter("committee_meetings_per_year", date(year, 1, 1)) * (year - since)
    return number + (2 if second else 1)


def meetings(catalogue: Catalogue) -> tuple[Meeting, ...]:
    """Return the meetings up to the last year for which a text sets the work programme."""
    told, workshops = catalogue.programme["meetings_told"], catalogue.programme["workshops"]
    last = max(date.fromisoformat(each["to"]) for each in catalogue.programme["phases"].values())
    found = []
    for year in range(catalogue.parameter("committee_first_year", last), last.year + 1):
        months = catalogue.parameter("committee_months", last)
        for second, month in ((False, months["first"]), (True, months["second"])):
            number = meeting_number(catalogue, year, second=second)
            own: dict[str, Any] = told.get(str(number), {})
            source = _source(own) if own else catalogue.book.mechanism.bodies["sbsta_chair"].source
            assert source is not None, "the rule of two meetings a year has its paragraph"
            when = own.get("month", f"{year}-{int(month):02d}")
            with_workshop = number >= int(workshops["from_meeting"]) or workshops["first"]["month"] == when
            found.append(Meeting(number, when, own.get("session"), bool(own), source, with_workshop))
    return tuple(found)


def dates_set(catalogue: Catalogue) -> tuple[Dated, ...]:
    """Return the reports and reviews that a text dates, in their order."""
    found = [_dated(code, each, each["month"]) for code, each in catalogue.programme["dates_set"].items()]
    return tuple(sorted(found, key=lambda each: each.when))


def calls(catalogue: Catalogue) -> tuple[Dated, ...]:
    """Return the calls for submissions: those with a last day first."""
    found = [_dated(code, each, each["until"]) for code, each in catalogue.programme["calls"].items()]
    return tuple(sorted(found, key=lambda each: (each.when == "open", each.when)))


def call_is_over(call: Dated, on: date) -> bool:
    """Return whether the last day of a call is past; one that is open never is."""
    return call.when != "open" and date.fromisoformat(call.when) < on


def activities(catalogue: Catalogue) -> tuple[Dated, ...]:
    """Return what the work programme does."""
    return tuple(_dated(code, each, "open") for code, each in catalogue.programme["activities"].items())


def known_facts(catalogue: Catalogue) -> tuple[Dated, ...]:
    """Return what is known of the platform, as it was told on a day; nothing newer was found."""
    every = catalogue.programme["known"]
    return tuple(
        Dated(str(at), _label(each["fact"]), each["on"]["en"], _source(each), told_on=_label(each["on"]))
        for at, each in enumerate(every)
    )


def body_facts(catalogue: Catalogue) -> dict[str, Label]:
    """Return what the Committee is: how it is composed, what it decides, and the rule of its workshops."""
    body = catalogue.programme["body"]
    rule = catalogue.programme["workshops"]["rule"]
    return {"composition": _label(body["composition"]), "decides": _label(body["decides"]), "workshops": _label(rule)}


def _dated(code: str, content: Any, when: str) -> Dated:
    by = _label(content["by"]) if "by" in content else None
    return Dated(code, _label(content["label"]), when, _source(content), by)


def _label(content: Any) -> Label:
    return reading.label(content, "work_programme")


def _source(content: Any) -> Source:
    return reading.source(content["source"], "work_programme")
