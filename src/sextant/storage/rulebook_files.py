"""Where rule files are read: the texts that ship beside the code, a folder on disk, and what is made from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sextant.application.standing import Edition
from sextant.cooperation.catalogue import FOLDER, Catalogue, read_catalogue
from sextant.domain.identifier import digest
from sextant.rules.extension import base_of
from sextant.rules.loading import load
from sextant.rules.party import Parties, parse_parties
from sextant.rules.rulebook import Rulebooks
from sextant.rules.settled import SettledPoint, parse_settled
from sextant.storage.kept_rules import kept
from sextant.workflow.cyclebook import Cyclebooks, load_cycles

SHARED = (
    "documents.yaml",
    "measures.yaml",
    "roles.yaml",
    "relations.yaml",
    "conditions.yaml",
    "zones.yaml",
    "words.yaml",
    "parties.yaml",
    "party_lists.yaml",
)
_PARTIES, _SETTLED = "parties.yaml", "settled.yaml"
_DAY = re.compile(r"\b(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
FORM = "2"
"""What standings look like; to be raised when what is made of the same rules changes."""


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
    return cyclebooks().rulebooks


@cache
def cyclebooks() -> Cyclebooks:
    """Return the cycles of all rulebooks that ship with Sextant, read once in a process."""
    texts = shipped_texts()
    return kept("rules", texts, lambda: load_cycles(load(texts), texts))


@cache
def edition() -> Edition:
    """Return which rules ship with Sextant, and the days that they name; read once in a process."""
    return edition_of(shipped_texts())


def edition_of(texts: Mapping[str, str]) -> Edition:
    """Return which rules these texts are, and every day that they name; meetings change nothing by themselves."""
    named = {day for name, text in texts.items() if not name.endswith("/meetings.yaml") for day in _DAY.findall(text)}
    written = "\x1f".join(f"{name}\x1f{text}" for name, text in sorted(texts.items()))
    return Edition(digest(f"{FORM}\x1f{written}").hex(), tuple(sorted(date.fromisoformat(each) for each in named)))


@cache
def catalogue() -> Catalogue:
    """Return the lists and the work programme of non-market approaches, read once in a process."""
    return _catalogue(rulebooks())


def catalogue_of(books: Rulebooks) -> Catalogue:
    """Return the same of some rulebooks, which may have values replaced."""
    return catalogue() if books is rulebooks() else _catalogue(books)


def _catalogue(books: Rulebooks) -> Catalogue:
    [found] = [book for book in books if any(name.startswith(FOLDER) for name in book.other_texts)]
    return read_catalogue(books, found)


def shipped_texts() -> dict[str, str]:
    """Return the texts of all rule files that ship with Sextant, by name."""
    return texts_below(files("sextant.rules"))


def folder_texts(folder: Path) -> dict[str, str]:
    """Return the texts of a folder of rules: of all rulebooks, or of one beside the shared files.

    A folder with a `mechanism.yaml` is one rulebook; what it extends is taken from those that ship. Shared files that
    the folder does not have are those that ship with Sextant. Raises OSError or UnreadableText where it cannot be read.
    """
    own = texts_below(folder)
    if "mechanism.yaml" in own:
        base = base_of(own["mechanism.yaml"])
        own = {f"{folder.resolve().name}/{name}": text for name, text in own.items()}
        while base is not None and f"{base}/mechanism.yaml" not in own:
            more = {name: text for name, text in shipped_texts().items() if name.startswith(f"{base}/")}
            own |= more
            base = base_of(more[f"{base}/mechanism.yaml"]) if more else None
    shared = {name: read_rule_text(name) for name in SHARED if name not in own}
    return shared | own


class UnreadableText(ValueError):
    """A file that holds no text; the message names it."""


def links_to_above(folder: Path) -> tuple[str, ...]:
    """Return the links in a folder that lead back to a folder they lie in; what is behind them is not read."""
    return tuple(
        each.relative_to(folder).as_posix() for each in sorted(folder.rglob("*")) if each.is_symlink() and _loops(each)
    )


def _loops(link: Path) -> bool:
    try:
        return link.is_dir() and link.resolve() in {each.resolve() for each in link.parents}
    except (OSError, RuntimeError):
        return True


def texts_below(folder: Traversable, prefix: str = "") -> dict[str, str]:
    """Return the texts of all YAML files in a folder and below it, by name."""
    found: dict[str, str] = {}
    for each in sorted(folder.iterdir(), key=lambda item: item.name):
        if isinstance(each, Path) and each.is_symlink() and _loops(each):
            continue
        if each.is_dir():
            found |= texts_below(each, f"{prefix}{each.name}/")
        elif each.name.lower().endswith((".yaml", ".yml")):
            try:
                found[prefix + each.name] = each.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise UnreadableText(f"{prefix}{each.name}: {error.reason} (UTF-8)") from None
    return found
