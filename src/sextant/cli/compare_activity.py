"""`sextant compare ACTIVITY.json`: one activity under every mechanism, side by side."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Json, fail
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.comparing.arbitrage import Lifted
    from sextant.application.comparing.compare import Compared, Stand
    from sextant.application.comparing.outcome import Outcome

_FIGURES = ("I1", "I2", "I3", "I4a", "I4b", "I5", "I6", "I7", "I8", "I9", "I10")


class PathFirst(typer.core.TyperGroup):
    """A group of commands of which one may be left out: what is no command is the file of an activity."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments, with the command put in where only its file is named."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["activity", *args]
        return list(super().parse_args(ctx, args))


def activity(
    file: Annotated[Path | None, typer.Argument(help=say("compare_file"))] = None,
    as_json: Json = False,
    schema: Annotated[bool, typer.Option("--schema", help=say("compare_schema"))] = False,
    causes: Annotated[bool, typer.Option("--causes", help=say("compare_causes"))] = False,
    on: Annotated[str | None, typer.Option("--on", help=say("compare_on"))] = None,
) -> None:
    """Compare one activity under every mechanism."""
    from sextant.application.comparing.arbitrage import lifted, lifted_record
    from sextant.application.comparing.compare import compare_activity
    from sextant.application.comparing.record import compared_activity_record
    from sextant.cli.queries import day
    from sextant.comparison.activity import Fault
    from sextant.storage.activity_files import read_activity
    from sextant.storage.comparison_files import activity_schema, stand
    from sextant.storage.exact_json import exact_json
    from sextant.wording.compare_faults import fault_sentence

    if schema:
        print(activity_schema(), end="")
        return
    if file is None:
        fail(say("compare_no_file"))
    ground = stand(day(on))
    try:
        given = read_activity(file)
        found = compare_activity(given, ground)
        why = lifted(given, ground, found) if causes else ()
    except Fault as fault:
        fail(fault_sentence(fault, language()))
    if as_json:
        record = compared_activity_record(found, ground, language())
        print(exact_json(record | ({"causes": lifted_record(why)} if causes else {})))
    else:
        _tell(found, ground, why)
    raise typer.Exit(1 if any(each.refusal is not None for each in found.outcomes) else 0)


def _tell(found: Compared, ground: Stand, why: tuple[Lifted, ...]) -> None:
    from sextant.wording.compare_activity_said import assumption_lines, figure, remark
    from sextant.wording.compare_activity_words import INDICATORS, READINGS, WORDS, said

    chosen, names = language(), ground.comparison.frame.mechanisms
    print(found.activity.title.in_language(chosen))
    happened = sum((each.reduction for each in found.outcomes[-1].credits.years), Fraction(0))
    print(said(WORDS["physical"], chosen, value=f"{float(happened):,.3f}"))
    for outcome in found.outcomes:
        print(names[outcome.mechanism].in_language(chosen) + _remarked(remark(outcome, chosen)))
        for code in _FIGURES if outcome.course is not None else ():
            print(f"    {code:<4}{said(INDICATORS[code], chosen)}: {figure(outcome, code, ground, chosen)}")
        _tell_taken(outcome)
    for line in assumption_lines(found, ground, chosen):
        print(line)
    for number, reading in enumerate(READINGS, start=1):
        print(f"{number}. {said(reading, chosen, factor=_factor(found))}")
    for each in why:
        print(f"    {each.label.in_language(chosen)}: {float(each.before):,.0f} → {float(each.after):,.0f}")


def _remarked(text: str) -> str:
    return f" ({text})" if text else ""


def _factor(found: Compared) -> str:
    from sextant.wording.compare_activity_said import jcm_factor

    return jcm_factor(found)


def _tell_taken(outcome: Outcome) -> None:
    for levy in outcome.levies:
        print(f"        {levy.levy}: {levy.units:,}")
    for fee in outcome.fees:
        print(f"        {fee.levy}: USD {fee.charged:,.2f}")
