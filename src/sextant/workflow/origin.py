"""In which file a fault of a cycle is to be mended: its own, or the template from which it has what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sextant.rules.reading import Faults

_KEY = re.compile(r"'?([a-z0-9_]+)'?(?:\.([a-z0-9_]+))?")
_JOINED = ("states", "steps")
"""What a cycle and its template both have, name by name."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file of a cycle, and what of it stands in a template only."""

    file: str
    template: str | None = None
    inherited: frozenset[str] = frozenset()
    """Keys, and `steps.accept` for what is joined."""

    def is_inherited(self, fault: str) -> bool:
        """Whether a fault, which begins with the key of what is wrong, is of what stands in the template."""
        found = _KEY.match(fault)
        if found is None:
            return False
        key, inner = found.groups()
        return (f"{key}.{inner}" if key in _JOINED else key) in self.inherited


def origin_of(file: str, own: Mapping[str, Any], template_file: str, template: Mapping[str, Any]) -> Origin:
    """Return the origin of a cycle that extends a template."""
    inherited = {key for key in template if key not in own and key not in _JOINED}
    for key in _JOINED:
        theirs, ours = template.get(key), own.get(key, {})
        if isinstance(theirs, dict) and isinstance(ours, dict):
            inherited |= {f"{key}.{each}" for each in theirs if each not in ours}
    return Origin(file, template_file, frozenset(inherited))


@dataclass
class Placed:
    """Faults of cycles with where each is, told at the end: what all that extend a template have wrong is told once."""

    found: list[tuple[Origin, str]] = field(default_factory=list)
    lost: list[Origin] = field(default_factory=list)
    """The origins of cycles that did not load."""

    def add(self, origin: Origin, fault: str) -> None:
        """Keep a fault that begins with the key of what is wrong."""
        self.found.append((origin, fault))

    def tell(self, origins: list[Origin], faults: Faults) -> None:
        """Tell every fault, with the file in which to mend it."""
        for origin, fault in self.found:
            if not origin.is_inherited(fault):
                faults.add(f"{origin.file}: {fault}")
                continue
            beside = [each for each in origins if each.template == origin.template and each.is_inherited(fault)]
            everywhere = all((each, fault) in self.found for each in beside)
            place = origin.template if everywhere else f"{origin.file} (from {origin.template})"
            faults.add(f"{place}: {fault}")
