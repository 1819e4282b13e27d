"""`sextant aef file` and `sextant aef filed`: workbooks kept as they were filed, and looked up."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from sextant.cli.common import Json, fail, print_json, without_cycle_search
from sextant.wording.aef_filing import say

if TYPE_CHECKING:
    from sextant.reporting.aef.model import Submission
    from sextant.storage.filed_workbooks import Filed

Archive = Annotated[Path, typer.Option("--archive", help=say("archive"))]


def declare(aef: typer.Typer) -> None:
    """Add the commands to those about the agreed electronic format."""
    aef.command("file", help=say("file"))(file_workbook)
    aef.command("filed", help=say("filed"))(list_filed)


def file_workbook(
    workbook: Annotated[Path, typer.Argument(help=say("workbook"))],
    archive: Archive,
    why: Annotated[str | None, typer.Option("--why", help=say("why"))] = None,
    as_json: Json = False,
) -> None:
    """Keep a workbook as it is, after checking it with what is on file."""
    from sextant.storage.filed_workbooks import Filed, intact, keep, sha256_of, workbook_file

    filed = _filed(archive)
    for each in filed:
        if not intact(archive, each):
            _no(say("damaged", name=each.name, sha256=each.sha256))
    with without_cycle_search():
        (submission,) = _read([workbook])
        content = workbook.read_bytes()
        heading = submission.content.heading
        if heading.party is None or heading.reported_year is None or heading.version is None:
            fail(say("unnamed", file=workbook))
        earlier = [each for each in filed if (each.party, each.year) == (heading.party, heading.reported_year)]
        last = earlier[-1] if earlier else None
        new = Filed(
            party=heading.party,
            year=heading.reported_year,
            version=str(heading.version),
            sha256=sha256_of(content),
            bytes=len(content),
            submitted_on=heading.submitted_on.isoformat() if heading.submitted_on else None,
            follows=last.version if last else None,
            why=why,
        )
        _refuse(new, earlier, as_json=as_json)
        before = _read([workbook_file(archive, each) for each in filed])
        _refuse_failing([*before, submission])
        if last is not None:
            new.changes.extend(_changes(before[filed.index(last)], submission))
    try:
        keep(archive, new, content)
    except OSError as error:
        fail(say("archive_unreadable", folder=archive, reason=error.strerror or error))
    _tell(new, "kept", as_json=as_json)


def list_filed(archive: Archive, as_json: Json = False) -> None:
    """List what was filed; exits 1 where bytes have changed."""
    from sextant.storage.filed_workbooks import intact

    found = [(each, intact(archive, each)) for each in _filed(archive)]
    if as_json:
        print_json([{**asdict(each), "intact": whole} for each, whole in found])
    else:
        for each, whole in found:
            print(say("intact" if whole else "damaged", name=each.name, sha256=each.sha256))
    raise typer.Exit(0 if all(whole for _, whole in found) else 1)


def _refuse(new: Filed, earlier: list[Filed], *, as_json: bool) -> None:
    """End where the version is filed already, is not above what is on file, or says nothing of its reason."""
    same = next((each for each in earlier if each.version == new.version), None)
    if same is not None and same.sha256 == new.sha256:
        _tell(same, "already", as_json=as_json)
        raise typer.Exit(0)
    if same is not None:
        _no(say("other_bytes", name=new.name))
    if earlier and new.number < earlier[-1].number:
        facts = {"found": new.version, "expected": earlier[-1].version}
        _no(say("not_above", party=new.party, year=new.year, **facts))
    if earlier and not (new.why or "").strip():
        _no(say("why_missing", party=new.party, year=new.year, expected=earlier[-1].version))


def _refuse_failing(submissions: list[Submission]) -> None:
    from sextant.reporting.checks.finding import FAIL
    from sextant.reporting.checks.run import check_submissions
    from sextant.storage.aef_format import aef_format, check_catalogue

    result = check_submissions(submissions, aef_format(), check_catalogue())
    if result.blocked:
        failing = {
            each.finding.rule for each in result.findings if each.severity == "E" and each.finding.outcome == FAIL
        }
        _no(say("fails", rules=", ".join(sorted(failing))))


def _no(sentence: str) -> NoReturn:
    import sys

    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


def _changes(before: Submission, after: Submission) -> list[dict[str, Any]]:
    from sextant.cli.aef_partner import change_record
    from sextant.reporting.revision import revision

    told = [change_record(each) for each in revision(before.content, after.content).changes]
    # The record is the same whoever files: it holds facts, and the sentences are made when it is read.
    return [{key: value for key, value in each.items() if key != "message"} for each in told]


def _read(files: list[Path]) -> list[Submission]:
    from sextant.cli.aef import submissions

    return list(submissions(files))


def _filed(archive: Path) -> list[Filed]:
    from sextant.storage.filed_workbooks import filed_in

    try:
        return filed_in(archive)
    except (OSError, ValueError) as error:
        fail(say("archive_unreadable", folder=archive, reason=str(error).rstrip(".")))


def _tell(filed: Filed, outcome: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"outcome": outcome, **asdict(filed)})
    else:
        facts = {"sha256": filed.sha256} if outcome == "kept" else {}
        print(say(outcome, name=filed.name, **facts))
