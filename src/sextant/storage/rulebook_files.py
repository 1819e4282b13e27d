"""Where rule files are read: the texts that ship beside the code, a folder on disk, and what is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sextant.rules.loading import load
from sextant.rules.party import Parties, parse_parties
from sextant.rules.rulebook import Rulebooks
from sextant.rules.settled import SettledPoint, parse_settled
from sextant.workflow.cyclebook import Cyclebooks, load_cycles

SHARED = ("documents.yaml", "measures.yaml", "roles.yaml", "conditions.yaml")
_PARTIES, _SETTLED = "parties.yaml", "settled.yaml"


def read_rule_text(name: str) -> str:
    """Return the text of a file under `sextant/rules`; folders are separated by "/"."""
    return files("sextant.rules").joinpath(*name.split("/")).read_text(encoding="utf-8")


@cache
def parties() -> Parties:
    """Return the Parties, read once in a process."""
    return parse_parties(read_rule_text(_PARTIES), _PARTIES)


@cache
def settled_points() -> Mapping[str, SettledPoint]:
    """Return what Sextant settles itself, by the paragraph that cites it; read once in a process."""
    return parse_settled(read_rule_text(_SETTLED), _SETTLED)


@cache
def rulebooks() -> Rulebooks:
    """Return the rulebooks that ship with Sextant, read once in a process."""
    return load(shipped_texts())


@cache
def cyclebooks() -> Cyclebooks:
    """Return the cycles of all rulebooks that ship with Sextant, read once in a process."""
    return load_cycles(rulebooks(), shipped_texts())


def shipped_texts() -> dict[str, str]:
    """Return the texts of all rule files that ship with Sextant, by name."""
    return _texts(files("sextant.rules"))


def folder_texts(folder: Path) -> dict[str, str]:
    """Return the texts of a folder of rules: of all rulebooks, or of one beside the shared files.

    A folder with a `mechanism.yaml` is one rulebook. Shared files that the folder does not have are those
    that ship with Sextant. Raises OSError or UnicodeDecodeError where it cannot be read.
    """
    own = _texts(folder)
    if "mechanism.yaml" in own:
        own = {f"{folder.resolve().name}/{name}": text for name, text in own.items()}
    shared = {name: read_rule_text(name) for name in SHARED if name not in own}
    return shared | own


def _texts(folder: Traversable, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for each in sorted(folder.iterdir(), key=lambda item: item.name):
        if each.is_dir():
            found |= _texts(each, f"{prefix}{each.name}/")
        elif each.name.endswith((".yaml", ".yml")) and (prefix or each.name not in (_PARTIES, _SETTLED)):
            found[prefix + each.name] = each.read_text(encoding="utf-8")
    return found
