"""From the texts of the comparison to its rows, entries and events. What names a rule or a text that is not there
does not load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from sextant.comparison.aspect import Aspect, Fact, Frame, parse_aspects, parse_frame
from sextant.comparison.assumption import Assumptions, parse_assumptions
from sextant.comparison.course import Course
from sextant.comparison.course_text import FOLDER, faults_of, parse_course
from sextant.comparison.dated import DatedFacts, parse_dated
from sextant.comparison.lineage import Event, parse_lineage
from sextant.comparison.paper import Claim, Paragraph, parse_paper
from sextant.comparison.readings import Read, answer
from sextant.comparison.target import Target, parse_targets
from sextant.comparison.traceability import Test, parse_tests
from sextant.domain.document import Documents
from sextant.domain.source import Source
from sextant.rules.document import parse_documents, register
from sextant.rules.reading import Faults
from sextant.rules.rulebook import PathUnknown, Rulebooks
from sextant.rules.text import RuleTextError
from sextant.workflow.cyclebook import Cyclebooks

T = TypeVar("T")
FRAME, DOCUMENTS, LINEAGE = "frame.yaml", "documents.yaml", "lineage.yaml"
ASSUMPTIONS, TRACEABILITY, DATED = "assumptions.yaml", "traceability.yaml", "dated_facts.yaml"
TARGETS = "targets.yaml"
_CHECKED_ON = date(2026, 1, 1)
"""Any day serves to see whether a path is there; what is in force is asked on the day of the reader."""


@dataclass(frozen=True)
class Comparison:
    """Everything that is compared."""

    frame: Frame
    aspects: Mapping[str, Aspect]
    paper: Mapping[str, Paragraph]
    lineage: tuple[Event, ...]
    documents: Documents
    """The register of the rulebooks, and the texts that only the comparison cites."""
    assumptions: Assumptions
    courses: Mapping[str, Course]
    """By mechanism: how one activity goes through it."""
    tests: Mapping[str, Test]
    dated: DatedFacts
    """Figures that are counted from tables on a day."""
    targets: Mapping[str, Target]
    """Volumes that are aimed at."""

    def claims(self) -> Iterator[Claim]:
        """Yield every claim of the paper, in its order."""
        return chain.from_iterable(each.claims for each in self.paper.values())

    def claims_on(self, aspect: str) -> tuple[Claim, ...]:
        """Return what the paper says of an aspect."""
        return tuple(each for each in self.claims() if aspect in each.aspects)


def load(files: Mapping[str, str], cycles: Cyclebooks) -> Comparison:
    """Return the comparison in these texts. Raises RuleTextError with everything that is wrong."""
    faults = Faults()
    frame = parse_frame(files[FRAME], FRAME)
    documents = _documents(files, cycles.rulebooks, faults)
    aspects: dict[str, Aspect] = {}
    paper: dict[str, Paragraph] = {}
    for name in sorted(files):
        if name.startswith("aspects/"):
            _add(aspects, parse_aspects(files[name], name, frame, faults), name, faults)
        elif name.startswith("paper/"):
            _add(paper, parse_paper(files[name], name, frame, faults), name, faults)
    events = parse_lineage(files[LINEAGE], LINEAGE, frozenset(frame.mechanisms), faults)
    chapters = tuple(frame.chapters)
    ordered = sorted(paper.values(), key=lambda each: (chapters.index(each.chapter), int(each.id.partition(".")[2])))
    dated = parse_dated(files[DATED], DATED, faults)
    found = Comparison(
        frame, MappingProxyType(aspects), MappingProxyType({each.id: each for each in ordered}), events, documents,
        parse_assumptions(files[ASSUMPTIONS], ASSUMPTIONS, faults),
        MappingProxyType(_courses(files, faults)),
        parse_tests(files[TRACEABILITY], TRACEABILITY, frame, faults),
        dated,
        MappingProxyType(parse_targets(files[TARGETS], TARGETS, dated, faults)),
    )  # fmt: skip
    _check(found, cycles, faults)
    if faults.sentences:
        raise RuleTextError(*faults.sentences)
    return found


def _courses(files: Mapping[str, str], faults: Faults) -> dict[str, Course]:
    read = (parse_course(files[name], name, faults) for name in sorted(files) if name.startswith(FOLDER))
    return {each.mechanism: each for each in read if each is not None}


def _add(found: dict[str, T], more: dict[str, T], name: str, faults: Faults) -> None:
    for code in sorted(set(found) & set(more)):
        faults.add(f"{name}: {code} is also in another file; remove one")
    found |= more


def _documents(files: Mapping[str, str], rulebooks: Rulebooks, faults: Faults) -> Documents:
    own = parse_documents(files[DOCUMENTS], DOCUMENTS, faults)
    for code in sorted(set(own) & set(rulebooks.documents.all)):
        faults.add(f"{DOCUMENTS}: {code}: the register of the rulebooks has this text; remove it here")
    return register({**rulebooks.documents.all, **own})


def _check(found: Comparison, cycles: Cyclebooks, faults: Faults) -> None:
    for where, source in _sources(found):
        fault = found.documents.fault(source)
        if fault:
            faults.add(f"{where}: {fault}")
    for aspect in found.aspects.values():
        for mechanism, cell in aspect.cells.items():
            if isinstance(cell, Read):
                with faults.caught():
                    _check_read(cell, f"{aspect.id}.{mechanism}", cycles)
    for test in found.tests.values():
        for mechanism, cell in test.cells.items():
            if isinstance(cell, Read):
                with faults.caught():
                    _check_read(cell, f"{TRACEABILITY}: {test.id}.{mechanism}", cycles)
    for course in found.courses.values():
        faults.sentences += faults_of(course, cycles, found.assumptions)
        for read in (*course.information, *course.information_authorized, *course.signoffs):
            with faults.caught():
                _check_read(read, f"{FOLDER}{course.mechanism}.yaml", cycles)
    for path in (path for each in found.assumptions.levers.values() for path in each.rules):
        with faults.caught():
            _check_rule(path, ASSUMPTIONS, cycles.rulebooks)
    claims = {each.id for each in found.claims()}
    named = [(f"{DATED}: {each.id}", each.claims) for each in found.dated.facts.values()]
    named += [(f"{TARGETS}: {each.id}", each.claims) for each in found.targets.values()]
    for where, ids in named:
        for code in ids:
            if code not in claims:
                faults.add(f"{where}: there is no claim {code}; correct its id")
    for claim in found.claims():
        for each in claim.aspects:
            if each not in found.aspects:
                faults.add(f"{claim.id}: there is no aspect {each}; correct its id")
        for path in claim.rules:
            with faults.caught():
                _check_rule(path, claim.id, cycles.rulebooks)
    for paragraph in found.paper.values():
        for each in paragraph.documents:
            if found.documents.by_id(each) is None:
                faults.add(f"{paragraph.id}: the text {each!r} is not in the register; correct its id")


def _check_read(cell: Read, where: str, cycles: Cyclebooks) -> None:
    try:
        answer(cell, cycles, _CHECKED_ON)
    except PathUnknown as unknown:
        raise RuleTextError(f"{where}: there is no rule {unknown}; correct the path") from None


def _check_rule(path: str, where: str, books: Rulebooks) -> None:
    try:
        books.parameter(path)
    except PathUnknown:
        try:
            books.levy(path)
        except PathUnknown:
            raise RuleTextError(f"{where}: there is no rule {path}; correct the path") from None


def _sources(found: Comparison) -> Iterator[tuple[str, Source]]:
    for aspect in found.aspects.values():
        for mechanism, cell in aspect.cells.items():
            if isinstance(cell, Fact) and cell.source is not None:
                yield f"{aspect.id}.{mechanism}", cell.source
    for claim in found.claims():
        for source in claim.sources:
            yield claim.id, source
    for test in found.tests.values():
        for mechanism, cell in test.cells.items():
            if isinstance(cell, Fact) and cell.source is not None:
                yield f"{TRACEABILITY}: {test.id}.{mechanism}", cell.source
    for course in found.courses.values():
        for fact in (course.binding, course.replayed, course.untimed):
            if fact is not None and fact.source is not None:
                yield f"{FOLDER}{course.mechanism}.yaml", fact.source
    for target in found.targets.values():
        yield f"{TARGETS}: {target.id}", target.source
    for event in found.lineage:
        yield f"{LINEAGE}: {event.when}", event.source
