"""`sextant cooperation`: what asks. Lists, one approach, needs against offers, exports, the work programme."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Database, Json, database_url, existing_reader, fail, print_json, usable
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from datetime import date

    from sextant.application.cooperation import Cooperation
    from sextant.cooperation.coverage import Plan

On = Annotated[str | None, typer.Option("--on", help=say("cooperation_on"))]
LISTS = ("approaches", "needs", "offers", "providers", "topics")


def declare(cooperation: typer.Typer) -> None:
    """Add the commands below `sextant cooperation`."""
    cooperation.command("list", help=say("cooperation_list"))(list_all)
    cooperation.command("show", help=say("cooperation_show"))(show)
    cooperation.command("match", help=say("cooperation_match"))(match)
    cooperation.command("export", help=say("cooperation_export"))(export)
    cooperation.command("programme", help=say("cooperation_programme"))(programme)


def list_all(
    what: Annotated[str, typer.Argument(help=say("cooperation_what"))] = "approaches",
    on: On = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """List what there is."""
    from sextant.wording.cooperation_rows import ROWS

    if what not in LISTS:
        fail(say("cooperation_choice", found=what, expected=", ".join(LISTS)))
    at = _day(on)
    with usable(database_url(database)):
        rows = ROWS[what](_there(database), at, language())
    if as_json:
        print_json({"as_of": at.isoformat(), "count": len(rows), "rows": rows})
        return
    for row in rows:
        print("\t".join(_cell(each) for each in row.values()))
    if not rows:
        print(say("cooperation_nothing"))


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return "–" if value is None else str(value)


def show(
    reference: Annotated[str, typer.Argument(help=say("cooperation_reference"))],
    on: On = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Show one approach."""
    from sextant.application.queries.cooperation.approaches import approach
    from sextant.wording.cooperation_rows import as_told

    at = _day(on)
    with usable(database_url(database)):
        there = _there(database)
        known = approach(there, reference, at)
        if known is None:
            fail(say("cooperation_unknown", found=reference))
        told = as_told(there, known, at, language())
    if as_json:
        print_json(told)
        return
    print(f"{reference}  {told['title']}  {told['state_word']}")
    for each in told["consents"]:
        print(f"  {each['party']}  {each['answer_word']}  {each['on'] or ''}")
    for each in told["rules"]:
        print(f"  {each['rule']}  {each['outcome_word']}  {each['message']}")


def match(
    need: Annotated[str | None, typer.Argument(help=say("cooperation_need"))] = None,
    file: Annotated[Path | None, typer.Option("--file", help=say("cooperation_compare"))] = None,
    on: On = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Compare needs with offers. A file with both is compared without a registry."""
    from sextant.cooperation.form import NotAForm
    from sextant.wording.cooperation_rows import comparison
    from sextant.wording.cooperation_said import form_sentence

    at = _day(on)
    try:
        plans, method = _plans_of_file(file, at) if file else _plans_of_registry(database, at)
    except NotAForm as fault:
        fail(form_sentence(fault, language()))
    chosen = [each for each in plans if need in (None, each.need.id)]
    if need is not None and not chosen:
        fail(say("cooperation_unknown", found=need))
    outcome = comparison(chosen, method, at)
    if as_json:
        print_json(outcome)
    else:
        _tell(chosen)
        if not chosen:
            print(say("cooperation_nothing"))


def _plans_of_file(file: Path, on: date) -> tuple[list[Plan], Any]:
    from sextant.cli.cooperation import read_json
    from sextant.cooperation.coverage import plan
    from sextant.cooperation.needs import method_on
    from sextant.cooperation.offer_form import read_comparison
    from sextant.storage.rulebook_files import catalogue

    needs, offers, method = read_comparison(read_json(file), catalogue(), method_on(catalogue(), on))
    return [plan(each, offers, method) for each in needs], method


def _plans_of_registry(database: str | None, on: date) -> tuple[list[Plan], Any]:
    from sextant.application.queries.cooperation.matching import open_needs, open_offers
    from sextant.cooperation.coverage import plan
    from sextant.cooperation.needs import method_on

    with usable(database_url(database)):
        there = _there(database)
        method, offers = method_on(there.catalogue, on), open_offers(there, on)
        return [plan(each, offers, method) for _, each in open_needs(there, on)], method


def _tell(plans: list[Plan]) -> None:
    from sextant.cooperation.matching import four_places
    from sextant.wording.word import word

    for each in plans:
        currency = next((line.currency for line in each.need.lines if line.currency), "")
        if each.coverage is None:
            print(say("cooperation_no_amount", need=each.need.id))
        else:
            facts = {"need": each.need.id, "coverage": f"{four_places(each.coverage)} %", "gap": f"{each.gap:,}"}
            print(say("cooperation_covered", **facts, currency=currency))
        for one in each.matches:
            gates = ", ".join(word("gate", gate, language()) for gate in one.failed)
            outcome = four_places(one.score) if one.score is not None else say("cooperation_no_score", gates=gates)
            print(f"  {one.offer.id}  {outcome}")


def export(
    what: Annotated[str, typer.Argument(help=say("cooperation_export_what"))],
    approach: Annotated[str | None, typer.Option("--approach", help=say("cooperation_reference"))] = None,
    party: Annotated[str | None, typer.Option("--party", help=say("cooperation_party"))] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help=say("cooperation_csv"))] = False,
    on: On = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Print an export of public records; JSON unless CSV is asked for."""
    from sextant.application.queries.cooperation.export import EXPORTS, Asked, ExportNeeds
    from sextant.application.queries.cooperation.export import export as ask
    from sextant.wording.party_name import party_name

    if what not in EXPORTS:
        fail(say("cooperation_choice", found=what, expected=", ".join(EXPORTS)))
    asked = Asked(what, _day(on), language(), approach, party, party_name)
    try:
        with usable(database_url(database)):
            found = ask(_there(database), asked)
    except ExportNeeds as error:
        fail(say("cooperation_export_needs", what=error.what))
    if not as_csv or as_json:
        print_json(found)
    elif isinstance(found, list) and all(isinstance(each, str | None) for row in found for each in row.values()):
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(found[0] if found else [])
        writer.writerows(row.values() for row in found)
    else:
        fail(say("cooperation_no_table"))


def programme(on: On = None, as_json: Json = False) -> None:
    """Show the work programme on a day."""
    from sextant.application.queries.cooperation.overview import programme as ask
    from sextant.storage.rulebook_files import catalogue
    from sextant.wording.cooperation_rows import programme_rows

    at = _day(on)
    told = programme_rows(ask(catalogue(), at), at, language())
    if as_json:
        print_json(told)
        return
    print(told["phase"]["label"])
    for each in told["meetings"]:
        print(f"  {each['number']:>2}  {each['month']}  {each['session'] or ''}")
    for each in (*told["calls"], *told["dates"]):
        print(f"  {each['when']}  {each['label']}")


def _there(database: str | None) -> Cooperation:
    from sextant.storage.opening import open_cooperation

    existing_reader(database).close()
    return open_cooperation(database_url(database))


def _day(text: str | None) -> date:
    from sextant.cli.queries import day

    return day(text)
