"""The rules of transition that ship with Sextant."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sextant.methodology.transition import Transition, parse_transition


@cache
def transition() -> Transition:
    """Return the rules for CDM activities that have transitioned."""
    text = files("sextant.methodology").joinpath("transition.yaml").read_text(encoding="utf-8")
    return parse_transition(text, "transition.yaml")
