"""Make the font of the letters: a subset of Noto Sans CJK TC in Traditional Chinese, under a name of its own.

    python tools/make_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Kept are the characters of Big5's first level, Latin letters with their accents, signs, and every character that stands
in this repository's Chinese texts and templates. Run it again when a test finds a character that the font lacks.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src" / "sextant" / "storage" / "letters"
TARGET = FOLDER / "fonts" / "SextantLetterTC-Regular.otf"
FAMILY = "Sextant Letter TC"
SPANS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x203A), (0x2070, 0x209C),
    (0x20A0, 0x20BF), (0x2150, 0x215F), (0x2190, 0x2193), (0x25A0, 0x25CF), (0x3000, 0x301F), (0xFF01, 0xFF5E),
)  # fmt: skip
TEXTS = (".md", ".yaml", ".py", ".typ", ".po", ".html")
TRADITIONAL = 3
"""The number of the Traditional Chinese face in Debian's collection."""


def wanted() -> set[int]:
    """Return the characters that the font should have."""
    found = {each for first, last in SPANS for each in range(first, last + 1)}
    found |= {ord(_big5(high, low)) for high in range(0xA4, 0xC7) for low in _LOWS if _big5(high, low)}
    for folder in ("src", "docs", "scenarios"):
        for file in (ROOT / folder).rglob("*"):
            if file.suffix in TEXTS:
                found |= {ord(each) for each in file.read_text(encoding="utf-8") if ord(each) >= 0x2E80}
    return found


_LOWS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))


def _big5(high: int, low: int) -> str:
    return bytes((high, low)).decode("big5", errors="ignore")


def main() -> None:
    """Write the font."""
    from fontTools.ttLib import TTFont

    characters = TARGET.with_suffix(".txt")
    characters.write_text("".join(chr(each) for each in sorted(wanted())), encoding="utf-8")
    command = [
        sys.executable, "-m", "fontTools.subset", sys.argv[1], f"--font-number={TRADITIONAL}",
        f"--text-file={characters}", f"--output-file={TARGET}", "--layout-features=kern,palt,locl,tnum,ccmp,liga",
        "--desubroutinize", "--no-hinting", "--name-IDs=*", "--drop-tables+=vhea,vmtx,VORG,BASE",
    ]  # fmt: skip
    subprocess.run(command, check=True)
    characters.unlink()
    font = TTFont(TARGET, recalcTimestamp=False)
    for record in list(font["name"].names):
        if record.nameID in {1, 16}:
            record.string = FAMILY
        elif record.nameID in {3, 4}:
            record.string = f"{FAMILY} Regular"
        elif record.nameID == 6:
            record.string = FAMILY.replace(" ", "") + "-Regular"
    names = font["CFF "].cff
    names.fontNames[0] = FAMILY.replace(" ", "") + "-Regular"
    top = names.topDictIndex[0]
    top.FamilyName, top.FullName = FAMILY, f"{FAMILY} Regular"
    font.save(TARGET)
    print(f"{TARGET.relative_to(ROOT)}: {len(font.getBestCmap())} characters, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
