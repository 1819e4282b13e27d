"""An assessment of additionality: what was shown, test by test, and what follows from it.

Three answers, never two: a test is passed, failed, or not shown. Only where every test of an admitted combination
is passed is the activity additional; where one fails it is not; otherwise it is not shown, and what lacks is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.additionality.figures import Asked, Figures, Numbers, day_at, name_at, only_keys
from sextant.methodology.additionality.forms import FORMS
from sextant.methodology.additionality.standard import Question, Standard, Test
from sextant.methodology.evidence import Evidence, evidence_of, short

PASSED, FAILED, NOT_SHOWN = "passed", "failed", "not_shown"
_KEYS = ("standard", "activity", "methodology", "on", "tests")
_TEST_KEYS = ("by", "answers", "figures", "evidence")


@dataclass(frozen=True, slots=True)
class Finding:
    """One question or check: what was found, whether it is met, and why not where it is not."""

    name: str
    kind: str
    """Question or check."""
    met: bool | None
    answer: bool | None
    said: str | None
    lacking: str | None
    """What keeps it open: answer or evidence."""
    evidence: tuple[Evidence, ...]
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Tested:
    """What one test came to."""

    test: Test
    level: str | None
    verdict: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment: the verdict and everything that it rests on."""

    standard: Standard
    activity: str
    on: date
    verdict: str
    combination: tuple[str, ...]
    """The admitted combination that was taken, or that comes nearest."""
    lacking: tuple[str, ...]
    """Tests of that combination that were not applied."""
    tests: tuple[Tested, ...]


def assess(given: Mapping[str, Any], standard: Standard, criteria: tuple[str, ...] = ()) -> Assessment | Refusal:
    """Return the assessment of what was given, or the first reason why there is none.

    `criteria` are those that the methodology of the activity names, where the standard leaves them to it.
    """
    fault = only_keys(given, "", *_KEYS)
    if fault is not None:
        return fault
    on = day_at(given, "on", "")
    if isinstance(on, Refusal):
        return on
    activity, applied = given.get("activity"), given.get("tests")
    if on is None or not isinstance(activity, str) or not activity.strip():
        return refuse("assessment_missing", where=standard.id, expected="activity, on")
    if standard.first is not None and on < standard.first:
        return refuse("assessment_before", standard=standard.id, version=standard.version, found=str(on),
                      expected=str(standard.first))  # fmt: skip
    if not isinstance(applied, Mapping) or not applied:
        return refuse("assessment_missing", where=standard.id, expected="tests")
    combination = _combination(standard, applied)
    if isinstance(combination, Refusal):
        return combination
    tests: list[Tested] = []
    for name in (each for each in combination if each in applied):
        one = _tested(standard, standard.tests[name], applied[name], on, criteria)
        if isinstance(one, Refusal):
            return one
        tests.append(one)
    lacking = tuple(each for each in combination if each not in applied)
    verdicts = [each.verdict for each in tests] + [NOT_SHOWN for _ in lacking]
    return Assessment(standard, activity, on, _together(verdicts), combination, lacking, tuple(tests))


def _together(verdicts: list[str]) -> str:
    return FAILED if FAILED in verdicts else NOT_SHOWN if NOT_SHOWN in verdicts or not verdicts else PASSED


def _combination(standard: Standard, applied: Mapping[str, Any]) -> tuple[str, ...] | Refusal:
    """Return the admitted combination that holds all tests applied, the smallest where there are several."""
    unknown = sorted(applied.keys() - standard.tests.keys())
    if unknown:
        return refuse("assessment_key", where="tests", found=unknown[0], expected=", ".join(standard.tests))
    fitting = [each for each in standard.combinations if applied.keys() <= set(each)]
    if not fitting:
        allowed = "; ".join(" + ".join(each) for each in standard.combinations)
        return refuse("assessment_combination", standard=standard.id, found=" + ".join(applied), expected=allowed,
                      source=str(standard.combination_source))  # fmt: skip
    return min(fitting, key=lambda each: len(set(each) - applied.keys()))


def _tested(standard: Standard, test: Test, given: Any, on: date, criteria: tuple[str, ...]) -> Tested | Refusal:
    where = test.name
    if not isinstance(given, Mapping):
        return refuse("assessment_value", where=where, found=short(given), expected="by, answers, figures, evidence")
    fault = only_keys(given, where, *_TEST_KEYS)
    if fault is not None:
        return fault
    level = name_at(given, "by", f"{where}", test.by)
    if isinstance(level, Refusal):
        return level
    figures = _figures(test, given, on, criteria)
    if isinstance(figures, Refusal):
        return figures
    proof = evidence_of(f"{where}.evidence", given.get("evidence"))
    if isinstance(proof, Refusal):
        return proof
    answers = given.get("answers", {})
    if not isinstance(answers, Mapping):
        return refuse("assessment_value", where=f"{where}.answers", found=short(answers), expected="{…}")
    fault = only_keys(answers, f"{where}.answers", *test.questions)
    if fault is not None:
        return fault
    asked = _answered(test, answers, figures)
    if isinstance(asked, Refusal):
        return asked
    findings = (*_checked(test, figures, asked, proof), *asked.values())
    verdicts = [PASSED if each.met else FAILED if each.met is False else NOT_SHOWN for each in findings]
    verdict = _together(verdicts + ([NOT_SHOWN] if level is None else []))
    return Tested(test, level, verdict, findings)


