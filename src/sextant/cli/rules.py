"""`sextant rules`: what a rule says on a day and which text says so; the list of rules; whether a folder loads."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sextant.cli.common import Json, fail, print_json
from sextant.cli.party_lists import show_parties
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.domain.rule_value import NotInForce, Parameter, ValueInForce
    from sextant.rules.rulebook import Rulebooks

On = Annotated[str | None, typer.Option("--on", help=say("rules_on"))]


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    rules = typer.Typer(help=say("rules"), no_args_is_help=True)
    rules.command("show", help=say("rules_show"))(show)
    rules.command("list", help=say("rules_list"))(list_rules)
    rules.command("parties", help=say("rules_parties"))(show_parties)
    rules.command("check", help=say("rules_check"))(check_folder)
    app.add_typer(rules, name="rules")


def show(
    path: Annotated[str, typer.Argument(help=say("rules_path"))],
    on: On = None,
    as_json: Json = False,
) -> None:
    """Show the value of a parameter on a day, with its source."""
    from sextant.domain.rule_value import ValueInForce
    from sextant.rules.record import as_record
    from sextant.rules.rulebook import PathUnknown
    from sextant.storage.rulebook_files import rulebooks

    books, at = rulebooks(), _day(on)
    try:
        parameter = books.parameter(path)
    except PathUnknown:
        fail(_unknown(path, books))
    found = parameter.on(at)
    if as_json:
        print_json(as_record(path, found, books.documents))
    elif isinstance(found, ValueInForce):
        _tell(parameter, found, books)
    else:
        print(not_in_force(found))
    raise typer.Exit(0 if isinstance(found, ValueInForce) else 1)


def list_rules(
    mechanism: Annotated[str | None, typer.Option("--mechanism", help=say("rules_mechanism"))] = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """List every parameter with its value on a day."""
    from sextant.domain.rule_value import ValueInForce
    from sextant.rules.record import as_record
    from sextant.storage.rulebook_files import rulebooks

    books, at = rulebooks(), _day(on)
    if mechanism is not None and mechanism not in books.books:
        fail(say("rules_no_mechanism", found=mechanism, expected=", ".join(sorted(books.books))))
    chosen = [each for path, each in sorted(books.parameters.items()) if mechanism in (None, path.partition(".")[0])]
    if as_json:
        print_json([as_record(each.path, each.on(at), books.documents) for each in chosen])
        return
    for each in chosen:
        found = each.on(at)
        value = _in_one_line(found, books) if isinstance(found, ValueInForce) else "–"
        print(f"{each.path}\t{each.label.in_language(language())}\t{value}")


def check_folder(
    folder: Annotated[Path, typer.Argument(help=say("rules_folder"))],
    as_json: Json = False,
) -> None:
    """Check a folder of rules; exits 1 with what is wrong, 2 where it cannot be read."""
    from sextant.storage.rulebook_files import UnreadableText, folder_texts, links_to_above
    from sextant.workflow.cyclebook import check

    if not os.path.isdir(folder):  # Path.is_dir raises where a name is too long
        fail(say("rules_no_folder", folder=folder))
    try:
        texts, links = folder_texts(folder), links_to_above(folder)
    except UnreadableText as error:
        fail(say("rules_unreadable", folder=folder, reason=error))
    except OSError as error:
        fail(say("rules_unreadable", folder=folder, reason=error.strerror or error))
    if not any(name.count("/") and name.endswith("mechanism.yaml") for name in texts):
        fail(say("rules_no_mechanism_file", folder=folder))
    findings = [*(say("rules_link_to_above", link=each) for each in links), *check(texts)]
    if as_json:
        print_json({"sound": not findings, "findings": findings})
    else:
        for sentence in findings:
            print(sentence)
        counted = "rules_finding" if len(findings) == 1 else "rules_findings"
        print(say(counted, count=len(findings)) if findings else say("rules_sound"))
    raise typer.Exit(1 if findings else 0)


def not_in_force(found: NotInForce) -> str:
    """Return why a parameter has no value on a day, in one sentence."""
    if found.source is not None:
        from sextant.wording.citation import citation

        source = citation(found.source, language())
        return say("rules_repealed", path=found.path, on=found.on, first=found.first, source=source)
    return say("rules_before_first", path=found.path, on=found.on, first=found.first)


def _tell(parameter: Parameter, found: ValueInForce, books: Rulebooks) -> None:
    from sextant.domain.document import Basis
    from sextant.wording.citation import citation

    colon = "：" if language() == "zh-Hant" else ": "
    print(f"{parameter.label.in_language(language())}{colon}{_in_one_line(found, books)}")
    print(say("rules_from", on=found.from_date, source=citation(found.source, language())))
    basis = books.documents.basis(found.source)
    if basis is not Basis.OFFICIAL_TEXT:
        print(say(f"rules_{basis.value}"))
    if parameter.note:
        print(parameter.note.in_language(language()))


def _in_one_line(found: ValueInForce, books: Rulebooks) -> str:
    """Return a value in words; of a table every row with its unit."""
    from sextant.wording.value_words import value_in_words

    mechanism = found.path.partition(".")[0]
    said = value_in_words(found.value, found.unit, mechanism, books, language())
    chinese = language() == "zh-Hant"
    colon, comma = ("：", "；") if chinese else (": ", "; ")
    rows = comma.join(f"{name}{colon}{value} {said.unit}".rstrip() for name, value in said.rows)
    return said.text or rows


def _unknown(path: str, books: Rulebooks) -> str:
    from difflib import get_close_matches

    near = get_close_matches(path, list(books.parameters), n=1, cutoff=0.5)
    return say("rules_unknown_near", path=path, near=near[0]) if near else say("rules_unknown", path=path)


def _day(text: str | None) -> date:
    from sextant.cli.queries import day

    return day(text)
