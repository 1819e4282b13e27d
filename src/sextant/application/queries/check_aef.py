"""Agreed electronic formats of any Parties, checked together."""

from __future__ import annotations

from collections.abc import Iterable

from sextant.reporting.aef.format import Format
from sextant.reporting.aef.model import Submission
from sextant.reporting.checks.catalogue import Catalogue
from sextant.reporting.checks.reports import PartyReports
from sextant.reporting.checks.run import Result, check_submissions


def check_aef(
    submissions: Iterable[Submission],
    the_format: Format,
    catalogue: Catalogue,
    reports: Iterable[PartyReports] = (),
) -> Result:
    """Return what the 53 rules say about the files that were read, all of them together."""
    return check_submissions(submissions, the_format, catalogue, reports)
