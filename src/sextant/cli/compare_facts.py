"""`sextant compare facts`: figures of a day, counted from tables in folders that are named."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sextant.cli.common import Json, fail, print_json
from sextant.wording.command_line import language, say


def facts(
    folders: Annotated[list[Path] | None, typer.Argument(help=say("compare_folders"))] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("compare_facts_on"))] = None,
    as_json: Json = False,
) -> None:
    """Show figures that change with the day, as they stood on one."""
    from sextant.cli.queries import day
    from sextant.comparison.dated import all_counted
    from sextant.storage.comparison_files import comparison
    from sextant.storage.dated_tables import TableUnreadable, read_tables
    from sextant.wording.compare_activity_words import WORDS, said

    dated, at = comparison().dated, day(on)
    try:
        tables = read_tables(folders or (), dated.tables)
    except TableUnreadable as error:
        fail(say("compare_table_unreadable", where=error.where, why=error.why))
    found = all_counted(dated, tables, at)
    if as_json:
        print_json(
            {
                "on": at.isoformat(),
                "tables": sorted(tables),
                "facts": [
                    {"id": each.fact.id, "label": {"en": each.fact.label.english, "zh-Hant": each.fact.label.chinese},
                     "value": each.value, "undated": each.undated, "table": each.fact.table,
                     "claims": list(each.fact.claims)}
                    for each in found
                ],
            }
        )  # fmt: skip
        return
    for each in found:
        value = said(WORDS["unknown"], language()) if each.value is None else f"{each.value:,}"
        table = dated.tables[each.fact.table].in_language(language())
        print(f"{value:>16}  {each.fact.label.in_language(language())}  [{table}]")
