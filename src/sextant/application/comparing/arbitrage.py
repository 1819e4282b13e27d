"""Which single parameter causes the spread: each is imagined away alone, and the spread of mechanisms is measured.

The spread is the distance between the mechanism that gives the buyer the most units and the one that gives the fewest,
among those that issue units at all. A parameter that closes it by much is what an activity would choose by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sextant.application.comparing.compare import Compared, Stand, compare_activity
from sextant.comparison.activity import Activity
from sextant.domain.label import Label
from sextant.methodology.language.exact import shown


@dataclass(frozen=True, slots=True)
class Lifted:
    """One parameter imagined away, and what the spread becomes."""

    id: str
    label: Label
    assumption: bool
    """Whether it is an assumption; otherwise a rule."""
    before: int
    after: int
    usable: Mapping[str, int]
    """Units that the buyer can use then, by mechanism."""

    @property
    def closes(self) -> int:
        """By how many units the spread becomes smaller; negative where it grows."""
        return self.before - self.after


def lifted(activity: Activity, stand: Stand, found: Compared) -> tuple[Lifted, ...]:
    """Return every parameter imagined away alone, the one that closes the spread the most first."""
    before = spread(found)
    results = []
    for label, name, changed in _variants(activity, stand, found):
        again = compare_activity(changed, stand)
        results.append(
            Lifted(name, label, name in found.assumed, before, spread(again), MappingProxyType(usable(again)))
        )
    return tuple(sorted(results, key=lambda each: (-each.closes, each.id)))


def _variants(activity: Activity, stand: Stand, found: Compared) -> list[tuple[Label, str, Activity]]:
    variants = []
    for name, each in stand.comparison.assumptions.all.items():
        if each.neutral is not None and each.neutral != found.assumed[name]:
            assumed = {**activity.assumed, name: str(each.neutral) if each.choices else shown(each.neutral)}  # type: ignore[arg-type]
            variants.append((each.label, name, replace(activity, assumed=MappingProxyType(assumed))))
    for name, lever in stand.comparison.assumptions.levers.items():
        rules = {path: value for path, value in lever.rules.items() if path not in activity.rules}
        variants.append((lever.label, name, replace(activity, rules=MappingProxyType({**activity.rules, **rules}))))
    return variants


def usable(found: Compared) -> dict[str, int]:
    """Return the units that the buyer can use, of each mechanism that issues any."""
    return {
        each.mechanism: each.indicators.usable_by_buyer
        for each in found.outcomes
        if each.indicators is not None and each.course is not None and each.course.credited is not None
    }


def spread(found: Compared) -> int:
    """Return the distance between the most and the fewest usable units; 0 where fewer than two mechanisms issue."""
    figures = usable(found).values()
    return max(figures) - min(figures) if figures else 0


def lifted_record(results: tuple[Lifted, ...]) -> list[dict[str, Any]]:
    """Return the same for programs."""
    return [
        {
            "parameter": each.id,
            "label": {"en": each.label.english, "zh-Hant": each.label.chinese},
            "assumption": each.assumption,
            "spread_before": each.before,
            "spread_after": each.after,
            "closes": each.closes,
            "usable": dict(each.usable),
        }
        for each in results
    ]
