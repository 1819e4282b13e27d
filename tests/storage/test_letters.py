"""The draft of a letter: what it says, that it is an archivable file, and that the same input gives the same bytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from sextant.application.letters import twin_hash
from sextant.domain.authorization import Authorization, AuthorizationState, FirstTransferEvent, Window
from sextant.storage.letters.typesetting import FONTS, TEMPLATES, Letter, LetterNotSet, can_set, languages, set_letter

pypdf = pytest.importorskip("pypdf")
pytestmark = pytest.mark.skipif(not can_set(), reason="the extra `letters` is not installed")

VERSION = Authorization(
    "XA", "XA-AUT-7", 2, date(2025, 10, 14), date(2025, 10, 15),
    ("nationally_determined_contribution", "international_mitigation"),
    cooperative_approach="CA0001", first_transfer=FirstTransferEvent.USE_OR_CANCELLATION,
    purposes_named=("CORSIA, second phase",), parties=("XV",), entities=("Vernier Carbon",), quantity=1_234_567,
    mitigation=Window(date(2025, 1, 1), date(2030, 12, 31)), use=Window(None, date(2035, 12, 31)),
    sectors=("Energy",), gwp="AR5", registries=("UN01",), methodologies=("A6.4-AMM-001",),
    terms="Revoked where 100 t CO₂ eq are reversed.",
)  # fmt: skip
NAMES = {"en": {"XA": "Alidade (synthetic)", "XV": "Vernier (synthetic)"}, "zh-Hant": {"XA": "照準國", "XV": "游標國"}}


def letter(language: str, version: Authorization = VERSION, *, synthetic: bool = True) -> Letter:
    address = f"https://registry.example/verify/{twin_hash(version)}"
    sources = {"uses": "Decision 2/CMA.3, annex, paragraph 1(d) and (f)"}
    return Letter(version, address, synthetic, NAMES[language], sources)


def text_of(content: bytes) -> str:
    """Return the text of all pages without spaces: a line may break anywhere."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_there_is_a_template_in_english_and_in_traditional_chinese():
    assert set(languages()) >= {"en", "zh-Hant"}
    with pytest.raises(KeyError):
        set_letter(letter("en"), "layout")


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_same_input_gives_the_same_bytes_in_another_process_too(language):
    first = set_letter(letter(language), language)
    assert first == set_letter(letter(language), language)
    program = (
        "import hashlib; from tests.storage.test_letters import letter, set_letter;"
        f"print(hashlib.sha256(set_letter(letter({language!r}), {language!r})).hexdigest())"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    from hashlib import sha256

    assert printed.strip() == sha256(first).hexdigest()
    assert first != set_letter(letter(language, replace(VERSION, quantity=1_234_568)), language)


def test_the_english_draft_says_every_clause():
    found = text_of(set_letter(letter("en"), "en"))
    for said in (
        "DRAFT: not signed, without legal effect", "SYNTHETIC", "Letter of authorization", "Alidade (synthetic)",
        "XA-AUT-7", "14 October 2025", "15 October 2025", "CA0001", "nationally determined contributions",
        "for international mitigation purposes", "their use or cancellation", "CORSIA, second phase",
        "Vernier (synthetic)", "Vernier Carbon", "At most 1,234,567 t", "From 1 January 2025 to 31 December 2030",
        "Until 31 December 2035", "Energy", "AR5", "UN01", "A6.4-AMM-001", "Revoked where 100 t", "are reversed",
        "does not reach outcomes", "Decision 2/CMA.3, annex, paragraph 1(d) and (f)", twin_hash(VERSION),
    ):  # fmt: skip
        assert said.replace(" ", "") in found, said


def test_the_chinese_draft_says_every_clause():
    found = text_of(set_letter(letter("zh-Hant"), "zh-Hant"))
    for said in (
        "草稿：未經簽署", "模擬", "授權書", "照準國", "游標國", "XA-AUT-7", "2025年10月14日", "用於達成國家自定貢獻",
        "用於國際減緩目的", "以使用或取消為首次轉讓", "1,234,567公噸二氧化碳當量", "自2025年1月1日至2030年12月31日",
        "至2035年12月31日止", "後續版本不及於",
    ):  # fmt: skip
        assert said in found, said


def test_what_is_left_open_is_said_to_be_open():
    bare = Authorization("XA", "XA-AUT-8", 1, date(2026, 1, 1), date(2026, 1, 1), ("other_purposes",))
    found = text_of(set_letter(letter("en", bare, synthetic=False), "en"))
    for said in ("Any Party may acquire", "Any entity may hold", "No limit is stated", "No days are stated"):
        assert said.replace(" ", "") in found, said
    assert "SYNTHETIC" not in found
    assert "DRAFT" in found


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        (AuthorizationState.SUSPENDED, ("Suspension of an authorization", "暫停授權通知")),
        (AuthorizationState.REVOKED, ("Revocation of an authorization", "撤銷授權通知")),
    ],
)
def test_a_suspension_and_a_revocation_have_a_letter_of_their_own(state, titles):
    for language, title in zip(("en", "zh-Hant"), titles, strict=True):
        found = text_of(set_letter(letter(language, replace(VERSION, state=state)), language))
        assert title.replace(" ", "") in found
        assert "1,234,567" not in found


def test_the_draft_is_archivable_with_its_one_font_embedded():
    read = pypdf.PdfReader(io.BytesIO(set_letter(letter("zh-Hant"), "zh-Hant")))
    metadata = read.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert read.metadata.title == "授權書 XA-AUT-7"
    assert str(read.metadata.creation_date)[:10] == "2025-10-14"
    fonts = {font for page in read.pages for font in page._get_fonts()[0]}
    unembedded = {font for page in read.pages for font in page._get_fonts()[1]}
    assert unembedded == set()
    assert {font.split("+")[-1] for font in fonts} == {"SextantLetterTC-Regular-Identity-H"}


def test_text_that_looks_like_a_command_stays_text():
    version = replace(VERSION, terms='#panic("x") $a$ *b* <c> @d', reference="A#[b]")
    found = text_of(set_letter(letter("en", version), "en"))
    assert '#panic("x")$a$*b*<c>@d' in found
    assert "A#[b]" in found


def test_a_character_that_the_font_lacks_is_no_silent_hole():
    with pytest.raises(LetterNotSet):
        set_letter(letter("en", replace(VERSION, terms="\U0001f600")), "en")


def test_the_font_has_every_character_of_what_a_letter_is_made_of_and_comes_with_its_licence():
    from fontTools.ttLib import TTFont
    from tests.tidy.repository import ROOT

    [file] = FONTS.glob("*.otf")
    assert file.stat().st_size < 4_000_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
    characters = TTFont(file).getBestCmap().keys()
    texts = [each.read_text(encoding="utf-8") for each in TEMPLATES.glob("*.typ")]
    given = ("rules/parties.yaml", "wording/aef_words.py", "wording/party_name.py", "application/demo/cast.py")
    texts += [(ROOT / "src" / "sextant" / each).read_text(encoding="utf-8") for each in given]
    han = {each for text in texts for each in text if 0x3400 <= ord(each) <= 0x9FFF or 0xFF01 <= ord(each) <= 0xFF5E}
    assert len(han) > 400
    assert {each for each in han if ord(each) not in characters} == set()
