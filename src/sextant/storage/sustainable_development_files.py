"""The sustainable development tool that ships with Sextant, read from its file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sextant.reporting.sustainable_development.tool import Tool, parse_tool

FILE = "tool.yaml"


@cache
def shipped_tool() -> Tool:
    """Return the tool. Raises RuleTextError where its file is not as it should be."""
    text = files("sextant.reporting.sustainable_development").joinpath(FILE).read_text(encoding="utf-8")
    return parse_tool(text, FILE)
