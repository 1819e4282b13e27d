"""The technical expert reviews of a Party: each with its clock, its findings, and what is carried over into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sextant.application.party_statements import PartyStatement, PartyStatements, StatementKind
from sextant.application.queries.party_accounts import by_then, document
from sextant.application.reader import Moment
from sextant.reporting.national.public import Rendering
from sextant.reporting.national.review import (
    Carried,
    Due,
    Review,
    ReviewForm,
    carried,
    clock,
    rendered_review,
    review_of,
    unresolved,
)


@dataclass(frozen=True)
class ReviewTold:
    """A review with what follows from it."""

    review: Review
    version: int
    statement: PartyStatement
    form: ReviewForm
    clock: tuple[Due, ...]
    carried: tuple[Carried, ...]


@dataclass(frozen=True)
class Reviews:
    """All reviews of a Party, the latest first, and the recommendations that none found resolved."""

    every: tuple[ReviewTold, ...]
    unresolved: tuple[Carried, ...]


def reviews_of(
    statements: PartyStatements,
    party: str,
    form: ReviewForm,
    days: Mapping[str, int],
    rendering: Rendering = Rendering.PUBLIC,
    at: Moment | None = None,
) -> Reviews:
    """Return the reviews of a Party on record by a moment, as they are rendered."""
    last: dict[str, PartyStatement] = {}
    for each in statements.of(party, StatementKind.REVIEW):
        if at is None or by_then(each, at):
            last[each.subject] = each
    found = [(each, rendered_review(review_of(document(each)), rendering)) for each in last.values()]
    every = [review for _, review in found]
    told = [
        ReviewTold(review, each.version, each, form, clock(review, form, days), carried(review, every))
        for each, review in found
    ]
    told.sort(key=lambda each: (each.review.review_week, each.review.id), reverse=True)
    return Reviews(tuple(told), unresolved(every))
