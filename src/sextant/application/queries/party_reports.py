"""The structured summary and the reports of a Party, made of its statements, the ledger, and its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sextant.application.cases import Cases
from sextant.application.party_statements import PartyStatement, PartyStatements, StatementKind
from sextant.application.publicity import public_face
from sextant.application.queries.adjust import exact
from sextant.application.queries.adjusting_events import Behind
from sextant.application.queries.party_accounts import by_then, document, party_balance
from sextant.application.reader import LedgerReader, Moment
from sextant.domain.account import AccountType
from sextant.domain.authorization import Authorization
from sextant.domain.label import Label
from sextant.domain.refusal import Refusal
from sextant.reporting.national.accounts import Accounts
from sextant.reporting.national.outline import Outline
from sextant.reporting.national.public import Rendering
from sextant.reporting.national.report import Checked, Report, checked, item_key, report_of
from sextant.reporting.national.summary import Row, Summary, Traced, summary
from sextant.workflow.case import Stated

RESPONSIBILITIES = {
    "party_to_agreement": "party_to_agreement_evidence",
    "contribution_maintained": "contribution_evidence",
    "authorizing_arrangements": "authorizing_evidence",
    "tracking_arrangements": "tracking_evidence",
    "inventory_provided": "inventory_evidence",
    "contributes_to_goals": "contributes_to_goals_evidence",
}
"""The facts of a Party's participation (decision 2/CMA.3, annex, paragraph 4), each with the fact of its evidence."""


@dataclass(frozen=True)
class Told:
    """A structured summary with the events behind it; places in the summary are places here."""

    summary: Summary
    behind: tuple[Behind, ...]


def structured_summary(
    reader: LedgerReader,
    account_types: Mapping[str, AccountType],
    approaches: Mapping[str, str],
    rows: Sequence[Row],
    accounts: Accounts,
    at: Moment,
) -> Told:
    """Return the structured summary of a Party. `approaches` names, by mechanism, that of units that are ITMOs."""
    found = party_balance(reader, account_types, accounts, at)
    known = reader.authorizations({each.authorization for each in found.behind if each.authorization is not None})
    traced = [_traced(each, place, known, approaches) for place, each in enumerate(found.behind)]
    return Told(summary(accounts, found.balance, traced, rows), found.behind)


def _traced(
    each: Behind, place: int, known: Mapping[str, Sequence[Authorization]], approaches: Mapping[str, str]
) -> Traced:
    versions = known.get(each.authorization or "", ())
    governing = next((one for one in versions if one.version == each.version), versions[-1] if versions else None)
    own = governing.cooperative_approach if governing is not None else None
    return Traced(
        each.event,
        each.uses,
        own or approaches.get(each.lot.mechanism),
        governing.sectors if governing is not None else (),
        each.lot.host_party,
        each.used_by,
        place,
    )


@dataclass(frozen=True)
class ReportTold:
    """A report with every item of its outline."""

    statement: PartyStatement
    report: Report
    outline: Outline
    items: tuple[Checked, ...]


def reports_of(
    statements: PartyStatements, party: str, outlines: Mapping[str, Outline], at: Moment | None = None
) -> list[tuple[PartyStatement, Report]]:
    """Return the last version of each of a Party's reports that was on record by a moment."""
    last: dict[str, PartyStatement] = {}
    for each in statements.of(party, StatementKind.REPORT):
        if at is None or by_then(each, at):
            last[each.subject] = each
    return [(each, report_of(document(each), outlines)) for each in last.values()]


def told_report(
    statement: PartyStatement,
    report: Report,
    outline: Outline,
    accounts: Accounts | None,
    records: Mapping[str, Sequence[Label]],
    rendering: Rendering,
) -> ReportTold:
    """Return a report checked item by item. `accounts` is rendered as the report is."""
    return ReportTold(statement, report, outline, checked(report, outline, accounts, records, rendering))


