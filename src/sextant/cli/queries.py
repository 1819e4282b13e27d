"""Commands that ask: holdings, trace, verify, and migrate, which only puts tables and guards in place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import (
    Database,
    Json,
    database_url,
    existing_reader,
    fail,
    print_json,
    usable,
    without_cycle_search,
)
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.case_finding import CaseFinding
    from sextant.application.queries.trace import Event, Trace
    from sextant.cli.exports import Asked
    from sextant.ledger.findings.finding import Finding

AsOf = Annotated[str | None, typer.Option("--as-of", help=say("as_of"))]
KnownAt = Annotated[str | None, typer.Option("--known-at", help=say("known_at"))]


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("holdings", help=say("holdings"))(holdings)
    app.command("trace", help=say("trace"))(trace)
    app.command("verify", help=say("verify"))(verify)
    app.command("migrate", help=say("migrate"))(migrate)
    app.command("rebuild", help=say("rebuild"))(rebuild)


def holdings(
    as_of: AsOf = None,
    by: Annotated[str, typer.Option("--by", help=say("by"))] = "party",
    known_at: KnownAt = None,
    export: Annotated[Path | None, typer.Option("--export", help=say("from_export"))] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Show what was issued, cancelled and remains."""
    from sextant.application.queries.holdings import GROUPS, total
    from sextant.application.reader import Moment
    from sextant.cli.exports import opened_export

    groups = [name.strip() for name in by.split(",") if name.strip()]
    for name in groups:
        if name not in GROUPS:
            fail(say("unknown_group", found=name, expected=", ".join(GROUPS)))
    at = Moment(day(as_of), instant(known_at))
    asked = _of_database(database) if export is None else opened_export(export)
    with asked as (ask, activities):
        found = ask(at, groups)
        names = {number: reference for number, reference, _ in activities}
        invented = {number for number, _, synthetic in activities if synthetic}
        by_activity = ask(at, ["activity"]) if invented else {}
        made_up = {key: amounts for key, amounts in by_activity.items() if key[0] in invented}
    rows = [
        {
            name: names.get(value, value) if name == "activity" else value
            for name, value in zip(groups, key, strict=True)
        }
        | amounts.as_json()
        for key, amounts in found.items()
    ]
    outcome: dict[str, Any] = {"as_of": at.as_of.isoformat()}
    if at.known_at:
        outcome["known_at"] = at.known_at.isoformat()
    outcome |= {"rows": rows, "total": total(found).as_json()}
    if made_up:
        outcome["synthetic"] = total(made_up).as_json()
    print_json(outcome) if as_json else _table(groups, outcome)


@contextmanager
def _of_database(database: str | None) -> Iterator[Asked]:
    """Return what asks a registry for holdings, and its activities, as they are at one instant."""
    from sextant.application.queries.holdings import holdings as ask
    from sextant.storage.account_types import account_types

    reader = existing_reader(database)
    with usable(database_url(database)), reader.at_one_instant():
        activities = [(each.id, each.reference, each.synthetic) for each in reader.activities()]
        yield (lambda at, groups: ask(reader, account_types(), at, groups)), activities


