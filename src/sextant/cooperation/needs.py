"""The needs of an approach, one a host Party and stage, as offers are compared with them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.matching import Method, Need, WantedLine
from sextant.cooperation.record import Approach


def needs_of(approach: Approach, catalogue: Catalogue) -> tuple[Need, ...]:
    """Return the needs of each host Party, in the order in which the hosts are named, then by stage.

    The period is that of the lines, or that of the approach where a line has none; without either a need is open
    towards both ends.
    """
    found = []
    for participant in approach.participants:
        for stage in catalogue.lists["stage"].codes:
            lines = [each for each in approach.needs if (each.party, each.stage) == (participant.party, stage)]
            if not lines:
                continue
            firsts = [each.first or approach.first or date.min for each in lines]
            lasts = [each.last or approach.last or date.max for each in lines]
            subregion = participant.subregion
            found.append(
                Need(
                    id=f"{approach.reference}/{participant.party}/{stage}",
                    host=participant.party,
                    subregion=subregion,
                    region=catalogue.region_of(subregion) if subregion else None,
                    groups=participant.groups,
                    focus=approach.focus_areas,
                    sdgs=approach.sdgs,
                    stage=stage,
                    first=min(firsts),
                    last=max(lasts),
                    lines=tuple(WantedLine(each.type, each.instrument, each.amount, each.currency) for each in lines),
                )
            )
    return tuple(found)


def method_on(catalogue: Catalogue, on: date) -> Method:
    """Return the method of matching that the rulebook has on a day."""
    weights = catalogue.parameter("matching_weights", on)
    scale = catalogue.parameter("matching_region_scale", on)
    return Method(
        {name: Fraction(each) for name, each in weights.items()},
        {name: Fraction(each) for name, each in scale.items()},
        frozenset(catalogue.parameter("matching_forbidden_conditions", on)),
    )
