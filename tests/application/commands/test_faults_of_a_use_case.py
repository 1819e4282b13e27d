"""A fault that passes, at any statement of a use case: the use case goes on, and what it leaves is the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import reports
from tests.clock import FakeClock
from tests.faults import FAULTS, Plan, faulty_store
from tests.reports import PROJECT_COLUMNS, numbered
from tests.stores import dump, store_on

import sextant
from sextant.application.cdm_report.report import Report
from sextant.application.cdm_report.rows import CANCELLATION_COLUMNS, ISSUANCE_COLUMNS
from sextant.application.commands.import_cdm_projects import import_cdm_projects
from sextant.application.commands.import_cdm_registry import import_cdm_registry
from sextant.application.demo.world import build_world
from sextant.application.registry import Registry
from sextant.storage.account_types import account_types
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.rulebook_files import parties, rulebooks

KINDS = ("sqlite", "postgresql")
PLACES = 12
"""At how many statements of a use case something goes wrong, spread over all of them."""


class Bench:
    """Databases whose connections fail as planned, made as they are needed."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make
        self._opened: list[Any] = []

    def run(self, use_case: Callable[[Registry, DatabaseReader], object], fail_at: int | None, fault: str) -> Any:
        """Return all that a use case leaves in a fresh database, and how many statements it took."""
        plan, url = Plan(), self._make()
        store, quiet = faulty_store(url, plan), store_on(url)
        self._opened += [store.driver, quiet.driver]
        plan.begin(fail_at, fault)
        clock = FakeClock()
        clock.pass_days(2_000)  # After the last act of the demo.
        use_case(Registry(store, clock, account_types()), DatabaseReader(quiet.driver))
        assert plan.happened == (fail_at is not None)
        reader = DatabaseReader(quiet.driver)
        return {**dump(quiet), "activity": reader.activities()}, len(plan.statements)

    def close(self) -> None:
        for driver in self._opened:
            driver.close()


@pytest.fixture(params=KINDS)
def bench(request, database_url) -> Iterator[Bench]:
    made = Bench(lambda: database_url(request.param))
    yield made
    made.close()


def demo(registry: Registry, reader: DatabaseReader) -> None:
    build_world(registry, rulebooks())


def import_reports(registry: Registry, reader: DatabaseReader) -> None:
    given = reports.synthetic_reports(41, issuances=6, cancellations=12)
    import_cdm_registry(
        registry,
        reader,
        Report("issuances.csv", ISSUANCE_COLUMNS, numbered(given.issuances), ""),
        Report("cancellations.csv", CANCELLATION_COLUMNS, numbered(given.cancellations), ""),
        parties(),
    )


def import_list(registry: Registry, reader: DatabaseReader) -> None:
    row = dict.fromkeys(PROJECT_COLUMNS, "") | {
        "Registered": "01/02/2010", "Project title": "Stoves", "Host parties": "Ghana", "Ref": "0001",
        "Methodology": "AMS-II.G.", "Reductions": "1000",
    }  # fmt: skip
    result = import_cdm_projects(registry, Report("list.csv", PROJECT_COLUMNS, numbered([row]), ""), parties())
    assert (result.accepted, result.changed) == (1, 1), "what was written is told, whether its end was heard of or not"


@pytest.mark.parametrize("use_case", [demo, import_reports, import_list], ids=lambda each: each.__name__)
def test_a_use_case_survives_a_fault_wherever_it_happens(bench, use_case):
    expected, statements = bench.run(use_case, None, FAULTS[0])
    assert expected["activity"]
    for number, fail_at in enumerate(sorted({place * statements // PLACES for place in range(PLACES)})):
        left, _ = bench.run(use_case, fail_at, FAULTS[number % len(FAULTS)])
        assert left == expected, (fail_at, FAULTS[number % len(FAULTS)])


def test_nobody_passes_by_the_loop_that_tries_again():
    root = Path(sextant.__file__).parent
    direct = re.compile(r"store\.(open_account|change_account|put_tally)\(")
    loop = root / "application" / "registry.py"
    assert direct.search(loop.read_text(encoding="utf-8"))
    others = {file for file in root.rglob("*.py") if "storage" not in file.parts} - {loop}
    assert not [file for file in others if direct.search(file.read_text(encoding="utf-8"))]
