"""What commands of quantification share: a file of inputs, a record with all digits, and a refusal."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import typer

from sextant.cli.common import fail
from sextant.wording.command_line import language, say


def refused(refusal: Any, *, as_json: bool) -> NoReturn:
    """Print why there is no result, and end with exit code 1."""
    import sys

    from sextant.wording.refusals import sentence

    said = sentence(refusal, language())
    if as_json:
        print_exactly({"refused": {"code": refusal.code, "message": said, "about": dict(refusal.about)}})
    print(said, file=sys.stderr)
    raise typer.Exit(1)


def read_inputs_file(path: Path) -> dict[str, Any]:
    """Return the inputs of a file, or end with one sentence."""
    from sextant.storage.input_files import UnreadableInputs, read_inputs

    try:
        return read_inputs(path)
    except FileNotFoundError:
        fail(say("inputs_absent", file=path))
    except UnreadableInputs as error:
        fail(say(f"inputs_{error.code}", file=path, found=error.found))
    except OSError as error:
        fail(say("inputs_unreadable", file=path, reason=error.strerror or error))


def print_exactly(value: Any) -> None:
    """Print a value as JSON, decimals with all their digits."""
    from sextant.storage.exact_json import exact_json

    print(exact_json(value))
