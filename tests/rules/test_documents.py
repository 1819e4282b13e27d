"""The register of texts: versions in force, and what the founding paper cites."""

from datetime import date

import pytest
from tests.rules.shipped import books

from sextant.storage.rulebook_files import parties
from sextant.wording.where_cited import apart, by_paragraph, implementers, in_text, natural

DOCUMENTS = books().documents


@pytest.mark.parametrize(
    ("document", "on", "version"),
    [
        ("A6.4-STAN-AC-002", "2023-11-01", None),
        ("A6.4-STAN-AC-002", "2023-11-02", "v01.0"),
        ("A6.4-STAN-AC-002", "2025-05-15", "v01.0"),
        ("A6.4-STAN-AC-002", "2025-05-16", "v02.0"),
        ("A6.4-STAN-AC-002", "2025-10-09", "v02.0"),
        ("A6.4-STAN-AC-002", "2025-10-10", "v03.0"),
        ("A6.4-PROC-AC-002", "2025-08-07", "v03.0"),
        ("A6.4-PROC-METH-001", "2024-03-30", None),
        ("A6.4-PROC-METH-001", "2024-03-31", "v01.0"),
    ],
)
def test_the_version_in_force_on_a_day(document, on, version):
    found = DOCUMENTS.in_force(document, date.fromisoformat(on))
    assert (found.name if found else None) == version


def test_an_editorial_revision_that_is_in_force_before_its_date_wins_over_what_it_revised():
    found = DOCUMENTS.in_force("A6.4-PROC-REGS-001", date(2025, 8, 7))
    assert found is not None
    assert (found.name, found.dated) == ("v02.1", date(2025, 8, 11))


def test_an_unknown_document_has_no_version_in_force():
    assert DOCUMENTS.in_force("A6.4-PROC-AC-099", date(2026, 1, 1)) is None


def test_what_the_paper_cites_is_told_from_what_was_in_force():
    cited = {each.id: each.cited_by_paper for each in DOCUMENTS.cited_by_paper()}
    assert cited["A6.4-STAN-AC-002"].version == "v01.0"
    assert cited["A6.4-STAN-AC-005"].version == "v03.0"
    assert not cited["A6.4-PROC-AC-003"].correct
    assert not cited["A6.4-STAN-METH-004"].correct
    assert {"A6.4-SBM018", "Decision 2/CMA.3", "Decision 3/CMA.3", "Decision 4/CMA.3", "Paris Agreement"} <= set(cited)


def test_every_document_has_a_title_in_both_languages():
    for each in DOCUMENTS:
        assert each.title.english
        assert each.title.chinese


def test_what_implements_a_paragraph_is_found():
    found = by_paragraph(implementers(books()))
    who = " ".join(found["A6.4-PROC-REGS-001"]["43(c)"])
    assert "article_6_4.share_of_proceeds_for_adaptation" in who
    assert "levy share_of_proceeds_for_adaptation" in who
    assert any("rules/levy.py" in each for each in found["A6.4-PROC-AC-002"]["appendix 1, 15"])


def test_a_citation_is_read_in_a_docstring_and_across_lines():
    text = '"""As A6.4-PROC-REGS-001 v02.1, paragraph 43(c) and\n    decision 2/CMA.3, annex, paragraph 1 say."""'
    assert [(each.document, each.paragraph) for each in in_text(text, "x")] == [
        ("A6.4-PROC-REGS-001", "43(c)"),
        ("Decision 2/CMA.3", "annex, 1"),
    ]


def test_paragraphs_are_taken_apart_and_put_in_order():
    assert apart("43(c), 43(e)") == ["43(c)", "43(e)"]
    assert apart("appendix 1, 6–7") == ["appendix 1, 6", "appendix 1, 7"]
    assert apart("10(a)–(c)") == ["10(a)", "10(b)", "10(c)"]
    assert apart("as cited by the sheets") == ["as cited by the sheets"]
    assert sorted(["10", "9", "9(a)", "annex, 1"], key=natural) == ["9", "9(a)", "10", "annex, 1"]


def test_every_document_that_the_program_cites_is_registered():
    assert {each.document for each in implementers(books())} - set(DOCUMENTS.all) == set()


def test_every_source_of_the_table_of_parties_is_registered():
    assert [str(each) for each in parties().sources.values() if DOCUMENTS.fault(each)] == []
