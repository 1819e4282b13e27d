"""`sextant aef reconcile` and `sextant aef diff`: reports side by side, of two Parties and of two versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Json, fail, print_json, without_cycle_search
from sextant.wording.aef_partner import field_words, say, who_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sextant.reporting.aef.model import Action, Submission
    from sextant.reporting.checks.finding import Place
    from sextant.reporting.reconciliation import Line, Reconciliation
    from sextant.reporting.revision import FieldChange, RowChange


def declare(aef: typer.Typer) -> None:
    """Add the commands to those about the agreed electronic format."""
    aef.command("reconcile", help=say("reconcile"))(reconcile)
    aef.command("diff", help=say("diff"))(diff)


def reconcile(
    ours: Annotated[list[Path], typer.Argument(help=say("ours"))],
    partner: Annotated[list[Path], typer.Option("--partner", help=say("partner"))],
    as_json: Json = False,
) -> None:
    """Compare the reports of two Parties; exits 1 where something differs."""
    from sextant.reporting.reconciliation import reconcile as compare
    from sextant.storage.aef_format import aef_format, check_catalogue

    with without_cycle_search():
        read = _read([*ours, *partner])
        theirs = read[len(ours) :]
        their_party = _one_party(theirs)
        mine = [each for each in read[: len(ours)] if each.content.heading.party != their_party]
        if not mine:
            fail(say("same_party", found=their_party))
        _one_party(mine)
        theirs += [each for each in read[: len(ours)] if each.content.heading.party == their_party]
        found = compare(mine, theirs, aef_format(), check_catalogue())
    if as_json:
        print_json(reconciliation_record(found))
    else:
        _tell(found)
    raise typer.Exit(1 if found.differs else 0)


def diff(
    old: Annotated[Path, typer.Argument(help=say("old"))],
    new: Annotated[Path, typer.Argument(help=say("new"))],
    as_json: Json = False,
) -> None:
    """Tell what a later version says otherwise; exits 1 where something differs."""
    from sextant.reporting.revision import revision

    before, after = _read([old, new])
    reports = [f"{each.content.heading.party} {each.content.heading.reported_year}" for each in (before, after)]
    if reports[0] != reports[1]:
        fail(say("not_versions", old=before.file, found=reports[0], new=after.file, expected=reports[1]))
    found = revision(before.content, after.content)
    counts = {kind: found.count(kind) for kind in _kinds()}
    changes = [change_record(each) for each in found.changes]
    statement = say("revision", old=_version(before) or "–", new=_version(after) or "–", **counts)
    record = {
        "party": after.content.heading.party,
        "year": after.content.heading.reported_year,
        "old": {"file": before.file, "version": _version(before)},
        "new": {"file": after.file, "version": _version(after)},
        "changes": changes,
        "summary": {**counts, "statement": statement},
    }
    if as_json:
        print_json(record)
    else:
        for each in changes:
            print(each["message"])
        print(statement)
    raise typer.Exit(0 if found.empty else 1)


def _kinds() -> Sequence[Any]:
    from sextant.reporting.revision import Kind

    return list(Kind)


def _version(submission: Submission) -> str | None:
    version = submission.content.heading.version
    return str(version) if version else None


def _read(files: list[Path]) -> list[Submission]:
    from sextant.cli.aef import submissions

    read = list(submissions(files))
    for each in read:
        if each.content.heading.party is None or each.content.heading.reported_year is None:
            fail(say("unnamed", file=each.file))
    return read


def _one_party(submissions: Sequence[Submission]) -> str:
    parties = sorted({str(each.content.heading.party) for each in submissions})
    if len(parties) != 1:
        fail(say("reports_of_several", found=", ".join(parties)))
    return parties[0]


def reconciliation_record(found: Reconciliation) -> dict[str, Any]:
    """Return a reconciliation as the command prints it."""
    return {
        "our_party": found.our_party,
        "their_party": found.their_party,
        "ranges": [_line(each) for each in found.lines],
        "not_compared": [_place(each) for each in found.not_compared],
        "left_out": list(found.left_out),
        "summary": {
            **_counts(found),
            "proposed": sum(each.proposed is not None for each in found.lines),
            "differs": found.differs,
            "agreed_throughout": found.agreed,
            "statement": say("summary", **_counts(found)),
        },
    }


def _counts(found: Reconciliation) -> dict[str, int]:
    from sextant.reporting.reconciliation import OPEN, State

    agreed = sum(each.state is State.AGREED for each in found.lines)
    waiting = sum(each.state in OPEN for each in found.lines)
    differing = len(found.lines) - agreed - waiting
    return {"agreed": agreed, "differing": differing, "open": waiting, "unread": len(found.not_compared)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "approach": line.series.approach,
        "registry": line.series.registry or None,
        "first_transferring_party": line.series.first_transferring_party,
        "vintage": line.series.vintage,
        "first": line.first,
        "last": line.last,
        "transferring_party": line.transferring_party,
        "acquiring_party": line.acquiring_party,
        "year": line.year,
        "theirs": line.theirs,
        "ours": line.ours,
        "difference": line.difference,
        "state": line.state.value,
        "who_acts": line.who_acts.value,
        "differs": list(line.differs),
        "rows": {
            "theirs": [_place(each) for each in line.their_rows],
            "ours": [_place(each) for each in line.our_rows],
        },
        "message": _message(line),
        "proposed": _proposal(line.proposed),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "row": place.row}


def _message(line: Line) -> str:
    columns = {column.field: column.name for column in _table("actions").columns}
    return say(
        line.state.value,
        giver=line.transferring_party,
        taker=line.acquiring_party,
        year=line.year,
        columns=", ".join(columns[each] for each in line.differs),
    )


def _table(code: str) -> Any:
    from sextant.storage.aef_format import aef_format

    return aef_format().tables[code]


def _proposal(action: Action | None) -> dict[str, Any] | None:
    """Return a proposed acquisition in the form that `sextant aef write --from` reads."""
    from sextant.reporting.aef.model import AnnualInformation, Heading
    from sextant.reporting.aef.record import record_of
    from sextant.storage.aef_format import aef_format

    if action is None:
        return None
    proposed: dict[str, Any] = record_of(AnnualInformation(Heading(), actions=(action,)), aef_format())["actions"][0]
    return proposed


def _tell(found: Reconciliation) -> None:
    for line in found.lines:
        series = "-".join(str(each) for each in line.series if each)
        print(
            f"{series}  {line.first:,}–{line.last:,}",
            f"{line.transferring_party} → {line.acquiring_party}",
            f"{line.theirs:,}",
            f"{line.ours:,}",
            f"{line.difference:+,}",
            who_word(line.who_acts.value),
            _message(line),
            sep="\t",
        )
        if line.proposed is not None:
            acted = line.proposed.acted
            print("    →", say("proposed", quantity=line.last - line.first + 1, day=acted.day if acted else "–"))
    for place in found.not_compared:
        print(say("not_compared", file=place.file, row=place.row))
    for file in found.left_out:
        print(say("left_out", file=file))
    print(say("summary", **_counts(found)))


def change_record(change: RowChange) -> dict[str, Any]:
    """Return a change of a row as the command prints it."""
    table = _table(change.table)
    row = change.new_row or change.old_row
    fields = [_field(table, each) for each in change.fields]
    words = "; ".join(field_words(each["column"], each["old"], each["new"]) for each in fields)
    kind = "heading_changed" if row is None else change.kind.value
    return {
        "table": change.table,
        "sheet": table.sheet,
        "kind": change.kind.value,
        "old_row": change.old_row,
        "new_row": change.new_row,
        "fields": fields,
        "message": say(kind, sheet=table.sheet, row=row, fields=words, what=_what(change)),
    }


def _field(table: Any, change: FieldChange) -> dict[str, Any]:
    from sextant.reporting.aef.record import value_of
    from sextant.storage.aef_format import aef_format

    column = next(each for each in table.columns if each.field == change.field)
    old, new = (
        None if each is None or each == () else value_of(column, each, aef_format())
        for each in (change.old, change.new)
    )
    return {"field": change.field, "column": column.name, "old": old, "new": new}


def _what(change: RowChange) -> str:
    """Return the first filled fields of a row, by which a reader knows it again."""
    from sextant.reporting.revision import FieldChange

    known = [
        str(_field(_table(change.table), FieldChange(name, None, getattr(change.record, name)))["new"])
        for name in change.record._fields
        if name != "row" and getattr(change.record, name) not in (None, ())
    ]
    return ", ".join(known[:4])
