"""Where an authorization stands on a day, what a hash leads to, and what may be filed as a signed original."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise

import pytest
import rfc8785

from sextant.application.commands.file_letter import Filed, NotFiled, Original, WhyNotFiled, file_letter
from sextant.application.letters import led_to, twin, twin_hash
from sextant.domain.authorization import Authorization, AuthorizationState, Window
from sextant.domain.authorization_clause import CLAUSES
from sextant.domain.authorization_standing import Standing, changes, standing_of, standing_of_version, version_in_force
from sextant.storage.database.letters import DatabaseLetters
from sextant.storage.memory.letters import MemoryLetters
from sextant.storage.opening import open_reader

AT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
FIRST = Authorization(
    "XA", "A-1", 1, date(2026, 1, 5), date(2026, 1, 10), ("nationally_determined_contribution",),
    quantity=100, use=Window(None, date(2030, 12, 31)),
)  # fmt: skip
SECOND = replace(FIRST, version=2, authorized_on=date(2026, 3, 1), effective_on=date(2026, 4, 1), quantity=200)
SUSPENDED = replace(SECOND, version=3, effective_on=date(2026, 5, 1), state=AuthorizationState.SUSPENDED)
REVOKED = replace(SECOND, version=4, effective_on=date(2026, 6, 1), state=AuthorizationState.REVOKED)
ALL = (FIRST, SECOND, SUSPENDED, REVOKED)


@pytest.mark.parametrize(
    ("versions", "on", "moved", "expected"),
    [
        (ALL, date(2026, 1, 9), 0, "not_yet"),
        (ALL, date(2026, 1, 10), 0, "valid"),
        (ALL, date(2026, 3, 31), 99, "valid"),
        (ALL, date(2026, 3, 31), 100, "exhausted"),
        (ALL, date(2026, 4, 1), 100, "valid"),
        (ALL, date(2026, 4, 30), 200, "exhausted"),
        (ALL, date(2026, 5, 1), 200, "suspended"),
        (ALL, date(2026, 6, 1), 0, "revoked"),
        (ALL, date(2031, 1, 1), 200, "revoked"),
        ((FIRST,), date(2030, 12, 31), 0, "valid"),
        ((FIRST,), date(2031, 1, 1), 0, "expired"),
        ((FIRST,), date(2031, 1, 1), 100, "expired"),
        ((replace(FIRST, quantity=None),), date(2026, 2, 1), 10**9, "valid"),
    ],
)
def test_the_state_is_that_of_the_day(versions, on, moved, expected):
    assert standing_of(versions, on, moved) == expected


@pytest.mark.parametrize(
    ("number", "on", "expected"),
    [
        (1, date(2026, 3, 31), "valid"),
        (2, date(2026, 3, 31), "not_yet"),
        (1, date(2026, 4, 1), "amended"),
        (2, date(2026, 4, 1), "valid"),
        (1, date(2026, 5, 1), "suspended"),
        (4, date(2026, 5, 1), "not_yet"),
        (1, date(2026, 6, 1), "revoked"),
        (3, date(2026, 6, 1), "revoked"),
    ],
)
def test_who_holds_an_earlier_version_hears_of_a_revocation_before_an_amendment(number, on, expected):
    assert standing_of_version(ALL[number - 1], ALL, on, 0) == expected


def test_an_amended_version_stays_amended_after_the_window_of_the_later_one():
    assert standing_of_version(FIRST, (FIRST, SECOND), date(2031, 1, 1), 0) is Standing.AMENDED
    assert version_in_force((FIRST, SECOND), date(2031, 1, 1)) == SECOND


def test_what_a_version_changed_is_told_clause_by_clause():
    assert [(each.clause, each.before, each.after) for each in changes(FIRST, SECOND)] == [("quantity", 100, 200)]
    assert [[each.clause for each in changes(*pair)] for pair in pairwise(ALL)] == [["quantity"], ["state"], ["state"]]


def test_every_clause_of_the_record_has_a_source_and_a_label():
    from dataclasses import fields

    from sextant.wording.word import WORDS

    # Which entities acts of their own authorized or ended is recorded beside the letter and is no clause of it.
    of_acts = {"entities_authorized", "entities_ended", "entities_apart"}
    beside = {"party", "reference", "version", "authorized_on", "effective_on", "state", "document"} | of_acts
    assert {each.name for each in CLAUSES} == {each.name for each in fields(Authorization)} - beside
    assert {each.name for each in CLAUSES} | {"state", "document"} == set(WORDS["clause"])


def test_the_record_is_canonical_and_its_hash_is_that_of_its_bytes():
    import json

    content = json.loads(twin(FIRST))
    assert rfc8785.dumps(content) == twin(FIRST)
    assert twin_hash(FIRST) == sha256(twin(FIRST)).hexdigest()
    assert len({twin_hash(each) for each in ALL}) == len(ALL)


def test_a_hash_leads_to_the_record_to_the_named_original_or_nowhere():
    named = replace(FIRST, document="ab" * 32)
    known = {named.key: (named, SECOND)}
    [record] = led_to(twin_hash(SECOND), known, ())
    assert (record.version, record.as_original) == (SECOND, False)
    [original] = led_to("ab" * 32, known, ())
    assert (original.version, original.as_original, original.letter) == (named, True, None)
    assert led_to("cd" * 32, known, ()) == ()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def letters(request, database_url):
    """Every adapter, empty."""
    if request.param == "memory":
        yield MemoryLetters()
        return
    reader = open_reader(database_url(request.param))
    yield DatabaseLetters(reader.driver)
    reader.driver.close()


def test_an_original_is_filed_once_and_found_by_its_hash(letters):
    given = Original("ab" * 32, "letter.pdf", 7)
    done = file_letter(letters, ALL, 2, given, AT)
    assert isinstance(done, Filed)
    assert done.new
    again = file_letter(letters, ALL, 2, replace(given, name="copy.pdf"), datetime(2027, 1, 1, tzinfo=UTC))
    assert isinstance(again, Filed)
    assert (again.new, again.letter) == (False, done.letter)
    assert letters.by_hash("ab" * 32) == [done.letter]
    assert letters.by_hash("cd" * 32) == []
    [found] = led_to("ab" * 32, {FIRST.key: ALL}, letters.by_hash("ab" * 32))
    assert (found.version, found.letter) == (SECOND, done.letter)
    assert done.letter.filed_at == AT


def test_one_file_may_carry_several_versions_and_a_version_several_files(letters):
    for number, digit in ((1, "ab"), (2, "ab"), (2, "cd")):
        assert file_letter(letters, ALL, number, Original(digit * 32, f"{digit}.pdf", 1), AT)
    assert [(each.version, each.name) for each in letters.of(FIRST.key)] == [
        (1, "ab.pdf"),
        (2, "ab.pdf"),
        (2, "cd.pdf"),
    ]
    assert [each.version for each in letters.by_hash("ab" * 32)] == [1, 2]
    assert letters.of("XA:other") == []


def test_what_is_none_of_the_version_is_not_filed(letters):
    given = Original("ab" * 32, "letter.pdf", 7)
    named = (replace(FIRST, document="cd" * 32),)
    refused = [
        (file_letter(letters, (), 1, given, AT), WhyNotFiled.AUTHORIZATION_UNKNOWN),
        (file_letter(letters, ALL, 0, given, AT), WhyNotFiled.VERSION_UNKNOWN),
        (file_letter(letters, ALL, 5, given, AT), WhyNotFiled.VERSION_UNKNOWN),
        (file_letter(letters, ALL, 1, replace(given, size=0), AT), WhyNotFiled.EMPTY),
        (file_letter(letters, named, 1, given, AT), WhyNotFiled.ANOTHER_NAMED),
    ]
    for outcome, why in refused:
        assert isinstance(outcome, NotFiled)
        assert outcome.why is why
    assert letters.of(FIRST.key) == []
    assert isinstance(file_letter(letters, named, 1, replace(given, sha256="cd" * 32), AT), Filed)
