"""`sextant letter effects`: what the version of an authorization in force means for everybody, or for one Party."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Database, Json, existing_reader, fail, print_json
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.queries.authorization_effects import Effects


def effects(
    key: Annotated[str, typer.Argument(help=say("letter_key"))],
    party: Annotated[str | None, typer.Option("--party", help=say("effects_party"))] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("effects_on"))] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Tell who must hear of a change, what stops and what stands; exits 1 where the authorization is unknown."""
    from sextant.application.queries.authorization_effects import authorization_effects
    from sextant.storage.account_types import account_types
    from sextant.storage.system import SystemClock

    try:
        day = date.fromisoformat(on) if on else SystemClock().now().date()
    except ValueError:
        fail(say("effects_day_wrong", found=on))
    found = authorization_effects(existing_reader(database), account_types(), key, day, party)
    if found is None:
        print(say("effects_unknown", key=key), file=sys.stderr if as_json else sys.stdout)
        raise typer.Exit(1)
    record = _record(found)
    print_json(record) if as_json else _tell(record)


def _record(found: Effects) -> dict[str, Any]:
    return {
        "authorization": found.key,
        "on": found.on.isoformat(),
        "version": found.version.version if found.version else None,
        "standing": found.standing.value,
        "stops": {"units": found.quantity("stops"), "never_first_transferred": found.unissued},
        "stands": found.quantity("stands"),
        "ended": found.quantity("ended"),
        "told": [{"who": each.who, "why": each.why} for each in found.told],
        "units": [
            {"prefix": each.prefix, "vintage": each.vintage, "first": each.first, "last": each.last,
             "account": each.account, "party": each.party, "version": each.version, "outcome": each.outcome}
            for each in found.units
        ],
    }  # fmt: skip


def _tell(record: dict[str, Any]) -> None:
    from sextant.wording.effects_sayings import EFFECTS_WORDS

    chinese = language() == "zh-Hant"
    print(say("effects_head", **{each: record[each] for each in ("authorization", "version", "on")},
              standing=EFFECTS_WORDS[record["standing"]][chinese]))  # fmt: skip
    left = record["stops"]["never_first_transferred"]
    left_said = EFFECTS_WORDS["no_limit"][chinese] if left is None else f"{left:,}"
    sums = {"stops": record["stops"]["units"], "stands": record["stands"], "ended": record["ended"]}
    print(say("effects_sums", left=left_said, **sums))
    for each in record["told"]:
        print(say("effects_told", who=each["who"], why=EFFECTS_WORDS[each["why"]][chinese]))
    for each in record["units"]:
        version = each["version"] if each["version"] is not None else "–"
        told = {**each, "version": version, "outcome": EFFECTS_WORDS[each["outcome"]][chinese]}
        print(say("effects_units", **told))
