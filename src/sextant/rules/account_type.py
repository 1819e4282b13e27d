"""Account types of a mechanism, read from its `accounts.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sextant.domain.account import AccountType, Act
from sextant.domain.source import Source
from sextant.rules.text import RuleTextError, load_text

_KEYS = {"label", "final", "entered_by", "admits", "purposes", "source"}


def parse_account_types(text: str, name: str) -> dict[str, AccountType]:
    """Return the account types of one rule file, by code. Raises RuleTextError naming file, key and remedy."""
    content = load_text(text, name)
    if not isinstance(content, dict) or set(content) != {"mechanism", "account_types"}:
        raise RuleTextError(f"{name}: expected the keys mechanism and account_types at the top")
    types: dict[str, AccountType] = {}
    for code, body in content["account_types"].items():
        types[code] = _account_type(code, body, name)
    return types


def _account_type(code: str, body: Mapping[str, Any], name: str) -> AccountType:
    where = f"{name}: {code}"
    if not isinstance(body, dict) or set(body) != _KEYS:
        differing = ", ".join(sorted(_KEYS ^ set(body))) if isinstance(body, dict) else "everything"
        raise RuleTextError(f"{where}: missing or undeclared: {differing}; give exactly {', '.join(sorted(_KEYS))}")
    if body["final"] not in {"yes", "no"}:
        raise RuleTextError(f"{where}.final: found {body['final']!r}; write yes or no")
    acts = {act.value for act in Act}
    unknown = sorted(set(body["entered_by"]) - acts)
    if unknown:
        raise RuleTextError(f"{where}.entered_by: {unknown[0]!r} is no act; use one of {', '.join(sorted(acts))}")
    label = body["label"]
    if set(label) != {"en", "zh-Hant"}:
        raise RuleTextError(f"{where}.label: give en and zh-Hant")
    return AccountType(
        code=code,
        final=body["final"] == "yes",
        entered_by=frozenset(Act(each) for each in body["entered_by"]),
        admits=frozenset(body["admits"]),
        purposes=frozenset(body["purposes"]),
        source=_source(body["source"], where),
        label_english=label["en"],
        label_chinese=label["zh-Hant"],
    )


def _source(body: Mapping[str, str], where: str) -> Source:
    if not {"document", "paragraph"} <= set(body) <= {"document", "paragraph", "version", "verified"}:
        raise RuleTextError(f"{where}.source: give document and paragraph (and version, verified)")
    return Source(
        document=body["document"],
        paragraph=body["paragraph"],
        version=body.get("version"),
        verified=body.get("verified", "true") == "true",
    )
