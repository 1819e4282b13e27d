"""`sextant import jcm-issuances`, `sextant import pipeline` and `sextant partners`."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Database, Json, database_url, fail, print_json, usable
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.published.agreements import ListedAgreement
    from sextant.application.published.noted import Noted
    from sextant.rules.agreement import Agreement


def declare(app: typer.Typer, importing: typer.Typer) -> None:
    """Add the commands to the command line."""
    importing.command("jcm-issuances", help=say("import_jcm_issuances"))(jcm_issuances)
    importing.command("pipeline", help=say("import_article6_pipeline"))(article6_pipeline)
    app.command("partners", help=say("partners"))(partners)


def jcm_issuances(
    file: Annotated[Path, typer.Argument(help=say("jcm_issuances_file"))],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Import amounts that were notified and issued."""
    from sextant.application.commands.import_published import boundary, import_issuances
    from sextant.application.published.jcm_issuances import COLUMNS, read_issuances
    from sextant.cli.imports import read
    from sextant.storage.opening import ensure_database, open_registry
    from sextant.storage.rulebook_files import parties, rulebooks
    from sextant.wording.party_name import party_name
    from sextant.wording.refusals import sentence

    began = time.monotonic()
    found = read_issuances(read(file, COLUMNS), parties(), boundary(rulebooks()))
    url = database_url(database)
    with usable(url):
        ensure_database(url)
        result = import_issuances(open_registry(url), found, rulebooks())
    waiting = [{"row": each.row, "project": each.project, "party": each.party, "notified": each.notified,
                "decided": each.decided.isoformat() if each.decided else None} for each in result.waiting]  # fmt: skip
    if as_json:
        print_json(
            {
                "issuances": {
                    "recorded": result.posted, "already_known": result.already_known, "units": result.issued,
                    "refused": [{"row": row, "code": refusal.code, "message": sentence(refusal, language())}
                                for row, refusal in result.refusals],
                },
                "not_issued": waiting,
                "noted": [_record(each) for each in found.notes],
                "seconds": round(time.monotonic() - began, 3),
            }
        )  # fmt: skip
    else:
        issued = f"{result.issued:,}"
        print(say("issuances_imported", posted=result.posted, known=result.already_known, issued=issued))
        for each in result.waiting:
            name, quantity = party_name(each.party, language()), f"{each.notified:,}"
            print(say("notified_not_issued", project=each.project, quantity=quantity, party=name))
        _tell(found.notes)
        for row, refusal in result.refusals:
            print(say("noted", file=file.name, row=row, message=sentence(refusal, language()), code=refusal.code))
    raise typer.Exit(1 if found.notes or result.refusals else 0)


