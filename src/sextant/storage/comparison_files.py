"""Where the data of the comparison are read: the files that ship beside the code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sextant.comparison.loading import Comparison, load
from sextant.storage.rulebook_files import cyclebooks, texts_below


@cache
def comparison() -> Comparison:
    """Return the comparison that ships with Sextant, read once in a process."""
    return load(comparison_texts(), cyclebooks())


def comparison_texts() -> dict[str, str]:
    """Return the texts of all its files, by name."""
    return texts_below(files("sextant.comparison").joinpath("data"))
