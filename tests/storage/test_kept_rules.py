"""What was read from rule texts is kept for the next process, and taken only where it is exactly what would be read."""

import os
import sys

import pytest

from sextant.comparison.loading import load as load_comparison
from sextant.rules.loading import load
from sextant.storage import kept_rules
from sextant.storage.comparison_files import comparison_texts
from sextant.storage.kept_rules import kept
from sextant.storage.rulebook_files import shipped_texts
from sextant.workflow.cyclebook import load_cycles

TEXTS = {"one.yaml": "a: 1"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "sextant"


def made_as(value, made):
    def make():
        made.append(value)
        return value

    return make


def test_what_was_made_is_taken_the_next_time(folder):
    made = []
    assert kept("few", TEXTS, made_as({"a": 1}, made)) == {"a": 1}
    assert kept("few", TEXTS, made_as({"a": 2}, made)) == {"a": 1}
    assert made == [{"a": 1}]


@pytest.mark.parametrize("texts", [{"one.yaml": "a: 2"}, {"two.yaml": "a: 1"}, {**TEXTS, "two.yaml": ""}])
def test_other_texts_are_read_again_and_replace_what_was_kept(folder, texts):
    kept("few", TEXTS, lambda: 1)
    kept("other", TEXTS, lambda: 1)
    assert kept("few", texts, lambda: 2) == 2
    assert len(list(folder.glob("few-*"))) == 1
    assert len(list(folder.glob("other-*"))) == 1


def test_other_code_reads_again(folder, monkeypatch):
    kept("few", TEXTS, lambda: 1)
    monkeypatch.setattr(kept_rules, "_code", lambda: b"other")
    assert kept("few", TEXTS, lambda: 2) == 2


@pytest.mark.parametrize("damage", [lambda content: content[:-1], lambda content: b"", lambda content: content + b"."])
def test_a_damaged_file_is_made_again(folder, damage):
    kept("few", TEXTS, lambda: 1)
    [file] = folder.glob("few-*")
    file.write_bytes(damage(file.read_bytes()))
    assert kept("few", TEXTS, lambda: 2) == 2
    assert kept("few", TEXTS, lambda: 3) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="modes of folders are those of POSIX")
def test_a_folder_in_which_others_can_write_is_not_trusted(folder):
    folder.mkdir()
    os.chmod(folder, 0o777)
    assert kept("few", TEXTS, lambda: 1) == 1
    assert kept("few", TEXTS, lambda: 2) == 2
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("home", ["relative", "file"])
def test_where_nothing_can_be_kept_everything_is_read(tmp_path, monkeypatch, home):
    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", home if home == "relative" else str(tmp_path / home))
    assert kept("few", TEXTS, lambda: 1) == 1
    assert kept("few", TEXTS, lambda: 2) == 2


def test_what_cannot_be_written_is_not_kept(folder):
    assert callable(kept("few", TEXTS, lambda: lambda: 1))
    assert list(folder.iterdir()) == []


def test_the_shipped_rules_and_the_comparison_are_kept_as_they_are_read(folder):
    texts = shipped_texts()
    read = load_cycles(load(texts), texts)
    kept("rules", texts, lambda: read)
    taken = kept("rules", texts, lambda: None)
    assert taken is not read
    assert taken == read
    assert taken.rulebooks == read.rulebooks
    compared = load_comparison(comparison_texts(), taken)
    kept("comparison", comparison_texts(), lambda: compared)
    assert kept("comparison", comparison_texts(), lambda: None) == compared
