"""`sextant form`: the forms of the mechanisms: which there are, what they hold, written, and read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Json, fail
from sextant.cli.outcome import print_exactly, read_inputs_file, refused
from sextant.wording.command_line import CHINESE, language, say

if TYPE_CHECKING:
    from sextant.application.forms.taking import Taken
    from sextant.methodology.forms.form import Form

FormId = Annotated[str, typer.Argument(metavar="FORM", help=say("form_id"))]


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(help=say("form"), no_args_is_help=True)
    group.command("list", help=say("form_list"))(list_forms)
    group.command("describe", help=say("form_describe"))(describe)
    group.command("write", help=say("form_write"))(write)
    group.command("read", help=say("form_read"))(read)
    app.add_typer(group, name="form")


def list_forms(as_json: Json = False) -> None:
    """Tell which forms there are."""
    from sextant.application.forms.describing import listed
    from sextant.storage.form_files import forms

    found = [listed(each, language()) for each in forms().values()]
    if as_json:
        print_exactly(found)
        return
    for each in found:
        print(f"{each['id']:<10}{each['title']}{'' if each['verified'] else ' ' + say('rules_unverified')}")


def describe(form: FormId, as_json: Json = False) -> None:
    """Tell what a form holds: every field with type, unit, sheet and source."""
    from sextant.application.forms.describing import described

    record = described(_form(form), language())
    if as_json:
        print_exactly(record)
        return
    print(f"{record['id']}: {record['title']}\n{record['note']}")
    for section in record["sections"]:
        print(f"\n[{section['key']}] {section['label']} ({section['sheet']})")
        for each in section["fields"]:
            mark = "" if each["verified"] else f" {say('rules_unverified')}"
            kind = each["type"] + (f" {each['unit']}" if each["unit"] else "")
            print(f"  {each['key']:<26}{kind:<16}{each['label']} – {each['source']}{mark}")


def write(
    form: FormId,
    statement: Annotated[Path, typer.Argument(metavar="STATEMENT", help=say("form_statement_file"))],
    out: Annotated[Path, typer.Argument(metavar="FILE", help=say("form_out"))],
    as_json: Json = False,
) -> None:
    """Write a form filled from a calculation or a verification; exits 1 where it cannot be filled."""
    from sextant.application.forms.filling import filled
    from sextant.application.forms.layout import sheets_of
    from sextant.application.forms.statement import read_statement
    from sextant.domain.refusal import Refusal
    from sextant.storage.form_files import write_form
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.verification_files import verification_rules

    of = _form(form)
    stated = read_statement(read_inputs_file(statement), of)
    if isinstance(stated, Refusal):
        refused(stated, as_json=as_json)
    chosen = CHINESE if language() == CHINESE else "en"
    done = filled(of, stated, chosen, ShippedLibrary(), verification_rules())
    if isinstance(done, Refusal):
        refused(done, as_json=as_json)
    try:
        write_form(out, done, sheets_of(done))
    except OSError as error:
        fail(say("workbook_unwritable", file=out, reason=error.strerror or error))
    count = sum(len(each) for each in done.sections.values())
    if as_json:
        print_exactly({"form": of.id, "file": str(out), "rows": count})
    else:
        print(say("form_written", form=of.id, file=out))


def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("form_file"))],
    into: Annotated[Path | None, typer.Option("--into", help=say("form_into"))] = None,
    statement: Annotated[Path | None, typer.Option("--statement", help=say("form_statement_out"))] = None,
    as_json: Json = False,
) -> None:
    """Read a form back; exits 1 where a cell is not in order, and then writes nothing."""
    from sextant.application.forms.reading_back import stated_record
    from sextant.wording.refusals import sentence

    done = _taken(file)
    record = stated_record(done)
    found = record["findings"]
    for each, refusal in zip(found, done.findings, strict=True):
        each["message"] = sentence(refusal, language())
    stated = done.statement
    if stated is not None and not found:
        given = stated.workspace if stated.request is None else stated.request["inputs"]
        _store(into, given)
        _store(statement, record["statement"])
    if as_json:
        print_exactly(record)
    else:
        for each in found:
            print(each["message"])
        if not found:
            print(say("form_in_order", file=file))
    raise typer.Exit(1 if found else 0)


def _store(path: Path | None, content: Any) -> None:
    from sextant.storage.exact_json import exact_json

    if path is None:
        return
    try:
        path.write_text(exact_json(content) + "\n", encoding="utf-8")
    except OSError as error:
        fail(say("workbook_unwritable", file=path, reason=error.strerror or error))


def _form(name: object) -> Form:
    from sextant.storage.form_files import forms

    known = forms()
    if not isinstance(name, str) or name not in known:
        fail(say("form_unknown", found=name or "–", expected=", ".join(known)))
    return known[name]


def _taken(file: Path) -> Taken:
    """Return what a form states, or end with the sentence that says why the file is none."""
    from sextant.application.forms.layout import LANGUAGES
    from sextant.application.forms.reading_back import read_back
    from sextant.storage.form_files import SHEETS, read_form
    from sextant.storage.input_files import UnreadableInputs
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.verification_files import verification_rules
    from sextant.storage.workbook_reading import UnreadableWorkbook
    from sextant.wording.aef_words import file_sentence

    try:
        name, chosen, content = read_form(file)
    except UnreadableWorkbook as error:
        fail(file_sentence(error, language()))
    except FileNotFoundError:
        fail(say("inputs_absent", file=file))
    except UnreadableInputs as error:
        fail(say(f"inputs_{error.code}", file=file, found=error.found))
    except OSError as error:
        fail(say("inputs_unreadable", file=file, reason=error.strerror or error))
    form = _form(name)
    if chosen not in LANGUAGES or not isinstance(content, dict):
        fail(say("form_not_of_its_kind", file=file, found=chosen or "–", expected=", ".join(LANGUAGES)))
    return read_back(form, chosen, content, ShippedLibrary(), verification_rules(), sheets=file.suffix == SHEETS)
