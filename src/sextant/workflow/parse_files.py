"""From the texts of one rulebook to the versions of its cycles, each with where its faults are to be mended.

A cycle may extend a template of its mechanism; every version of a cycle stands in a file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sextant.rules import reading
from sextant.rules.reading import Faults
from sextant.rules.template import extended
from sextant.rules.text import RuleTextError, load_text
from sextant.workflow.cycle import Cycle
from sextant.workflow.ground import Ground
from sextant.workflow.origin import Origin, Placed, origin_of
from sextant.workflow.parse import parse_cycle

Version = tuple[str, date]
"""The path of a cycle, and the day from which a version of it applies."""
Templates = Mapping[str, Mapping[str, Any]]


def parse_files(
    texts: Mapping[str, str], ground: Ground, placed: Placed, faults: Faults
) -> tuple[dict[str, tuple[Cycle, ...]], dict[Version, Origin]]:
    """Return all versions of each cycle by path, oldest first, and where each stands.

    What is wrong with a cycle is told to `placed`; what is wrong with a file as such to `faults`.
    """
    templates = _templates(texts, ground.mechanism, faults)
    versions: dict[str, list[Cycle]] = {}
    origins: dict[Version, Origin] = {}
    for name in sorted(each for each in texts if each.startswith("cycles/")):
        file = f"{ground.mechanism}/{name}"
        with faults.caught(file, texts[name]):
            content, origin = _content(load_text(texts[name], file), ground.mechanism, templates, faults, file)
            cycle = _parsed(content, ground, origin, placed)
            _check_name(cycle, name, file, faults)
            place = (cycle.path, cycle.from_date)
            if place in origins:
                there = origins[place].file
                faults.add(f"{file}: {cycle.path} from {cycle.from_date} is also in {there}; give another day")
                continue
            versions.setdefault(cycle.path, []).append(cycle)
            origins[place] = origin
    return {path: tuple(sorted(found, key=lambda each: each.from_date)) for path, found in versions.items()}, origins


def _templates(texts: Mapping[str, str], mechanism: str, faults: Faults) -> Templates:
    found: dict[str, Mapping[str, Any]] = {}
    for name in sorted(each for each in texts if each.startswith("templates/")):
        file = f"{mechanism}/{name}"
        with faults.caught(file, texts[name]):
            found[file] = reading.mapping(load_text(texts[name], file), file)
    return found


def _content(
    content: Any, mechanism: str, templates: Templates, faults: Faults, file: str
) -> tuple[Mapping[str, Any], Origin]:
    body = reading.mapping(content, file)
    if "extends" not in body:
        return body, Origin(file)
    name = reading.name(body["extends"], f"{file}: extends")
    template_file = f"{mechanism}/templates/{name}.yaml"
    template = templates.get(template_file)
    if template is None and template_file in faults.unread:
        # What is wrong with the template has been told.
        raise RuleTextError
    if template is None:
        raise RuleTextError(f"{file}: extends: there is no templates/{name}.yaml; add it or drop the line")
    return extended(template, body, file), origin_of(file, body, template_file, template)


def _parsed(content: Any, ground: Ground, origin: Origin, placed: Placed) -> Cycle:
    """Return the cycle of a file; what is wrong is placed, and raised without a sentence."""
    try:
        return parse_cycle(content, ground, origin.file)
    except RuleTextError as error:
        for sentence in error.sentences:
            placed.add(origin, sentence.removeprefix(f"{origin.file}: "))
        placed.lost.append(origin)
        raise RuleTextError from None


def _check_name(cycle: Cycle, name: str, file: str, faults: Faults) -> None:
    """Tell of a file whose name says another cycle or another day: `plan.yaml`, or `plan.2026-01-01.yaml`."""
    own = cycle.path.partition(".")[2]
    allowed = (f"cycles/{own}.yaml", f"cycles/{own}.{cycle.from_date}.yaml")
    if name not in allowed:
        faults.add(f"{file}: it holds {own} from {cycle.from_date}; name it {' or '.join(allowed)}")
