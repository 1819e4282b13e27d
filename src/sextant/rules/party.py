"""The table of Parties, read from `parties.yaml`.

A name is found in any of its forms: published lists write Viet Nam, Vietnam and VIET NAM, and Côte d'Ivoire
with three different apostrophes. Two Parties that answer to one name do not load.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sextant.domain.party import Party
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

GROUPS = ("annex_one", "cdm_host")
"""Groups that do not change; lists that do stand in `party_lists.yaml`."""

_TOP = {"sources", "groups", "parties"}
_SOURCES = {"parties", "code", "alpha3", "name_english", "name_chinese"}
_NEEDED = {"alpha3", "name_english", "name_chinese"}
_ALLOWED = _NEEDED | {"also"}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Parties:
    """All Parties in the order of their codes, and where each column of the table comes from."""

    all: tuple[Party, ...]
    sources: Mapping[str, Source]
    """The source of each column and of each group."""
    cdm_hosts: frozenset[str]
    """The codes of the Parties whose units can come from the CDM registry."""
    _codes: Mapping[str, Party]
    _names: Mapping[str, Party]

    def by_code(self, code: str) -> Party | None:
        """Return the Party with this alpha-2 code, written exactly so, or none."""
        return self._codes.get(code)

    def by_name(self, name: str) -> Party | None:
        """Return the Party that any published form of its name, or its alpha-3 code, stands for, or none."""
        return self._names.get(name_key(name))

    def __iter__(self) -> Iterator[Party]:
        return iter(self.all)

    def with_further(self, further: Iterable[Party]) -> Parties:
        """Return the table with Parties that no list has, such as those of an invented story; none replaces another."""
        more = {each.code: each for each in further if each.code not in self._codes}
        names = {name_key(name): each for each in more.values() for name in (each.name_english, each.alpha3)}
        return replace(
            self, all=(*self.all, *more.values()), _codes={**self._codes, **more}, _names={**names, **self._names}
        )


def name_key(name: str) -> str:
    """Return the form in which names are compared: no case, accents, punctuation, "&" or "St."."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    plain = "".join(each for each in plain if not unicodedata.combining(each) and each not in "'’‘`´ʼ")
    words = _WORD.findall(plain.replace("ı", "i"))
    return " ".join("saint" if word == "st" else word for word in words)


def parse_parties(text: str, name: str = "parties.yaml") -> Parties:
    """Return the Parties of a rule file. Raises RuleTextError naming file, key and remedy."""
    content = load_text(text, name)
    _exactly(content, _TOP, name)
    _exactly(content["sources"], _SOURCES, f"{name}: sources")
    sources = {key: _source(body, f"{name}: sources.{key}") for key, body in content["sources"].items()}
    bodies = _mapping(content["parties"], f"{name}: parties")
    members = _groups(content["groups"], bodies, sources, name)
    codes: dict[str, Party] = {}
    names: dict[str, Party] = {}
    for code in sorted(bodies):
        party = _party(code, bodies[code], members, f"{name}: parties.{code}")
        codes[code] = party
        for form in (party.name_english, party.name_chinese, party.alpha3, *party.synonyms):
            key = name_key(form)
            other = names.setdefault(key, party)
            if other is not party:
                raise RuleTextError(f"{name}: parties.{code}: {form!r} also stands for {other.code}; remove one")
    return Parties(
        all=tuple(codes.values()),
        sources=MappingProxyType(sources),
        cdm_hosts=frozenset(members["cdm_host"]),
        _codes=MappingProxyType(codes),
        _names=MappingProxyType(names),
    )


def _groups(groups: Any, bodies: Mapping[str, Any], sources: dict[str, Source], name: str) -> dict[str, frozenset[str]]:
    """Return the member codes of each group, and add the source of each to the sources."""
    _exactly(groups, set(GROUPS), f"{name}: groups")
    members: dict[str, frozenset[str]] = {}
    for group, body in groups.items():
        where = f"{name}: groups.{group}"
        _exactly(body, {"source", "parties"}, where)
        sources[group] = _source(body["source"], f"{where}.source")
        listed = _texts(body["parties"], f"{where}.parties")
        for index, code in enumerate(listed):
            if code not in bodies:
                raise RuleTextError(f"{where}.parties: {code!r} is no Party of this file; add it under parties")
            if code in listed[:index]:
                raise RuleTextError(f"{where}.parties: {code!r} is given twice; remove one")
        members[group] = frozenset(listed)
    return members


def _party(code: str, body: Any, members: Mapping[str, frozenset[str]], where: str) -> Party:
    _mapping(body, where)
    missing, unknown = sorted(_NEEDED - set(body)), sorted(set(body) - _ALLOWED)
    if missing:
        raise RuleTextError(f"{where}: {missing[0]} is missing; add it")
    if unknown:
        raise RuleTextError(f"{where}: {unknown[0]!r} is no key of a Party; use {', '.join(sorted(_ALLOWED))}")
    if not re.fullmatch("[A-Z]{2}", code):
        raise RuleTextError(f"{where}: {code!r} is no alpha-2 code; write two capital letters")
    if not re.fullmatch("[A-Z]{3}", str(body["alpha3"])):
        raise RuleTextError(f"{where}.alpha3: found {body['alpha3']!r}; write three capital letters")
    for key in ("name_english", "name_chinese"):
        if not isinstance(body[key], str) or not name_key(body[key]):
            raise RuleTextError(f"{where}.{key}: found {body[key]!r}; write a name")
    return Party(
        code=code,
        alpha3=body["alpha3"],
        name_english=body["name_english"],
        name_chinese=body["name_chinese"],
        annex_one=code in members["annex_one"],
        cdm_host=code in members["cdm_host"],
        synonyms=tuple(_texts(body.get("also", []), f"{where}.also")),
    )


def _source(body: Any, where: str) -> Source:
    _exactly(body, {"document", "paragraph"}, where)
    return reading.source(body, where)


def _texts(value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise RuleTextError(f"{where}: expected a list of texts; write [one, two]")
    return value


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RuleTextError(f"{where}: expected keys and values; write key: value")
    return value


def _exactly(value: Any, keys: set[str], where: str) -> None:
    """Refuse a mapping with a key missing or a key too many."""
    found = set(_mapping(value, where))
    for key in sorted(keys - found):
        raise RuleTextError(f"{where}: {key} is missing; add it")
    for key in sorted(found - keys):
        raise RuleTextError(f"{where}: {key!r} is not known here; use {', '.join(sorted(keys))}")
