"""The changelog names every text that rules rest on, in its version, with the day from which it counts."""

import pytest
from tests.tidy.repository import ROOT

from sextant.storage.rulebook_files import cyclebooks, rulebooks

PAGES = ("CHANGELOG.md", "CHANGELOG.zh-Hant.md")


def texts_that_rules_rest_on():
    documents = rulebooks().documents
    cited = {each.source for book in (*rulebooks(), *cyclebooks()) for each in book.citations()}
    versions = {(each.document, each.version) for each in cited if each.verified}
    found = [(name, version, documents.by_id(name).version(version)) for name, version in versions]
    return {(name, version, each.existed_from) for name, version, each in found if each.existed_from}


@pytest.mark.parametrize("page", PAGES)
def test_every_text_that_rules_rest_on_is_named_with_version_and_day(page):
    rows = (ROOT / page).read_text(encoding="utf-8").splitlines()
    texts = texts_that_rules_rest_on()
    assert len(texts) > 10
    wanted = [f"| {name}{f' {version}' if version else ''} | {day} |" for name, version, day in texts]
    assert sorted(start for start in wanted if not any(row.startswith(start) for row in rows)) == []
    named = [row for row in rows if row.startswith("| ") and row.split("|")[2].strip()[:2] == "20"]
    assert sorted(row for row in named if not any(row.startswith(start) for start in wanted)) == [], (
        "no rule rests on it"
    )
