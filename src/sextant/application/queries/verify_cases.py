"""Whether the journals of cases are what the rules allow, and whether the ledger of units has followed them.

Each journal is replayed once, and each act in it is put to the rules as if it were taken now. A journal that cannot
be replayed says nothing about its subject any more; nothing else of it is checked then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sextant.application.case_finding import UNREPLAYABLE, CaseFinding, case_finding
from sextant.application.cases import Cases, lines_of
from sextant.domain.refusal import Refusal
from sextant.workflow.advance import advance
from sextant.workflow.case import Act, History
from sextant.workflow.timeline import along


@dataclass
class VerifiedCases:
    """What was looked at, and what was found."""

    findings: list[CaseFinding] = field(default_factory=list)
    subjects: int = 0
    acts: int = 0


def verify_cases(cases: Cases) -> VerifiedCases:
    """Return what was checked and what is wrong. The deeds of the cases must not write (`LookingRegistry`)."""
    done = VerifiedCases()
    for key, lines in sorted(cases.store.counted().items()):
        done.subjects += 1
        try:
            history = cases.store.history(key)
            done.acts += len(history.acts) if history is not None else 0
            # As long as one act is not what the rules allow, nothing can be said of what follows from the others.
            done.findings += list(_findings(cases, key, lines, history)) or _not_followed(cases, key)
        except UNREPLAYABLE as error:
            done.findings.append(_unreadable(key, f"{type(error).__name__}: {error}"))
    return done


def _unreadable(key: str, reason: str) -> CaseFinding:
    return case_finding("case_journal_unreadable", subject=key, reason=reason)


def _findings(cases: Cases, key: str, lines: int, history: History | None) -> Iterator[CaseFinding]:
    if history is None or not history.cases:
        yield _unreadable(key, "it does not begin with a case")
        return
    if lines_of(history) != lines:
        yield _unreadable(key, f"{lines_of(history)} lines of {lines}")
        return
    whole = _with_those_beside(cases, history)
    if isinstance(whole, Refusal):
        if history.acts:
            yield _unreadable(key, f"{whole.about['subject']} has no journal")
        return
    taken: tuple[Act, ...] = ()
    for act, world in along(replace(whole, acts=history.acts), cases.rules):
        outcome = advance(replace(whole, acts=taken), cases.rules, act, world)
        if isinstance(outcome, Refusal):
            # What comes after it rests on it.
            yield case_finding("act_not_allowed", subject=key, step=act.step, act=str(act.id), reason=outcome.code)
            return
        taken = (*taken, act)


def _with_those_beside(cases: Cases, history: History) -> History | Refusal:
    """Return a history with those that it reads, as far as it can be replayed."""
    while True:
        try:
            return cases.with_those_beside(history)
        except UNREPLAYABLE:
            if not history.acts:
                raise
            history = replace(history, acts=history.acts[:-1])


def _not_followed(cases: Cases, key: str) -> Iterator[CaseFinding]:
    for each in cases.finish(key):
        reason = each.outcome.code if isinstance(each.outcome, Refusal) else None
        yield case_finding("deed_outstanding", subject=key, step=each.act.step, act=str(each.act.id), reason=reason)
