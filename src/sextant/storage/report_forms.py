"""The outlines of reports and the rows of the structured summary that ship beside the code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sextant.reporting.national.outline import OUTLINES_FILE, SUMMARY_FILE, Outline, parse_outlines, parse_rows
from sextant.reporting.national.summary import Row


def _text(name: str) -> str:
    return files("sextant.reporting.national").joinpath("data", name).read_text(encoding="utf-8")


@cache
def summary_rows() -> tuple[Row, ...]:
    """Return the rows of the structured summary, read once in a process."""
    return parse_rows(_text(SUMMARY_FILE))


@cache
def outlines() -> Mapping[str, Outline]:
    """Return the outlines by name, read once in a process."""
    return parse_outlines(_text(OUTLINES_FILE))
