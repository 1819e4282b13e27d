"""The units in which parameters are measured, read from `measures.yaml`, each with the range of what is possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sextant.domain.label import Label
from sextant.domain.rule_value import Bracket, RuleValue
from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import RuleTextError, load_text


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measurement: its name in both languages, and the least and most that a value in it can be."""

    code: str
    label: Label
    least: Decimal | None = None
    most: Decimal | None = None

    def fault(self, value: RuleValue) -> str | None:
        """Return what is wrong with a value in this unit, in one clause with its remedy, or none."""
        for each in _numbers(value):
            low, high = self.least is not None and each < self.least, self.most is not None and each > self.most
            if low or high:
                least, most = f"at least {self.least:f}" if self.least is not None else "", \
                    f"at most {self.most:f}" if self.most is not None else ""  # fmt: skip
                allowed = " and ".join(filter(None, (least, most)))
                return f"{each} is no possible number of {self.label.english}; write one that is {allowed}"
        return None


def _numbers(value: RuleValue) -> tuple[Decimal, ...]:
    if isinstance(value, bool):
        return ()
    if isinstance(value, int | Decimal):
        return (Decimal(value),)
    if isinstance(value, Mapping):
        return tuple(value.values())
    return tuple(each.value for each in value if isinstance(each, Bracket)) if isinstance(value, tuple) else ()


def parse_measures(text: str, file: str) -> dict[str, Measure]:
    """Return the units of measurement by code. Raises RuleTextError naming file, key and remedy."""
    content = reading.keys(load_text(text, file), file, needed={"measures"})
    item = Item({}, file, needed=set())
    found: dict[str, Measure] = {}
    for code, body in reading.mapping(content["measures"], f"{file}: measures").items():
        with item.kept():
            found[reading.name(code, file)] = _measure(code, body, f"{file}: {code}")
    item.done()
    return found


def _measure(code: str, content: Any, where: str) -> Measure:
    item = Item(content, where, needed={"en", "zh-Hant"}, optional=frozenset({"least", "most"}))
    label = Label(item.read("en", reading.some_text), item.read("zh-Hant", reading.some_text))
    least, most = item.maybe("least", reading.number), item.maybe("most", reading.number)
    item.done()
    if least is not None and most is not None and least > most:
        raise RuleTextError(f"{where}: the least, {least}, is more than the most, {most}; exchange them")
    return Measure(code, label, least, most)
