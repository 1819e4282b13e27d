"""`sextant report`: what a Party states beside the ledger is put on record, and its reports are made and checked."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Database, Json, database_url, existing_reader, fail, print_json, usable
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.queries.party_accounts import Stated
    from sextant.reporting.national.paper import Paper
    from sextant.reporting.national.public import Rendering
    from sextant.storage.database.reader import DatabaseReader

_REPORTS = typer.Typer(help=say("report"), no_args_is_help=True, add_completion=False)


class For(StrEnum):
    """For whom a paper is made."""

    PUBLIC = "public"
    REVIEW = "review"


Party = Annotated[str, typer.Argument(help=say("report_party"))]
Out = Annotated[Path | None, typer.Option("--out", help=say("report_out"))]
Rendered = Annotated[For, typer.Option("--rendering", help=say("report_rendering"))]


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    _REPORTS.command("state", help=say("report_state"))(state)
    _REPORTS.command("afford", help=say("report_afford"))(afford)
    _REPORTS.command("summary", help=say("report_summary"))(summary)
    _REPORTS.command("check", help=say("report_check"))(check)
    _REPORTS.command("review", help=say("report_review"))(review)
    app.add_typer(_REPORTS, name="report")


def state(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("report_file"))],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Put a statement on record as a further version."""
    from sextant.application.commands.state_for_party import record_statement
    from sextant.storage.database.party_statements import DatabasePartyStatements
    from sextant.storage.party_documents import DocumentBad, read_document
    from sextant.storage.system import SystemClock

    try:
        found = read_document(file)
    except DocumentBad as error:
        fail(say(error.code, file=file.name, **error.about))
    reader = existing_reader(database)
    with usable(database_url(database)):
        done = record_statement(
            DatabasePartyStatements(reader.driver), found.party, found.kind, found.subject, found.body,
            SystemClock().now(),
        )  # fmt: skip
    each = done.statement
    about = {"party": each.party, "kind": each.kind.value, "subject": each.subject, "version": each.version}
    if as_json:
        print_json({**about, "new": done.new, "recorded_at": each.recorded_at.isoformat()})
    else:
        print(say("report_stated" if done.new else "report_stated_before", **about))


def afford(party: Party, rendering: Rendered = For.PUBLIC, database: Database = None, as_json: Json = False) -> None:
    """Hold the targets against all commitments; exits 1 where one would be missed."""
    from sextant.application.queries.adjust import exact
    from sextant.application.queries.party_accounts import can_afford
    from sextant.storage.account_types import account_types
    from sextant.wording.adjustments import method_word
    from sextant.wording.word import word

    reader = existing_reader(database)
    with usable(database_url(database)):
        accounts = _stated(reader, party, rendering).accounts
        found = can_afford(reader, account_types(), accounts, _today())
    rows = [
        {
            "scenario": each.scenario,
            "inventory_edition": each.edition,
            "target": each.aim.name,
            "conditional": each.aim.conditional,
            "method": each.method.value,
            "answer": each.answer.value,
            "balance_now": exact(each.balance_now),
            "balance_worst": exact(each.balance_worst),
            "limit": exact(each.limit),
            "room": exact(each.room),
        }
        for each in found.found.outlooks
    ]
    if as_json:
        print_json({"party": party, "rendering": rendering.value, "outlooks": rows})
    for row in () if as_json else rows:
        answer = word("affordable", str(row["answer"]), language())
        told = (row["scenario"], row["target"], method_word(str(row["method"])), answer, row["balance_worst"])
        print(*("–" if each is None else each for each in (*told, row["limit"])), sep="\t")
    raise typer.Exit(1 if any(row["answer"] == "not_affordable" for row in rows) else 0)


def summary(
    party: Party, out: Out = None, rendering: Rendered = For.PUBLIC, database: Database = None, as_json: Json = False
) -> None:
    """Make the structured summary."""
    from sextant.application.queries.adjust import exact
    from sextant.application.queries.party_reports import structured_summary
    from sextant.storage.account_types import account_types
    from sextant.storage.aef_format import ledger_terms
    from sextant.storage.report_forms import summary_rows
    from sextant.wording.report_papers import summary_paper

    reader = existing_reader(database)
    with usable(database_url(database)):
        accounts = _stated(reader, party, rendering).accounts
        told = structured_summary(
            reader, account_types(), ledger_terms().approaches, summary_rows(), accounts, _today()
        )
    papers = {each: summary_paper(told, _rendering(rendering), each, date.today()) for each in ("en", "zh-Hant")}  # noqa: DTZ011
    if out is not None:
        _write(out, papers)
    if as_json:
        rows = [
            {
                "row": line.row.id,
                "applies": line.applies,
                "years": {
                    str(each.year): {
                        "value": exact(each.value),
                        "withheld": each.withheld,
                        "serials": [_serials(told.behind[place]) for place in each.behind],
                    }
                    for each in line.cells
                },
            }
            for line in told.summary.lines
        ]
        print_json({"party": party, "rendering": rendering.value, "rows": rows})
    else:
        _print(papers[language()])


