"""`sextant letter file`: the signed original of a version of an authorization is put on file by its hash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sextant.cli.common import Database, Json, database_url, existing_reader, fail, print_json, usable
from sextant.cli.letter_effects import effects
from sextant.cli.letter_signature import check, new_key, sign
from sextant.wording.command_line import say

if TYPE_CHECKING:
    from sextant.application.commands.file_letter import Original

_LETTERS = typer.Typer(help=say("letter"), no_args_is_help=True, add_completion=False)


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    _LETTERS.command("file", help=say("letter_file"))(file)
    _LETTERS.command("effects", help=say("letter_effects"))(effects)
    _LETTERS.command("new-key", help=say("signature_new"))(new_key)
    _LETTERS.command("sign", help=say("signature_sign"))(sign)
    _LETTERS.command("check", help=say("signature_check"))(check)
    app.add_typer(_LETTERS, name="letter")


def file(
    key: Annotated[str, typer.Argument(help=say("letter_key"))],
    version: Annotated[int, typer.Argument(help=say("letter_version"))],
    original: Annotated[Path, typer.Argument(metavar="FILE", help=say("letter_original"))],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Put a signed original on file; exits 1 where it is refused."""
    from sextant.application.commands.file_letter import NotFiled, file_letter
    from sextant.storage.database.letters import DatabaseLetters
    from sextant.storage.system import SystemClock

    given = _read(original)
    reader = existing_reader(database)
    with usable(database_url(database)):
        versions = reader.authorizations([key]).get(key, ())
        done = file_letter(DatabaseLetters(reader.driver), versions, version, given, SystemClock().now())
    if isinstance(done, NotFiled):
        sentence = say(done.why.value, file=original, key=key, found=done.found, expected=done.expected)
        if as_json:
            print_json({"filed": False, "code": done.why.value, "message": sentence})
        else:
            print(sentence)
        raise typer.Exit(1)
    letter = done.letter
    if as_json:
        record = {"authorization": letter.key, "version": letter.version, "sha256": letter.sha256, "name": letter.name}
        at = letter.filed_at.isoformat()
        print_json({"filed": True, "new": done.new, **record, "size": letter.size, "filed_at": at})
    else:
        told = "letter_filed" if done.new else "letter_filed_before"
        facts = {"key": letter.key, "version": letter.version, "sha256": letter.sha256, "at": letter.filed_at}
        print(say(told, **{**facts, "at": f"{letter.filed_at:%Y-%m-%d %H:%M:%S} UTC"}))


def _read(path: Path) -> Original:
    from hashlib import sha256

    from sextant.application.commands.file_letter import Original

    digest, size = sha256(), 0
    try:
        with path.open("rb") as opened:
            while piece := opened.read(1 << 20):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        fail(say("letter_unreadable", file=path, reason=error.strerror or error))
    return Original(digest.hexdigest(), path.name, size)
