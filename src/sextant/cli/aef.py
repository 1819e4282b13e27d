"""`sextant aef`: agreed electronic formats of any Parties checked together, and written in a profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli import aef_filing, aef_ledger, aef_partner
from sextant.cli.common import Json, fail, print_json, without_cycle_search
from sextant.wording.aef_ledger import missing_sentence
from sextant.wording.aef_ledger import say as of_ledger
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sextant.application.queries.annual_information import Missing
    from sextant.reporting.aef.model import AnnualInformation, Submission
    from sextant.reporting.checks.coupling import Coupled
    from sextant.reporting.checks.reports import PartyReports
    from sextant.reporting.checks.run import Result

ROWS_PRINTED_MAX = 1000
"""How many rows of one finding are printed; its sentence tells of all."""


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    aef = typer.Typer(help=say("aef"), no_args_is_help=True)
    aef.command("check", help=say("aef_check"))(check)
    aef.command("write", help=say("aef_write"))(write)
    aef_partner.declare(aef)
    aef_filing.declare(aef)
    app.add_typer(aef, name="aef")


def check(
    files: Annotated[list[Path], typer.Argument(help=say("aef_files"))],
    reports: Annotated[list[Path] | None, typer.Option("--reports", help=say("aef_reports"))] = None,
    as_json: Json = False,
) -> None:
    """Check workbooks by the 53 rules; exits 1 where a rule of severity E fails."""
    from sextant.application.queries.check_aef import check_aef
    from sextant.storage.aef_format import aef_format, check_catalogue

    given = [each for file in reports or () for each in _reports(file)]
    with without_cycle_search():
        result = check_aef(submissions(files), aef_format(), check_catalogue(), given)
    if as_json:
        print_json(outcome_of(result))
    else:
        _tell(result)
    raise typer.Exit(1 if result.blocked else 0)


def write(
    out: Annotated[Path, typer.Option("--out", help=say("aef_out"))],
    source: Annotated[Path | None, typer.Option("--from", help=say("aef_from"))] = None,
    profile: Annotated[str, typer.Option("--profile", help=say("aef_profile"))] = "nomenclature-2026-02",
    on_file: Annotated[list[Path] | None, typer.Option("--on-file", help=say("aef_on_file"))] = None,
    party: Annotated[str | None, typer.Option("--party", help=say("aef_party"))] = None,
    year: Annotated[int | None, typer.Option("--year", help=say("aef_year"))] = None,
    database: Annotated[str | None, typer.Option("--database", help=of_ledger("database"))] = None,
    stated: Annotated[Path | None, typer.Option("--stated", help=of_ledger("stated"))] = None,
    as_json: Json = False,
) -> None:
    """Write what a Party reports as a workbook; exits 1 where the workbook does not pass the rules."""
    from sextant.application.queries.write_aef import write_aef
    from sextant.reporting.aef.writing import CannotBeWritten
    from sextant.storage.aef_format import aef_format, check_catalogue
    from sextant.storage.rulebook_files import parties
    from sextant.storage.workbook_writing import write_workbook
    from sextant.wording.aef_words import cannot_be_written_sentence

    known = aef_format()
    if profile not in known.written_profiles:
        fail(say("aef_profile_unknown", found=profile, expected=", ".join(known.written_profiles)))
    content, missing = _given(source, database, stated, party, year)
    try:
        written = write_aef(
            content,
            known,
            check_catalogue(),
            parties(),
            profile=profile,
            name=out.name,
            statement=_both_languages,
            on_file=submissions(on_file or []),
        )
        write_workbook(out, written.workbook)
    except CannotBeWritten as error:
        fail(f"{source or out}: {cannot_be_written_sentence(error, language())}")
    except OSError as error:
        fail(say("aef_not_written", file=out, reason=error.strerror or error))
    if as_json:
        told = {} if database is None else {"missing": [aef_ledger.missing_record(each) for each in missing]}
        print_json({"file": str(out), "profile": profile, **told, **outcome_of(written.result)})
    else:
        print(say("aef_written", file=out))
        for each in missing:
            print(missing_sentence(each))
        _tell(written.result)
    raise typer.Exit(1 if written.result.blocked else 0)


def _given(
    source: Path | None, database: str | None, stated: Path | None, party: str | None, year: int | None
) -> tuple[AnnualInformation, tuple[Missing, ...]]:
    """Return what is to be written, from a file or from a registry, and what the registry does not carry."""
    if source is not None and database is None and stated is None:
        return _content(source, party, year), ()
    if source is None and database is not None and party is not None and year is not None:
        annual = aef_ledger.annual_of(database, party, year, stated)
        return annual.content, annual.missing
    return fail(of_ledger("one_source"))


def outcome_of(result: Result) -> dict[str, Any]:
    """Return the outcome of a check as the command prints it."""
    from sextant.reporting.checks.finding import FAIL, UNVERIFIABLE

    failing = [each for each in result.findings if each.finding.outcome == FAIL]
    return {
        "files": _files(result),
        "findings": [_finding(each) for each in result.findings],
        "summary": {
            "files": len(result.submissions),
            "passed": not result.blocked,
            "failing": {name: sum(each.severity == name for each in failing) for name in ("E", "W", "I")},
            "unverifiable": sum(each.finding.outcome == UNVERIFIABLE for each in result.findings),
            "rules": result.outcomes,
            "statement": " ".join(_statement(result)),
        },
    }


def _files(result: Result) -> list[dict[str, Any]]:
    standing = {id(each.submission): each.why for each in result.filing.left_out}
    return [
        {
            "file": each.file,
            "party": each.content.heading.party,
            "year": each.content.heading.reported_year,
            "version": str(each.content.heading.version) if each.content.heading.version else None,
            "profile": each.profile,
            "standing": standing.get(id(each), "current"),
        }
        for each in result.submissions
    ]


def _finding(each: Coupled) -> dict[str, Any]:
    from sextant.storage.aef_format import aef_format, check_catalogue
    from sextant.wording.aef_findings import finding_sentence
    from sextant.wording.aef_words import source_words

    found, rule = each.finding, check_catalogue().rules[each.finding.rule]
    sheets = {table.number: table.sheet for table in aef_format().tables.values()}
    places = found.places or tuple(sorted(found.near))
    return {
        "rule": found.rule,
        "code": rule.secretariat_code,
        "severity": each.severity,
        "outcome": found.outcome,
        "scope": rule.scope,
        "files": list(found.files),
        "rows": [
            {"file": place.file, "sheet": sheets.get(place.table), "row": place.row or None}
            for place in places[:ROWS_PRINTED_MAX]
        ],
        "message": finding_sentence(found, language()),
        "source": source_words(str(rule.source), language()),
        "verified": rule.source.verified,
        "hint": rule.hint.in_language(language()),
        "caused_by": each.caused_by.rule if each.caused_by else None,
    }


def _tell(result: Result) -> None:
    from sextant.storage.aef_format import check_catalogue

    rules = check_catalogue().rules
    for each in _files(result):
        version = each["version"] or "–"
        facts = {**each, "party": each["party"] or "–", "year": each["year"] or "–", "version": version}
        print(say("aef_file", **{**facts, "standing": say(f"aef_{each['standing']}")}))
    for coupled in result.findings:
        told = _finding(coupled)
        rows = ", ".join(str(row["row"]) for row in told["rows"][:5] if row["row"])
        code = f" ({told['code']})" if told["code"] else ""
        indent = "    " if coupled.caused_by else ""
        head = f"{indent}{told['severity']} {told['rule']}{code} {say('aef_' + told['outcome'])}"
        where = say("aef_rows", files=", ".join(told["files"]), rows=rows) if rows else ", ".join(told["files"])
        print(f"{head}  {where}  {told['message']}")
        if coupled.caused_by is None:
            print(f"    → {rules[told['rule']].hint.in_language(language())}  [{told['source']}]")
    for line in _statement(result):
        print(line)


def _statement(result: Result) -> list[str]:
    from sextant.wording.aef_words import statement

    profiles = sorted({each.profile for each in result.submissions})
    return statement(result, ", ".join(profiles), language())


def _both_languages(result: Result, profile: str) -> list[str]:
    """Return the statement of a workbook, in both languages: the same bytes whoever writes it."""
    from sextant.wording.aef_words import statement
    from sextant.wording.command_line import CHINESE, ENGLISH

    return [line for each in (ENGLISH, CHINESE) for line in statement(result, profile, each)]


def submissions(files: Sequence[Path]) -> Iterator[Submission]:
    """Yield what the workbooks say, or end with the sentence that says why one cannot be read."""
    from sextant.storage.submission_files import read_submissions
    from sextant.storage.workbook_reading import UnreadableWorkbook
    from sextant.wording.aef_words import file_sentence

    try:
        yield from read_submissions(files)
    except UnreadableWorkbook as error:
        fail(file_sentence(error, language()))


def json_of(file: Path) -> Any:
    from sextant.storage.json_files import UnreadableJson, read_json
    from sextant.wording.aef_words import file_sentence

    try:
        return read_json(file)
    except UnreadableJson as error:
        fail(file_sentence(error, language()))


def _reports(file: Path) -> tuple[PartyReports, ...]:
    from sextant.reporting.checks.reports import ReportsUnreadable, parse_reports
    from sextant.wording.aef_words import record_sentence

    try:
        return parse_reports(json_of(file))
    except ReportsUnreadable as error:
        fail(record_sentence(error, file, language()))


def _content(file: Path, party: str | None, year: int | None) -> AnnualInformation:
    from sextant.reporting.aef.record import RecordUnreadable, content_of
    from sextant.storage.aef_format import aef_format
    from sextant.storage.rulebook_files import parties
    from sextant.wording.aef_words import record_sentence

    try:
        content = content_of(json_of(file), aef_format(), parties())
    except RecordUnreadable as error:
        fail(record_sentence(error, file, language()))
    heading = content.heading
    for asked, found in ((party, heading.party), (year, heading.reported_year)):
        if asked is not None and asked != found:
            fail(say("aef_other_report", file=file, found=found or "–", asked=asked))
    return content