def article6_pipeline(
    folder: Annotated[Path, typer.Argument(help=say("pipeline_folder"))],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Import the tables of the Article 6 pipeline."""
    from sextant.application.commands.import_published import import_pipeline
    from sextant.application.published.pipeline import read_pipeline
    from sextant.application.published.pipeline_rows import COLUMNS
    from sextant.cli.imports import read
    from sextant.storage.opening import ensure_database, open_registry
    from sextant.storage.rulebook_files import parties, rulebooks

    began = time.monotonic()
    found = read_pipeline({name: read(folder / name, columns) for name, columns in COLUMNS.items()}, parties())
    url = database_url(database)
    with usable(url):
        ensure_database(url)
        changed = import_pipeline(open_registry(url), found, rulebooks())
    files = {name: {"rows": found.rows[name], "used": used} for name, used in found.records.items()}
    if as_json:
        noted = [_record(each) for each in found.notes]
        seconds = round(time.monotonic() - began, 3)
        print_json({"files": files, "activities_changed": changed, "noted": noted, "seconds": seconds})
    else:
        for name, counts in files.items():
            print(say("pipeline_read", file=name, rows=counts["rows"], records=counts["used"]))
        for kind, number in changed.items():
            print(say("pipeline_put", kind=kind, changed=number))
        _tell(found.notes)
    raise typer.Exit(1 if found.notes else 0)


def partners(
    mechanism: Annotated[str, typer.Argument(help=say("partners_mechanism"))],
    on: Annotated[str | None, typer.Option("--on", help=say("partners_on"))] = None,
    listed: Annotated[Path | None, typer.Option("--list", help=say("partners_list"))] = None,
    buyer: Annotated[str, typer.Option("--buyer", help=say("partners_buyer"))] = "JP",
    as_json: Json = False,
) -> None:
    """Show the partners of a day."""
    from sextant.application.published.agreements import partners_on as by_list
    from sextant.rules.agreement import partners_on
    from sextant.storage.rulebook_files import rulebooks

    books = rulebooks().books
    known = sorted(code for code, book in books.items() if book.agreements)
    if mechanism not in known:
        fail(say("partners_none", mechanism=mechanism, expected=", ".join(known)))
    day, agreements = _day(on), books[mechanism].agreements
    found = partners_on(agreements, day)
    rows = _listed(listed) if listed is not None else []
    of_list = by_list(rows, buyer, day)
    differences = list(_differences(agreements, rows, buyer))
    if as_json:
        outcome: dict[str, Any] = {"mechanism": mechanism, "on": day.isoformat(), "partners": list(found.certain),
                                   "count": len(found.certain), "perhaps": list(found.perhaps)}  # fmt: skip
        if listed is not None:
            outcome["list"] = {"partners": list(of_list), "count": len(of_list), "other_days": differences}
        print_json(outcome)
        return
    from sextant.wording.party_name import party_name

    names = [party_name(code, language()) for code in found.certain]
    print(say("partners_count", on=day.isoformat(), count=len(names)))
    print("  " + ("、" if language() == "zh-Hant" else ", ").join(names))
    if found.perhaps:
        perhaps = ", ".join(party_name(code, language()) for code in found.perhaps)
        print(say("partners_perhaps", count=len(found.perhaps), names=perhaps))
    if listed is not None:
        print(say("partners_by_list", count=len(of_list)))
        for each in differences:
            name = party_name(each["party"], language())
            print(say("partners_differ", name=name, found=each["found"], expected=each["expected"]))


def _day(on: str | None) -> date:
    try:
        return date.fromisoformat(on) if on is not None else datetime.now(UTC).date()
    except ValueError:
        fail(say("partners_not_a_day", found=on))


def _listed(file: Path) -> list[ListedAgreement]:
    from sextant.application.published.pipeline_rows import AGREEMENTS, COLUMNS, agreement, read_rows
    from sextant.cli.imports import read
    from sextant.storage.rulebook_files import parties

    found, _ = read_rows(read(file, COLUMNS[AGREEMENTS]), parties(), agreement)
    return found


def _differences(
    agreements: Iterable[Agreement], rows: Iterable[ListedAgreement], buyer: str
) -> Iterable[dict[str, str]]:
    """Yield agreements whose day a list gives otherwise, or that only one of the two has."""
    listed = {each.host: each.signed for each in rows if each.buyer == buyer}
    if not listed:
        return
    here = {each.party: each for each in agreements}
    for party in (*here, *(code for code in listed if code not in here)):
        own, other = here.get(party), listed.get(party)
        if own is None or other is None or not own.earliest <= other <= own.latest:
            days = "–" if own is None else "–".join(dict.fromkeys((str(own.earliest), str(own.latest))))
            yield {"party": party, "found": str(other) if other else "–", "expected": days}


def _record(each: Noted) -> dict[str, Any]:
    from sextant.wording.published_sayings import noted_sentence

    return {"file": each.file, "row": each.row, "code": each.code, "message": noted_sentence(each, language())}


def _tell(notes: Iterable[Noted]) -> None:
    found = tuple(notes)
    for each in found:
        print(say("noted", **_record(each)))
    print(say("noted_count", count=len(found)))
