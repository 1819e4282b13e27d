"""The registry's report of issuances beside the second published list of them."""

from __future__ import annotations

from collections.abc import Collection

from sextant.application.cdm_report.reconcile import Reconciliation, read_listed, reconcile
from sextant.application.cdm_report.report import Report
from sextant.application.cdm_report.rows import read_issuance
from sextant.application.cdm_report.verdicts import KnownUnits, judge


def reconcile_cdm(issuances: Report, listed: Report, hosts: Collection[str]) -> Reconciliation:
    """Return where the list differs from the issuances that an import of the report would accept."""
    judged = judge([read_issuance(row, hosts) for row in issuances.rows], [], KnownUnits())
    return reconcile(judged.issuances, [read_listed(row, hosts) for row in listed.rows])
