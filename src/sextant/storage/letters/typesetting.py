"""Setting the draft of a letter as PDF/A: the same input gives the same bytes.

The libraries come with the extra `letters`. Where they are not installed, pages and commands say so.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sextant.application.letters import twin_hash
from sextant.domain.authorization import Authorization

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
STANDARD: Final = "a-2a"
"""The archival standard of the drafts: PDF/A-2, accessible."""
_SHARED = "layout"


class LetterNotSet(Exception):
    """The letter cannot be set: the text has a character that the font lacks. The message is the library's."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a draft is set from."""

    version: Authorization
    address: str
    """Where the code leads: the page that verifies the record of this version."""
    synthetic: bool
    names: Mapping[str, str]
    """Names of Parties by code, in the language of the letter."""
    sources: Mapping[str, str]
    """The text that each clause rests on, in the language of the letter."""


def can_set() -> bool:
    """Return whether the libraries of the extra `letters` are installed."""
    return find_spec("typst") is not None and find_spec("segno") is not None


@cache
def languages() -> tuple[str, ...]:
    """Return the languages in which letters are set: one template each."""
    return tuple(sorted(file.stem for file in TEMPLATES.glob("*.typ") if file.stem != _SHARED))


def set_letter(letter: Letter, language: str) -> bytes:
    """Return the draft as PDF. Raises LetterNotSet, and KeyError for a language without a template."""
    import typst

    if language not in languages():
        raise KeyError(language)
    try:
        return bytes(
            typst.compile(
                str(TEMPLATES / f"{language}.typ"),
                root=str(TEMPLATES),
                font_paths=[str(FONTS)],
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"data": _data(letter)},
                pdf_standards=[STANDARD],
            )
        )
    except typst.TypstError as error:
        raise LetterNotSet(str(error)) from error


def _data(letter: Letter) -> str:
    version = letter.version
    content = {
        "version": json.loads(version.body),
        "party_name": letter.names.get(version.party, version.party),
        "names": dict(letter.names),
        "sources": dict(letter.sources),
        "synthetic": letter.synthetic,
        "hash": twin_hash(version),
        "address": letter.address,
        "code": _code(letter.address),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _code(address: str) -> str:
    """Return the QR code of an address as SVG."""
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, nl=False)
    return drawn.getvalue().decode()
