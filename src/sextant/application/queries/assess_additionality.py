"""An assessment of additionality as a record with its evidence: verdict, tests, findings, numbers, sources."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Protocol

from sextant.application.queries.quantified_record import source_record
from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.additionality.assess import FAILED, PASSED, Assessment, Finding, Tested, assess
from sextant.methodology.additionality.standard import Standard
from sextant.methodology.evidence import evidence_record, short
from sextant.methodology.language.exact import shown
from sextant.methodology.library import Library

Record = dict[str, Any]
VERDICTS = {PASSED: "additional", FAILED: "not_additional"}


class Standards(Protocol):
    """The standards of additionality that are known."""

    def names(self) -> tuple[str, ...]:
        """Return their ids."""
        ...

    def find(self, name: str) -> Standard | None:
        """Return the standard of this id, or none."""
        ...


def assess_additionality(given: Mapping[str, Any], standards: Standards, library: Library) -> Assessment | Refusal:
    """Return the assessment of what was given by the standard that it names, or why there is none."""
    name = given.get("standard")
    standard = standards.find(name) if isinstance(name, str) else None
    if standard is None:
        return refuse("standard_unknown", found=short(name), expected=", ".join(standards.names()))
    criteria: tuple[str, ...] = ()
    methodology = given.get("methodology")
    if methodology is not None:
        known = library.find(methodology) if isinstance(methodology, str) else None
        if known is None:
            return refuse("methodology_unknown", found=short(methodology), near=", ".join(library.names()))
        if known.book.mechanism != standard.mechanism:
            return refuse("assessment_other_mechanism", standard=standard.id, found=known.book.mechanism,
                          expected=standard.mechanism)  # fmt: skip
        criteria = tuple(each.name for each in known.book.applicability)
    return assess(given, standard, criteria)


def assessment_record(done: Assessment, language: str) -> Record:
    """Return the assessment for programs; numbers are exact decimals."""
    standard = done.standard
    tests = [_test_record(each, language) for each in done.tests]
    return {
        "standard": standard.id,
        "version": standard.version,
        "source": source_record(standard.source),
        "verified": standard.source.verified and all(each["verified"] for each in tests),
        "activity": done.activity,
        "on": done.on.isoformat(),
        "verdict": VERDICTS.get(done.verdict, done.verdict),
        "combination": list(done.combination),
        "lacking": list(done.lacking),
        "tests": tests,
        "open": [
            {"test": each["test"], "name": finding["name"], "lacking": finding["lacking"]}
            for each in tests for finding in each["findings"] if finding["met"] is None
        ],
        "against": [
            {"test": each["test"], "name": finding["name"], "text": finding["text"]}
            for each in tests for finding in each["findings"] if finding["met"] is False
        ],
    }  # fmt: skip


def _test_record(each: Tested, language: str) -> Record:
    test = each.test
    findings = [_finding_record(each, finding, language) for finding in each.findings]
    return {
        "test": test.name,
        "label": test.label.in_language(language),
        "by": each.level,
        "verdict": each.verdict,
        "source": source_record(test.source),
        "verified": test.source.verified and all(finding["verified"] for finding in findings),
        "findings": findings,
    }


def _finding_record(of: Tested, each: Finding, language: str) -> Record:
    about = of.test.questions[each.name] if each.kind == "question" else of.test.checks[each.name]
    found: Record = {
        "name": each.name,
        "kind": each.kind,
        "text": about.text.in_language(language),
        "met": each.met,
        "answer": each.answer,
        "why": each.said,
        "lacking": each.lacking,
        "evidence": [evidence_record(one) for one in each.evidence],
        "source": source_record(about.source),
        "verified": about.source.verified,
    }
    if each.numbers:
        found["numbers"] = plain(each.numbers)
    return found


def plain(value: Any) -> Any:
    """Return numbers, however nested, as they are printed."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return shown(value) if isinstance(value, Fraction) else value
