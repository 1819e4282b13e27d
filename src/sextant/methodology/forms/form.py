"""A form as its file describes it: sections, fields, and the text from which each field is known.

A field is filled from a calculation or a verification, by a name of the closed list `FILLS`, or it is said by a
person. What is known from memory only is `verified: false`, and is shown so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

TYPES = ("text", "number", "whole", "day", "period", "yes_or_no", "choice", "figure")
"""What a field holds; a figure is a number, a name or a table, as it was stated."""
SUBJECTS = ("calculation", "verification")
FACTS, SAID = "facts", "said"
_ASKED = dict.fromkeys(("methodology", "version", "case", "period"), True)
_PARAMETER = {"parameter": True, "element": True, "value": True, "unit": True, "meaning": False, "origin": True,
              "evidence": True, "how": False, "often": False}  # fmt: skip
_OPTIONS = {"parameter": True, "option": True}
_TOOLS = {"parameter": True, "tool": True, "version": True, "case": True, "result": True}
_RESULTS = dict.fromkeys(("baseline_emissions", "project_emissions", "leakage", "emission_reductions", "units"), False)
_CITED = dict.fromkeys(("parameter", "element", "value", "unit", "meaning", "source", "verified"), False)
_STEPS = dict.fromkeys(("symbol", "element", "equation", "value", "unit", "meaning"), False)
_TICKS = dict.fromkeys(("node", "element", "value", "state", "evidence"), False)
_FINDINGS = dict.fromkeys(("id", "kind", "node", "text", "state", "answers", "closed"), False)
ACT_FIELDS = ("act", "on", "by", "node", "report", "outcome", "id", "kind", "text", "value", "where", "opinion",
              "from_far")  # fmt: skip
EVIDENCE_FIELDS = {"document": "document", "sha256": "sha256", "page": "page", "evidence_kind": "kind",
                   "reference": "reference"}  # fmt: skip
_REPORT = {"report": True}
FILLS: Mapping[str, Mapping[str, Mapping[str, bool]]] = {
    "calculation": {
        FACTS: _ASKED | {"version_verified": False} | _RESULTS,
        "measured": _PARAMETER,
        "fixed": _PARAMETER,
        "options": _OPTIONS,
        "tools": _TOOLS,
        "assumed": _CITED,
        "steps": _STEPS,
        "vintages": dict.fromkeys(("year", "emission_reductions", "units"), False),
        SAID: {},
    },
    "verification": {
        FACTS: dict.fromkeys(("activity", "verifier", "period", "on", "first_by_verifier", "last_inspected_on",
                              "tonnes_since_inspection"), True)
        | dict.fromkeys(("reported", "verified_amount", "overstated", "threshold", "material", "inspection_mandatory",
                         "opinion", "opinion_text"), False),
        "reports": {"report": True, "on": True, "methodology": True, "version": True, "case": True},
        "report_inputs": _REPORT | {key: taken for key, taken in _PARAMETER.items() if key not in ("how", "often")},
        "report_options": _REPORT | _OPTIONS,
        "report_tools": _REPORT | _TOOLS,
        "acts": dict.fromkeys(("number", *ACT_FIELDS, *EVIDENCE_FIELDS), True),
        "carried": dict.fromkeys(("id", "node", "text", "raised_on", "period"), True),
        "ticks": _TICKS,
        "findings": _FINDINGS,
        SAID: {},
    },
}  # fmt: skip
"""By subject and by the rows of a section: what fills a field, and whether it is read back (else it is compared)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a cell of a section of facts, a column of a table."""

    key: str
    label: Label
    type: str
    unit: str | None
    fill: str | None
    """What fills it; none where a person says it."""
    taken: bool
    """Whether what stands in it is read back; else it is compared with what follows from the rest."""
    needed: bool
    options: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form: facts, a field a row; or a table, a field a column."""

    key: str
    label: Label
    sheet: str
    rows: str
    fields: Mapping[str, Field]

    @property
    def table(self) -> bool:
        """Whether it has a row a thing."""
        return self.rows != FACTS


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a mechanism."""

    id: str
    mechanism: str
    subject: str
    title: Label
    note: Label
    source: Source
    sections: Mapping[str, Section]

    def fields(self) -> Iterator[tuple[Section, Field]]:
        """Yield every field with its section."""
        for section in self.sections.values():
            yield from ((section, each) for each in section.fields.values())


def parse_form(text: str, name: str) -> Form:
    """Return the form of a file. Raises RuleTextError with file, key and remedy."""
    needed = {"id", "mechanism", "subject", "title", "note", "source", "sections"}
    body = reading.keys(load_text(text, name), name, needed=needed)
    subject = reading.one_of(body["subject"], SUBJECTS, f"{name}: subject", "subject")
    sections = {
        reading.name(key, f"{name}: sections"): _section(key, each, f"{name}: {key}", subject)
        for key, each in reading.mapping(body["sections"], f"{name}: sections").items()
    }
    return Form(
        reading.some_text(body["id"], f"{name}: id"),
        reading.name(body["mechanism"], f"{name}: mechanism"),
        subject,
        reading.label(body["title"], f"{name}: title"),
        reading.label(body["note"], f"{name}: note"),
        reading.source(body["source"], f"{name}: source"),
        sections,
    )


def _section(key: str, content: Any, where: str, subject: str) -> Section:
    body = reading.keys(content, where, needed={"label", "sheet", "rows", "source", "fields"})
    rows = reading.one_of(body["rows"], tuple(FILLS[subject]), f"{where}.rows", "kind of rows")
    source = reading.source(body["source"], f"{where}.source")
    fields = {
        reading.name(name, where): _field(name, each, f"{where}.{name}", FILLS[subject][rows], source)
        for name, each in reading.mapping(body["fields"], where).items()
    }
    sheet = reading.some_text(body["sheet"], f"{where}.sheet")
    if len(sheet) > 31:
        raise RuleTextError(f"{where}.sheet: a sheet's name has at most 31 characters")
    return Section(key, reading.label(body["label"], f"{where}.label"), sheet, rows, fields)


def _field(key: str, content: Any, where: str, fills: Mapping[str, bool], source: Source) -> Field:
    optional = frozenset({"type", "unit", "fill", "needed", "options", "source"})
    body = reading.keys(content, where, needed={"label"}, optional=optional)
    fill = reading.one_of(body["fill"], tuple(fills), f"{where}.fill", "fill") if "fill" in body else None
    kind = reading.one_of(body.get("type", "text"), TYPES, f"{where}.type", "type")
    options = reading.texts(body.get("options", []), f"{where}.options")
    if bool(options) != (kind == "choice"):
        raise RuleTextError(f"{where}.options: a choice, and nothing else, has options")
    return Field(
        key,
        reading.label(body["label"], f"{where}.label"),
        kind,
        reading.some_text(body["unit"], f"{where}.unit") if "unit" in body else None,
        fill,
        fill is None or fills[fill],
        reading.yes(body["needed"], f"{where}.needed") if "needed" in body else False,
        options,
        reading.source(body["source"], f"{where}.source") if "source" in body else source,
    )
