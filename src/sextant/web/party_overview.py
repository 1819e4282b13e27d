"""What the page of a Party shows of its accounts: the balance chart, its authorizations, its approaches."""

from __future__ import annotations

from dataclasses import dataclass

from sextant.application.queries.party_accounts import party_balance, stated
from sextant.storage.account_types import account_types
from sextant.storage.aef_format import ledger_terms
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.database.reader import DatabaseReader
from sextant.web.asking import Asked
from sextant.web.authorizing import Known, authorizations_at
from sextant.web.balance_chart import Chart, chart
from sextant.web.names import html_language
from sextant.wording.adjustments import method_said


@dataclass(frozen=True, slots=True)
class Overview:
    """The accounts of a Party in short."""

    chart: Chart | None
    """None where the Party stated nothing."""
    method: str
    edition: str
    authorizations: tuple[Known, ...]
    approaches: tuple[str, ...]

    @property
    def ways(self) -> bool:
        """Whether there is anything to lead to: an accounting statement or an authorization."""
        return bool(self.method or self.authorizations)


def overview_of(reader: DatabaseReader, code: str, at: Asked) -> Overview:
    """Return the accounts of a Party in short, in the public rendering."""
    known = tuple(each for each in authorizations_at(reader, at).values() if each.party == code)
    named = {each.current.cooperative_approach for each in known} - {None}
    found = stated(DatabasePartyStatements(reader.driver), code, at=at.moment)
    drawn, method, edition = None, "", ""
    if found is not None:
        balance = party_balance(reader, account_types(), found.accounts, at.moment)
        drawn = chart(balance.balance, balance.balance.inputs.withheld)
        method = method_said(found.accounts.method.value, html_language())
        edition = balance.balance.inputs.inventory_edition or "–"
        if balance.behind:
            of_mechanism = ledger_terms().approaches
            named |= {of_mechanism.get(each.lot.mechanism) for each in balance.behind} - {None}
    approaches = tuple(sorted(each for each in named if each is not None))
    return Overview(drawn, method, edition, known, approaches)
