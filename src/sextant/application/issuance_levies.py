"""How an issuance is shared out under a rulebook: its levies on units, in the order in which it declares them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sextant.domain.rounding import Rounding
from sextant.domain.rule_value import NotInForce
from sextant.ledger.request import Distribution, Levy
from sextant.rules.levy import UNITS, share_of
from sextant.rules.rulebook import Rulebook


def distribution(
    book: Rulebook,
    *,
    dates: Mapping[str, date],
    facts: Mapping[str, bool],
    accounts: Mapping[str, int],
    remainder: int,
    ratings: Mapping[str, object] = MappingProxyType({}),
) -> Distribution | NotInForce:
    """Return how an issuance is shared out at the dates of a case, or the value that is not in force.

    `accounts` names the account of each account type that a levy goes to. A levy from which the host Party is
    exempt stays in the list with a share of 0, so that the record shows that it was considered. `ratings` are the facts
    of which a levy may take its share.
    """
    levies: list[Levy] = []
    rounding = Rounding.UP
    for each in book.levies.values():
        if each.paid_in != UNITS or each.account is None or each.rounding is None:
            continue
        share = share_of(each, dates=dates, facts=facts, ratings=ratings)
        policy = each.rounding.at(dates)
        if isinstance(share, NotInForce):
            return share
        if isinstance(policy, NotInForce):
            return policy
        rounding = Rounding(str(policy.value))
        name = each.path.partition(".")[2]
        levies.append(Levy(name, share[0], accounts[each.account], each.marks_first_transfer))
    return Distribution(levies=tuple(levies), remainder=remainder, rounding=rounding)