def _figures(test: Test, given: Mapping[str, Any], on: date, criteria: tuple[str, ...]) -> Figures | Refusal:
    content = given.get("figures", {})
    if not isinstance(content, Mapping):
        return refuse("assessment_value", where=f"{test.name}.figures", found=short(content), expected="{…}")
    return FORMS[test.form](Asked(f"{test.name}.figures", content, test.values, on, criteria))


def _checked(test: Test, figures: Figures, asked: Mapping[str, Finding], proof: tuple[Evidence, ...]) -> list[Finding]:
    """Return the checks that this standard makes of what the figures found."""
    found = []
    for each in figures.findings:
        check = test.checks.get(each.check)
        if check is None:
            continue
        excused = check.unless is not None and check.unless in asked and asked[check.unless].met
        met = True if each.met is False and excused else each.met
        # Numbers without a document behind them show nothing in favour; against the activity they speak alone.
        bare = met is True and not proof and test.form not in _PROVEN_INSIDE
        found.append(Finding(each.check, "check", None if bare else met, None, None, "evidence" if bare else None,
                             proof, each.numbers))  # fmt: skip
    return found


_PROVEN_INSIDE = ("barriers", "criteria")
"""Forms whose figures carry their evidence themselves."""


def _answered(test: Test, answers: Mapping[str, Any], figures: Figures) -> dict[str, Finding] | Refusal:
    """Return the questions that are to be answered here, with what was answered."""
    failed = {each.check for each in figures.findings if each.met is False}
    read: dict[str, tuple[bool | None, str | None, tuple[Evidence, ...]]] = {}
    for name, content in answers.items():
        one = _answer(f"{test.name}.answers.{name}", content)
        if isinstance(one, Refusal):
            return one
        read[name] = one
    found: dict[str, Finding] = {}
    for name, question in test.questions.items():
        if not _is_asked(question, read, figures.settled, failed):
            continue
        answer, said, evidence = read.get(name, (None, None, ()))
        met, lacking = _met(question, answer, evidence, test, read)
        found[name] = Finding(name, "question", met, answer, said, lacking, evidence, {})
    return found


def _is_asked(question: Question, read: Mapping[str, Any], settled: bool, failed: set[str]) -> bool:
    if question.unsettled_only and settled:
        return False
    if question.where_not is not None and question.where_not not in failed:
        return False
    return question.where is None or question.where not in read or read[question.where][0] is not False


def _answer(where: str, content: Any) -> tuple[bool | None, str | None, tuple[Evidence, ...]] | Refusal:
    if isinstance(content, bool):
        return content, None, ()
    if not isinstance(content, Mapping):
        return refuse("assessment_value", where=where, found=short(content), expected="true, false")
    fault = only_keys(content, where, "answer", "why", "evidence")
    if fault is not None:
        return fault
    if not isinstance(content.get("answer"), bool):
        return refuse("assessment_value", where=f"{where}.answer", found=short(content.get("answer")),
                      expected="true, false")  # fmt: skip
    if not isinstance(content.get("why", ""), str):
        return refuse("assessment_value", where=f"{where}.why", found=short(content["why"]), expected="text")
    evidence = evidence_of(f"{where}.evidence", content.get("evidence"))
    return evidence if isinstance(evidence, Refusal) else (content["answer"], content.get("why"), evidence)


def _met(
    question: Question,
    answer: bool | None,
    evidence: tuple[Evidence, ...],
    test: Test,
    read: Mapping[str, tuple[bool | None, str | None, tuple[Evidence, ...]]],
) -> tuple[bool | None, str | None]:
    """Return whether a question is met, and what keeps it open.

    An answer against the activity needs no evidence; one in its favour does, and so does what excuses another.
    """
    if answer is None:
        return None, "answer"
    wanted = {"yes": True, "no": False}.get(question.wanted)
    if wanted is None or answer == wanted:
        return (True, None) if evidence else (None, "evidence")
    if question.excused_by is not None:
        excuse = read.get(question.excused_by)
        if excuse is not None and excuse[0]:
            return (True, None) if excuse[2] else (None, "evidence")
    if question.together is not None:
        others = [each for each in test.questions.values() if each.together == question.together]
        kept = [read.get(each.name) for each in others if each.name != question.name]
        ways = [one for one in kept if one is not None and one[0] != answer]
        if ways:
            return (True, None) if any(one[2] for one in ways) else (None, "evidence")
        if any(one is None for one in kept):
            return None, "answer"
    return False, None
