"""Cycles beside a registry on one connection; what is done to the projection or the tables leaves journals alone."""

from __future__ import annotations

import pytest
from tests.journals import ACTIVITY, BEGUN, HOST_CYCLE, MECHANISM, OWN_FACTS, PARTY, SUBJECT, notified, number_of

from sextant.application.cases import Taken
from sextant.application.commands.rebuild_projection import rebuild_projection
from sextant.application.commands.take_step import take_step
from sextant.domain.account import Account
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.opening import ensure_database, open_office, prepare_database
from sextant.workflow.cycle import Deed

DATABASES = ("sqlite", "postgresql", "postgresql-serializable")


@pytest.mark.parametrize("kind", DATABASES)
def test_an_office_has_every_deed_and_stands_on_one_connection(kind, database_url):
    office = open_office(database_url(kind))
    cases, registry = office.cases, office.registry
    assert set(cases.deeds) == set(Deed), "every deed that a rulebook can name is there"
    assert cases.store.driver is registry.store.driver is office.reader.driver
    for subject, cycle, facts in ((PARTY, HOST_CYCLE, {}), (SUBJECT, ACTIVITY, OWN_FACTS)):
        assert cases.open(subject, cycle, facts, number_of(f"{cycle} {subject}"), at=BEGUN) is None
    # One after the other on the same connection: neither leaves a transaction open for the other.
    assert isinstance(take_step(office, MECHANISM, SUBJECT, notified()), Taken)
    assert registry.open_account(Account(registry="A", code="a", type="article_6_4.holding", name="a"))
    assert take_step(office, MECHANISM, SUBJECT, notified()).replayed
    registry.store.driver.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_journals_outlive_a_rebuilt_projection_and_a_repeated_preparation(kind, database_url, django_db_blocker):
    url = database_url(kind)
    office = open_office(url)
    registry, cases = office.registry, office.cases
    for subject, cycle in ((PARTY, HOST_CYCLE), (SUBJECT, ACTIVITY)):
        assert cases.open(subject, cycle, {}, number_of(f"{cycle} {subject}"), at=BEGUN) is None
    cases.take(MECHANISM, SUBJECT, notified())
    before = cases.store.history(f"{MECHANISM}:{SUBJECT}")
    rebuild_projection(registry.store, DatabaseReader(registry.store.driver))
    registry.store.driver.close()
    with django_db_blocker.unblock():
        prepare_database(url)
        ensure_database(url)
    office = open_office(url)
    registry, cases = office.registry, office.cases
    assert cases.store.history(f"{MECHANISM}:{SUBJECT}") == before
    assert len(before.acts) == 1
    registry.store.driver.close()
