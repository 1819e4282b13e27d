"""Finding candidates among many listed activities: pairs that are like enough for somebody to look at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from sextant.overlap.likeness import Likeness, Rarity, blocks_of, likeness
from sextant.overlap.listed import Listed

MOST_IN_A_BLOCK = 400
"""Words that more activities of a host share tell nothing, and would make the search quadratic."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two listed activities that may be one, with the reasons."""

    one: Listed
    other: Listed
    likeness: Likeness


def alike(
    own: Listed, others: Sequence[Listed], weights: Mapping[str, Decimal], *, least: Decimal | None = None
) -> list[Candidate]:
    """Return the others that may be the same activity as one, the likeliest first."""
    every = [own, *others]
    rarity = Rarity(every)
    blocks = blocks_of(every, rarity, keys=int(weights["keys"])).values()
    near = sorted({at for block in blocks if 0 in block and len(block) <= MOST_IN_A_BLOCK for at in block} - {0})
    threshold = weights["candidate"] if least is None else least
    found = [Candidate(own, every[at], likeness(own, every[at], rarity, weights)) for at in near]
    return sorted(
        (each for each in found if each.likeness.score >= threshold),
        key=lambda each: (-each.likeness.score, each.other.scheme, each.other.reference),
    )


def candidates(
    listed: Sequence[Listed], weights: Mapping[str, Decimal], *, least: Decimal | None = None
) -> list[Candidate]:
    """Return the pairs whose score is at least the threshold, the likeliest first; each pair once."""
    rarity = Rarity(listed)
    threshold = weights["candidate"] if least is None else least
    seen: set[tuple[int, int]] = set()
    found: list[Candidate] = []
    for block in blocks_of(listed, rarity, keys=int(weights["keys"])).values():
        if len(block) > MOST_IN_A_BLOCK:
            continue
        for first, second in combinations(block, 2):
            if (first, second) in seen or first == second:
                continue
            seen.add((first, second))
            compared = likeness(listed[first], listed[second], rarity, weights)
            if compared.score >= threshold:
                found.append(Candidate(listed[first], listed[second], compared))
    return sorted(
        found, key=lambda each: (-each.likeness.score, each.one.scheme, each.one.reference, each.other.reference)
    )
