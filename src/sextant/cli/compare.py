"""`sextant compare`: an activity under every mechanism, the mechanisms side by side, the founding paper answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sextant.cli.common import Json, fail, print_json
from sextant.cli.compare_activity import PathFirst, activity
from sextant.cli.compare_facts import facts
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.application.queries.compare_paper import Answered, Mismatch
    from sextant.comparison.loading import Comparison
    from sextant.comparison.row import Row

On = Annotated[str | None, typer.Option("--on", help=say("compare_on"))]


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    compare = typer.Typer(help=say("compare"), no_args_is_help=True, cls=PathFirst)
    compare.command("activity", help=say("compare_activity"))(activity)
    compare.command("aspects", help=say("compare_aspects"))(aspects)
    compare.command("facts", help=say("compare_facts"))(facts)
    compare.command("paper", help=say("compare_paper"))(paper)
    app.add_typer(compare, name="compare")


def aspects(
    view: Annotated[str, typer.Option("--view", help=say("compare_view"))] = "",
    on: On = None,
    as_json: Json = False,
) -> None:
    """Show the mechanisms side by side, one question a row."""
    from sextant.application.queries.compare_aspects import compare_aspects, compared_record
    from sextant.cli.queries import day
    from sextant.storage.comparison_files import comparison
    from sextant.storage.rulebook_files import cyclebooks

    frame, at = comparison().frame, day(on)
    known = {**frame.themes, **frame.views}
    if view and view not in known:
        fail(say("compare_no_view", found=view, expected=", ".join(known)))
    found = compare_aspects(comparison(), cyclebooks(), at, view=view)
    if as_json:
        print_json(compared_record(found))
        return
    for row in found.rows:
        print(f"{row.aspect.id}  {row.aspect.question.in_language(language())}")
        _print_answers(row, comparison())
    print(say("compare_basis", count=len(found.rows), **{key.value: count for key, count in found.by_row.items()}))
    print(say("compare_values", **{key.value: count for key, count in found.by_value.items()}))


def paper(
    verdict: Annotated[str, typer.Option("--verdict", help=say("compare_verdict"))] = "",
    against: Annotated[Path | None, typer.Option("--against", help=say("compare_against"))] = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Show every claim of the paper with its verdict and what answers it."""
    from sextant.application.queries.compare_paper import compare_paper, paper_record
    from sextant.cli.queries import day
    from sextant.comparison.paper import Verdict
    from sextant.storage.comparison_files import comparison
    from sextant.storage.rulebook_files import cyclebooks

    at = day(on)
    if against is not None:
        _compare_copy(against, comparison(), as_json=as_json)
    known = [each.value for each in Verdict]
    if verdict and verdict not in known:
        fail(say("compare_no_verdict", found=verdict, expected=", ".join(known)))
    found = compare_paper(comparison(), cyclebooks(), at, verdict=verdict)
    if as_json:
        print_json(paper_record(found))
        return
    for entry in found.entries:
        print(f"{entry.paragraph.id}  {entry.paragraph.about.in_language(language())}")
        for each in entry.claims:
            _print_claim(each, comparison())
        if entry.paragraph.no_claim:
            print(f"    – {entry.paragraph.no_claim.in_language(language())}")
    from sextant.wording.word import word

    counts = ", ".join(f"{word('paper_verdict', each, language())} {count}" for each, count in found.verdicts.items())
    claims = sum(len(each.claims) for each in found.entries)
    print(say("compare_claims", paragraphs=len(found.entries), claims=claims, verdicts=counts))


def _print_answers(row: Row, found: Comparison) -> None:
    from sextant.storage.rulebook_files import rulebooks
    from sextant.wording.comparison_words import answer_lines
    from sextant.wording.word import word

    for answer in row.answers:
        said = "; ".join(answer_lines(answer, rulebooks(), language()))
        basis = word("basis_of_answer", answer.basis, language())
        rests = "; ".join((*answer.paths, *(_cited(each) for each in answer.sources)))
        name = found.frame.mechanisms[answer.mechanism].in_language(language())
        print(f"    {name}: {said}  [{basis}{'; ' if rests else ''}{rests}]")


def _cited(source: object) -> str:
    unverified = "" if getattr(source, "verified", True) else f" ◇ {say('compare_unverified')}"
    return f"{source}{unverified}"


def _print_claim(each: Answered, found: Comparison) -> None:
    from sextant.storage.rulebook_files import rulebooks
    from sextant.wording.comparison_words import found_lines
    from sextant.wording.word import word

    claim = each.claim
    print(f"    {claim.id} [{word('paper_verdict', claim.verdict, language())}] {claim.says.in_language(language())}")
    if claim.remark:
        print(f"        {claim.remark.in_language(language())}")
    for path, figure in each.figures:
        print(f"        {path} = {'; '.join(found_lines(figure, rulebooks(), language()))}")
    rests = [*(row.aspect.id for row in each.rows), *(_cited(source) for source in claim.sources)]
    if rests:
        print(f"        → {'; '.join(rests)}")


def _compare_copy(file: Path, found: Comparison, *, as_json: bool) -> None:
    """Say whether every paragraph of a copy of the paper has its entry, and end."""
    from sextant.application.queries.compare_paper import against

    try:
        mismatches = against(found, file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        fail(say("compare_unreadable", file=file, reason=f"{error.reason} (UTF-8)"))
    except OSError as error:
        fail(say("compare_unreadable", file=file, reason=error.strerror or error))
    if as_json:
        print_json({"same": not mismatches, "paragraphs": [_mismatch_record(each) for each in mismatches]})
    else:
        for each in mismatches:
            print(
                say("compare_other_paragraph" if each.known else "compare_unknown_paragraph", paragraph=each.paragraph)
            )
        if not mismatches:
            print(say("compare_same"))
    raise typer.Exit(1 if mismatches else 0)


def _mismatch_record(each: Mismatch) -> dict[str, object]:
    return {"id": each.paragraph, "has_entry": each.known}
