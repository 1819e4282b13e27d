"""How like two listed activities are: points with the reason for each, so that whoever decides sees why.

Points for and against are numbers of `data/weights.yaml`. Where one title has words of its own the other lacks, it may
be the longer form of the same title; where both have, they are more likely two sites of one owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from math import isqrt

from rapidfuzz import fuzz

from sextant.overlap.listed import Listed, plain


class Evidence(StrEnum):
    """What was compared; one word of the wording each."""

    IDENTIFIER = "identifier"
    TITLE = "title"
    NUMBERS = "numbers"
    TECHNOLOGY = "technology"
    PARTICIPANTS = "participants"
    PLACE = "place"
    PERIOD = "period"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Point:
    """What one comparison found: points for or against, and the two sides as they are shown."""

    evidence: Evidence
    points: Decimal
    most: Decimal
    """What could have been reached with it."""
    found: str
    other: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score of a pair from 0 to 1, and what it is made of."""

    score: Decimal
    points: tuple[Point, ...]


class Rarity:
    """How much a word tells in these lists: one that many titles have tells little."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        titles = [each.words for each in listed]
        self._counts = Counter(word for words in titles for word in words)
        self._titles = max(len(titles), 1)

    def weight(self, word: str) -> int:
        """Return the weight of a word, a whole number above nothing: more the fewer titles have it."""
        return 1 + isqrt(10_000 * self._titles // (1 + self._counts.get(word, 0)) // self._titles)


def likeness(one: Listed, other: Listed, rarity: Rarity, weights: Mapping[str, Decimal]) -> Likeness:
    """Return how like two activities are. A shared identifier settles it; hosts that differ settle it the other way."""
    shared = _shared_identifier(one, other)
    if shared is not None:
        return Likeness(Decimal(1), (shared,))
    if one.host is not None and other.host is not None and one.host != other.host:
        return Likeness(Decimal(0), ())
    found = [each for each in (
        _title(one, other, rarity, weights), _numbers(one, other, weights), _technology(one, other, weights),
        _participants(one, other, weights), _place(one, other, weights), _period(one, other, weights),
        _size(one, other, weights),
    ) if each is not None]  # fmt: skip
    reached, most = sum(each.points for each in found), sum(each.most for each in found)
    score = max(Decimal(0), min(Decimal(1), reached / most)) if most else Decimal(0)
    return Likeness(score.quantize(Decimal("0.001")), tuple(found))


def _shared_identifier(one: Listed, other: Listed) -> Point | None:
    ours = {**one.identifiers, one.scheme: one.reference}
    theirs = {**other.identifiers, other.scheme: other.reference}
    for scheme in sorted(ours.keys() & theirs.keys()):
        if ours[scheme] == theirs[scheme] and (one.scheme != other.scheme or one.reference != other.reference):
            return Point(
                Evidence.IDENTIFIER, Decimal(1), Decimal(1), f"{scheme} {ours[scheme]}", f"{scheme} {theirs[scheme]}"
            )
    return None


def _title(one: Listed, other: Listed, rarity: Rarity, weights: Mapping[str, Decimal]) -> Point:
    matched, left, right = _matched(one.words, other.words, weights["word_likeness"])
    same = sum(rarity.weight(each) for each in matched)
    ours, theirs = (sum(rarity.weight(each) for each in words) for words in (left, right))
    low, high = sorted((ours, theirs))
    against = weights["both_sides"] * low + weights["one_side"] * (high - low)
    share = Decimal(same) / (same + against) if same else Decimal(0)
    return Point(Evidence.TITLE, share * weights["title"], weights["title"], one.title, other.title)


def _matched(ours: frozenset[str], theirs: frozenset[str], least: Decimal) -> tuple[set[str], set[str], set[str]]:
    """Return the words that both have, spelled alike or nearly so, and what is left on each side."""
    same = set(ours & theirs)
    left, right = set(ours - same), set(theirs - same)
    for word in sorted(left):
        near = max(right, key=lambda each: (fuzz.ratio(word, each), each), default=None)
        if near is not None and len(word) > 3 and fuzz.ratio(word, near) >= least:
            same.add(word)
            left.discard(word)
            right.discard(near)
    return same, left, right


def _numbers(one: Listed, other: Listed, weights: Mapping[str, Decimal]) -> Point | None:
    for kind in sorted(one.numbers.keys() & other.numbers.keys()):
        ours, theirs = one.numbers[kind], other.numbers[kind]
        if ours - theirs and theirs - ours:
            shown = (f"{' '.join(sorted(each))} {kind}".strip() for each in (ours, theirs))
            return Point(Evidence.NUMBERS, -weights["numbers_differ"], Decimal(0), *shown)
    return None


def _technology(one: Listed, other: Listed, weights: Mapping[str, Decimal]) -> Point | None:
    if one.technology is None or other.technology is None:
        return None
    same = one.technology == other.technology
    points = weights["technology"] if same else -weights["technology_differs"]
    return Point(Evidence.TECHNOLOGY, points, weights["technology"], one.technology, other.technology)


def _participants(one: Listed, other: Listed, weights: Mapping[str, Decimal]) -> Point | None:
    if not one.participants or not other.participants:
        return None
    alike = any(
        fuzz.token_set_ratio(plain(ours), plain(theirs)) >= weights["name_likeness"]
        for ours in one.participants
        for theirs in other.participants
    )
    points = weights["participants"] if alike else -weights["participants_differ"]
    return Point(
        Evidence.PARTICIPANTS,
        points,
        weights["participants"],
        "; ".join(one.participants),
        "; ".join(other.participants),
    )


def _place(one: Listed, other: Listed, weights: Mapping[str, Decimal]) -> Point | None:
    if one.place is None or other.place is None:
        return None
    alike = fuzz.token_set_ratio(plain(one.place), plain(other.place)) >= weights["name_likeness"]
    points = weights["place"] if alike else -weights["place_differs"]
    return Point(Evidence.PLACE, points, weights["place"], one.place, other.place)


def _period(one: Listed, other: Listed, weights: Mapping[str, Decimal]) -> Point | None:
    """Return points where both periods are known; one that ends before the other begins cannot be counted twice."""
    if one.first_day is None or other.first_day is None or one.last_day is None or other.last_day is None:
        return None
    overlap = max(one.first_day, other.first_day) <= min(one.last_day, other.last_day)
    near = overlap or max(one.first_day, other.first_day) - min(one.last_day, other.last_day) <= timedelta(days=366)
    points = weights["period"] if overlap else Decimal(0) if near else -weights["period_apart"]
    shown = (f"{each.first_day} – {each.last_day}" for each in (one, other))
    return Point(Evidence.PERIOD, points, weights["period"], *shown)


def _size(one: Listed, other: Listed, weights: Mapping[str, Decimal]) -> Point | None:
    if not one.annual_tonnes or not other.annual_tonnes:
        return None
    low, high = sorted((one.annual_tonnes, other.annual_tonnes))
    if high <= low * weights["size_close"]:
        points = weights["size"]
    else:
        points = -weights["size_differs"] if high > low * weights["size_far"] else Decimal(0)
    return Point(Evidence.SIZE, points, weights["size"], f"{one.annual_tonnes:,}", f"{other.annual_tonnes:,}")


def listed_weights(text: Mapping[str, str]) -> Mapping[str, Decimal]:
    """Return the weights as numbers, by the names of their file."""
    return {name: Decimal(value) for name, value in text.items()}


def blocks_of(listed: Sequence[Listed], rarity: Rarity, *, keys: int) -> Mapping[tuple[str, str], list[int]]:
    """Return which activities share a host and one of their rarest words: only those are compared with each other."""
    found: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(listed):
        rarest = sorted(each.words, key=lambda word: (-rarity.weight(word), word))[:keys]
        for word in rarest:
            found.setdefault((each.host or "", word[:5]), []).append(at)
        for scheme, reference in {**each.identifiers, each.scheme: each.reference}.items():
            found.setdefault((scheme, reference), []).append(at)
    return found
