"""Cycles beside a registry on one connection; what is done to the projection or the tables leaves journals alone."""

from __future__ import annotations

import pytest
from tests.journals import ACTIVITY, BEGUN, HOST_CYCLE, MECHANISM, OWN_FACTS, PARTY, SUBJECT, notified, number_of

from sextant.application.cases import Taken
from sextant.application.commands.rebuild_projection import rebuild_projection
from sextant.domain.account import Account
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.opening import ensure_database, open_registry_with_cases, prepare_database
from sextant.workflow.cycle import Deed

DATABASES = ("sqlite", "postgresql", "postgresql-serializable")


@pytest.mark.parametrize("kind", DATABASES)
def test_a_registry_and_its_cases_stand_on_one_connection(kind, database_url):
    url = database_url(kind)
    given = []
    registry, cases = open_registry_with_cases(url, lambda registry: given.append(registry) or {Deed.ISSUANCE: "deed"})
    assert given == [registry]
    assert cases.deeds == {Deed.ISSUANCE: "deed"}
    assert cases.store.driver is registry.store.driver
    for subject, cycle, facts in ((PARTY, HOST_CYCLE, {}), (SUBJECT, ACTIVITY, OWN_FACTS)):
        assert cases.open(subject, cycle, facts, number_of(f"{cycle} {subject}"), at=BEGUN) is None
    # One after the other on the same connection: neither leaves a transaction open for the other.
    assert isinstance(cases.take(MECHANISM, SUBJECT, notified()), Taken)
    assert registry.open_account(Account(registry="A", code="a", type="article_6_4.holding", name="a"))
    assert cases.take(MECHANISM, SUBJECT, notified()).replayed
    registry.store.driver.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_journals_outlive_a_rebuilt_projection_and_a_repeated_preparation(kind, database_url, django_db_blocker):
    url = database_url(kind)
    registry, cases = open_registry_with_cases(url)
    for subject, cycle in ((PARTY, HOST_CYCLE), (SUBJECT, ACTIVITY)):
        assert cases.open(subject, cycle, {}, number_of(f"{cycle} {subject}"), at=BEGUN) is None
    cases.take(MECHANISM, SUBJECT, notified())
    before = cases.store.history(f"{MECHANISM}:{SUBJECT}")
    rebuild_projection(registry.store, DatabaseReader(registry.store.driver))
    registry.store.driver.close()
    with django_db_blocker.unblock():
        prepare_database(url)
        ensure_database(url)
    registry, cases = open_registry_with_cases(url)
    assert cases.store.history(f"{MECHANISM}:{SUBJECT}") == before
    assert len(before.acts) == 1
    registry.store.driver.close()
