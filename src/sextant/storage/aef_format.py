"""The texts of the agreed electronic format that ship beside the code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sextant.reporting.aef.format import FILES, Format, parse_format
from sextant.reporting.aef.ledger_terms import FILE as LEDGER_FILE
from sextant.reporting.aef.ledger_terms import LedgerTerms, parse_ledger_terms
from sextant.reporting.checks.catalogue import FILE as RULES_FILE
from sextant.reporting.checks.catalogue import Catalogue, parse_catalogue


@cache
def aef_format() -> Format:
    """Return the format, read once in a process."""
    folder = files("sextant.reporting.aef").joinpath("data")
    return parse_format({name: folder.joinpath(name).read_text(encoding="utf-8") for name in FILES})


@cache
def check_catalogue() -> Catalogue:
    """Return the catalogue of the 53 rules, read once in a process."""
    folder = files("sextant.reporting.checks").joinpath("data")
    return parse_catalogue(folder.joinpath(RULES_FILE).read_text(encoding="utf-8"))


@cache
def ledger_terms() -> LedgerTerms:
    """Return how acts in a registry are told in the format, read once in a process."""
    folder = files("sextant.reporting.aef").joinpath("data")
    return parse_ledger_terms(folder.joinpath(LEDGER_FILE).read_text(encoding="utf-8"))
