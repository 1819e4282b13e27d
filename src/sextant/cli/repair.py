"""`sextant repair`: what follows from the journals of cases and is not there is done."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import typer

from sextant.cli.common import Database, Json, database_url, existing_reader, print_json, usable
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.commands.repair import Repaired
    from sextant.application.doing import Followed


def declare(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("repair", help=say("repair"))(repair)


def repair(database: Database = None, as_json: Json = False) -> None:
    """Do what follows from the journals of cases and is not there."""
    from sextant.application.commands.repair import repair as act
    from sextant.cli.progress import progress_bar
    from sextant.storage.opening import open_office

    url = database_url(database)
    existing_reader(database).close()
    shown = nullcontext(_unseen) if as_json or not sys.stderr.isatty() else progress_bar()
    with usable(url), shown as progress:
        done = act(open_office(url), progress)
    if as_json:
        record = {"finished": [_followed(*each) for each in done.finished],
                  "outstanding": [_followed(*each) for each in done.outstanding]}  # fmt: skip
        print_json({"database": url, "subjects": done.subjects, **record, "unreadable": done.unreadable})
    else:
        _tell_repaired(done)
    raise typer.Exit(1 if done.outstanding or done.unreadable else 0)


def _followed(subject: str, each: Followed) -> dict[str, Any]:
    from sextant.domain.refusal import Refusal
    from sextant.wording.refusals import sentence

    said: dict[str, Any] = {"subject": subject, "step": each.act.step, "act": str(each.act.id)}
    if isinstance(each.outcome, Refusal):
        return said | {"code": each.outcome.code, "message": sentence(each.outcome, language())}
    return said | {"entry": str(each.outcome.entry)}


def _tell_repaired(done: Repaired) -> None:
    for told, rows in (("repair_finished", done.finished), ("repair_outstanding", done.outstanding)):
        for each in rows:
            print(say(told, **{"message": "", "code": "", "entry": ""} | _followed(*each)))
    for key in done.unreadable:
        print(say("repair_unreadable", subject=key))
    print(say("repaired", subjects=f"{done.subjects:,}", finished=len(done.finished), left=len(done.outstanding)))


def _unseen(done: int, of: int) -> None:
    """Show nothing."""
