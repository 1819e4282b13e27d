"""`sextant adjust`: corresponding adjustments and the emissions balance of a Party, from a file of inputs."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Json, existing_reader, fail, print_json, usable
from sextant.wording.adjustments import method_word, note_sentence, say, why_phrase

if TYPE_CHECKING:
    from fractions import Fraction

    from sextant.reporting.adjustment import Balance, Event


def declare(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("adjust", help=say("adjust"))(adjust)


def adjust(
    inputs: Annotated[Path, typer.Option("--inputs", help=say("inputs"))],
    database: Annotated[str | None, typer.Option("--database", help=say("database"))] = None,
    as_json: Json = False,
) -> None:
    """Compute a balance. Exit code 1 where a target is missed, 2 where the inputs cannot be read."""
    from sextant.application.queries.adjust import inputs_of, told
    from sextant.reporting.adjustment import balance
    from sextant.reporting.fields import FieldBadly

    content = _read(inputs)
    if database is not None and isinstance(content, dict):
        if content.get("events"):
            fail(say("events_twice", file=inputs.name))
        content["events"] = []
    try:
        given = inputs_of(content)
        found = balance(given if database is None else replace(given, events=_events(given.party, database)))
    except FieldBadly as error:
        shown = json.dumps(error.found, ensure_ascii=False, default=str)[:80]
        fail(say("field", file=inputs.name, field=error.field, found=shown, expected=error.expected))
    if as_json:
        print_json(told(found))
    else:
        _tell(found)
    raise typer.Exit(1 if any(each.met is False for each in found.targets) else 0)


def _events(party: str, database: str) -> tuple[Event, ...]:
    from datetime import date

    from sextant.application.queries.adjusting_events import adjusting_events
    from sextant.application.reader import Moment
    from sextant.storage.account_types import account_types

    reader = existing_reader(database)
    with usable(database):
        found = adjusting_events(reader, account_types(), party, Moment(date.max))
    return tuple(each.event for each in found)


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal, parse_constant=Decimal)
    except json.JSONDecodeError as error:
        fail(say("not_json", file=file.name, line=error.lineno, column=error.colno))
    except (OSError, UnicodeDecodeError, RecursionError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        fail(say("file_unreadable", file=file.name, reason=reason))


def _tell(found: Balance) -> None:
    given = found.inputs
    method = method_word(given.method.value)
    print(
        say("head", party=given.party, first=given.first_year, last=given.last_year, method=method, metric=given.metric)
    )
    print("\t".join(say("columns").replace("；", ";").split(";")).replace("\t ", "\t"))
    for row in found.years:
        figures = (
            row.emissions,
            row.first_transferred,
            row.used,
            row.adjustment,
            row.cumulative,
            row.average,
            row.balance,
        )
        print(row.year, *(_shown(each) for each in figures), sep="\t")
    for held in found.targets:
        name = {True: "target_met", False: "target_missed", None: "target_unknown"}[held.met]
        print(say(name, year=held.year, balance=_shown(held.balance), limit=_shown(held.limit)))
    for note in found.notes:
        years = ", ".join(map(str, note.years))
        print(note_sentence(note.note.value, years, _shown(note.quantity)))
    for each in found.undetermined:
        event = each.event
        print(
            event.kind.value,
            _shown(event.quantity),
            event.vintage,
            event.executed_on,
            why_phrase(each.why.value),
            sep="\t",
        )


def _shown(value: Fraction | None) -> str:
    """Return a figure with thousands separators; what is not whole is cut after three places and marked."""
    from sextant.application.queries.adjust import decimal

    if value is None:
        return say("unknown")
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"≈ {Decimal(decimal(value) or 0).quantize(Decimal('0.001')):,}"
