"""`sextant compare facts`: figures of a day, counted from tables in folders that are named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sextant.cli.common import Json, fail, print_json
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.queries.figures_of_day import FiguresOfDay


def facts(
    folders: Annotated[list[Path] | None, typer.Argument(help=say("compare_folders"))] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("compare_facts_on"))] = None,
    as_json: Json = False,
) -> None:
    """Show figures that change with the day, as they stood on one."""
    from sextant.application.queries.figures_of_day import counted_record, figures_of_day, progress_record
    from sextant.cli.queries import day
    from sextant.storage.comparison_files import comparison
    from sextant.storage.dated_tables import TableUnreadable, read_tables

    at = day(on)
    try:
        tables = read_tables(folders or (), comparison().dated.tables)
    except TableUnreadable as error:
        fail(say("compare_table_unreadable", where=error.where, why=error.why))
    found = figures_of_day(comparison(), tables, at)
    if as_json:
        print_json(
            {
                "on": at.isoformat(),
                "tables": sorted(tables),
                "facts": [counted_record(each) for each in found.facts],
                "targets": [progress_record(each) for each in found.targets],
            }
        )
        return
    _print(found)


def _print(found: FiguresOfDay) -> None:
    from sextant.storage.comparison_files import comparison
    from sextant.wording.compare_activity_words import WORDS, said
    from sextant.wording.target_words import target_lines

    for each in found.facts:
        value = said(WORDS["unknown"], language()) if each.value is None else f"{each.value:,}"
        table = comparison().dated.tables[each.fact.table].in_language(language())
        undated = say("compare_undated", rows=each.undated) if each.undated else ""
        print(f"{value:>16}  {each.fact.label.in_language(language())}  [{table}]{undated}")
    for target in found.targets:
        print(target.target.label.in_language(language()))
        for line in target_lines(target, language()):
            print(f"    {line}")
