"""Where statements of Parties are kept: the same on every adapter, version by version, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.stores import place_of

from sextant.application.commands.state_for_party import record_statement
from sextant.application.party_statements import PartyStatement, StatementKind
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.memory.party_statements import MemoryPartyStatements

AT = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
FIRST = PartyStatement("XA", StatementKind.REPORT, "initial", 1, '{"a": 4060999.5}', AT)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def kept(request):
    if request.param == "memory":
        yield MemoryPartyStatements()
        return
    if request.param == "postgresql":
        server, fresh = request.getfixturevalue("postgresql_server"), request.getfixturevalue("postgresql_database")
        url = server.url(fresh())
    else:
        url = request.getfixturevalue("database_url")("sqlite")
    place = place_of(request.param, url, request.getfixturevalue("clock"))
    yield DatabasePartyStatements(place.registry.store.driver)
    place.close()


def test_a_version_is_kept_once_with_every_digit(kept):
    assert kept.put(FIRST)
    assert not kept.put(replace(FIRST, body="{}"))
    assert list(kept.of("XA", StatementKind.REPORT)) == [FIRST]
    assert list(kept.of("XA", StatementKind.ACCOUNTS)) == []
    assert list(kept.of("XV", StatementKind.REPORT)) == []


def test_versions_stand_in_their_order_by_subject(kept):
    later, other = replace(FIRST, version=2), replace(FIRST, subject="annual")
    for each in (later, FIRST, other, replace(FIRST, party="XV")):
        assert kept.put(each)
    assert list(kept.of("XA", StatementKind.REPORT)) == [other, FIRST, later]
    assert list(kept.parties()) == ["XA", "XV"]


def test_the_same_document_again_is_no_further_version(kept):
    one = record_statement(kept, "XA", StatementKind.ACCOUNTS, "accounts", "{}", AT)
    same = record_statement(kept, "XA", StatementKind.ACCOUNTS, "accounts", "{}", AT)
    other = record_statement(kept, "XA", StatementKind.ACCOUNTS, "accounts", '{"a": 1}', AT)
    assert [(each.statement.version, each.new) for each in (one, same, other)] == [(1, True), (1, False), (2, True)]