def check(
    party: Party,
    name: Annotated[str, typer.Argument(metavar="REPORT", help=say("report_name"))],
    out: Out = None,
    rendering: Rendered = For.PUBLIC,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Check a report item by item of its outline; exits 1 where one is missing."""
    from sextant.application.queries.party_accounts import stated
    from sextant.application.queries.party_reports import records_of, reports_of, told_report
    from sextant.reporting.national.report import Status
    from sextant.storage.database.party_statements import DatabasePartyStatements
    from sextant.storage.opening import looking_cases
    from sextant.storage.report_forms import outlines
    from sextant.wording.report_papers import content_of, report_paper

    reader = existing_reader(database)
    if name not in outlines():
        fail(say("report_unknown", found=name, expected=", ".join(outlines())))
    chosen = _rendering(rendering)
    with usable(database_url(database)):
        statements = DatabasePartyStatements(reader.driver)
        found = next((each for each in reports_of(statements, party, outlines()) if each[1].outline == name), None)
        if found is None:
            fail(say("report_absent", party=party, name=name))
        statement, report = found
        kept = stated(statements, party, chosen)
        accounts = kept.accounts if kept else None
        outline = outlines()[name]
        records = records_of(reader, looking_cases(reader), outline.cases_in, party, accounts, report.approaches)
        told = told_report(statement, report, outline, accounts, records, chosen)
    papers = {each: report_paper(told, chosen, each) for each in ("en", "zh-Hant")}
    if out is not None:
        _write(out, papers)
    if as_json:
        items = [
            {
                "item": each.item.id,
                "approach": each.approach,
                "paragraph": str(each.item.source),
                "state": each.status.value,
                "content": content_of(each, "en"),
            }
            for each in told.items
        ]
        print_json({"party": party, "report": name, "version": statement.version, "items": items})
    else:
        _print(papers[language()])
    raise typer.Exit(1 if any(each.status is Status.MISSING for each in told.items) else 0)


def _serials(behind: Any) -> dict[str, Any]:
    return {
        "space": behind.range.space,
        "first": behind.range.first,
        "last": behind.range.last,
        "quantity": int(behind.event.quantity),
        "entry": str(behind.entry),
    }


def _today() -> Any:
    from sextant.application.reader import Moment

    return Moment(date.max)


def _rendering(chosen: For) -> Rendering:
    from sextant.reporting.national.public import Rendering

    return Rendering(chosen.value)


def _stated(reader: DatabaseReader, party: str, rendering: For) -> Stated:
    from sextant.application.queries.party_accounts import stated
    from sextant.storage.database.party_statements import DatabasePartyStatements

    found = stated(DatabasePartyStatements(reader.driver), party, _rendering(rendering))
    if found is None:
        fail(say("report_no_accounts", party=party))
    return found


def _write(out: Path, papers: dict[str, Paper]) -> None:
    """Write a workbook with both languages, or a typeset file in the language of the command line."""
    from sextant.reporting.national.paper import workbook
    from sextant.storage.letters.typesetting import LetterNotSet, can_set
    from sextant.storage.workbook_writing import workbook_bytes

    try:
        if out.suffix.lower() == ".xlsx":
            out.write_bytes(workbook_bytes(workbook(out.stem, tuple(papers.values()))))
            return
        if out.suffix.lower() != ".pdf":
            fail(say("report_suffix", found=out.suffix or out.name))
        if not can_set():
            fail(say("report_no_setting"))
        from sextant.storage.letters.paper_setting import set_paper
        from sextant.wording.report_papers import phrase

        out.write_bytes(set_paper(papers[language()], phrase("page", language(), at="{at}", of="{of}")))
    except LetterNotSet:
        fail(say("report_not_set"))
    except OSError as error:
        fail(say("report_not_written", file=out, reason=error.strerror or error))


def _print(paper: Paper) -> None:
    print(paper.title, paper.subject, sep="\t")
    for name, value in paper.facts:
        print(name, value, sep="\t")
    for mark in paper.marks:
        print(mark)
    for table in paper.tables:
        print(f"\n{table.caption}")
        print(*table.head, sep="\t")
        for row in table.rows:
            print(*("" if each is None else str(each).replace("\n", " / ") for each in row), sep="\t")


def review(
    party: Party,
    name: Annotated[str, typer.Argument(metavar="REVIEW", help=say("report_review_name"))],
    out: Out = None,
    rendering: Rendered = For.PUBLIC,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Make the report of a review; exits 1 where recommendations are not resolved."""
    from sextant.application.queries.party_reviews import reviews_of
    from sextant.storage.database.party_statements import DatabasePartyStatements
    from sextant.storage.report_forms import review_days, review_form
    from sextant.storage.system import SystemClock
    from sextant.wording.review_papers import recommended, review_paper

    reader = existing_reader(database)
    chosen = _rendering(rendering)
    with usable(database_url(database)):
        days = review_days(SystemClock().now().date())
        found = reviews_of(DatabasePartyStatements(reader.driver), party, review_form(), days, chosen)
    told = next((each for each in found.every if each.review.id == name), None)
    if told is None:
        fail(say("report_no_review", party=party, name=name))
    papers = {each: review_paper(told, chosen, each) for each in ("en", "zh-Hant")}
    if out is not None:
        _write(out, papers)
    if as_json:
        clock = [
            {
                "step": each.step.step,
                "last_day": each.last_day.isoformat(),
                "taken_on": each.taken_on.isoformat() if each.taken_on else None,
            }
            for each in told.clock
        ]
        open_ones = [
            {
                "review": each.review,
                "paragraph": each.finding.paragraph,
                "recommendation": recommended(each.finding, "en"),
            }
            for each in (*told.carried, *(one for one in found.unresolved if one.review == name))
        ]
        print_json({"party": party, "review": name, "version": told.version, "clock": clock, "unresolved": open_ones})
    else:
        _print(papers[language()])
    unresolved = [each for each in found.unresolved if each.review == name]
    raise typer.Exit(1 if told.carried or unresolved else 0)
