"""`sextant run`: a scenario carried through every step, and what is held where at the end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Database, Json, fail, print_json, usable
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.scenario.attempts import Attempt
    from sextant.application.scenario.run import Happened, Ran
    from sextant.application.scenario.stage import Stage
    from sextant.domain.refusal import Refusal
    from sextant.domain.source import Source
    from sextant.storage.rules_of_folder import FolderRules


def declare(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("run", help=say("run"))(run_scenario)


def run_scenario(
    file: Annotated[Path, typer.Argument(help=say("scenario_file"))],
    database: Database = None,
    as_json: Json = False,
    wrong: Annotated[bool, typer.Option("--attempts", help=say("run_attempts"))] = False,
    rules: Annotated[Path | None, typer.Option("--rules", help=say("run_rules"))] = None,
) -> None:
    """Carry a scenario through every step."""
    from sextant.application.scenario.run import run

    if rules is not None and database is not None:
        fail(say("run_rules_no_database"))
    stage = _stage(file, database, None if rules is None else _rules(rules))
    if wrong:
        _try_wrongly(stage, as_json=as_json)
        return
    if database is None:
        ran = run(stage)
    else:
        with usable(database):
            ran = run(stage)
    if as_json:
        print_json(_as_record(stage, ran))
    else:
        _tell(stage, ran)
    raise typer.Exit(0 if ran.as_expected else 1)


def _rules(folder: Path) -> FolderRules:
    from sextant.rules.text import RuleTextError
    from sextant.storage.rulebook_files import UnreadableText
    from sextant.storage.rules_of_folder import read_rules

    if not os.path.isdir(folder):  # Path.is_dir raises where a name is too long
        fail(say("rules_no_folder", folder=folder))
    try:
        return read_rules(folder)
    except RuleTextError as error:
        fail(say("run_rules_unsound", folder=folder, reason=error))
    except (OSError, UnreadableText) as error:
        fail(say("rules_unreadable", folder=folder, reason=error))


def _stage(file: Path, database: str | None, rules: FolderRules | None) -> Stage:
    from sextant.rules.text import RuleTextError
    from sextant.storage.opening import ensure_database
    from sextant.storage.scenario_files import database_stage, read_story, scratch_stage

    try:
        story = read_story(file, rules.books if rules else None)
    except FileNotFoundError:
        fail(say("scenario_absent", file=file))
    except (OSError, UnicodeDecodeError, RuleTextError) as error:
        fail(say("scenario_unreadable", file=file, reason=" ".join(str(error).split()).rstrip(".")))
    if database is None:
        return scratch_stage(story, rules)
    with usable(database):
        ensure_database(database)
        return database_stage(story, database)
    raise AssertionError("not reached")


def _as_record(stage: Stage, ran: Ran) -> dict[str, Any]:
    return {
        "scenario": stage.story.name,
        "mechanism": stage.story.mechanism,
        "activity": stage.story.activity,
        "synthetic": stage.story.synthetic,
        "as_expected": ran.as_expected,
        "steps": [_step(stage, each) for each in ran.happened],
        "holdings": [
            {
                "account": each.account,
                "class": each.unit_class,
                "status": each.status,
                "quantity": each.quantity,
                "first_transferred": each.first_transferred,
            }
            for each in ran.holdings
        ],
        "surprises": [*ran.surprises, *(said for each in ran.happened for said in each.surprises)],
    }


def _step(stage: Stage, each: Happened) -> dict[str, Any]:
    from sextant.wording.scenario_abroad import reported_record, said_of
    from sextant.wording.scenario_words import what_happened

    scene = each.scene
    return {
        "number": scene.number,
        "at": scene.at.isoformat(),
        "who": stage.story.said(scene.actor.name, language()),
        "role": scene.actor.role,
        "subject": scene.subject,
        "case": scene.cycle,
        "do": scene.take or scene.kind.value,
        "what": what_happened(stage, each, language()),
        "state": each.state,
        "refused": _refused(stage, each),
        "said": said_of(each.outcome, language()),
        "reported": reported_record(each.outcome),
        "warned": [{"code": one.code, "message": _why(stage, each, one)} for one in each.warnings],
        "rule": _rule(each.source),
    }


def _refused(stage: Stage, each: Happened | Attempt) -> dict[str, Any] | None:
    return None if each.refusal is None else {"code": each.refusal.code, "message": _why(stage, each, each.refusal)}


def _why(stage: Stage, each: Happened | Attempt, refusal: Refusal) -> str:
    from sextant.wording.scenario_words import why_refused
    from sextant.workflow.cyclebook import Cyclebooks

    books = stage.cases.rules
    assert isinstance(books, Cyclebooks), "a stage has whole rulebooks"
    cycle, accounts = stage.cycle_of(each.scene) if each.scene.cycle else None, stage.reader.accounts()
    return why_refused(stage.story, each.scene, refusal, each.source, accounts, language(), cycle=cycle, books=books)


def _rule(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {"document": source.document, "version": source.version, "paragraph": source.paragraph}


def _tell(stage: Stage, ran: Ran) -> None:
    from sextant.wording.scenario_abroad import said_of
    from sextant.wording.scenario_words import cited, what_happened

    chosen = language()
    print(stage.story.label.in_language(chosen))
    for each in ran.happened:
        day = stage.cases.rules.calendar(f"{each.scene.mechanism}.").day_of(each.scene.at)
        who = stage.story.said(each.scene.actor.name, chosen)
        colon = "：" if chosen == "zh-Hant" else ": "
        print(f"{day}  {who}{colon}{what_happened(stage, each, chosen)}  [{cited(each.source, chosen)}]")
        if each.refusal is not None:
            print(f"            {say('run_refused', sentence=_why(stage, each, each.refusal))}")
        for line in said_of(each.outcome, chosen):
            print(f"            {line}")
        for warned in each.warnings:
            print(f"            {say('run_warned', sentence=_why(stage, each, warned))}")
        for said in each.surprises:
            print(f"            {say('run_surprise', what=said)}")
    print(say("run_holdings"))
    for held in ran.holdings:
        marked = say("run_first_transferred", quantity=f"{held.first_transferred:,}") if held.first_transferred else ""
        print(f"  {held.account:<22}{held.unit_class} {held.status or '':<4}{held.quantity:>9,}  {marked}")
    for said in ran.surprises:
        print(say("run_surprise", what=said))
    print(say("run_as_expected" if ran.as_expected else "run_not_as_expected", steps=len(ran.happened)))


def _try_wrongly(stage: Stage, *, as_json: bool) -> None:
    from sextant.application.scenario.attempts import GoesOtherwise, Wrong, attempts
    from sextant.wording.scenario_words import cited

    try:
        found: list[Attempt] = list(attempts(stage))
    except GoesOtherwise as error:
        fail(say("run_attempts_otherwise", step=error.step, code=error.code or "–"))
    right = (Wrong.LAST_MOMENT, Wrong.SAME_ROLE)
    let_through = [each for each in found if (each.refusal is None) != (each.wrong in right)]
    if as_json:
        print_json(
            [
                {
                    "step": each.scene.number,
                    "do": each.scene.take or each.scene.kind.value,
                    "wrong": each.wrong.value,
                    "what": each.what,
                    "refused": _refused(stage, each),
                    "rule": _rule(each.source),
                }
                for each in found
            ]
        )
    else:
        for each in found:
            done = _why(stage, each, each.refusal) if each.refusal else say("run_taken")
            print(f"{each.scene.number} {each.scene.take or each.scene.kind.value} | {each.wrong.value}: {each.what} | "
                  f"{done} [{cited(each.source, language())}]")  # fmt: skip
        refused = sum(each.refusal is not None for each in found)
        print(say("run_attempts_done", refused=refused, taken=len(found) - refused, wrong=len(let_through)))
    raise typer.Exit(1 if let_through else 0)
