"""What the pages of a Party's accounts share: the statement on record, and how exact figures are written."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from django.utils.translation import gettext as _

from sextant.application.queries.party_accounts import Stated, stated
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.database.reader import DatabaseReader
from sextant.web.asking import Asked, AskedWrongly
from sextant.web.names import party_name

PLACES = 3
"""Digits after the point of a figure that is not whole; the exact fraction stands beside it."""


def statement_of(reader: DatabaseReader, code: str, at: Asked) -> Stated:
    """Return the public rendering of a Party's accounting statement, or raise what the visitor reads."""
    found = stated(DatabasePartyStatements(reader.driver), code, at=at.moment)
    if found is None:
        sentence = _("%(party)s had stated no inventory, target or method here by %(day)s.")
        way_out = _("A Party’s office puts its accounting statement on record with: sextant report state FILE.")
        facts = {"party": party_name(code[:20]), "day": at.as_of.isoformat()}
        raise AskedWrongly(sentence % facts, 404, way_out)
    return found


def written(value: Fraction | int | None) -> str | None:
    """Return a figure for people: whole with thousands separators, else to three places and marked as rounded."""
    if value is None:
        return None
    exact = Fraction(value)
    if exact.denominator == 1:
        return f"{exact.numerator:,}".replace("-", "−")
    with localcontext() as context:
        context.prec = 60
        places = Decimal(1).scaleb(-PLACES)
        rounded = (Decimal(exact.numerator) / exact.denominator).quantize(places, ROUND_HALF_EVEN)
    return f"≈ {rounded:,}".replace("-", "−")


def signed(value: Fraction | None) -> str | None:
    """Return a figure with its sign, as changes are written."""
    found = written(value)
    if found is None or value is None or value <= 0:
        return found
    return found.replace("≈ ", "≈ +") if found.startswith("≈") else f"+{found}"
