"""`sextant verification`: the workspace of a verifier: where it stands, an act more, two reports, the next period."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sextant.cli.common import Json, fail
from sextant.cli.outcome import print_exactly, read_inputs_file, refused
from sextant.wording.command_line import language, say

Workspace = Annotated[Path, typer.Argument(metavar="WORKSPACE", help=say("verification_workspace"))]


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(help=say("verification"), no_args_is_help=True)
    group.command("show", help=say("verification_show"))(show)
    group.command("add", help=say("verification_add"))(add)
    group.command("reports", help=say("verification_reports"))(reports)
    group.command("next", help=say("verification_next"))(next_period)
    app.add_typer(group, name="verification")


def _done(found: Any, *, as_json: bool) -> Any:
    from sextant.domain.refusal import Refusal

    if isinstance(found, Refusal):
        refused(found, as_json=as_json)
    return found


def show(workspace: Workspace, as_json: Json = False) -> None:
    """Tell where a verification stands; exits 1 while something stands against a positive opinion."""
    from sextant.application.queries.verification import verification, verification_record
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.verification_files import verification_rules

    rules = verification_rules()
    done = _done(verification(read_inputs_file(workspace), ShippedLibrary(), rules), as_json=as_json)
    record = verification_record(done, rules)
    if as_json:
        print_exactly(record)
    else:
        _tell(record)
    raise typer.Exit(1 if done.against else 0)


def add(
    workspace: Workspace,
    act: Annotated[Path, typer.Argument(metavar="ACT", help=say("verification_act"))],
    role: Annotated[str | None, typer.Option("--role", help=say("verification_role"))] = None,
    as_json: Json = False,
) -> None:
    """Add an act to the file of a workspace; exits 1 where it is not admitted, and the file stays as it is."""
    from sextant.application.queries.verification import with_act
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.verification_files import verification_rules, write_workspace

    found = with_act(
        read_inputs_file(workspace), read_inputs_file(act), ShippedLibrary(), verification_rules(), role=role
    )
    added = _done(found, as_json=as_json)
    try:
        write_workspace(workspace, added)
    except OSError as error:
        fail(say("workbook_unwritable", file=workspace, reason=error.strerror or error))
    if as_json:
        print_exactly({"added": True, "acts": len(added["acts"])})
    else:
        print(say("verification_added", count=len(added["acts"])))


def reports(
    workspace: Workspace,
    before: Annotated[int, typer.Argument(help=say("verification_before"))],
    after: Annotated[int, typer.Argument(help=say("verification_after"))],
    as_json: Json = False,
) -> None:
    """Tell what differs between two versions of the report."""
    from sextant.application.queries.verification import report_difference
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.verification_files import verification_rules

    found = report_difference(read_inputs_file(workspace), before, after, ShippedLibrary(), verification_rules())
    record = _done(found, as_json=as_json)
    if as_json:
        print_exactly(record)
        return
    for each in record["inputs"]:
        print(f"{each['node']}: {each['before']} → {each['after']}")
    for each in record["computed"]:
        print(f"  {each['symbol']}: {each['before']} → {each['after']}")


def next_period(workspace: Workspace, as_json: Json = False) -> None:
    """Print the beginning of the next period's workspace, with what is carried over."""
    from sextant.application.queries.verification import next_workspace
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.verification_files import verification_rules

    print_exactly(
        _done(next_workspace(read_inputs_file(workspace), ShippedLibrary(), verification_rules()), as_json=as_json)
    )


def _tell(record: dict[str, Any]) -> None:
    from sextant.wording.verification_words import standing_sentence, state_word

    print(f"{record['activity']}, {record['period']}")
    for each in record["inputs"]:
        print(f"  {each['node']} = {each['value']}: {state_word(each['state'], language())}")
    for each in record["findings"]:
        state = "closed" if each["closed"] else "open"
        print(f"  {each['id']} ({each['node']}): {state_word(state, language())} – {each['text']}")
    of = record["materiality"]
    print(say("verification_materiality", reported=of["reported"], verified=of["verified"],
              overstated=of["overstated"], threshold=of["threshold"],
              material=say("quantify_yes" if of["material"] else "quantify_no")))  # fmt: skip
    for each in record["against_positive_opinion"]:
        print(standing_sentence(each["code"], each["about"], language()))
