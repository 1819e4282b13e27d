"""Why a row of a report is not taken: rejected, or quarantined because it belongs to another registry.

The code states the failed condition; the sentences in both languages hang on it in `wording`. A verdict
carries the facts its sentence needs, and nothing that a program would have to parse out of a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sextant.application.cdm_report.report import ReportRow
from sextant.domain.refusal import Fact


class Outcome(StrEnum):
    """What happens to a row that is not taken."""

    REJECTED = "rejected"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a code says, which facts come with it, and the text it rests on."""

    outcome: Outcome
    facts: frozenset[str]
    rests_on: str


def _rejected(rests_on: str, *facts: str) -> Condition:
    return Condition(Outcome.REJECTED, frozenset(facts), rests_on)


def _quarantined(rests_on: str, *facts: str) -> Condition:
    return Condition(Outcome.QUARANTINED, frozenset(facts), rests_on)


_REPORT = "form of the report"
_LEDGER = "law of the ledger"
_SERIALS = "Data Exchange Standards, Annex F (memory, high)"
_HOSTS = "Kyoto Protocol, Article 12, paragraph 2"
_UNITS = "Decision 3/CMP.1, annex, paragraph 1; decision 5/CMP.1, annex, paragraph 1"

CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        # The row in itself, in the order in which a reader would ask.
        "row_damaged": _rejected(_REPORT, "fields_found", "fields_expected"),
        "quotation_marks_unpaired": _rejected(_REPORT),
        "party_not_a_cdm_host": _quarantined(_HOSTS, "found"),
        "unit_type_not_of_the_cdm": _quarantined(_UNITS, "found"),
        "serial_not_plain_digits": _quarantined(_SERIALS, "column", "found"),
        "serial_not_a_number": _rejected(_SERIALS, "column", "found"),
        "serial_not_positive": _rejected(_SERIALS, "column", "found"),
        "serial_above_limit": _rejected(_SERIALS, "column", "found", "limit"),
        "serial_last_before_first": _rejected(_LEDGER, "first", "last"),
        "quantity_not_a_number": _rejected(_REPORT, "column", "found"),
        "quantity_differs_from_range": _rejected(_LEDGER, "found", "expected", "first", "last"),
        "commitment_period_unknown": _rejected("Decision 1/CMP.8", "found"),
        "completed_at_not_an_instant": _rejected(_REPORT, "found"),
        "completed_in_the_future": _rejected(_LEDGER, "found", "today"),
        "transaction_not_an_issuance": _rejected(_REPORT, "found"),
        "transaction_not_a_cancellation": _rejected(_REPORT, "found"),
        "transaction_not_completed": _rejected(_REPORT, "found"),
        "project_ref_not_digits": _rejected(_REPORT, "found"),
        "via_vcp_not_yes_or_no": _rejected(_REPORT, "found"),
        # A cancellation beside the issuances.
        "issuance_not_found": _rejected(_LEDGER, "party", "first", "last"),
        "range_spans_issuances": _rejected(_LEDGER, "party", "first", "last", "issuances"),
        "project_differs": _rejected(_LEDGER, "found", "issued_to"),
        "unit_type_differs": _rejected(_LEDGER, "found", "issued_as"),
        "commitment_period_differs": _rejected(_LEDGER, "found", "issued_in"),
        "cancelled_before_issuance": _rejected(_LEDGER, "found", "issued_at"),
        # A row beside the rows that came before it.
        "serials_recorded_with_other_content": _rejected(_LEDGER, "party", "first", "last", "other_row"),
        "serials_overlap_an_issuance": _rejected(
            _LEDGER, "party", "first", "last", "other_first", "other_last", "other_row"
        ),
        "units_already_cancelled": _rejected(
            _LEDGER, "party", "first", "last", "other_first", "other_last", "other_row"
        ),
        # The registration list.
        "reference_not_digits": _rejected(_REPORT, "found"),
        "reference_given_twice": _rejected(_REPORT, "reference", "other_row"),
        "title_missing": _rejected(_REPORT, "reference"),
        "host_party_missing": _rejected(_REPORT, "reference"),
        "host_party_unknown": _rejected(_REPORT, "reference", "found"),
        "reductions_not_a_number": _rejected(_REPORT, "reference", "found"),
        "registered_not_a_date": _rejected(_REPORT, "reference", "found"),
        "registered_dates_differ": _rejected(_REPORT, "reference", "found", "other"),
    }
)
"""Every code. A verdict with another code, or without the facts of its code, cannot be made."""

_LONGEST_FACT = 80


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row that was not taken: which, whether it is ours at all, and why."""

    report: str
    row: int
    code: str
    about: Mapping[str, Fact]

    def __post_init__(self) -> None:
        condition = CONDITIONS.get(self.code)
        if condition is None:
            raise ValueError(f"{self.code} is not declared in application/cdm_report/verdict.py")
        if condition.facts != self.about.keys():
            raise ValueError(f"{self.code} needs the facts {', '.join(sorted(condition.facts))}")

    @property
    def outcome(self) -> Outcome:
        return CONDITIONS[self.code].outcome


def verdict(report: str, row: int, code: str, **about: Fact) -> Verdict:
    """Return the verdict with what was found and expected; a long text is cut for the message."""
    facts = {name: _shown(fact) for name, fact in about.items()}
    return Verdict(report, row, code, MappingProxyType(facts))


def damaged(report: str, row: ReportRow) -> Verdict | None:
    """Return the verdict on a row that does not have the fields its header announces, or none."""
    if row.damage is None:
        return None
    if not row.damage.splittable:
        return verdict(report, row.number, "quotation_marks_unpaired")
    return verdict(
        report,
        row.number,
        "row_damaged",
        fields_found=row.damage.fields_found,
        fields_expected=row.damage.fields_expected,
    )


def _shown(fact: Fact) -> Fact:
    if isinstance(fact, str) and len(fact) > _LONGEST_FACT:
        return fact[:_LONGEST_FACT] + "…"
    return fact
