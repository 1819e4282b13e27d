"""What a registry finds by itself when a step is taken: other activities that may be the same one.

The registry's own activities and those of imported lists are compared alike. What is found is a finding with evidence
and a score; whether it is the same activity, a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sextant.application.case_store import CaseStore, key_of
from sextant.application.reader import LedgerReader
from sextant.domain.activity import Activity
from sextant.domain.identifier import canonical
from sextant.overlap.find import Candidate, alike
from sextant.overlap.listed import Listed
from sextant.rules.rulebook import Rulebooks
from sextant.workflow.case import Act, Stated
from sextant.workflow.cycle import FOUND_WITH, Search
from sextant.workflow.world import World

MOST_RECORDED = 10
"""So many candidates are recorded with an act, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Likening:
    """With what activities are compared."""

    weights: Mapping[str, Decimal]
    technology_of: Callable[[str], str | None]


class AlikeFinder:
    """Finds the activities of a registry that may be the same as the one in which a step is taken."""

    def __init__(self, reader: LedgerReader, store: CaseStore, books: Rulebooks, likening: Likening) -> None:
        self.reader = reader
        self.store = store
        self.books = books
        self.likening = likening

    def __call__(self, world: World, act: Act) -> Mapping[str, Stated]:
        """Return whether nothing alike was found, and what was, with score and evidence, as JSON."""
        first = world.history.cases[0]
        mechanism = first.cycle.partition(".")[0]
        said: dict[str, Stated] = {}
        for run in world.runs.values():
            said |= {name: each for name, each in run.stated.items() if run.case.subject == first.subject}
        own = self._told(Listed(mechanism, first.subject, ""), {**said, **act.stated})
        nothing, found = FOUND_WITH[Search.ACTIVITIES_ALIKE]
        if not own.title:
            # Without a title there is nothing to compare: that is not the same as finding nothing.
            return {}
        likely = alike(own, list(self._others(own)), self.likening.weights)
        return {nothing: not likely, found: written(likely[:MOST_RECORDED])}

    def every(self) -> Iterator[Listed]:
        """Yield every activity of the registry that has a title, with what its journal says of it.

        Its own activities and those of imported lists alike, as they are compared when a step searches.
        """
        for each in self.reader.activities():
            if each.title:
                yield self._of_journal(listed_of(each))

    def _others(self, own: Listed) -> Iterator[Listed]:
        for each in self.reader.activities():
            same_host = own.host is None or not each.host_parties or own.host in each.host_parties
            if each.title and same_host and (each.mechanism, each.reference) != (own.scheme, own.reference):
                yield self._of_journal(listed_of(each))

    def _of_journal(self, listed: Listed) -> Listed:
        history = self.store.history(key_of(listed.scheme, listed.reference))
        if history is None:
            return listed
        said: dict[str, Stated] = {}
        for act in history.acts:
            said |= act.stated
        return self._told(listed, {**said, "title": listed.title})

    def _told(self, listed: Listed, said: Mapping[str, Stated]) -> Listed:
        """Return an activity with what was stated of it; the last statement counts."""
        technology = _text(said.get("technology"))
        reductions = said.get("annual_reductions")
        whole = isinstance(reductions, int) and not isinstance(reductions, bool)
        title = _text(said.get("title")) or listed.title
        return replace(
            listed,
            title=title,
            host=_one(_names(said.get("host_party"))) or listed.host,
            technology=self.likening.technology_of(technology or "") or self.likening.technology_of(title),
            participants=_names(said.get("participants")) or listed.participants,
            place=_text(said.get("location")) or listed.place,
            annual_tonnes=reductions if whole else listed.annual_tonnes,  # type: ignore[arg-type]
        )


def listed_of(activity: Activity) -> Listed:
    """Return an activity of the registry as it is compared."""
    return Listed(
        scheme=activity.mechanism,
        reference=activity.reference,
        title=activity.title or "",
        host=_one(activity.host_parties),
        annual_tonnes=activity.expected_annual_reductions,
        first_day=activity.registered_on,
    )


def written(found: Iterable[Candidate]) -> str:
    """Return candidates as they are recorded: whom, the score from 0 to 1, and each piece of evidence."""
    return canonical([
        {"scheme": each.other.scheme, "reference": each.other.reference, "title": each.other.title,
         "score": str(each.likeness.score),
         "evidence": [{"evidence": point.evidence.value, "points": f"{point.points:.1f}", "most": f"{point.most:.1f}",
                       "found": point.found, "other": point.other} for point in each.likeness.points]}
        for each in found
    ])  # fmt: skip


def _text(value: Stated) -> str | None:
    return value if isinstance(value, str) and value else None


def _names(value: Stated) -> tuple[str, ...]:
    parts = value.replace("+", ";").split(";") if isinstance(value, str) else []
    return tuple(each.strip() for each in parts if each.strip())


def _one(names: tuple[str, ...]) -> str | None:
    return names[0] if len(names) == 1 else None
