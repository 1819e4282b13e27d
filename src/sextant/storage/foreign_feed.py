"""The feed of events of other registries on a database."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.application.foreign.feed import ForeignFeed
from sextant.application.foreign.sections import MECHANISM
from sextant.application.office import Office
from sextant.rules.party import Parties
from sextant.storage.opening import open_office
from sextant.storage.rulebook_files import parties

_FIRST_YEAR = f"{MECHANISM}.first_mitigation_year"


def open_feed(url: str, periods: Mapping[str, tuple[int, int]] | None = None) -> ForeignFeed:
    """Return the feed into an existing database. Each thread and process opens its own."""
    return feed_of(open_office(url), periods)


def feed_of(
    office: Office,
    periods: Mapping[str, tuple[int, int]] | None = None,
    *,
    synthetic: bool = False,
    known: Parties | None = None,
) -> ForeignFeed:
    """Return the feed into an office; what Parties may not do before 2021 its rulebook says."""
    book = office.books.books[MECHANISM]
    first_year = office.books.parameter(_FIRST_YEAR).values[-1].value
    assert isinstance(first_year, int), "the rulebook says a year"
    return ForeignFeed(
        office.registry, office.reader, book, known or parties(), first_year, periods, synthetic=synthetic
    )
