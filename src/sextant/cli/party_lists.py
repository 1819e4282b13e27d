"""`sextant rules parties`: who is on a dated list of Parties on a day, and when it changed for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Json, fail, print_json
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from datetime import date

    from sextant.rules.party_list import Change, PartyList


def show_parties(
    name: Annotated[str, typer.Argument(help=say("rules_party_list"))],
    on: Annotated[str | None, typer.Option("--on", help=say("rules_on"))] = None,
    as_json: Json = False,
) -> None:
    """List the Parties on a list on a day; exits 2 where there is no such list, or it is not known of that day."""
    from sextant.cli.queries import day
    from sextant.storage.rulebook_files import rulebooks

    lists, at = rulebooks().party_lists, day(on)
    if name not in lists:
        fail(say("rules_no_party_list", found=name, expected=", ".join(sorted(lists))))
    found = lists[name]
    if at < found.known_from:
        fail(say("rules_party_list_before", name=name, on=at, first=found.known_from))
    if as_json:
        print_json(_record(found, at))
        return
    _tell(found, at)


def _record(found: PartyList, at: date) -> dict[str, Any]:
    """Return a list on a day as programs read it."""
    return {
        "list": found.name,
        "on": at.isoformat(),
        "known_from": found.known_from.isoformat(),
        "count": len(found.on(at)),
        "parties": list(found.on(at)),
        "changes": [
            {
                "party": party,
                "what": what,
                "on": change.on.isoformat(),
                "document": change.source.document,
                "verified": change.source.verified,
            }
            for party, what, change in _changes(found)
        ],
    }


def _tell(found: PartyList, at: date) -> None:
    from sextant.wording.citation import citation
    from sextant.wording.party_name import party_name

    print(say("rules_party_list_on", label=found.label.in_language(language()), on=at, count=len(found.on(at))))
    for code in found.on(at):
        print(f"  {code}  {party_name(code, language())}")
    print(say("rules_party_list_changes"))
    for party, what, change in _changes(found):
        sure = "" if change.source.verified else say("rules_party_list_unverified")
        told = say(f"rules_party_{what}", party=party_name(party, language()), on=change.on)
        print(f"  {told} {citation(change.source, language())}{sure}")


def _changes(found: PartyList) -> list[tuple[str, str, Change]]:
    """Return what changed, for whom and how, by day."""
    every = [(party, "joined", each) for party, each in found.joined.items()]
    every += [(party, "left", each) for party, each in found.left.items()]
    return sorted(every, key=lambda each: (each[2].on, each[0]))
