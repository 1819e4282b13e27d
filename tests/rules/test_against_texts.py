"""Every verified source against the official texts, where those lie beside the project: paragraph and number."""

import re
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from tests.rules.shipped import books
from tests.shared_data import SHARED

from sextant.domain.rule_value import Bracket

REFERENCE = SHARED / "reference"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the official texts are not beside the project")

WORDS = {
    1: "one", 2: "two|twice", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 10: "ten", 14: "fourteen",
    28: "four weeks", Decimal("0.75"): "three fourths",
}  # fmt: skip
ELSEWHERE = {
    # The paragraph says "the same rate" or "the same manner" as another one, or the number is worked out.
    "article_6_4.renewal_fee_by_size": "as for registration, appendix 1, 6",
    "article_6_4.renewal_fee_kept": "as for registration, appendix 1, 7",
    "article_6_4.programme_renewal_sum": "as for registration, appendix 1, 6(a)",
    "article_6_4.component_renewal_sum": "as for inclusion, appendix 1, 6(b)",
    "article_6_4.programme_registration_fee_kept": "10,000 less the 8,500 and 5,000 that are paid back",
    "article_6_4.buffer_contribution_of_rating": "proportionate to the rating: once",
    "article_6_4.supervisory_body_quorum_members": "three fourths of 12",
}


PRINTED = re.compile(r"(?i)Version:? (\d+\.\d)")
LATEST = object()
"""Whatever version lies beside the project."""


def text_of(document, version=LATEST):
    """Return the text of a version of a document, or none where not it but another one, or none, is there."""
    text = _text_beside(document)
    beside = version_of(text)
    return text if version is LATEST or beside is None or version is None or plain(version) == beside else None


def version_of(text):
    """Return the version that is printed on a text, or none."""
    printed = PRINTED.search(text) if text else None
    return plain(printed[1]) if printed else None


def plain(version):
    return version.removeprefix("v").lstrip("0")


@cache
def _text_beside(document):
    decision = document.replace("Decision ", "decision-").replace("/", "-")
    for name in (f"a6.4/{document}.txt", f"a6.4/a64-{document[5:].lower()}.txt", f"{decision}.txt"):
        if (REFERENCE / name).is_file():
            return (REFERENCE / name).read_text(encoding="utf-8")
    return None


def paragraphs(document, citation, version=LATEST):
    """Return the text of all paragraphs that a citation names, or nothing where one is not found."""
    found = []
    for each in re.split(r" and (?=annex|appendix)", citation):
        divided = re.fullmatch(r"(?:(annex|appendix(?: \d)?),? )?(.+)", each)
        body = _part(text_of(document, version), divided[1] or "")
        for number in re.findall(r"(?<![\w(.])(\d+)", divided[2]):
            found.append(_paragraph(body, int(number)))
    return "\n".join(found) if all(found) else ""


def _part(text, part):
    if not part:
        contents = [each.end() for each in re.finditer(r"\.{8,}", text)]
        return text[contents[-1] :] if contents else text
    heads = [each.start() for each in re.finditer(rf"(?m)^{part.title()}\b", text)]
    return text[next(start for start in heads if "...." not in text[start : start + 120]) :]


def _paragraph(text, number):
    found = []
    for begin in re.finditer(rf"(?m)^\s*{number}\.\s*(?=\S)", text):
        end = re.search(rf"(?m)^\s*{number + 1}\.\s*(?=\S)", text[begin.end() :])
        found.append(text[begin.start() : begin.end() + (end.start() if end else 3000)])
    return "\n".join(found)


def numbers_of(value):
    """Return the numbers and dates of a value; what is no number cannot be looked up."""
    if isinstance(value, bool | str):
        return []
    if isinstance(value, int | Decimal | date):
        return [value]
    if hasattr(value, "values"):
        return [number for number in value.values() if number]
    return [each.value for each in value if isinstance(each, Bracket)]


def forms_of(number):
    """Return the pattern of all ways in which a text writes a number."""
    if isinstance(number, date):
        return rf"0?{number.day}\s+{number:%B}\s+{number.year}|before {number.year}"
    exact = Decimal(number)
    percent = f"{(exact * 100).normalize():f}"
    forms = [f"{exact:,}", f"{exact.normalize():f}", f"{percent} per cent", f"{percent}%", f"{percent}th percentile"]
    words = [said for known, said in WORDS.items() if known == exact]
    return "|".join([*map(re.escape, forms), *words])


VERIFIED = [
    (parameter.path, value)
    for parameter in books().parameters.values()
    for value in parameter.values
    if value.source.verified and value.value is not None
    if value.source.document.startswith(("A6.4", "Decision 3/CMA"))
]


def missing_from_text(path, value):
    """Return the numbers of a value that do not stand in the paragraph that it cites; none where no text can tell."""
    checked = value.source.document.startswith(("A6.4", "Decision 3/CMA")) and path not in ELSEWHERE
    if not (checked and REFERENCE.is_dir()):
        return []
    if text_of(value.source.document, value.source.version) is None:
        return []
    text = paragraphs(value.source.document, value.source.paragraph, value.source.version)
    return [
        number
        for number in numbers_of(value.value)
        if not re.search(rf"(?i)(?<![\d,.])(?:{forms_of(number)})(?!\d)", text)
    ]


@pytest.mark.parametrize(("path", "value"), VERIFIED, ids=lambda each: each if isinstance(each, str) else "")
def test_a_verified_number_stands_in_the_paragraph_that_it_cites(path, value):
    source = value.source
    if text_of(source.document) is not None and text_of(source.document, source.version) is None:
        pytest.skip(f"{source.document} {source.version} is not beside the project, but another version")
    assert paragraphs(source.document, source.paragraph, source.version), f"{source} was not found"
    assert missing_from_text(path, value) == [], value.source


CITED = (
    [
        each
        for book in books()
        for each in book.citations()
        if each.source.verified
        and each.source.document.startswith("A6.4")
        and text_of(each.source.document, each.source.version)
    ]
    if REFERENCE.is_dir()
    else []
)


def test_every_paragraph_that_is_cited_as_verified_exists():
    assert len(CITED) > 250
    assert [str(each.source) for each in CITED if not paragraphs(each.source.document, each.source.paragraph)] == []


def test_the_version_that_lies_beside_is_marked_as_read():
    for document in books().documents:
        text = text_of(document.id)
        if text is None or not document.id.startswith("A6.4"):
            continue
        # Several versions may have been read, each for the values of its time; one text lies beside.
        assert version_of(text) in {plain(each.name) for each in document.versions if each.read}, document.id


def test_a_value_of_another_version_is_not_held_against_the_text_that_lies_beside():
    assert text_of("A6.4-PROC-AC-002", "v03.0") == text_of("A6.4-PROC-AC-002")
    assert text_of("A6.4-PROC-AC-002", "v04.0") is None
    assert text_of("Decision 3/CMA.3", None)


def test_the_check_notices_a_wrong_number_and_a_wrong_paragraph():
    assert paragraphs("A6.4-PROC-AC-002", "85")
    assert not paragraphs("A6.4-PROC-AC-002", "985")
    assert not re.search(forms_of(29), paragraphs("A6.4-PROC-AC-002", "85").partition("86.")[0])
