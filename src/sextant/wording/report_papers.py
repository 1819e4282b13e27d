"""The structured summary and the reports as papers, in a language; each says on what it rests and what it is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sextant.application.queries.adjust import decimal
from sextant.application.queries.party_reports import ReportTold, Told
from sextant.reporting.national.paper import Figure, Paper, Table
from sextant.reporting.national.public import Rendering
from sextant.reporting.national.report import Checked, Status
from sextant.reporting.national.summary import Cell, Line, Summary
from sextant.wording.adjustments import method_said
from sextant.wording.aef_words import source_words
from sextant.wording.party_name import party_name
from sextant.wording.word import CHINESE, word
from sextant.wording.words_of_reports import REPORT_PHRASES


def phrase(name: str, language: str, **facts: object) -> str:
    """Return a phrase of the papers."""
    return REPORT_PHRASES[name][language == CHINESE].format(**facts)


def marks_of(rendering: Rendering, synthetic: bool, language: str) -> tuple[str, ...]:
    """Return what every page of a paper says of itself."""
    found = [phrase("reconstruction", language)]
    if synthetic:
        found.append(phrase("synthetic", language))
    if rendering is Rendering.REVIEW:
        found.append(phrase("for_review", language))
    return tuple(found)


def summary_paper(told: Told, rendering: Rendering, language: str, on: date) -> Paper:
    """Return the structured summary of a day as a paper."""
    found = told.summary
    accounts = found.accounts
    years = list(accounts.years)
    edition = found.balance.inputs.inventory_edition or word("report_state", "missing", language)
    facts = [
        (phrase("ndc_period", language), f"{accounts.first_year}–{accounts.last_year}"),
        (phrase("method", language), method_said(accounts.method.value, language)),
        (phrase("edition", language), edition),
        (phrase("year_basis", language), word("year_basis", accounts.basis.value, language)),
        (phrase("rendering", language), word("rendering", rendering.value, language)),
    ]  # fmt: skip
    if found.undetermined:
        facts.append((phrase("undetermined", language), str(found.undetermined)))
    table = Table(
        phrase("summary_sheet", language),
        phrase("summary_caption", language),
        (phrase("paragraph", language), phrase("row", language), *map(str, years)),
        tuple(
            (each.row.id, each.row.label.in_language(language), *_figures(each, years, language))
            for each in found.lines
        ),
        (8, 22, *(7 for _ in years)),
    )
    return Paper(
        phrase("structured_summary", language),
        party_name(accounts.party, language),
        tuple(facts),
        marks_of(rendering, accounts.synthetic, language),
        (table, _shares(found, language), _serials(told, language)),
        language,
        on,
    )


def _figures(line: Line, years: Sequence[int], language: str) -> list[Figure]:
    if not line.applies:
        return [word("report_state", "not_applicable", language), *(None for _ in years[1:])]
    return [cell_figure(each, language) for each in line.cells]


def cell_figure(cell: Cell, language: str) -> Figure:
    """Return a figure for a table; a word where there is none."""
    if cell.value is None:
        return word("report_state", "withheld" if cell.withheld else "unknown", language)
    return figure(cell.value)


def figure(value: Fraction) -> Figure:
    """Return a figure as a number: whole, or a decimal of 28 digits."""
    return value.numerator if value.denominator == 1 else Decimal(decimal(value) or "0")


def _shares(found: Summary, language: str) -> Table:
    names = ("paragraph", "year", "approach", "sectors", "transferring", "using", "vintage", "quantity")
    of_row = {line.row.figure.value: line.row.id for line in found.lines}
    rows = tuple(
        (
            of_row[each.item],
            str(each.year),
            each.approach or "–",
            "; ".join(each.sectors) or "–",
            party_name(each.transferring, language),
            party_name(each.using, language) if each.using else "–",
            str(each.vintage),
            figure(each.quantity),
        )
        for each in found.shares
    )
    caption = phrase("shares_caption", language)
    return Table("23(j)", caption, tuple(phrase(each, language) for each in names), rows, (7, 7, 10, 20, 18, 18, 8, 12))


def _serials(told: Told, language: str) -> Table:
    names = ("event", "first_serial", "last_serial", "vintage", "year_used_for", "executed_on", "entry", "quantity")
    rows = tuple(
        (
            word("adjusting", each.event.kind.value, language),
            each.range.first,
            each.range.last,
            str(each.event.vintage),
            None if each.event.used_for_year is None else str(each.event.used_for_year),
            each.event.executed_on.isoformat(),
            str(each.entry),
            figure(each.event.quantity),
        )
        for each in told.behind
    )
    caption = phrase("serials_caption", language)
    head = tuple(phrase(each, language) for each in names)
    return Table(phrase("serials_sheet", language), caption, head, rows, (14, 9, 9, 8, 8, 10, 30, 12))


def report_paper(told: ReportTold, rendering: Rendering, language: str) -> Paper:
    """Return a report as a paper: every item with what stands in it and how it stands."""
    facts = (
        (phrase("version", language), str(told.statement.version)),
        (phrase("rests_on", language), source_words(str(told.outline.source), language)),
        (phrase("rendering", language), word("rendering", rendering.value, language)),
        (phrase("missing_items", language), str(sum(each.status is Status.MISSING for each in told.items))),
    )
    head = tuple(phrase(each, language) for each in ("item", "what", "paragraph", "state", "content"))
    groups: dict[str | None, list[Checked]] = {}
    for each in told.items:
        groups.setdefault(each.approach, []).append(each)
    tables = tuple(
        Table(
            approach or phrase("whole_report", language),
            phrase("approach_caption", language, approach=approach) if approach else phrase("report_caption", language),
            head,
            tuple(item_row(each, language) for each in items),
            (7, 22, 15, 12, 44),
        )
        for approach, items in groups.items()
    )
    return Paper(
        told.outline.label.in_language(language),
        party_name(told.report.party, language),
        facts,
        marks_of(rendering, told.report.synthetic, language),
        tables,
        language,
        told.statement.recorded_at.date(),
    )


def item_row(each: Checked, language: str) -> tuple[Figure, ...]:
    """Return an item as a row."""
    return (
        each.item.id,
        each.item.label.in_language(language),
        source_words(str(each.item.source), language),
        word("report_state", each.status.value, language),
        "\n".join(content_of(each, language)),
    )


def content_of(each: Checked, language: str) -> list[str]:
    """Return what stands in an item, paragraph by paragraph: the Party's text, then what the records say."""
    found: list[str] = []
    said = each.said.in_language(language) if each.said is not None else None
    if said is not None:
        found.append(said[0])
    if each.said is not None and each.said.not_applicable is not None:
        found.append(each.said.not_applicable.in_language(language))
    if each.said is not None and each.said.basis is not None:
        found.append(phrase("withheld_because", language, basis=each.said.basis.in_language(language)))
        if each.status is Status.WITHHELD:
            return found
    for line in each.recorded:
        told = line.in_language(language)
        found.append(method_said(told, language) if each.item.record == "method" else told)
    return found
