"""Files as registries publish them, read in place: every row is taken, and the totals are those of the files."""

from __future__ import annotations

import json

import pytest
from tests.shared_data import shared

from sextant.application.foreign.rows import take_rows
from sextant.application.queries.verify import verify
from sextant.domain.foreign_serial import FORMS, foreign_range
from sextant.storage.event_files import read_event_rows
from sextant.storage.foreign_feed import feed_of
from sextant.storage.opening import scratch_office
from sextant.storage.rulebook_files import parties

SAMPLES = "data/registry-samples-2026"
AMERICAN = ("american-carbon-registry", "climate-action-reserve", "art-trees")
FILES = [f"{SAMPLES}/{each}/{kind}.csv" for each in AMERICAN for kind in ("retirements", "cancellations")]


def taken(path, times=1):
    office = scratch_office()
    feed = feed_of(office)
    for _ in range(times):
        rows, published = read_event_rows(path)
        done = [each.told for each in take_rows(feed, rows, published, parties())]
    return office, len(rows), done


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_a_published_file_is_taken_with_its_quantity(name):
    path = shared(name)
    office, rows, done = taken(path)
    assert [each.refusal for each in done if each.refusal] == []
    assert len(done) >= 2 * rows
    raw, _ = read_event_rows(path)
    column = next(each for each in raw[0][1] if each.startswith("Quantity"))
    told = sum(int(values[column].replace(",", "")) for _, values in raw)
    accounts = {each.id: each for each in office.reader.accounts()}
    left = [
        each for each in office.reader.blocks() if accounts[each.account].type == "article_6_2.cancellation_voluntary"
    ]
    assert sum(each.quantity for each in left) == told
    assert all(not terms.authorized for terms in office.reader.terms().values()), "no file of these is an authorization"
    assert verify(office.reader, office.registry.account_types).findings == []


def test_verra_rows_are_taken_once_and_what_is_older_than_the_guidance_is_refused_by_its_day():
    path = shared("data/vcs-singapore-2024-12/vcus.csv.gz")
    totals = json.loads(shared("data/vcs-singapore-2024-12/totals.json").read_text(encoding="utf-8"))
    office, rows, done = taken(path, times=2)
    assert rows == totals["rows"]
    assert {each.refusal.code for each in done if each.refusal} == {"transaction_not_in_force"}
    assert all(each.known for each in done if not each.refusal), "the second time nothing is new"
    assert sum(lot.quantity for lot in office.reader.lots()) == totals["quantity_total"]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("ACR-FR-1129-2025-2917-30932 to 35143", 4212),
        ("16257-100-199-VCS-VCU-997-VER-SG-1-1736-01012021-31122021-0", 100),
        ("6618-327953254-327953349-VCU-044-MER-SG-3-1084-01012016-31122016-0", 96),
        ("GS1-1-KE-GS966-16-2015-4622-1-5000", 5000),
        ("ACR-1-2 to 1", None),
        ("100-199", None),
        ("ACR-#-1 to 2", None),
        ("", None),
    ],
)
def test_each_registry_s_way_of_writing_a_block_is_read(text, quantity):
    found = foreign_range(text)
    assert (found.quantity if found else None) == quantity
    if found:
        again = foreign_range(str(found))
        assert (again.series, again.first, again.last) == (found.series, found.first, found.last)


def test_there_is_an_example_for_every_form():
    assert len(FORMS) == 3
