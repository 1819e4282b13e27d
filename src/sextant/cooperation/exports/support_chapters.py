"""Support needed, received and provided as rows of the common tabular format (5/CMA.3, annex III).

No text was found that asks for Article 6.8 in a biennial transparency report; the rows are there for who wants to
report them. A row belongs to one Party: the support of two Parties is never added. What is not known is written as
a notation key, never as zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sextant.cooperation.record import Approach, NeedLine, SupportLine

NOT_AVAILABLE, NOT_REPORTED, NOT_APPLICABLE = "UA", "NR", "NA"

_NEEDED = {"FIN": "III.6", "TT": "III.8", "CB": "III.10"}
_RECEIVED = {"FIN": "III.7", "TT": "III.9", "CB": "III.11"}
_PROVIDED = {"FIN": "III.1", "TT": "III.4", "CB": "III.5"}
_MULTILATERAL = "III.2"

COLUMNS = (
    "table", "party", "counterpart", "title", "description", "amount", "currency", "instrument", "status", "channel",
    "flow", "type_of_support", "sector", "technology_transfer", "capacity_building", "time_frame", "activity_status",
    "additional_information",
)  # fmt: skip
"""The stable names of the columns; the tables of the format use those that they have."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one table, for one Party."""

    table: str
    party: str
    counterpart: str
    title: str
    description: str
    amount: str
    currency: str
    instrument: str
    status: str
    channel: str
    flow: str
    type_of_support: str
    sector: str
    technology_transfer: str
    capacity_building: str
    time_frame: str
    activity_status: str
    additional_information: str


def support_chapters(party: str, approaches: Iterable[Approach]) -> list[Row]:
    """Return the rows of a Party over some approaches, by table and title.

    Mobilized finance (table III.3) is not among what a record holds and has no rows.
    """
    rows: list[Row] = []
    for approach in approaches:
        rows += [_needed(approach, each) for each in approach.needs if each.party == party]
        for line in approach.support:
            if line.recipient == party:
                rows.append(_line(approach, line, party, _RECEIVED[line.type], line.provider))
            if line.provider_party == party:
                rows.append(_line(approach, line, party, _provided_table(line), line.recipient))
    return sorted(rows, key=lambda each: (_place(each.table), each.title, each.description, each.status))


def _place(table: str) -> int:
    order = ("III.1", "III.2", "III.4", "III.5", "III.6", "III.7", "III.8", "III.9", "III.10", "III.11")
    return order.index(table)


def _provided_table(line: SupportLine) -> str:
    return _MULTILATERAL if (line.type, line.channel) == ("FIN", "multilateral") else _PROVIDED[line.type]


def _needed(approach: Approach, need: NeedLine) -> Row:
    first, last = need.first or approach.first, need.last or approach.last
    return Row(
        table=_NEEDED[need.type],
        party=need.party,
        counterpart=NOT_APPLICABLE,
        title=approach.title,
        description=need.description,
        amount=NOT_AVAILABLE if need.amount is None else str(need.amount),
        currency=need.currency or NOT_AVAILABLE,
        instrument=need.instrument or NOT_APPLICABLE,
        status=NOT_APPLICABLE,
        channel=NOT_APPLICABLE,
        flow=NOT_APPLICABLE,
        type_of_support=_purpose(approach),
        sector=approach.sector or NOT_REPORTED,
        technology_transfer=_flag(need.type == "TT"),
        capacity_building=_flag(need.type == "CB"),
        time_frame=f"{first} – {last}" if first and last else NOT_AVAILABLE,
        activity_status=NOT_APPLICABLE,
        additional_information=_told_of(approach),
    )


def _line(approach: Approach, line: SupportLine, party: str, table: str, counterpart: str) -> Row:
    return Row(
        table=table,
        party=party,
        counterpart=counterpart,
        title=approach.title,
        description=line.description,
        amount=NOT_AVAILABLE if line.amount is None else str(line.amount),
        currency=line.currency or NOT_AVAILABLE,
        instrument=line.instrument or NOT_APPLICABLE,
        status=line.status,
        channel=line.channel or NOT_REPORTED,
        flow=line.flow or NOT_REPORTED,
        type_of_support=line.purpose or _purpose(approach),
        sector=approach.sector or NOT_REPORTED,
        technology_transfer=_flag(line.type == "TT"),
        capacity_building=_flag(line.type == "CB"),
        time_frame=str(line.year),
        activity_status=line.activity_status or NOT_REPORTED,
        additional_information=_told_of(approach),
    )


def _purpose(approach: Approach) -> str:
    serves = {"mitigation", "adaptation"} & set(approach.themes)
    if len(serves) == 2:
        return "cross_cutting"
    return serves.pop() if serves else NOT_REPORTED


def _flag(holds: bool) -> str:
    return "1" if holds else "0"


def _told_of(approach: Approach) -> str:
    return f"Article 6.8, {approach.reference}: no mitigation outcome is transferred"
