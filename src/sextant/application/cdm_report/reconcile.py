"""Two published lists of the same issuances, side by side.

The registry's report and the list of issuances on the CDM's pages are made at different days from different
systems. Only sums are compared: the list has no serials, and it dates the decision, not the transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sextant.application.cdm_report.report import ReportRow
from sextant.application.cdm_report.rows import IssuanceRow, is_project_number, plain_digits
from sextant.application.cdm_report.verdict import Verdict, damaged, verdict

LIST = "list"
LIST_COLUMNS = ("CDM project reference number", "HostParty", "Units - Total")

_LONGEST_QUANTITY = 15


@dataclass(frozen=True, slots=True)
class ListedIssuance:
    """One row of the published list, as far as it is compared."""

    number: int
    party: str
    project_ref: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two disagree. The difference is list minus registry: negative where the list has less."""

    party: str
    project_ref: str | None
    registry: int
    listed: int

    @property
    def difference(self) -> int:
        return self.listed - self.registry


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The projects and Parties that differ, the sums of both, and the rows of the list that were not read."""

    projects: tuple[Difference, ...]
    parties: tuple[Difference, ...]
    registry: int
    listed: int
    findings: tuple[Verdict, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the figures under their stable keys; `difference` is list minus registry."""
        return {
            "projects": [
                {
                    "party": each.party,
                    "project": each.project_ref,
                    "registry": each.registry,
                    "list": each.listed,
                    "difference": each.difference,
                }
                for each in self.projects
            ],
            "parties": [
                {
                    "party": each.party,
                    "registry": each.registry,
                    "list": each.listed,
                    "difference": each.difference,
                }
                for each in self.parties
            ],
            "totals": {
                "registry": self.registry,
                "list": self.listed,
                "difference": self.listed - self.registry,
            },
        }


def read_listed(row: ReportRow, hosts: Collection[str]) -> ListedIssuance | Verdict:
    """Return the issuance in a row of the list, or the first reason why there is none."""
    damage = damaged(LIST, row)
    if damage is not None:
        return damage
    project_ref, party, quantity = (row.values[column].strip() for column in LIST_COLUMNS)
    if party not in hosts:
        return verdict(LIST, row.number, "party_not_a_cdm_host", found=party)
    if not is_project_number(project_ref):
        return verdict(LIST, row.number, "project_ref_not_digits", found=project_ref)
    if not plain_digits(quantity) or len(quantity) > _LONGEST_QUANTITY:
        return verdict(LIST, row.number, "quantity_not_a_number", column="Units - Total", found=quantity)
    return ListedIssuance(row.number, party, project_ref, int(quantity))


def reconcile(issuances: Iterable[IssuanceRow], listed: Iterable[ListedIssuance | Verdict]) -> Reconciliation:
    """Return where the list differs from the registry's report, by project and by Party.

    A project is a reference number under one Party: a programme of activities has one number in several
    Parties. The issuances are those that were accepted; the list is taken as it is.
    """
    registry: Counter[tuple[str, str]] = Counter()
    for row in issuances:
        registry[row.party, row.project_ref] += row.quantity
    published: Counter[tuple[str, str]] = Counter()
    findings: list[Verdict] = []
    for each in listed:
        if isinstance(each, Verdict):
            findings.append(each)
        else:
            published[each.party, each.project_ref] += each.quantity
    by_party, published_by_party = _by_party(registry), _by_party(published)
    projects = sorted(registry.keys() | published.keys(), key=lambda key: (key[0], int(key[1]), key[1]))
    return Reconciliation(
        projects=tuple(
            Difference(party, project_ref, registry[party, project_ref], published[party, project_ref])
            for party, project_ref in projects
            if registry[party, project_ref] != published[party, project_ref]
        ),
        parties=tuple(
            Difference(party, None, by_party[party], published_by_party[party])
            for party in sorted(by_party.keys() | published_by_party.keys())
            if by_party[party] != published_by_party[party]
        ),
        registry=registry.total(),
        listed=published.total(),
        findings=tuple(findings),
    )


def _by_party(quantities: Counter[tuple[str, str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for (party, _), quantity in quantities.items():
        total[party] += quantity
    return total
