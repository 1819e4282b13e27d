"""The sentences that refuse a rule file, as they stand in the source, and what each means in both languages.

The loader says a sentence in English, with file and key before it. Here it stands without them, and `…` stands for
what was found. The meanings are kept in `load_refusals.yaml`; a test compares both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from sextant.domain.label import Label

SOURCE = Path(__file__).parents[1]
_LOADERS = (
    "rules/*.py", "workflow/parse*.py", "workflow/check*.py", "workflow/cyclebook.py", "workflow/named.py",
    "workflow/relations.py", "workflow/ground.py", "workflow/version.py", "domain/calendar_text.py",
)  # fmt: skip
_CITING = ("domain/document.py", "rules/measure.py", "workflow/check_values.py")
_LEFT_OUT = {"rules/party.py"}
"""Parties are one file of all mechanisms; whoever writes a rulebook does not write it."""
_RAISED = {
    "RuleTextError",
    "OffsetError",
    "faults.add",
    "faults.append",
    "item.sentences.append",
    "self.sentences.append",
}
_PLACE = re.compile(r"^(?:(?:line )?[^\s:]+: )+")


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences about one subject, each with its meaning; an empty English one says that the sentence is enough."""

    title: Label
    meanings: Mapping[str, Label]


def groups() -> tuple[Group, ...]:
    """Return the sentences with their meanings, in the order in which a reader meets them."""
    content = yaml.safe_load(files("sextant.wording").joinpath("load_refusals.yaml").read_text(encoding="utf-8"))
    return tuple(
        Group(
            Label(each["title"]["en"], each["title"]["zh-Hant"]),
            {sentence: Label(english, chinese) for sentence, english, chinese in each["sentences"]},
        )
        for each in content["groups"]
    )


def said_by_the_loaders() -> dict[str, str]:
    """Return every sentence that the source can say of a rule file, with a module that says it."""
    found: dict[str, str] = {}
    paths = [path for pattern in _LOADERS for path in sorted(SOURCE.glob(pattern))]
    for path in [*paths, *(SOURCE / each for each in _CITING)]:
        name = path.relative_to(SOURCE).as_posix()
        if name not in _LEFT_OUT:
            for sentence in sentences(path.read_text(encoding="utf-8"), returned=name in _CITING):
                found.setdefault(sentence, name)
    return found


def sentences(source: str, *, returned: bool = False) -> Iterator[str]:
    """Yield the refusals in the text of a module: raised, added to faults or yielded; or returned, where asked."""
    for node in ast.walk(ast.parse(source)):
        said = _said(node, returned)
        text = None if said is None else _PLACE.sub("", _plain(said) or "")
        if text and text != "…":
            yield text


def _said(node: ast.AST, returned: bool) -> ast.expr | None:
    if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in _RAISED:
        return node.args[0]
    if isinstance(node, ast.Yield):
        # Beside the sentence may stand what it is about.
        told = node.value
        return told.elts[1] if isinstance(told, ast.Tuple) and len(told.elts) == 2 else told
    if isinstance(node, ast.YieldFrom) and isinstance(node.value, ast.GeneratorExp):
        return node.value.elt
    return node.value if returned and isinstance(node, ast.Return) else None


def _plain(said: Any) -> str | None:
    """Return the text of a sentence; none where it is made elsewhere."""
    if isinstance(said, ast.Constant):
        return said.value if isinstance(said.value, str) else None
    if isinstance(said, ast.JoinedStr):
        parts = (each.value if isinstance(each, ast.Constant) else "…" for each in said.values)
        return re.sub(r"\{[^}]*\}", "…", "".join(str(part) for part in parts))
    if isinstance(said, ast.Call) and isinstance(said.func, ast.Attribute):
        return (_plain(said.func.value) or "").replace("… … ", "… ") or None
    return None
