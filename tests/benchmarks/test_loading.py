"""The state at the start of the benchmarks is the same by COPY as by asking the ledger for it."""

import pytest
from benchmarks.loading import ask_for_all, load
from benchmarks.workload import Layout
from tests.clock import NOON, FakeClock
from tests.stores import dump_database, store_on

from sextant.application.queries.verify import verify
from sextant.application.registry import Registry
from sextant.storage.account_types import account_types
from sextant.storage.database.reader import DatabaseReader


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("busy", [0, 2])
def test_a_state_that_was_copied_equals_one_that_was_asked_for(database_url, kind, busy):
    layout = Layout(spaces=3, accounts=20, blocks=150, busy_lots=busy)
    asked, copied = store_on(database_url(kind)), store_on(database_url(kind))
    ask_for_all(Registry(asked, FakeClock(), account_types()), layout)
    load(copied.driver, layout, NOON)
    left, right = dump_database(asked.driver), dump_database(copied.driver)
    assert {table: len(found) for table, found in left.items()} == {table: len(found) for table, found in right.items()}
    assert left == right
    assert len(left["block"]) == layout.lots * layout.lot_blocks
    assert verify(DatabaseReader(copied.driver), account_types()).findings == []
    for store in (asked, copied):
        store.driver.close()
