"""`sextant additionality`: whether an activity is additional by a standard, test by test, with its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sextant.cli.common import Json
from sextant.cli.outcome import print_exactly, read_inputs_file, refused
from sextant.wording.command_line import language, say


def declare(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("additionality", help=say("additionality"))(additionality)


def additionality(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("additionality_file"))],
    as_json: Json = False,
) -> None:
    """Assess a file; exits 1 where the activity is not additional, or not shown to be."""
    from sextant.application.queries.assess_additionality import assess_additionality, assessment_record
    from sextant.domain.refusal import Refusal
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.standard_files import ShippedStandards

    done = assess_additionality(read_inputs_file(file), ShippedStandards(), ShippedLibrary())
    if isinstance(done, Refusal):
        refused(done, as_json=as_json)
    record = assessment_record(done, language())
    if as_json:
        print_exactly(record)
    else:
        _tell(record)
    raise typer.Exit(0 if record["verdict"] == "additional" else 1)


def _tell(record: dict[str, Any]) -> None:
    mark = "" if record["verified"] else f" {say('rules_unverified')}"
    print(f"{record['standard']} {record['version']}{mark}: {say('verdict_' + record['verdict'])}")
    for test in record["tests"]:
        print(f"  {test['label']}: {say('verdict_' + test['verdict'])}")
        for each in test["findings"]:
            met = {True: "finding_met", False: "finding_not_met", None: "finding_open"}[each["met"]]
            lacking = f" ({say('lacking_' + each['lacking'])})" if each["lacking"] else ""
            source = each["source"]
            print(f"    {say(met)}{lacking} {each['text']} [{source['document']}, {source['paragraph']}]")
    if record["lacking"]:
        print(say("additionality_lacking", found=", ".join(record["lacking"])))
