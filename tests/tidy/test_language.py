"""Every page has a Traditional Chinese twin with the same headings; no Simplified character slips in."""

import re
from pathlib import Path

import pytest
from tests.tidy.repository import ROOT, SOURCE, repository_files, text_files

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")

# Words of the mainland for things that Taiwan calls otherwise: 軟體, 預設, 資料庫, 伺服器, 資訊, 影片, 程式碼, 網路.
MAINLAND = re.compile("軟件|默認|數據庫|服務器|信息|視頻|代碼庫|網絡(?!平臺)|打印|鏈接|菜單|硬盤|屏幕")


def test_every_page_has_a_chinese_twin_with_as_many_headings():
    pages = [path for path in repository_files() if _is_page(path)]
    if not pages:
        pytest.skip("there is no README.md and no page in docs/ yet")
    assert not [fault for page in pages if (fault := _twin_fault(page))]


def test_every_chinese_page_belongs_to_an_english_one():
    twins = [path for path in repository_files() if path.name.endswith(".zh-Hant.md")]
    assert not [str(twin.relative_to(ROOT)) for twin in twins if not twin.with_name(_english_name(twin.name)).exists()]


def test_no_mainland_word_stands_in_chinese_pages_and_catalogues():
    faults = [
        f"{path}:{number}: {found}"
        for path, text in text_files().items()
        if path.endswith((".zh-Hant.md", ".po"))
        for number, line in _translated_lines(path, text)
        for found in MAINLAND.findall(line)
    ]
    assert not faults


def test_no_simplified_character_stands_in_source_rules_or_pages():
    convert = _converter("s2t")
    faults = [
        f"{path}:{number}: {character} -> {convert(character)}"
        for path, text in text_files().items()
        if path.startswith(("src/", "docs/", "README"))
        for number, line in enumerate(text.splitlines(), start=1)
        for character in sorted(set("".join(CHINESE.findall(line))))
        if is_simplified(character, convert)
    ]
    assert not faults


def test_simplified_characters_are_told_from_those_that_both_scripts_use():
    convert = _converter("s2t")
    # Written by number, so that this file holds none: the Simplified "country", "single" and "recognise".
    assert all(is_simplified(chr(code), convert) for code in (0x56FD, 0x5355, 0x8BA4))
    assert not any(is_simplified(character, convert) for character in "國單認干里后台只于")


def is_simplified(character: str, convert) -> bool:
    """Return whether a character is written otherwise in Traditional Chinese and is not also one of its own.

    Characters that both scripts have, with different meanings, are all in the old Traditional character set.
    """
    if convert(character) == character:
        return False
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return True
    return False


def _converter(kind: str):
    opencc = pytest.importorskip("opencc", reason="the package opencc is not installed")
    return opencc.OpenCC(kind).convert


def _is_page(path: Path) -> bool:
    if path.name.endswith(".zh-Hant.md") or path.suffix != ".md":
        return False
    if SOURCE in path.parents:
        return False  # a README in the source is for those who read the source
    return path.name == "README.md" or ROOT / "docs" in path.parents


def _twin_fault(page: Path) -> str | None:
    twin = page.with_name(page.name.removesuffix(".md") + ".zh-Hant.md")
    name = page.relative_to(ROOT)
    if not twin.exists():
        return f"{name} has no {twin.name} beside it"
    ours, theirs = _headings(page), _headings(twin)
    if ours != theirs:
        return f"{name} has headings of the levels {ours}, but {twin.name} {theirs}"
    return None


def _english_name(name: str) -> str:
    return name.removesuffix(".zh-Hant.md") + ".md"


def _headings(page: Path) -> list[int]:
    """Return the levels of the headings in their order; a comment inside a code block is none."""
    text = re.sub(r"^(```|~~~).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#{1,6}) ", text, re.MULTILINE)]


def _translated_lines(path: str, text: str) -> list[tuple[int, str]]:
    """Return the numbered lines that a reader of Chinese sees: in a catalogue, the translations only."""
    lines = list(enumerate(text.splitlines(), start=1))
    if not path.endswith(".po"):
        return lines
    seen, inside = [], False
    for number, line in lines:
        if not line.startswith('"'):
            inside = line.startswith("msgstr")
        if inside:
            seen.append((number, line))
    return seen
