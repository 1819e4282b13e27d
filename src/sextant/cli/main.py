"""The command `sextant`. Each command loads what it needs when it runs, so that help is quick.

Exit codes: 0 success, 1 the answer is "no" (findings, refusals, rows not taken), 2 wrong usage or input
that cannot be read, with one clear sentence on standard error.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from sextant.cli import (
    additionality,
    adjust,
    aef,
    compare,
    cooperation,
    demo,
    exports,
    forecast,
    form,
    imports,
    letter,
    passage,
    quantify,
    queries,
    repair,
    report,
    rules,
    scenarios,
    verification,
)
from sextant.cli.usage import WrongUsage, commands, wrong_usage
from sextant.wording.command_line import say

INTERRUPTED = 130


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"sextant {version('sextant')}")
        raise typer.Exit(0)


def _everywhere(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=say("version"))] = False,
) -> None:
    """Take what is said before a command."""


app = typer.Typer(
    help=say("about"), no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
app.callback(help=say("about"))(_everywhere)
imports.declare(app)
queries.declare(app)
repair.declare(app)
exports.declare(app)
demo.declare(app)
rules.declare(app)
scenarios.declare(app)
adjust.declare(app)
aef.declare(app)
quantify.declare(app)
additionality.declare(app)
forecast.declare(app)
verification.declare(app)
form.declare(app)
cooperation.declare(app)
letter.declare(app)
passage.declare(app)
compare.declare(app)
report.declare(app)


def main() -> None:
    """Run the command line. A reader that closes the pipe, and Ctrl-C, end it quietly."""
    # A name that no encoding holds is shown by its number instead of stopping the output.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Return the exit code of a command line."""
    try:
        done = commands(app).main(args=list(arguments), prog_name="sextant", standalone_mode=False)
    except WrongUsage as error:
        print(wrong_usage(error), file=sys.stderr)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except ValueError as error:
        # The rules are read when a command first needs them; loading what reads them here would slow every start.
        from sextant.rules.text import RuleTextError

        if not isinstance(error, RuleTextError):
            raise
        print(say("rules_broken", reason=str(error).rstrip(".")), file=sys.stderr)
        return 2
    return done if isinstance(done, int) else 0


if __name__ == "__main__":
    main()
