"""Quantities as they are stated: one whole number, or one by vintage."""

from __future__ import annotations

from sextant.rules.issuance import Division

NONE = "none"
Quantities = dict[int | None, int]
"""Tonnes by vintage; under none where the quantity is not divided."""


class QuantitiesBadly(ValueError):
    """What should be quantities is not; `found` says what stands there."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def quantities(stated: object, divided_by: Division) -> Quantities:
    """Return quantities as stated: `2026: 9000; 2027: 4000`, `9000` or `none`. Raises QuantitiesBadly."""
    text = str(stated if stated is not None else "").strip()
    if text == NONE:
        return {}
    if divided_by is Division.WHOLE:
        if not text.isdecimal():
            raise QuantitiesBadly(text)
        return {None: int(text)}
    found: Quantities = {}
    for part in text.split(";"):
        vintage, divided, quantity = (each.strip() for each in part.partition(":"))
        if not (divided and vintage.isdecimal() and quantity.isdecimal()) or int(vintage) in found:
            raise QuantitiesBadly(part.strip() or text)
        found[int(vintage)] = int(quantity)
    return found


def written(found: Quantities) -> str:
    """Return quantities as people state them."""
    if None in found:
        return str(found[None])
    return "; ".join(f"{vintage}: {quantity}" for vintage, quantity in sorted(found.items(), key=str)) or NONE
