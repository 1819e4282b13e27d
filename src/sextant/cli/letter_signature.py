"""`sextant letter new-key`, `sign`, `check`: a Party signs the record of a version, and anybody can check it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sextant.cli.common import Database, Json, existing_reader, fail, print_json
from sextant.wording.command_line import say

KeyFile = Annotated[Path, typer.Option("--key", help=say("signature_key"))]


def new_key(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("signature_new_file"))], as_json: Json = False
) -> None:
    """Write a new private key, and the public one beside it as FILE.pub."""
    from sextant.storage.signatures import new_key as make

    public = file.with_name(file.name + ".pub")
    try:
        if public.exists():
            raise FileExistsError
        public.write_bytes(make(file))
    except FileExistsError:
        fail(say("signature_file_there", file=file))
    except OSError as error:
        fail(say("signature_not_written", file=file, reason=error.strerror or error))
    if as_json:
        print_json({"private_key": str(file), "public_key": str(public)})
    else:
        print(say("signature_made", file=file, public=public))


def sign(
    key: Annotated[str, typer.Argument(help=say("letter_key"))],
    version: Annotated[int, typer.Argument(help=say("letter_version"))],
    private_key: KeyFile,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Print the signature of the record of a version; exits 1 where there is no such version."""
    from sextant.application.letters import twin
    from sextant.storage.signatures import NoKey
    from sextant.storage.signatures import sign as signed

    versions = existing_reader(database).authorizations([key]).get(key, ())
    if not 1 <= version <= len(versions):
        # Standard output is for the signature: it is often sent to a file.
        print(say("signature_no_version", key=key, version=version), file=sys.stderr)
        raise typer.Exit(1)
    try:
        text = signed(twin(versions[version - 1]), _read(private_key))
    except NoKey:
        fail(say("signature_no_key", file=private_key))
    # The signature is JSON in any case: it is what a program reads and what lies beside the record.
    print(text, end="")
    del as_json


def check(
    record: Annotated[Path, typer.Argument(help=say("signature_record"))],
    signature: Annotated[Path, typer.Argument(help=say("signature_file"))],
    public_key: KeyFile,
    as_json: Json = False,
) -> None:
    """Tell whether a signature is that of a record by a key; exits 1 where it is not."""
    from sextant.storage.signatures import Checked, NoKey
    from sextant.storage.signatures import check as checked

    try:
        found = checked(_read(record), _read(signature).decode("utf-8", "replace"), _read(public_key))
    except NoKey:
        fail(say("signature_no_key", file=public_key))
    sentence = say(f"signature_{found.value}")
    print_json({"valid": found is Checked.VALID, "code": found.value, "message": sentence}) if as_json else print(
        sentence
    )
    raise typer.Exit(0 if found is Checked.VALID else 1)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        fail(say("signature_not_read", file=file, reason=error.strerror or error))
