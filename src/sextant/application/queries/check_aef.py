"""Agreed electronic formats of any Parties, checked together."""

from __future__ import annotations

from collections.abc import Iterable

from sextant.reporting.aef.cell import Workbook
from sextant.reporting.aef.format import Format
from sextant.reporting.aef.reading import read_submission
from sextant.reporting.checks.catalogue import Catalogue
from sextant.reporting.checks.reports import PartyReports
from sextant.reporting.checks.run import Result, check_submissions
from sextant.rules.party import Parties


def check_aef(
    workbooks: Iterable[Workbook],
    the_format: Format,
    catalogue: Catalogue,
    parties: Parties,
    reports: Iterable[PartyReports] = (),
) -> Result:
    """Return what the 53 rules say about the workbooks; each is let go of as soon as it is read."""
    submissions = [read_submission(workbook, the_format, parties) for workbook in workbooks]
    return check_submissions(submissions, the_format, catalogue, reports)
