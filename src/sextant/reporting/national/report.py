"""A report under Article 6, paragraph 2: what the Party says on each item of its outline, beside what the records say.

An item is answered by the Party, by the records of the registry, or not at all; "not applicable" needs a reason, and
what is held back its basis. In the public rendering an item that is held back has its basis and no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sextant.domain.label import Label
from sextant.reporting.adjustment import GHG
from sextant.reporting.fields import FieldBadly, day, flag, label, listed, mapping, text
from sextant.reporting.national.accounts import Accounts
from sextant.reporting.national.outline import Item, Outline
from sextant.reporting.national.public import Rendering

LANGUAGES = ("en", "zh-Hant")
_NEEDED = frozenset({"party", "report", "items"})
_KNOWN = _NEEDED | {"approaches", "transparency_report_submitted", "submitted_on", "synthetic"}
_ITEM = {"text", "not_applicable", "basis"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the Party says on an item."""

    texts: Mapping[str, str]
    """By language; a report may be in one language only."""
    not_applicable: Label | None
    basis: Label | None
    """Why it is held back; none where it is public."""

    def in_language(self, language: str) -> tuple[str, str] | None:
        """Return the text and the language it is in: the one asked for, else the other."""
        for each in (language, *LANGUAGES):
            if each in self.texts:
                return self.texts[each], each
        return None


@dataclass(frozen=True)
class Report:
    """One version of a report."""

    party: str
    outline: str
    items: Mapping[str, Said]
    """By the id of the item, with `@` and the approach where it belongs to one."""
    approaches: tuple[str, ...]
    transparency_report_submitted: bool
    submitted_on: date | None
    synthetic: bool


class Status(StrEnum):
    """How an item stands."""

    GIVEN = "given"
    FROM_RECORDS = "from_records"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Checked:
    """An item with its answer."""

    item: Item
    approach: str | None
    status: Status
    said: Said | None
    recorded: tuple[Label, ...]
    """What the records say, line by line."""

    @property
    def key(self) -> str:
        return item_key(self.item.id, self.approach)


def item_key(item: str, approach: str | None) -> str:
    """Return the name of an item in a report."""
    return item if approach is None else f"{item}@{approach}"


def report_of(content: Any, outlines: Mapping[str, Outline]) -> Report:
    """Return the report that a document describes. Raises FieldBadly."""
    body = mapping(content, "", set(_KNOWN), _NEEDED)
    name = text(body["report"], "report")
    if name not in outlines:
        raise FieldBadly("report", name, f"one of {', '.join(outlines)}")
    approaches = tuple(text(each, "approaches") for each in listed(body.get("approaches", []), "approaches"))
    known = {item_key(each.id, approach) for each, approach in _every(outlines[name], approaches)}
    items = mapping(body["items"], "items", known)
    submitted = body.get("submitted_on")
    return Report(
        party=text(body["party"], "party"),
        outline=name,
        items={key: _said(each, f"items.{key}") for key, each in items.items()},
        approaches=approaches,
        transparency_report_submitted=flag(
            body.get("transparency_report_submitted", False), "transparency_report_submitted"
        ),
        submitted_on=None if submitted is None else day(submitted, "submitted_on"),
        synthetic=flag(body.get("synthetic", False), "synthetic"),
    )


def _said(content: Any, where: str) -> Said:
    body = mapping(content, where, _ITEM)
    if ("text" in body) == ("not_applicable" in body):
        raise FieldBadly(where, sorted(body), "either text, or not_applicable with its reason")
    texts = mapping(body.get("text", {}), f"{where}.text", set(LANGUAGES))
    if "text" in body and not texts:
        raise FieldBadly(f"{where}.text", texts, "a text in en or zh-Hant")
    return Said(
        {language: text(each, f"{where}.text.{language}") for language, each in texts.items()},
        label(body["not_applicable"], f"{where}.not_applicable") if "not_applicable" in body else None,
        label(body["basis"], f"{where}.basis") if "basis" in body else None,
    )


def _every(outline: Outline, approaches: Sequence[str]) -> Iterator[tuple[Item, str | None]]:
    yield from ((each, None) for each in outline.report)
    yield from ((each, approach) for approach in approaches for each in outline.approach)


def rendered_report(report: Report, rendering: Rendering) -> Report:
    """Return a report as it is rendered: in public, what is held back has no text."""
    if rendering is Rendering.REVIEW:
        return report
    shown = {
        key: replace(said, texts={}, not_applicable=None) if said.basis is not None else said
        for key, said in report.items.items()
    }
    return replace(report, items=shown)


Records = Mapping[str, Sequence[Label]]
"""What the records say, by the name of the record, with `@` and the approach where it belongs to one."""


def checked(
    report: Report, outline: Outline, accounts: Accounts | None, records: Records, rendering: Rendering
) -> tuple[Checked, ...]:
    """Return every item that the report has to answer, with its answer, in the order of the outline."""
    shown = rendered_report(report, rendering)
    return tuple(
        _checked(item, approach, shown, accounts, records) for item, approach in _every(outline, report.approaches)
    )


def _checked(item: Item, approach: str | None, report: Report, accounts: Accounts | None, records: Records) -> Checked:
    said = report.items.get(item_key(item.id, approach))
    recorded: tuple[Label, ...] = ()
    if item.record is not None:
        recorded = tuple(records.get(item_key(item.record, approach), ()))
    return Checked(item, approach, _status(item, said, recorded, report, accounts), said, recorded)


def _status(
    item: Item, said: Said | None, recorded: Sequence[Label], report: Report, accounts: Accounts | None
) -> Status:
    if said is not None and said.basis is not None and not said.texts:
        return Status.WITHHELD
    if said is not None and said.not_applicable is not None:
        return Status.NOT_APPLICABLE
    if said is not None:
        return Status.GIVEN
    if recorded:
        return Status.FROM_RECORDS
    return Status.MISSING if _must(item, report, accounts) else Status.NOT_APPLICABLE


def _must(item: Item, report: Report, accounts: Accounts | None) -> bool:
    """Whether an item has to be answered; what cannot be told has to be."""
    if item.only == "no_transparency_report":
        return not report.transparency_report_submitted
    if accounts is None:
        return True
    if item.only == "trajectory":
        return bool(accounts.trajectory) or accounts.method.value != "averaging"
    if item.only == "ghg":
        return accounts.metric == GHG
    if item.only == "non_ghg":
        return accounts.metric != GHG
    return True


def missing(found: Sequence[Checked]) -> tuple[Checked, ...]:
    """Return the items that nobody answered."""
    return tuple(each for each in found if each.status is Status.MISSING)
