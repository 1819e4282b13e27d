"""The page that tells how a rulebook is written: its examples load, and every key, form and condition stands on it."""

import ast
import re
from datetime import date

import pytest
import yaml
from tests.rules.shipped import TEXTS, content
from tests.tidy.repository import ROOT, SOURCE
from tests.workflow.invented import FOLDER

from sextant.domain.account import Act
from sextant.domain.rule_value import ValueType
from sextant.domain.transaction import FirstTransfer
from sextant.rules.extension import INSTEAD
from sextant.rules.issuance import Division, Element
from sextant.rules.levy import LevyKind
from sextant.rules.loading import load
from sextant.rules.mechanism import Standing
from sextant.rules.text import load_text
from sextant.rules.words import Group
from sextant.storage.rulebook_files import SHARED
from sextant.workflow.cycle import BACK, SAME, Decision, Deed, MoneyAct, Search, Stands
from sextant.workflow.cyclebook import check, load_cycles
from sextant.workflow.need import NEEDS, RESERVED

PAGES = ("docs/writing-rules.md", "docs/writing-rules.zh-Hant.md")
READERS = (
    "rules/mechanism.py", "rules/parameter.py", "rules/levy_text.py", "rules/units_and_acts.py",
    "rules/account_type.py", "rules/agreement.py", "rules/document.py", "rules/loading.py", "rules/reading.py",
    "rules/settled.py",
    "rules/measure.py", "rules/issuance.py",
    "workflow/parse.py", "workflow/parse_step.py", "workflow/parse_deadline.py", "workflow/cyclebook.py",
    "workflow/named.py", "workflow/relations.py",
    "rules/words.py", "rules/zone.py", "rules/working_days.py", "rules/extension.py", "rules/template.py",
)  # fmt: skip
WORDS = {
    *ValueType, *LevyKind, *Act, *FirstTransfer, *Decision, *Deed, *MoneyAct, *Search, *NEEDS,
    INSTEAD, *Stands, *Standing, *Division, *Element, *Group, *RESERVED, SAME, BACK,
}  # fmt: skip
EXAMPLE = re.compile(r"^[^\n]*`([\w/.-]+\.yaml)`[^\n]*[:：]\n\n```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
TOKENS = re.compile(r"`([^`]+)`")


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


def keys_that_readers_know():
    """Every key that a reader of rule files names, from the sets of keys in its source."""
    found = set()
    for name in READERS:
        for node in ast.walk(ast.parse((SOURCE / name).read_text(encoding="utf-8"))):
            units = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_UNITS"
            inside = node.elts if isinstance(node, ast.Set) else node.value.elts if units else ()
            found |= {each.value for each in inside if isinstance(each, ast.Constant) and isinstance(each.value, str)}
            if isinstance(node, ast.Tuple) and len(node.elts) == 2 and ast.unparse(node.elts[1]).endswith("Of"):
                found.add(ast.literal_eval(node.elts[0]))
        source = (SOURCE / name).read_text(encoding="utf-8")
        found |= set(re.findall(r'body\.pop\("(\w+)"', source)) | set(
            re.findall(r'^    if "(\w+)" in body', source, re.M)
        )
        found |= set(re.findall(r'"(\w+)", faults', source))
    return {each for each in found if re.fullmatch(r"[a-z][a-z_-]*(Hant)?", each)}


def explained(page):
    """What stands in the first column of a table under the keys."""
    rows = [line for line in _keys_part(page).splitlines() if line.startswith("| `")]
    return {token for row in rows for token in TOKENS.findall(row.split("|")[1])}


def _keys_part(page):
    text = text_of(page)
    return text[text.index("\n## Keys\n" if page == PAGES[0] else "\n## 鍵\n") :]


@pytest.mark.parametrize("page", PAGES)
def test_every_key_and_every_word_of_a_closed_list_is_explained(page):
    known = keys_that_readers_know()
    assert {"anchor", "within", "stopped_while", "zh-Hant", "decided_by", "zone", "enforced"} <= known
    assert sorted((known | WORDS) - explained(page)) == [], f"explain these in {page}"


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_explained_that_no_reader_knows(page):
    assert sorted(explained(page) - keys_that_readers_know() - WORDS) == []


def test_both_languages_explain_the_same_in_the_same_order():
    rows = [[line.split("|")[1] for line in _keys_part(page).splitlines() if line.startswith("| `")] for page in PAGES]
    english, chinese = ([TOKENS.findall(cell) for cell in cells] for cells in rows)
    assert english == chinese


@pytest.mark.parametrize("page", PAGES)
def test_every_file_of_a_rulebook_is_named(page):
    text = text_of(page)
    names = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yaml")}
    names |= {name.partition("/")[2] for name in TEXTS if "/" in name}
    wanted = {re.sub(r"/.*", "/*.yaml", name) for name in names}
    assert sorted(each for each in wanted if f"| `{each}` |" not in text) == []
    assert sorted(each for each in SHARED if f"`{each}`" not in text) == []
    walked = text[text.index("tests/workflow/sixth") :]
    for path in FOLDER.rglob("*.yaml"):
        assert f"`{path.relative_to(FOLDER).as_posix()}`" in walked


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_load_one_after_the_other_and_do_what_is_said(page):
    texts = dict(TEXTS)
    examples = EXAMPLE.findall(text_of(page))
    assert [file for file, _ in examples] == [
        "documents.yaml",
        "article_6_4/parameters/registration.yaml",
        "article_6_4/words.yaml",
        "article_6_4/cycles/approval.2027-03-01.yaml",
    ]
    for file, added in examples:
        # A later version of a cycle begins as a copy of the one before.
        before = texts.get(file) or texts[re.sub(r"\.\d{4}-\d\d-\d\d\.yaml", ".yaml", file)]
        whole = joined(load_text(before, file), load_text(added, page))
        texts[file] = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
        assert check(texts) == (), file
    books = load(texts)
    days = [date(2027, 2, 28), date(2027, 3, 1)]
    found = [books.number("article_6_4.review_window_days", {"opened": day}) for day in days]
    assert found == [28, 21]
    step = load_cycles(books, texts).latest("article_6_4.approval").steps["remind_host"]
    assert (step.to_state, step.only_after is not None) == (SAME, True)


def test_both_languages_give_the_same_examples():
    assert EXAMPLE.findall(text_of(PAGES[0])) == EXAMPLE.findall(text_of(PAGES[1]))


def joined(whole, added):
    """Return content of a rule file with what an example adds to it."""
    if isinstance(whole, dict) and isinstance(added, dict):
        return {**whole, **{key: joined(whole[key], each) if key in whole else each for key, each in added.items()}}
    return [*whole, *added] if isinstance(whole, list) else added


def test_an_example_adds_and_takes_nothing_away():
    before = content("documents.yaml")
    after = joined(before, {"documents": {"Paris Agreement": {"versions": [{"version": "x"}]}}})
    assert len(after["documents"]["Paris Agreement"]["versions"]) == 2
    assert after["documents"].keys() == before["documents"].keys()
