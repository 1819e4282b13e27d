"""The texts of the agreed electronic format that ship beside the code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sextant.reporting.aef.format import FILES, Format, parse_format


@cache
def aef_format() -> Format:
    """Return the format, read once in a process."""
    folder = files("sextant.reporting.aef").joinpath("data")
    return parse_format({name: folder.joinpath(name).read_text(encoding="utf-8") for name in FILES})
