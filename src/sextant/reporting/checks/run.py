"""All 53 rules over the submissions of one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sextant.reporting.aef.format import Format
from sextant.reporting.aef.model import Submission
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.catalogue import Catalogue
from sextant.reporting.checks.coupling import Coupled, coupled
from sextant.reporting.checks.filing import Filing, filing_of
from sextant.reporting.checks.finding import FAIL, PASS, UNVERIFIABLE, Finding
from sextant.reporting.checks.reports import PartyReports
from sextant.reporting.checks.rules import (
    h01,
    h02,
    h03,
    i01,
    i02,
    i03,
    i04,
    i05,
    i06,
    i07,
    i08,
    i09,
    i10,
    i11,
    i12,
    p01,
    p02,
    p03,
    p04,
    p05,
    p06,
    p07,
    s01,
    s02,
    s03,
    s04,
    s05,
    s06,
    t01,
    t02,
    t03,
    t04,
    t05,
    t06,
    t07,
    t08,
    t09,
    t10,
    t11,
    v01,
    v02,
    v03,
    x01,
    x02,
    x03,
    x04,
    x05,
    y01,
    y02,
    y03,
    y04,
    y05,
    y06,
)  # fmt: skip

MODULES = (
    s01, s02, s03, s04, s05, s06, v01, v02, v03, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11,
    i01, i02, i03, i04, i05, i06, i07, i08, i09, i10, i11, i12, h01, h02, h03, p01, p02, p03, p04, p05, p06, p07,
    y01, y02, y03, y04, y05, y06, x01, x02, x03, x04, x05,
)  # fmt: skip
CHECKS: dict[str, Callable[[Call], Iterator[Finding]]] = {module.RULE: module.check for module in MODULES}
BETWEEN_PARTIES = ("P01", "P02", "P05", "P06")
"""Rules that cannot be said to pass while a counterparty's file is missing."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the rules say about a call."""

    submissions: tuple[Submission, ...]
    filing: Filing
    findings: tuple[Coupled, ...]
    outcomes: dict[str, str]
    """By rule: `fail`, `unverifiable`, or `pass`."""

    @property
    def blocked(self) -> bool:
        """Whether a rule of severity E fails (settled: only then the answer is no)."""
        return any(each.finding.outcome == FAIL and each.severity == "E" for each in self.findings)


def check_submissions(
    submissions: Iterable[Submission],
    the_format: Format,
    catalogue: Catalogue,
    reports: Iterable[PartyReports] = (),
) -> Result:
    """Return what the 53 rules say. Duplicate and obsolete submissions are left out of all rules but their own."""
    given = tuple(submissions)
    filing = filing_of(given)
    call = Call(filing, the_format, catalogue, reports)
    found = [each for rule in catalogue.rules for each in CHECKS[rule](call)]
    return Result(given, filing, coupled(found, catalogue), _outcomes(found, catalogue))


def _outcomes(found: Iterable[Finding], catalogue: Catalogue) -> dict[str, str]:
    outcomes = dict.fromkeys(catalogue.rules, PASS)
    for each in found:
        if outcomes[each.rule] != FAIL:
            outcomes[each.rule] = each.outcome
    if outcomes["P07"] == UNVERIFIABLE:
        for rule in BETWEEN_PARTIES:
            if outcomes[rule] == PASS:
                outcomes[rule] = UNVERIFIABLE
    return outcomes
