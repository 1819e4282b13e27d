"""What a levy takes of one request, by the share that the rulebook tells and the rounding of the ledger."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from sextant.domain.money import LevyStep
from sextant.domain.rounding import Rounding, rounded
from sextant.domain.rule_value import NotInForce
from sextant.rules.levy import UNITS, Charge, Levy, Occasion, share_of


def units(
    levy: Levy, occasion: Occasion, *, available: int | None = None, ratings: Mapping[str, object] | None = None
) -> Charge | NotInForce:
    """Return the whole units that a levy takes of a request, never more than are left of it."""
    found = share_of(levy, dates=occasion.dates, facts=occasion.facts, ratings=ratings or {})
    policy = levy.rounding.at(occasion.dates)
    for missing in (found, policy):
        if isinstance(missing, NotInForce):
            return missing
    on = occasion.dates[levy.rate.anchor]
    exempt = next((each.name for each in levy.exemptions if each.holds(occasion.facts, on)), None)
    exact = found[0] * Decimal(occasion.quantity)
    taken = rounded(Fraction(exact), Rounding(str(policy.value)))
    left = int(occasion.quantity) if available is None else available
    due = Decimal(min(taken, left))
    steps = (LevyStep("share", found[0], exact, found[1]), LevyStep("rounded", str(policy.value), due, policy.source))
    return Charge(levy.path, exact, due, UNITS, steps, exempt=exempt, capped=taken > left)
