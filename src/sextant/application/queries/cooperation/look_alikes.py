"""Which activities of a registry may be the same as an approach: NMA-C16 forbids that both count it without a split.

The comparison is that of lists of activities (`overlap/`). Its score is a reason to look, never a finding: a person
decides, and writes the split into the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from sextant.cooperation.record import Approach
from sextant.domain.activity import Activity
from sextant.overlap.find import Candidate, candidates
from sextant.overlap.listed import Listed

OF_APPROACHES = "article_6_8"


def look_alikes(
    approach: Approach,
    activities: Sequence[Activity],
    weights: Mapping[str, Decimal],
    technology: Callable[[str], str | None],
) -> list[Candidate]:
    """Return the activities of its host Parties that may be the approach, the likeliest first.

    `other` of each is the activity. Those that the record names already are left out, and so are those without a
    title, which can be compared with nothing.
    """
    named = {each.activity for each in approach.overlaps}
    hosted = [
        _of_activity(each, host, technology)
        for host in approach.hosts
        for each in activities
        if host in each.host_parties and each.title and each.reference not in named
    ]
    own = [_of_approach(approach, host, technology) for host in approach.hosts]
    ours = {id(each) for each in own}
    found: list[Candidate] = []
    for each in candidates([*own, *hosted], weights):
        first, second = id(each.one) in ours, id(each.other) in ours
        if first != second:
            found.append(each if first else Candidate(each.other, each.one, each.likeness))
    return found


def _of_approach(approach: Approach, host: str, technology: Callable[[str], str | None]) -> Listed:
    return Listed(
        scheme=OF_APPROACHES,
        reference=approach.reference,
        title=approach.title,
        host=host,
        technology=technology(approach.title) or technology(approach.description),
        participants=tuple(each.name for each in approach.entities),
        first_day=approach.first,
        last_day=approach.last,
    )


def _of_activity(activity: Activity, host: str, technology: Callable[[str], str | None]) -> Listed:
    title = activity.title or ""
    return Listed(
        scheme=activity.mechanism,
        reference=activity.reference,
        title=title,
        host=host,
        technology=technology(title),
        annual_tonnes=activity.expected_annual_reductions,
        first_day=activity.registered_on,
    )
