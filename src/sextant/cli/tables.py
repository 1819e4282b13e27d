"""Tables of factors for `sextant quantify`: `--table NAME=SCHEMA`, and inputs that name a row of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sextant.cli.common import fail
from sextant.cli.outcome import refused
from sextant.wording.command_line import say


def with_tables(
    inputs: dict[str, Any], named: Sequence[str], *, as_json: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the inputs with values of tables in place, and the record of them; ends the command where refused."""
    if not named and not any(isinstance(each, dict) and "table" in each for each in inputs.values()):
        return inputs, {}
    from sextant.application.queries.tabled_inputs import tabled_record
    from sextant.domain.refusal import Refusal
    from sextant.methodology.tables.lookup import Table, look_up
    from sextant.storage.input_files import UnreadableInputs
    from sextant.storage.table_files import read_table

    tables: dict[str, Table] = {}
    for each in named:
        name, equals, path = each.partition("=")
        if not (name and equals and path) or name in tables:
            fail(say("quantify_table_malformed", found=each))
        try:
            table = read_table(name, Path(path))
        except UnreadableInputs as error:
            fail(say(f"inputs_{error.code}", file=path, found=error.found))
        except OSError as error:
            fail(say("inputs_unreadable", file=error.filename or path, reason=error.strerror or error))
        if isinstance(table, Refusal):
            refused(table, as_json=as_json)
        tables[name] = table
    done = look_up(inputs, tables)
    if isinstance(done, Refusal):
        refused(done, as_json=as_json)
    found, looked = done
    return found, {"tables": [tabled_record(each) for each in looked]}
