"""`sextant overlaps`, `sextant move`, `sextant funnel`: activities between mechanisms."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Database, Json, existing_reader, fail, print_json, usable
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.overlap.find import Candidate
    from sextant.overlap.listed import Listed
    from sextant.passage.funnel import Stage
    from sextant.passage.move import Answer, Known


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("overlaps", help=say("overlaps"))(overlaps)
    app.command("move", help=say("move"))(move)
    app.command("funnel", help=say("funnel"))(funnel_of_transition)


def overlaps(
    lists: Annotated[list[Path] | None, typer.Argument(help=say("overlap_lists"))] = None,
    database: Database = None,
    least: Annotated[str, typer.Option("--least", help=say("overlap_least"))] = "",
    across: Annotated[bool, typer.Option("--across", help=say("overlap_across"))] = False,
    as_json: Json = False,
) -> None:
    """Search lists, or a registry, or both together for the same activity twice."""
    from sextant.overlap.find import candidates
    from sextant.storage.overlap_files import ListUnreadable, read_list, weights

    threshold = _share(least) if least else None
    if not lists and database is None:
        fail(say("overlap_where"))
    own = _activities_of(database) if database is not None else []
    try:
        read = [read_list(each) for each in lists or ()]
    except OSError as error:
        fail(say("list_unreadable", file=error.filename, reason=error.strerror))
    except ListUnreadable as error:
        if error.why:
            fail(say("list_unreadable", file=error.file, reason=error.why.rstrip(".")))
        fail(say("list_unknown", file=error.file, columns=error.columns, expected=error.expected))
    listed = [*own, *(each for one in read for each in one.listed)]
    found = candidates(listed, weights(), least=threshold)
    found = [each for each in found if not across or each.one.scheme != each.other.scheme]
    if as_json:
        print_json({
            "lists": [{"file": one.file, "kind": one.kind, "activities": len(one.listed),
                       "passed_over": [{"row": row, "why": why} for row, why in one.passed_over]} for one in read],
            "registry": {"activities": len(own)} if database is not None else None,
            "threshold": threshold if threshold is not None else weights()["candidate"],
            "candidates": [_candidate_record(each) for each in found],
        })  # fmt: skip
        return
    for each in found:
        _print_candidate(each)
    for one in read:
        if one.passed_over:
            print(say("overlap_passed_over", file=one.file, rows=len(one.passed_over), first=one.passed_over[0][0]))
    told = "overlap_done_registry" if database is not None else "overlap_done"
    print(say(told, candidates=len(found), activities=len(listed), lists=len(read), own=len(own)))


def _activities_of(database: str) -> list[Listed]:
    """Return every activity of a registry as it is compared when registration is requested."""
    from sextant.application.finding import AlikeFinder
    from sextant.storage.opening import looking_cases
    from sextant.storage.overlap_files import likening
    from sextant.storage.rulebook_files import rulebooks

    reader = existing_reader(database)
    with usable(database), reader.at_one_instant():
        return list(AlikeFinder(reader, looking_cases(reader).store, rulebooks(), likening()).every())


def _share(text: str) -> Any:
    from sextant.rules.levy import share_in

    found = share_in(text)
    if found is None:
        fail(say("overlap_least_bad", found=text))
    return found


def _print_candidate(each: Candidate) -> None:
    from sextant.wording.word import word

    one, other = (f"{side.scheme} {side.reference}: {side.title}" for side in (each.one, each.other))
    print(say("overlap_row", score=each.likeness.score, one=one, other=other))
    for point in each.likeness.points:
        evidence = word("overlap_evidence", point.evidence.value, language())
        points, most = (f"{number:.1f}" for number in (point.points, point.most))
        print(say("overlap_point", evidence=evidence, points=points, most=most, found=point.found, other=point.other))


def _candidate_record(each: Candidate) -> dict[str, object]:
    points = [
        {"evidence": point.evidence.value, "points": point.points, "most": point.most, "found": point.found,
         "other": point.other}
        for point in each.likeness.points
    ]  # fmt: skip
    sides = {"one": _listed_record(each.one), "other": _listed_record(each.other)}
    return {"score": each.likeness.score, **sides, "evidence": points}


def _listed_record(each: Listed) -> dict[str, object]:
    return {"scheme": each.scheme, "reference": each.reference, "title": each.title, "host": each.host,
            "technology": each.technology, "annual_tonnes": each.annual_tonnes}  # fmt: skip


def move(
    begins: Annotated[str, typer.Argument(metavar="FROM", help=say("move_from"))],
    ends: Annotated[str, typer.Argument(metavar="TO", help=say("move_to"))],
    fact: Annotated[list[str] | None, typer.Option("--fact", help=say("move_fact"))] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("move_on"))] = None,
    as_json: Json = False,
) -> None:
    """Say whether an activity may move, and what is lost."""
    from sextant.cli.queries import day
    from sextant.passage.move import Verdict, answer
    from sextant.storage.passage_files import moves, rule_on

    every, labels = moves()
    ways = [each for each in every if (each.begins, each.ends) == (begins, ends)]
    if not ways:
        known = ", ".join(sorted({f"{each.begins} → {each.ends}" for each in every}))
        fail(say("move_unknown", begins=begins, ends=ends, expected=known))
    facts = dict(_fact(each, labels) for each in fact or ())
    answers = [answer(each, facts, rule_on(day(on))) for each in ways]
    if as_json:
        print_json({"ways": [_answer_record(each) for each in answers]})
    else:
        for each in answers:
            _print_answer(each, labels)
    raise typer.Exit(1 if all(each.verdict is Verdict.MAY_NOT for each in answers) else 0)


def _fact(text: str, labels: Any) -> tuple[str, Known]:
    name, divided, value = text.partition("=")
    if not divided:
        fail(say("move_fact_bad", found=text))
    if name not in labels:
        fail(say("move_fact_unknown", found=name, expected=", ".join(sorted(labels))))
    if value in ("yes", "no"):
        return name, value == "yes"
    try:
        return name, date.fromisoformat(value)
    except ValueError:
        fail(say("move_fact_bad", found=text))


def _print_answer(found: Answer, labels: Any) -> None:
    print(say(f"move_verdict_{found.verdict.value}", move=found.move.label.in_language(language())))
    for each in found.checked:
        limit = say("move_limit", limit=each.limit) if each.limit else ""
        print(say(
            f"move_met_{each.met.value}", says=each.condition.says.in_language(language()), found=_shown(each.found),
            limit=limit, source=_cited(each.condition.source), name=each.condition.fact,
            fact=labels[each.condition.fact].in_language(language()),
        ))  # fmt: skip
    for heading, losses in (("move_loses", found.losses), ("move_perhaps", found.perhaps)):
        if losses:
            print(say(heading))
        for loss in losses:
            print(say("move_loss", says=loss.says.in_language(language()), source=_cited(loss.source)))


def _shown(found: Known | None) -> str:
    from sextant.wording.word import word

    if isinstance(found, bool):
        return word("said_so", "yes" if found else "no", language())
    return str(found)


def _cited(source: Any) -> str:
    from sextant.wording.citation import citation

    return citation(source, language())


def _answer_record(found: Answer) -> dict[str, object]:
    return {
        "move": found.move.name,
        "from": found.move.begins,
        "to": found.move.ends,
        "verdict": found.verdict.value,
        "conditions": [
            {"name": each.condition.name, "met": each.met.value, "fact": each.condition.fact,
             "found": None if each.found is None else str(each.found), "limit": str(each.limit) if each.limit else None,
             "says": _both(each.condition.says), "source": str(each.condition.source)}
            for each in found.checked
        ],
        "losses": [_loss_record(each) for each in found.losses],
        "perhaps": [_loss_record(each) for each in found.perhaps],
    }  # fmt: skip


def _loss_record(each: Any) -> dict[str, object]:
    return {"name": each.name, "says": _both(each.says), "source": str(each.source)}


def _both(label: Any) -> dict[str, str]:
    return {each: label.in_language(each) for each in ("en", "zh-Hant")}


def funnel_of_transition(
    paths: Annotated[list[Path] | None, typer.Argument(help=say("funnel_paths"))] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("funnel_on"))] = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Show how many activities have come how far on a day."""
    from sextant.cli.queries import day
    from sextant.passage.funnel import funnel
    from sextant.storage.passage_files import PassageUnreadable, Published, published, stages

    if not paths and database is None:
        fail(say("funnel_nothing"))
    try:
        told = published(paths) if paths else Published()
    except OSError as error:
        fail(say("list_unreadable", reason=f"{error.filename}: {error.strerror}"))
    except PassageUnreadable as error:
        fail(say("list_unreadable", reason=str(error)))
    reached = [*told.reached, *(_of_registry(database) if database is not None else ())]
    found = funnel(stages().names, told.counts, reached, told.covered, day(on))
    if as_json:
        print_json({"stages": [_stage_record(each) for each in found], "requested_by_party": told.by_party})
        return
    for each in found:
        _print_stage(each)


def _of_registry(database: str) -> list[Any]:
    from sextant.application.queries.funnel_of_cases import funnel_of_cases
    from sextant.storage.opening import looking_cases
    from sextant.storage.passage_files import stages

    with usable(database):
        reader = existing_reader(database)
        return list(funnel_of_cases(looking_cases(reader), stages().cycle, stages().by_step))
    raise AssertionError("not reached")


def _print_stage(each: Stage) -> None:
    from sextant.wording.word import word

    stage = word("funnel_stage", each.name, language())
    if each.quantity is None:
        print(say("funnel_unknown", stage=stage))
        return
    only = say("funnel_only", only=word("funnel_only", each.only, language())) if each.only else ""
    told_by = ", ".join(each.told_by)
    print(say("funnel_known", stage=stage, quantity=f"{each.quantity:,}", as_of=each.as_of, told_by=told_by, only=only))


def _stage_record(each: Stage) -> dict[str, object]:
    return {
        "stage": each.name, "quantity": each.quantity, "as_of": str(each.as_of) if each.as_of else None,
        "told_by": list(each.told_by), "only": each.only, "references": list(each.references),
    }  # fmt: skip
