"""The command `sextant`. Each command loads what it needs when it runs, so that help is quick.

Exit codes: 0 success, 1 the answer is "no" (findings, refusals, rows not taken), 2 wrong usage or input
that cannot be read, with one clear sentence on standard error.
"""

from __future__ import annotations

import sys

import typer

from sextant.cli import demo, imports, queries
from sextant.wording.command_line import say

app = typer.Typer(
    help=say("about"), no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
imports.declare(app)
queries.declare(app)
demo.declare(app)


def main() -> None:
    """Run the command line. A reader that closes the pipe, and Ctrl-C, end it quietly."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
