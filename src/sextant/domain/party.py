"""Parties: who hosts, acquires and authorizes. A Party is not always a country: the European Union is one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A Party to the Convention, with its names and the groups that rules ask for."""

    code: str
    """ISO 3166-1 alpha-2; the originating registry in a Kyoto serial number."""
    alpha3: str
    name_english: str
    name_chinese: str
    annex_one: bool
    cdm_host: bool
    """Whether units of activities it hosts can come from the CDM registry."""
    synonyms: tuple[str, ...] = ()
    """Other forms of the name: they find the Party and are never shown."""