def records_of(
    reader: LedgerReader, cases: Cases, mechanism: str, party: str, accounts: Accounts | None, approaches: Sequence[str]
) -> Mapping[str, Sequence[Label]]:
    """Return what the records say for a report: of the accounts, of the ledger, of the cases of `mechanism`."""
    found: dict[str, list[Label]] = {}
    facts = facts_of(cases, mechanism, party)
    for name, evidence in RESPONSIBILITIES.items():
        if facts.get(name) is True:
            told = str(facts.get(evidence) or "–")
            found[name] = [Label(f"Shown. Evidence: {told}", f"已證明。證據：{told}")]
    if accounts is not None:
        found |= _of_accounts(accounts)
    versions = [each for own in reader.authorizations().values() for each in own if each.party == party]
    if versions:
        found["all_authorizations"] = [_version(each) for each in versions]
    for approach in approaches:
        own = [each for each in versions if each.cooperative_approach == approach]
        named = {
            "authorizations": [_version(each) for each in own],
            "entities": [_as_is(one) for each in own[-1:] for one in each.entities],
        } | _of_approach(facts_of(cases, mechanism, approach))
        found |= {item_key(name, approach): told for name, told in named.items() if told}
    return found


def facts_of(cases: Cases, mechanism: str, subject: str) -> Mapping[str, Stated]:
    """Return what is public of a subject's facts and of what its first case stated; nothing where there is no case."""
    world = cases.world(mechanism, subject)
    face = None if isinstance(world, Refusal) else public_face(world)
    if face is None:
        return {}
    return {**face.facts, **face.run.stated}


def _of_approach(facts: Mapping[str, Stated]) -> dict[str, list[Label]]:
    found: dict[str, list[Label]] = {}
    if facts.get("participating_parties"):
        found["parties"] = [_as_is(str(facts["participating_parties"]))]
    if facts.get("approach_start"):
        first, last = facts["approach_start"], facts.get("approach_end") or "…"
        found["duration"] = [_as_is(f"{first} – {last}")]
    if facts.get("expected_mitigation"):
        found["expected_mitigation"] = [_as_is(str(facts["expected_mitigation"]))]
    return found


def _of_accounts(accounts: Accounts) -> dict[str, list[Label]]:
    found = {
        "ndc_period": [_as_is(f"{accounts.first_year}–{accounts.last_year}")],
        "metric": [_as_is(accounts.metric)],
        "method": [Label(accounts.method.value, accounts.method.value)],
        "structured_summary": [Label("See the structured summary.", "見結構化摘要。")],
    }
    shown = [each for each in accounts.goals if not each.withheld]
    limits = [
        (each, f"{_number(each.target.limit)} ({each.target.year})" if each.target else _number(each.budget))
        for each in shown
    ]
    if shown:
        found["targets"] = [
            Label(f"{each.label.english}: {limit}", f"{each.label.chinese}：{limit}") for each, limit in limits
        ]
        found["target_years"] = [
            Label("single-year target", "單一年目標") if each.target else Label("multi-year target", "多年目標")
            for each in shown
        ]
    if accounts.trajectory:
        found["trajectory"] = [
            _as_is(f"{year}: {_number(value)}") for year, value in sorted(accounts.trajectory.items())
        ]
    return found


def _version(each: Authorization) -> Label:
    quantity = "–" if each.quantity is None else f"{each.quantity:,}"
    return Label(
        f"{each.reference}, version {each.version}, {each.authorized_on}: at most {quantity} t CO₂ eq",
        f"{each.reference} 第{each.version}版，{each.authorized_on}：至多 {quantity} 公噸二氧化碳當量",
    )


def _number(value: Fraction | None) -> str:
    if value is None:
        return "–"
    return f"{value.numerator:,}" if value.denominator == 1 else str(exact(value))


def _as_is(text: str) -> Label:
    return Label(text, text)
