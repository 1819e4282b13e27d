"""Rules that lie in a folder and do not ship with Sextant: what is made of them, or why they cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sextant.application.standing import Edition
from sextant.rules.loading import load
from sextant.rules.text import RuleTextError
from sextant.storage.rulebook_files import edition_of, folder_texts
from sextant.workflow.cyclebook import Cyclebooks, check, load_cycles


@dataclass(frozen=True, slots=True)
class FolderRules:
    """The cycles of a folder with their rulebooks, and which edition of rules they are."""

    books: Cyclebooks
    edition: Edition


def read_rules(folder: Path) -> FolderRules:
    """Return the rules of a folder. Raises OSError, UnreadableText, or RuleTextError with the first thing wrong."""
    return rules_in(folder_texts(folder))


def rules_in(texts: Mapping[str, str]) -> FolderRules:
    """Return the rules in these texts. Raises RuleTextError with the first thing wrong."""
    findings = check(texts)
    if findings:
        raise RuleTextError(findings[0])
    return FolderRules(load_cycles(load(texts), texts), edition_of(texts))
