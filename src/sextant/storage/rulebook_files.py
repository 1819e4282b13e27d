"""Where rule files are read: the texts that ship beside the code, and the tables made from them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sextant.rules.party import Parties, parse_parties


def read_rule_text(name: str) -> str:
    """Return the text of a file under `sextant/rules`; folders are separated by "/"."""
    return files("sextant.rules").joinpath(*name.split("/")).read_text(encoding="utf-8")


@cache
def parties() -> Parties:
    """Return the Parties, read once in a process."""
    return parse_parties(read_rule_text("parties.yaml"), "parties.yaml")
