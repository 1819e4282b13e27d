"""`sextant import foreign-events`: what other registries did with units, from a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from sextant.cli.common import Database, Json, database_url, fail, print_json, usable
from sextant.wording.command_line import language, say

_PERIOD = re.compile(r"([A-Z]{2})=([12]\d{3})-([12]\d{3})", re.ASCII)


def foreign_events(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("foreign_events_file"))],
    ndc_period: Annotated[list[str] | None, typer.Option("--ndc-period", help=say("foreign_periods"))] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Take events in; exits 1 where an event was not taken, 2 where the file cannot be read."""
    from sextant.application.foreign.rows import take_rows
    from sextant.storage.event_files import read_event_rows
    from sextant.storage.foreign_feed import open_feed
    from sextant.storage.opening import ensure_database
    from sextant.storage.report_files import UnreadableReport
    from sextant.storage.rulebook_files import parties
    from sextant.wording.foreign_said import outcome_of
    from sextant.wording.unreadable import unreadable_sentence

    try:
        rows, published = read_event_rows(file)
    except UnreadableReport as error:
        fail(unreadable_sentence(error, language()))
    periods = dict(_period(each) for each in ndc_period or ())
    url = database_url(database)
    with usable(url):
        ensure_database(url)
        done = list(take_rows(open_feed(url, periods), rows, published, parties()))
    outcome = outcome_of(done, published if isinstance(published, str) else published.name, language())
    if as_json:
        print_json(outcome)
    else:
        _tell(outcome)
    raise typer.Exit(1 if outcome["rejections"] else 0)


def opening_positions(
    files: Annotated[list[Path], typer.Argument(metavar="FILES", help=say("opening_files"))],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Take over earlier reports of one Party; exits 1 where a row was not taken or something differs."""
    from sextant.application.foreign.opening import Opening
    from sextant.cli.aef import submissions
    from sextant.storage.foreign_feed import open_feed
    from sextant.storage.opening import ensure_database
    from sextant.storage.rulebook_files import parties
    from sextant.wording.foreign_said import opened_record

    read = list(submissions(files))
    named = sorted({str(each.content.heading.party) for each in read})
    if len(named) != 1:
        fail(say("opening_several", found=", ".join(named)))
    url = database_url(database)
    with usable(url):
        ensure_database(url)
        done = Opening(open_feed(url), {each.alpha3: each.code for each in parties() if each.alpha3}).take(read)
    record = opened_record(done, language())
    if as_json:
        print_json(record)
    else:
        for each in record["rejections"]:
            print(say("opening_row", **each))
        for each in record["differences"]:
            print(say("opening_here" if each["held"] == "here" else "opening_there", **each))
        told = "opening_reconciled" if done.reconciled else "opening_open"
        print(say(told, recorded=done.recorded, known=done.known, party=named[0]))
    raise typer.Exit(0 if done.reconciled else 1)


def _period(text: str) -> tuple[str, tuple[int, int]]:
    found = _PERIOD.fullmatch(text.strip())
    if found is None or int(found[2]) > int(found[3]):
        fail(say("foreign_period_wrong", found=text))
    return found[1], (int(found[2]), int(found[3]))


def _tell(outcome: dict[str, Any]) -> None:
    for each in outcome["rejections"]:
        print(say("foreign_row", row=each["row"], message=each["message"]))
    for each in outcome["warnings"]:
        print(say("foreign_warned", row=each["row"], codes=", ".join(each["codes"])))
    for each in outcome["undetermined"]:
        print(say("foreign_undetermined", row=each["row"], named=each["named"]))
    counted = {"accepted": outcome["accepted"], "known": outcome["known"], "rejected": len(outcome["rejections"])}
    print(say("foreign_done", format=outcome["format"], itmos=outcome["itmos"], **counted))
