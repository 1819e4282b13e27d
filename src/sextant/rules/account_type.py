"""Account types of a mechanism, read from its `accounts.yaml`."""

from __future__ import annotations

from typing import Any

from sextant.domain.account import AccountType, Act
from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import RuleTextError, load_text

_KEYS = {"label", "final", "entered_by", "admits", "purposes", "source"}


def parse_account_types(text: str, name: str, faults: Faults) -> dict[str, AccountType]:
    """Return the account types of one rule file, by code; what does not load is told to `faults`."""
    types: dict[str, AccountType] = {}
    with faults.caught(name, text):
        content = reading.keys(load_text(text, name), name, needed={"mechanism", "account_types"})
        mechanism = reading.name(content["mechanism"], f"{name}: mechanism")
        for code, body in reading.mapping(content["account_types"], f"{name}: account_types").items():
            where = f"{name}: {code}"
            with faults.caught(name, code):
                if reading.path(code, where).partition(".")[0] != mechanism:
                    raise RuleTextError(f"{where}: the code of an account type begins with {mechanism}.; rename it")
                types[code] = _account_type(code, body, where)
    return types


def _account_type(code: str, content: Any, where: str) -> AccountType:
    item = Item(content, where, needed=_KEYS, optional=frozenset({"single", "opened_for"}))
    acts = tuple(act.value for act in Act)

    def entered(content: Any, at: str) -> frozenset[Act]:
        return frozenset(Act(reading.one_of(each, acts, at, "act")) for each in reading.texts(content, at))

    label = item.read("label", reading.label, Label("", ""))
    found = AccountType(
        code=code,
        final=item.read("final", reading.yes),
        entered_by=item.read("entered_by", entered),
        admits=frozenset(item.read("admits", reading.texts, ())),
        purposes=frozenset(item.read("purposes", reading.texts, ())),
        source=item.read("source", reading.source),
        single=item.read("single", reading.some_text),
        opened_for=frozenset(item.read("opened_for", reading.texts, ())),
        label_english=label.english,
        label_chinese=label.chinese,
    )
    item.done()
    return found