def _table(groups: list[str], outcome: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{outcome['as_of']}", box=None)
    amounts = ("issued", "cancelled", "remaining", "blocks")
    for name in (*groups, *amounts):
        table.add_column(name, justify="right" if name in amounts else "left")
    for row in outcome["rows"]:
        keys = [str(row.get(name) if row.get(name) is not None else "–") for name in groups]
        table.add_row(*keys, *(f"{row[name]:,}" for name in amounts))
    for key, title in (("total", say("total")), ("synthetic", say("of_which_synthetic"))):
        if key in outcome:
            cells = [title, *("" for _ in groups[1:])] if groups else []
            table.add_row(*cells, *(f"{outcome[key][name]:,}" for name in amounts))
    Console().print(table)


def trace(
    serial: Annotated[str, typer.Argument(help=say("serial"))],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Show what became of one serial number."""
    from sextant.application.queries.trace import first_of_range, parse_serial
    from sextant.application.queries.trace import trace as ask

    first = first_of_range(serial)
    if first is not None:
        fail(say("range_not_serial", found=serial, first=first))
    parsed = parse_serial(serial)
    if parsed is None:
        fail(say("not_a_serial", found=serial))
    reader = existing_reader(database)
    with usable(database_url(database)), reader.at_one_instant():
        prefix, number = parsed
        found = ask(reader, prefix, number) or ask(reader, prefix.upper(), number)
        # Two numbers after a prefix that is known are a range; after any other they are one serial.
        ends = None if found else parse_serial(prefix)
        if ends is not None and reader.spaces(prefix=ends[0].upper()):
            fail(say("range_not_serial", found=serial, first=f"{ends[0].upper()}-{ends[1]}"))
    outcome = [_trace(each) for each in found]
    if as_json:
        print_json(outcome[0] if len(outcome) == 1 else {"serial": serial, "found": outcome})
    elif outcome:
        _tell(found)
    else:
        print(say("serial_not_issued", found=serial))
    raise typer.Exit(0 if outcome else 1)


def _trace(found: Trace) -> dict[str, Any]:
    block, lot, activity = found.block, found.lot, found.activity
    return {
        "serial": found.printed,
        "registry": found.space.registry,
        "unit_type": lot.unit_type,
        "cp": lot.commitment_period,
        "vintage": lot.vintage,
        "host_party": lot.host_party,
        "issued": {
            "first": lot.first,
            "last": lot.last,
            "quantity": lot.quantity,
            "on": lot.issued_on.isoformat(),
        },
        "block": {
            "first": block.first,
            "last": block.last,
            "quantity": block.quantity,
            "account": found.account.code if found.account else None,
            "account_type": found.account.type if found.account else None,
            "class": found.terms.unit_class if found.terms else None,
            "first_transfer": str(block.first_transfer) if block.first_transfer else None,
            "held": block.hold is not None,
        },
        "activity": None
        if activity is None
        else {
            "registry": activity.registry,
            "reference": activity.reference,
            "title": activity.title,
            "host_parties": list(activity.host_parties),
            "methodologies": list(activity.methodologies),
            "status": activity.status,
            "registered_on": activity.registered_on.isoformat() if activity.registered_on else None,
            "synthetic": activity.synthetic,
        },
        "events": [_event(each) for each in found.events],
    }


def _event(event: Event) -> dict[str, Any]:
    import json

    from sextant.application.queries.trace import purpose_of

    body = json.loads(event.entry.body)
    recorded_at = event.entry.recorded_at
    return {
        "entry": str(event.entry.id),
        "kind": event.entry.kind,
        "changed": list(event.changed),
        "effective_on": event.entry.effective_on.isoformat(),
        "recorded_at": recorded_at.isoformat() if recorded_at else None,
        "first": event.leg.first,
        "last": event.leg.last,
        "quantity": event.leg.quantity,
        "from_account": event.left.code if event.left else None,
        "account": event.account.code if event.account else None,
        "purpose": purpose_of(event.entry),
        "reported": body.get("reported") or {},
    }


def padded(text: str, width: int) -> str:
    """Return a text filled up to a width; a Chinese character takes two places."""
    from unicodedata import east_asian_width

    return text + " " * max(0, width - sum(1 + (east_asian_width(each) in "WF") for each in text))


def _tell(found: list[Trace]) -> None:
    from sextant.application.queries.trace import kind_of, standing_of
    from sextant.storage.account_types import account_types
    from sextant.storage.rulebook_files import rulebooks
    from sextant.wording.account_name import account_said, name_said
    from sextant.wording.party_name import party_name
    from sextant.wording.word import word

    chosen = language()
    for each in found:
        lot, activity = each.lot, each.activity
        label = rulebooks().unit_label(lot.unit_type)
        kind = label.in_language(chosen) if label else lot.unit_type
        print(f"{each.printed}  {lot.unit_type} ({kind})  {each.space.registry}  {party_name(lot.host_party, chosen)}")
        if activity:
            print(f"  {activity.reference}  {name_said(activity.title or '', chosen)}".rstrip())
        for event in each.events:
            where = f"{account_said(event.account, chosen)} ({event.account.code})" if event.account else "–"
            ranged = f"{event.leg.first:,}–{event.leg.last:,}"
            told = word("kind", kind_of(event.entry), chosen)
            if "first_transfer" in event.changed and event.entry.kind != "mark_first_transfer":
                told += f" · {word('changed', 'first_transfer', chosen)}"
            print(f"  {event.entry.effective_on}  {padded(told, 26)} {ranged:>27}  {where}")
        if each.account:
            state = word("standing", standing_of(each, account_types()), chosen)
            print("  " + say("trace_now", state=state, account=account_said(each.account, chosen)))


def verify(database: Database = None, as_json: Json = False) -> None:
    """Replay the journals of the ledger and of the cases, and check every law."""
    from sextant.application.queries.verify import verify as ask
    from sextant.application.queries.verify_cases import verify_cases
    from sextant.storage.account_types import account_types
    from sextant.storage.export.sifting import sifting
    from sextant.storage.opening import looking_cases
    from sextant.wording.findings import finding_sentence

    began = time.monotonic()
    reader = existing_reader(database)
    with usable(database_url(database)), reader.at_one_instant(), without_cycle_search():
        with sifting(reader, account_types()) as sifted:
            done = ask(reader, account_types(), sifted)
        of_cases = verify_cases(looking_cases(reader))
    every: list[Finding | CaseFinding] = [*done.findings, *of_cases.findings]
    findings = [
        {"code": each.code, "about": dict(each.about), "message": finding_sentence(each, language())} for each in every
    ]
    checked = {
        "entries": done.entries,
        "legs": done.legs,
        "lots": done.lots,
        "blocks": done.blocks,
        "units": done.units,
        "subjects": of_cases.subjects,
        "acts": of_cases.acts,
    }
    seconds = round(time.monotonic() - began, 3)
    if as_json:
        print_json({"findings": findings, "checked": checked, "seconds": seconds})
    elif findings:
        print(say("finding" if len(findings) == 1 else "findings", count=len(findings)))
        for each in findings:
            print(f"  {each['message']} [{each['code']}]")
    else:
        print(say("nothing_broken", seconds=seconds, **{name: f"{number:,}" for name, number in checked.items()}))
    raise typer.Exit(1 if findings else 0)


def migrate(database: Database = None, as_json: Json = False) -> None:
    """Create or update the tables of a registry and put its guards back."""
    from sextant.storage.opening import open_reader, prepare_database

    url = database_url(database)
    with usable(url):
        prepare_database(url)
        missing = sorted(open_reader(url).missing_guards())
    print_json({"database": url, "missing_guards": missing}) if as_json else print(say("migrated", database=url))


def rebuild(database: Database = None, as_json: Json = False) -> None:
    """Make the projection again from the journal."""
    from sextant.application.commands.rebuild_projection import rebuild_projection
    from sextant.storage.database.reader import DatabaseReader
    from sextant.storage.database.url import parse_database_url
    from sextant.storage.opening import open_store

    url = database_url(database)
    existing_reader(database).close()
    with usable(url), without_cycle_search():
        store = open_store(parse_database_url(url))
        blocks = rebuild_projection(store, DatabaseReader(store.driver))
    print_json({"database": url, "blocks": blocks}) if as_json else print(say("rebuilt", blocks=f"{blocks:,}"))


def day(text: str | None) -> date:
    """Return the day that was named, or today in UTC; end with one sentence where it is no day."""
    from sextant.domain.calendar_text import parse_day

    if text is None:
        return datetime.now(UTC).date()
    try:
        return parse_day(text)
    except ValueError:
        fail(say("not_a_date", found=text))


def instant(text: str | None) -> datetime | None:
    """Return the instant that was named; end with one sentence where it is none."""
    if text is None:
        return None
    try:
        parsed = datetime.fromisoformat(text)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        fail(say("not_an_instant", found=text))
