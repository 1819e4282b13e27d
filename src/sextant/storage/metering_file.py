"""The sources of the rules for meters that ship with Sextant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import load_text


@cache
def metering_sources() -> Mapping[str, Source]:
    """Return the source of each rule for meters, by name."""
    name = "metering/rules.yaml"
    text = files("sextant.methodology").joinpath("metering", "rules.yaml").read_text(encoding="utf-8")
    return {
        key: reading.source(reading.keys(each, f"{name}: {key}", needed={"source"})["source"], f"{name}: {key}")
        for key, each in load_text(text, name).items()
    }
