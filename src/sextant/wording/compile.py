"""The catalogue of the pages: find what is to be translated, and compile what was.

    python -m sextant.wording.compile            adds new texts to django.po and writes django.mo
    python -m sextant.wording.compile --check    says what is missing and changes nothing

The texts are those in templates and in `gettext` calls under `sextant/web`. English is the key and the text.
"""

from __future__ import annotations

import io
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CATALOGUE = HERE / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
PAGES = HERE.parent / "web"

_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}

Text = str | tuple[str, ...]


def texts() -> dict[Text, list[str]]:
    """Return every text that pages show, with the files it stands in; a plural is a pair."""
    found: dict[Text, list[str]] = {}
    for file in sorted([*PAGES.rglob("*.py"), *PAGES.rglob("*.html")]):
        for text in _texts_in(file):
            places = found.setdefault(text, [])
            name = file.relative_to(PAGES.parent).as_posix()
            if name not in places:
                places.append(name)
    return found


def _texts_in(file: Path) -> Iterator[Text]:
    from babel.messages.extract import extract

    source = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        source = _as_python(source, file.name)
    for _, message, _, _ in extract("python", io.BytesIO(source.encode()), keywords=_KEYWORDS):
        if message:
            yield message


def _as_python(source: str, name: str) -> str:
    """Return a template as Python calls of gettext, the way Django itself reads it."""
    from django.utils.translation.template import templatize

    python = templatize(source, origin=name)
    calls = re.findall(r"n?gettext\((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[\s,]|count)*\)", python)
    return "\n".join(calls) + "\n"


def read_catalogue() -> Any:
    """Return the catalogue as it stands."""
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hant")


def missing(catalogue: Any) -> list[Text]:
    """Return the texts that have no translation."""
    return [text for text in texts() if not _translated(catalogue, text)]


def unused(catalogue: Any) -> list[Text]:
    """Return the translations of texts that no page shows any more."""
    wanted = texts()
    return [message.id for message in catalogue if message.id and message.id not in wanted]


def _translated(catalogue: Any, text: Text) -> bool:
    message = catalogue.get(text if isinstance(text, str) else text[0])
    if message is None:
        return False
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said)


def compiled(catalogue: Any) -> bytes:
    """Return the compiled catalogue: the same bytes for the same texts, whatever tool read them."""
    pairs = {"": "Language: zh_Hant\nContent-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=1; plural=0;\n"}
    for message in catalogue:
        if message.id and message.string:
            pairs[_joined(message.id)] = _joined(message.string)
    entries = sorted((key.encode(), said.encode()) for key, said in pairs.items() if said)
    keys: list[bytes] = []
    sayings: list[bytes] = []
    content = b""
    at = 28 + 16 * len(entries)
    for table, column in ((keys, 0), (sayings, 1)):
        for entry in entries:
            table.append(struct.pack("<II", len(entry[column]), at + len(content)))
            content += entry[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, 0)
    return head + b"".join(keys) + b"".join(sayings) + content


def _joined(text: Text) -> str:
    return text if isinstance(text, str) else "\0".join(text)


def update() -> list[Text]:
    """Bring the catalogue to what pages show, compile it, and return what is still to be translated."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    old = read_catalogue() if CATALOGUE.exists() else Catalog(locale="zh_Hant")
    new = Catalog(locale="zh_Hant", project="Sextant", charset="utf-8", fuzzy=False, header_comment=_HEADER)
    for text, places in sorted(texts().items(), key=lambda each: (each[1], str(each[0]))):
        known = old.get(text if isinstance(text, str) else text[0])
        said = known.string if known and known.string else ("" if isinstance(text, str) else ("",))
        new.add(text, said, locations=[(place, 0) for place in places])
    new.mime_headers = [(name, value) for name, value in new.mime_headers if name in _KEPT]
    content = io.BytesIO()
    write_po(content, new, width=0, include_lineno=False)
    lines = [line for line in content.getvalue().decode().splitlines() if not _changing(line)]
    CATALOGUE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    catalogue = read_catalogue()
    COMPILED.write_bytes(compiled(catalogue))
    return missing(catalogue)


_HEADER = "# Traditional Chinese texts of the pages. Terms follow docs/terms.md; the key is the English text."
_KEPT = {"Project-Id-Version", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms"}


def _changing(line: str) -> bool:
    """Whether a line of the header would differ with every run or version of the tool."""
    return line.startswith(
        (
            '"POT-Creation-Date',
            '"PO-Revision-Date',
            '"Last-Translator',
            '"Language-Team',
            '"Generated-By',
            '"Report-Msgid',
        )
    )


def main(arguments: list[str]) -> int:
    """Update or check the catalogue; the exit code is 1 where something is missing."""
    left = missing(read_catalogue()) if "--check" in arguments else update()
    for text in left:
        print(f"not translated: {text!r}")
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
