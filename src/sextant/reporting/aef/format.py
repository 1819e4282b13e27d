"""The format as data: tables, columns, code lists and profiles, read from the texts in `data/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.reporting.aef.need import NEEDS
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

FILES = ("columns.yaml", "lists.yaml", "profiles.yaml", "v1.yaml")
_KINDS = {
    "reporting_party", "party", "parties", "country", "version", "year", "day", "moment", "text", "texts", "whole",
    "quantity", "approach", "authorization_id", "registry", "block_id", "timeframe",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field of the record that it fills, and what may stand in it."""

    table: str
    name: str
    technical: str
    field: str
    kind: str
    list: str | None
    need: str
    spacer_after: bool
    link: bool
    confidence: str


@dataclass(frozen=True, slots=True)
class Table:
    """One of the five tables."""

    code: str
    number: int
    sheet: str
    vertical: bool
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """The values of a list, by our code; spellings by the name of a spelling."""

    name: str
    warn_outside: bool
    spellings: Mapping[str, Mapping[str, str]]
    understood: Mapping[str, str]
    covers: Mapping[str, tuple[str, ...]]
    of_type: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Profile:
    """One dialect."""

    code: str
    label: Label
    source: Source
    spelling: str
    secretariat_cells: str
    writes: Mapping[str, str]
    accepts: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, str]
    headings: Mapping[str, tuple[str, ...]]
    free_lists: tuple[str, ...]
    read_only: bool


@dataclass(frozen=True, slots=True)
class Format:
    """Everything that is known about the agreed electronic format."""

    source: Source
    lists_source: Source
    summary_sheet: str
    not_applicable: str
    tables: Mapping[str, Table]
    lists: Mapping[str, CodeList]
    profiles: Mapping[str, Profile]
    v1: Mapping[str, Any]

    def profile(self, code: str) -> Profile:
        """Return a profile. Raises KeyError for an unknown one."""
        return self.profiles[code]

    @property
    def written_profiles(self) -> tuple[str, ...]:
        """The profiles in which workbooks are written."""
        return tuple(code for code, each in self.profiles.items() if not each.read_only)


def parse_format(texts: Mapping[str, str]) -> Format:
    """Return the format. Raises RuleTextError with the first thing that is wrong."""
    columns, lists, profiles, v1 = (load_text(texts[name], name) for name in FILES)
    code_lists = {name: _code_list(name, body) for name, body in lists["lists"].items()}
    tables = {code: _table(code, body, code_lists) for code, body in columns["tables"].items()}
    fields = {f"{table.code}.{each.field}" for table in tables.values() for each in table.columns}
    return Format(
        source=reading.source(columns["source"], "columns.yaml"),
        lists_source=reading.source(lists["source"], "lists.yaml"),
        summary_sheet=columns["summary_sheet"],
        not_applicable=columns["not_applicable"],
        tables=MappingProxyType(tables),
        lists=MappingProxyType(code_lists),
        profiles=MappingProxyType({code: _profile(code, body, fields) for code, body in profiles["profiles"].items()}),
        v1=MappingProxyType(v1),
    )


def _table(code: str, body: Any, lists: Mapping[str, CodeList]) -> Table:
    where = f"columns.yaml: {code}"
    return Table(
        code=code,
        number=reading.whole(body["number"], where),
        sheet=reading.some_text(body["sheet"], where),
        vertical=body["layout"] == "vertical",
        columns=tuple(_column(code, each, lists) for each in body["columns"]),
    )


def _column(table: str, body: Any, lists: Mapping[str, CodeList]) -> Column:
    where = f"columns.yaml: {table}: {body.get('name')}"
    reading.keys(
        body,
        where,
        needed={"name", "technical", "field", "kind", "need"},
        optional=frozenset({"after", "link", "confidence"}),
    )
    kind, _, name = body["kind"].partition(" ")
    if name and (name not in lists or kind not in ("list", "lists")):
        raise RuleTextError(f"{where}: {name!r} is no list; use one of {', '.join(sorted(lists))}")
    if not name and kind not in _KINDS:
        raise RuleTextError(f"{where}: {kind!r} is no kind; use one of {', '.join(sorted(_KINDS))}")
    return Column(
        table=table,
        name=body["name"],
        technical=body["technical"],
        field=body["field"],
        kind=kind,
        list=name or None,
        need=_need(body["need"], where),
        spacer_after=body.get("after") == "spacer",
        link=body.get("link") == "yes",
        confidence=body.get("confidence", "high"),
    )


def _need(content: Any, where: str) -> str:
    return reading.one_of(content, tuple(NEEDS), where, "need")


def _code_list(name: str, body: Any) -> CodeList:
    where = f"lists.yaml: {name}"
    reading.keys(
        body,
        where,
        needed={"outside", "values"},
        optional=frozenset({"checker", "understood", "covers", "of_type"}),
    )
    values = dict(reading.mapping(body["values"], where))
    return CodeList(
        name=name,
        warn_outside=reading.one_of(body["outside"], ("warning", "error"), where, "severity") == "warning",
        spellings=MappingProxyType({"nomenclature": values, "checker": values | body.get("checker", {})}),
        understood=MappingProxyType({text: code for code, text in body.get("understood", {}).items()}),
        covers=MappingProxyType({code: tuple(each) for code, each in body.get("covers", {}).items()}),
        of_type=MappingProxyType({code: tuple(each) for code, each in body.get("of_type", {}).items()}),
    )


def _profile(code: str, body: Any, fields: set[str]) -> Profile:
    where = f"profiles.yaml: {code}"
    for name in (*body.get("needs", {}), *body.get("headings", {})):
        if name not in fields:
            raise RuleTextError(f"{where}: {name!r} is no column; write table.field as in columns.yaml")
    return Profile(
        code=code,
        label=reading.label(body["label"], where),
        source=reading.source(body["source"], where),
        spelling=reading.one_of(body["spelling"], ("nomenclature", "checker"), where, "spelling"),
        secretariat_cells=reading.one_of(
            body["secretariat_cells"], ("as_found", "placeholder", "free"), where, "treatment"
        ),
        writes=MappingProxyType(dict(body["writes"])),
        accepts=MappingProxyType({kind: tuple(each) for kind, each in body["accepts"].items()}),
        needs=MappingProxyType({name: _need(each, where) for name, each in body.get("needs", {}).items()}),
        headings=MappingProxyType({name: tuple(each) for name, each in body.get("headings", {}).items()}),
        free_lists=tuple(body.get("free_lists", ())),
        read_only=body.get("read_only") == "yes",
    )
