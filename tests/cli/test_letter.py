"""`sextant letter file`: what is put on file, what is refused, and that nothing on file changes."""

from hashlib import sha256

import pytest
from tests.world import World

from sextant.storage.opening import open_registry


@pytest.fixture
def registry_with_letter(ledger, tmp_path):
    """A registry with an authorization of two versions, its key, and a file to be filed."""
    made = ledger()
    registry = open_registry(made.url)
    world = World(registry)
    world.do(world.authorize())
    world.do(world.authorize(version=2))
    registry.store.driver.close()
    original = tmp_path / "signed.pdf"
    original.write_bytes(b"signed")
    return made, world.authorization().key, original


def test_an_original_is_filed_once_and_found_again(registry_with_letter):
    made, key, original = registry_with_letter
    filed = made.run("letter", "file", key, "2", str(original), "--database", made.url, "--json")
    assert filed.code == 0
    assert list(filed.json) == [
        "filed", "new", "authorization", "version", "sha256", "name", "size", "filed_at",
    ]  # fmt: skip
    assert filed.json["new"] is True
    assert (filed.json["sha256"], filed.json["size"]) == (sha256(b"signed").hexdigest(), 6)
    again = made.run("letter", "file", key, "2", str(original), "--database", made.url, "--json")
    assert again.json == {**filed.json, "new": False}
    told = made.run("letter", "file", key, "2", str(original), "--database", made.url)
    assert (told.code, told.err) == (0, "")
    assert "Nothing changed." in told.out
    made.verified()


def test_what_cannot_be_filed_is_refused_in_one_sentence(registry_with_letter, tmp_path):
    made, key, original = registry_with_letter
    empty = tmp_path / "empty.pdf"
    empty.touch()
    for arguments, code in (
        (("GH:nothing", "1", str(original)), "letter_authorization_unknown"),
        ((key, "3", str(original)), "letter_version_unknown"),
        ((key, "0", str(original)), "letter_version_unknown"),
        ((key, "1", str(empty)), "letter_empty"),
    ):
        ended = made.run("letter", "file", *arguments, "--database", made.url, "--json")
        assert (ended.code, ended.err) == (1, "")
        assert (ended.json["filed"], ended.json["code"]) == (False, code)
        told = made.run("letter", "file", *arguments, "--database", made.url)
        assert told.code == 1
        assert told.out.strip() == ended.json["message"]


def test_a_file_that_is_not_there_is_no_answer(registry_with_letter, tmp_path):
    made, key, _ = registry_with_letter
    ended = made.run("letter", "file", key, "1", str(tmp_path / "absent.pdf"), "--database", made.url, "--json")
    assert ended.code == 2
    assert ended.out == ""
    assert "cannot be read" in ended.err


@pytest.mark.parametrize("what", [("effects", "GH:none"), ("sign", "GH:none", "1", "--key", "absent.pem")])
def test_of_an_unknown_authorization_nothing_is_on_standard_output(registry_with_letter, what):
    made, *_ = registry_with_letter
    told = made.run("letter", *what, "--database", made.url, "--json")
    assert (told.code, told.out) == (1, "")
    assert "GH:none" in told.err
