"""Which event is the first transfer (2/CMA.3, annex, 2): each set of uses with each event, and those that are none."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from sextant.domain.authorization import Use
from sextant.domain.first_transfer import Happened, Happening, Undetermined, first_transfer, triggers

NDC, IMP, OP = (each.value for each in (Use.NDC, Use.INTERNATIONAL_MITIGATION, Use.OTHER_PURPOSES))
HAPPENED = (
    Happened(Happening.AUTHORIZATION, date(2025, 1, 1)),
    Happened(Happening.ISSUANCE, date(2025, 2, 1)),
    Happened(Happening.INTERNATIONAL_TRANSFER, date(2025, 3, 1)),
    Happened(Happening.USE_OR_CANCELLATION, date(2025, 4, 1)),
)


@pytest.mark.parametrize(
    ("uses", "event", "first"),
    [
        ((NDC,), None, Happening.INTERNATIONAL_TRANSFER),
        ((NDC,), "issuance", Happening.INTERNATIONAL_TRANSFER),
        *(((use,), event.value, event) for use in (IMP, OP)
          for event in Happening if event is not Happening.INTERNATIONAL_TRANSFER),
        ((NDC, IMP), "authorization", Happening.AUTHORIZATION),
        ((NDC, OP), "issuance", Happening.ISSUANCE),
        ((NDC, IMP, OP), "use_or_cancellation", Happening.INTERNATIONAL_TRANSFER),
        ((), None, None),
    ],
)  # fmt: skip
def test_the_earliest_event_that_counts_is_the_first_transfer_in_whatever_order_they_are_told(uses, event, first):
    for told in permutations(HAPPENED):
        found = first_transfer(uses, event, told)
        assert (found.what if found else None) == first


@pytest.mark.parametrize(
    "event", [None, "international_transfer", "First international transfer", "Cancellation/use", ""]
)
def test_an_event_that_paragraph_2b_does_not_offer_leaves_it_open_and_is_not_nothing(event):
    """Two hosts of the published blocks name the first international transfer for purposes other than contributions."""
    for uses in ((IMP,), (NDC, OP)):
        assert triggers(uses, event) == Undetermined(event)
        assert first_transfer(uses, event, HAPPENED) == Undetermined(event)


def test_nothing_that_happened_is_no_first_transfer_yet():
    assert first_transfer((NDC,), None, HAPPENED[:2]) is None
    assert first_transfer((IMP,), "issuance", ()) is None
