"""The outlines of reports and the rows of the structured summary, read from the texts that ship beside the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.reporting.national.review import ClockStep, ReviewForm, Section
from sextant.reporting.national.summary import Figure, Only, Row
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

REVIEW_FILE = "review.yaml"
SUMMARY_FILE = "structured_summary.yaml"
OUTLINES_FILE = "outlines.yaml"
APPLIES = ("no_transparency_report", "trajectory", "ghg", "non_ghg", "if_applicable")
"""When an item has to be answered; `if_applicable` leaves it to the Party to say that it does not apply."""
RECORDS = (
    "party_to_agreement", "contribution_maintained", "authorizing_arrangements", "tracking_arrangements",
    "inventory_provided", "contributes_to_goals", "targets", "target_years", "ndc_period", "metric", "method",
    "trajectory", "authorizations", "all_authorizations", "duration", "expected_mitigation", "parties", "entities",
    "structured_summary",
)  # fmt: skip
"""What the records of the registry can say by themselves."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an outline."""

    id: str
    label: Label
    source: Source
    record: str | None
    only: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a report has to hold: once, and again for each cooperative approach."""

    key: str
    label: Label
    source: Source
    report: tuple[Item, ...]
    approach: tuple[Item, ...]
    cases_in: str
    """The rulebook in whose cases the participation of Parties and their approaches stand."""


def parse_rows(text: str) -> tuple[Row, ...]:
    """Return the rows of the structured summary. Raises RuleTextError."""
    content = reading.keys(load_text(text, SUMMARY_FILE), SUMMARY_FILE, needed={"source", "rows"})
    rows = tuple(_row(each, f"{SUMMARY_FILE}: rows") for each in reading.listed(content["rows"], SUMMARY_FILE))
    _each_once([each.id for each in rows], SUMMARY_FILE)
    return rows


def _row(content: Any, where: str) -> Row:
    body = reading.keys(
        content, where, needed={"id", "label", "source", "figure"}, optional=frozenset({"only", "reading"})
    )
    where = f"{where}: {body['id']}"
    only = body.get("only")
    return Row(
        id=reading.some_text(body["id"], where),
        label=reading.label(body["label"], where),
        source=reading.source(body["source"], where),
        figure=Figure(reading.one_of(body["figure"], list(Figure), where, "figure")),
        only=None if only is None else Only(reading.one_of(only, list(Only), where, "condition of a row")),
        reading=reading.label(body["reading"], where) if "reading" in body else None,
    )


def parse_outlines(text: str) -> Mapping[str, Outline]:
    """Return the outlines by name. Raises RuleTextError."""
    content = reading.keys(load_text(text, OUTLINES_FILE), OUTLINES_FILE, needed={"outlines", "cases_in"})
    where = reading.name(content["cases_in"], OUTLINES_FILE)
    return {
        key: _outline(key, body, where) for key, body in reading.mapping(content["outlines"], OUTLINES_FILE).items()
    }


def _outline(key: str, content: Any, cases_in: str) -> Outline:
    where = f"{OUTLINES_FILE}: {key}"
    body = reading.keys(content, where, needed={"label", "source", "report", "approach"})
    report, approach = (
        tuple(_item(each, where) for each in reading.listed(body[part], f"{where}.{part}"))
        for part in ("report", "approach")
    )
    _each_once([each.id for each in (*report, *approach)], where)
    named, source = reading.label(body["label"], where), reading.source(body["source"], where)
    return Outline(key, named, source, report, approach, cases_in)


def _item(content: Any, where: str) -> Item:
    body = reading.keys(content, where, needed={"id", "label", "source"}, optional=frozenset({"from", "only"}))
    where = f"{where}: {body['id']}"
    return Item(
        id=reading.some_text(body["id"], where),
        label=reading.label(body["label"], where),
        source=reading.source(body["source"], where),
        record=reading.one_of(body["from"], RECORDS, where, "record") if "from" in body else None,
        only=reading.one_of(body["only"], APPLIES, where, "condition of an item") if "only" in body else None,
    )


def parse_review_form(text: str) -> ReviewForm:
    """Return the outline of the report of a review, and its clock. Raises RuleTextError."""
    content = reading.keys(load_text(text, REVIEW_FILE), REVIEW_FILE, needed={"source", "sections", "clock"})
    sections = tuple(_section(each) for each in reading.listed(content["sections"], REVIEW_FILE))
    steps = tuple(_clock_step(each) for each in reading.listed(content["clock"], REVIEW_FILE))
    _each_once([each.id for each in sections], REVIEW_FILE)
    return ReviewForm(reading.source(content["source"], REVIEW_FILE), sections, steps)


def _section(content: Any) -> Section:
    body = reading.keys(content, f"{REVIEW_FILE}: sections", needed={"id", "label"})
    return Section(reading.some_text(body["id"], REVIEW_FILE), reading.label(body["label"], REVIEW_FILE))


def _clock_step(content: Any) -> ClockStep:
    anchors = ("before_week", "after_week", "after_step")
    where = f"{REVIEW_FILE}: clock"
    body = reading.keys(content, where, needed={"step", "label", "source"}, optional=frozenset(anchors))
    where = f"{where}: {body['step']}"
    if sum(each in body for each in anchors) != 1:
        raise RuleTextError(f"{where} names {len(body) - 3} anchors; expected one of {', '.join(anchors)}")
    before, after, step = (reading.name(body[each], where) if each in body else None for each in anchors)
    return ClockStep(
        reading.name(body["step"], where),
        reading.label(body["label"], where),
        reading.source(body["source"], where),
        before,
        after,
        step,
    )


def _each_once(names: list[str], where: str) -> None:
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise RuleTextError(f"{where}: {twice!r} stands twice; expected each id once")
