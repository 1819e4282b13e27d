"""A report of a Party as the pages show it: the public rendering, checked item by item."""

from __future__ import annotations

from sextant.application.cases import Cases
from sextant.application.queries.party_accounts import stated
from sextant.application.queries.party_reports import ReportTold, records_of, reports_of, told_report
from sextant.application.queries.party_reviews import Reviews, reviews_of
from sextant.reporting.national.public import Rendering
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.report_forms import outlines, review_days, review_form
from sextant.web.asking import Asked


def reviews_of_party(reader: DatabaseReader, code: str, at: Asked) -> Reviews:
    """Return the public rendering of a Party's reviews on record by a moment."""
    statements = DatabasePartyStatements(reader.driver)
    return reviews_of(statements, code, review_form(), review_days(at.as_of), Rendering.PUBLIC, at.moment)


def report_of_party(reader: DatabaseReader, cases: Cases, code: str, name: str, at: Asked) -> ReportTold | None:
    """Return the public rendering of a report on record by a moment, or none where there is none."""
    statements = DatabasePartyStatements(reader.driver)
    found = next(
        (each for each in reports_of(statements, code, outlines(), at.moment) if each[1].outline == name), None
    )
    if found is None:
        return None
    statement, report = found
    accounts = stated(statements, code, at=at.moment)
    shown = accounts.accounts if accounts else None
    records = records_of(reader, cases, outlines()[name].cases_in, code, shown, report.approaches)
    return told_report(statement, report, outlines()[name], shown, records, Rendering.PUBLIC)
