"""Account types of a mechanism, read from its `accounts.yaml`."""

from __future__ import annotations

from typing import Any

from sextant.domain.account import AccountType, Act
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

_KEYS = {"label", "final", "entered_by", "admits", "purposes", "source"}


def parse_account_types(text: str, name: str) -> dict[str, AccountType]:
    """Return the account types of one rule file, by code. Raises RuleTextError naming file, key and remedy."""
    content = reading.keys(load_text(text, name), name, needed={"mechanism", "account_types"})
    mechanism = reading.name(content["mechanism"], f"{name}: mechanism")
    types: dict[str, AccountType] = {}
    for code, body in reading.mapping(content["account_types"], f"{name}: account_types").items():
        where = f"{name}: {code}"
        if code.partition(".")[0] != mechanism:
            raise RuleTextError(f"{where}: the code of an account type begins with {mechanism}.; rename it")
        types[code] = _account_type(code, body, where)
    return types


def _account_type(code: str, content: Any, where: str) -> AccountType:
    body = reading.keys(content, where, needed=_KEYS, optional=frozenset({"single", "opened_for"}))
    acts = tuple(act.value for act in Act)
    entered_by = reading.texts(body["entered_by"], f"{where}.entered_by")
    for each in entered_by:
        reading.one_of(each, acts, f"{where}.entered_by", "act")
    label = reading.label(body["label"], f"{where}.label")
    return AccountType(
        code=code,
        final=reading.yes(body["final"], f"{where}.final"),
        entered_by=frozenset(Act(each) for each in entered_by),
        admits=frozenset(reading.texts(body["admits"], f"{where}.admits")),
        purposes=frozenset(reading.texts(body["purposes"], f"{where}.purposes")),
        source=reading.source(body["source"], f"{where}.source"),
        single=reading.some_text(body["single"], f"{where}.single") if "single" in body else None,
        opened_for=frozenset(reading.texts(body.get("opened_for", []), f"{where}.opened_for")),
        label_english=label.english,
        label_chinese=label.chinese,
    )
