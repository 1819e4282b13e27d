"""A ledger that was tampered with: after each change by raw SQL, with the guards gone, `verify` names a broken law.

The history has every kind of act. Rows of it are looked up by what they are, so that the history may grow.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from tests import reports
from tests.clock import FakeClock
from tests.databases import raw_postgresql, sqlite_url
from tests.reports import numbered
from tests.stores import place_of
from tests.world import MCU, World

from sextant.application.case_finding import CASE_FINDING_CODES
from sextant.application.cdm_report.report import Report
from sextant.application.cdm_report.rows import CANCELLATION_COLUMNS, ISSUANCE_COLUMNS
from sextant.application.commands.import_cdm_registry import import_cdm_registry
from sextant.application.queries.verify import verify
from sextant.domain.account import Act
from sextant.ledger.facts import Tally
from sextant.ledger.findings.finding import FINDING_CODES
from sextant.ledger.request import Order
from sextant.storage.account_types import account_types
from sextant.storage.database.guards import GUARDS
from sextant.storage.database.url import parse_database_url
from sextant.storage.export.sifting import sifting
from sextant.storage.opening import open_reader
from sextant.storage.rulebook_files import parties
from sextant.wording.findings import _SENTENCES, finding_sentence


def build(kind: str, url: str) -> None:
    """Put a history into a registry in which every kind of act occurs."""
    place = place_of(kind, url, FakeClock())
    world = World(place.registry)
    place.registry.store.put_tally(Tally("GH-1", 0, 500))
    world.do(world.issue(1_000, distribution=world.distribution(), period_first=None))
    world.do(world.record(501, 600))
    place.clock.pass_days(1)
    world.do(world.transfer(world.units(100, 199), first_transfer="authorization", tallies=("GH-1",)))
    world.do(world.transfer(world.take("a", 30, order=Order.HIGHEST_SERIAL), "c"))
    place.clock.pass_days(1)
    world.do(world.hold(world.units(200, 249), case="case 1", expires_on=place.clock.today + timedelta(days=30)))
    world.do(world.hold(world.units(250, 259), case="case 2"))
    world.do(world.transfer(world.units(200, 209), case="case 1"))
    world.do(world.release(world.units(210, 219), case="case 1"))
    place.clock.pass_days(1)
    world.do(world.cancel(world.units(300, 309)))
    used = world.cancel(
        world.units(150, 159), "retired", act=Act.RETIREMENT, purpose="nationally_determined_contribution"
    )
    world.do(used)
    world.do(world.mark(world.units(350, 354), trigger="authorization", tallies=("GH-1",)))
    world.do(world.change(world.units(400, 409), MCU))
    mistaken = world.transfer(world.units(420, 429), tallies=("GH-1",))
    world.do(mistaken)
    world.do(world.correct(mistaken.id))
    under_authorization(world)
    given = reports.synthetic_reports(41, issuances=6, cancellations=12)
    import_cdm_registry(
        place.registry,
        open_reader(url),
        Report("issuances.csv", ISSUANCE_COLUMNS, numbered(given.issuances), ""),
        Report("cancellations.csv", CANCELLATION_COLUMNS, numbered(given.cancellations), ""),
        parties(),
    )
    place.close()


def under_authorization(world: World) -> None:
    """Units under an authorization of two versions are issued, first transferred, used, and come under it later."""
    world.do(world.authorize(quantity=900))
    world.do(world.issue(100, terms=world.under(), key="GH-3-2026", distribution=world.distribution()))
    world.do(world.authorize(version=2, quantity=800))
    sold = world.units(50, 59, "GH-3-2026")
    world.do(world.transfer(sold, "c"))
    world.do(world.cancel(sold, "retired", act=Act.RETIREMENT, purpose="nationally_determined_contribution"))
    world.do(world.issue(20, terms=MCU, key="GH-4-2026"))
    world.do(world.change(world.units(1, 10, "GH-4-2026"), world.under()))
    world.do(world.mark(world.units(1, 5, "GH-4-2026"), trigger="authorization after issuance"))


def found_in(url: str) -> Counter[str]:
    """Return the findings by their codes, after both ways of looking have told the same."""
    reader = open_reader(url)
    try:
        with reader.at_one_instant(), sifting(reader, account_types(), fewest=0) as sifted:
            done = verify(reader, account_types())
            again = verify(reader, account_types(), sifted)
    finally:
        reader.close()
    findings = done.findings
    assert told(again.findings) == told(findings)
    assert replace(again, findings=findings) == done
    for each in findings:
        for language in ("en", "zh-Hant"):
            assert finding_sentence(each, language)
    return Counter(each.code for each in findings if each.code != "guard_missing")


def told(findings) -> Counter[object]:
    """Return findings without their order."""
    return Counter((each.code, *sorted(each.about.items(), key=str)) for each in findings)


@pytest.fixture(scope="module")
def sound(tmp_path_factory, _sqlite_template) -> Path:
    """Return a registry with a history, of which each test changes a copy."""
    file = Path(shutil.copyfile(_sqlite_template, tmp_path_factory.mktemp("sound") / "registry.sqlite3"))
    build("sqlite", sqlite_url(file))
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found_in(sqlite_url(file)) == {}
    return file


def tampered(sound: Path, folder: Path, *statements: str) -> Counter[str]:
    """Return the findings after statements that the guards would have refused."""
    file = Path(shutil.copyfile(sound, folder / "tampered.sqlite3"))
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.create_function("sha256", 1, lambda text: sha256(text.encode()).digest())
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, f"nothing was changed by {statement}"
    return found_in(sqlite_url(file))


def entry(kind: str, more: str = "") -> str:
    """Return the id of the first entry of a kind, as part of a statement."""
    return f"(SELECT id FROM entry WHERE kind = '{kind}' {more} ORDER BY id LIMIT 1)"


def leg(kind: str, sign: int, more: str = "") -> str:
    """Return a condition that picks one leg of an entry of a kind."""
    return f"rowid = (SELECT rowid FROM posting WHERE entry = {entry(kind)} AND sign = {sign} {more} ORDER BY line LIMIT 1)"  # noqa: E501


WITH_TALLY = "AND result LIKE '%[\"GH-1\",100]%'"
BOUND = 'AND result LIKE \'%"versions":{"GH:R1 1":2}%\''
CHANGED = "AND result LIKE '%issued GH:R1 1%'"
FIRST_BLOCK = "rowid = (SELECT rowid FROM block ORDER BY space, first LIMIT 1)"
LONG_BLOCK = "rowid = (SELECT rowid FROM block WHERE last - first > 10 ORDER BY space, first LIMIT 1)"
HELD_BLOCK = "rowid = (SELECT rowid FROM block WHERE hold IS NOT NULL ORDER BY space, first LIMIT 1)"
MARKED_BLOCK = "rowid = (SELECT rowid FROM block WHERE first_transfer IS NOT NULL ORDER BY space, first LIMIT 1)"
CDM_LOT = "rowid = (SELECT rowid FROM lot WHERE mechanism = 'cdm' ORDER BY space, first LIMIT 1)"
OWN_LOT = f"issued_by = {entry('issue')}"
UNKNOWN = "x'00112233445566778899aabbccddeeff'"
OTHER_ACCOUNT = "(SELECT id FROM account WHERE code = 'c')"

TAMPERED: dict[str, tuple[tuple[str, ...], set[str]]] = {
    # Legs of the journal.
    "a leg moves one unit more": (
        (f"UPDATE posting SET last = last + 1 WHERE {leg('transfer', 1)}",),
        {"entry_not_conserved"},
    ),
    "both legs move one unit more": (
        (f"UPDATE posting SET last = last + 1 WHERE entry = {entry('cancel')}",),
        {"leg_differs_from_request"},
    ),
    "both legs move one unit less": (
        (f"UPDATE posting SET last = last - 1 WHERE entry = {entry('cancel')}",),
        {"projection_differs"},
    ),
    "a leg enters where it left": (
        (f"UPDATE posting SET sign = 1 WHERE {leg('transfer', -1)}",),
        {"issuance_is_not_its_lots"},
    ),
    "a leg leaves where it entered": (
        (f"UPDATE posting SET sign = -1 WHERE {leg('transfer', 1)}",),
        {"entry_not_conserved"},
    ),
    "a leg has another sign than one": (
        (f"UPDATE posting SET sign = 2 WHERE {leg('transfer', 1)}",),
        {"leg_sign_invalid"},
    ),
    "a leg enters another account": (
        (f"UPDATE posting SET account = {OTHER_ACCOUNT} WHERE {leg('transfer', 1)}",),
        {"projection_differs"},
    ),
    "a leg and its blocks stand in another account": (
        (
            f"UPDATE posting SET account = {OTHER_ACCOUNT} WHERE {leg('cancel', 1)}",
            f"UPDATE block SET account = {OTHER_ACCOUNT} WHERE since = {entry('cancel')}",
        ),
        {"leg_differs_from_request"},
    ),
    "an issuance and its blocks stand in another account": (
        (
            f"UPDATE posting SET account = {OTHER_ACCOUNT} WHERE entry = {entry('record_issuance')}",
            f"UPDATE block SET account = {OTHER_ACCOUNT} WHERE since = {entry('record_issuance')}",
            f"UPDATE posting SET account = {OTHER_ACCOUNT} WHERE follows = {entry('record_issuance')} AND sign = -1",
        ),
        {"leg_differs_from_request"},
    ),
    "a leg leaves another account": (
        (f"UPDATE posting SET account = {OTHER_ACCOUNT} WHERE {leg('cancel', -1)}",),
        {"leg_follows_nothing"},
    ),
    "a leg names an account that nobody opened": (
        (f"UPDATE posting SET account = 7 WHERE {leg('cancel', 1)}",),
        {"account_unknown"},
    ),
    "a leg has another date": (
        (f"UPDATE posting SET effective_on = '2001-01-01' WHERE {leg('transfer', 1)}",),
        {"leg_dated_otherwise"},
    ),
    "legs and entry have an earlier date": (
        (
            f"UPDATE posting SET effective_on = '2001-01-01' WHERE entry = {entry('cancel')}",
            f"UPDATE entry SET effective_on = '2001-01-01' WHERE id = {entry('cancel')}",
            f"UPDATE block SET acted_on = '2001-01-01' WHERE since = {entry('cancel')}",
        ),
        {"act_before_the_act_it_follows"},
    ),
    "legs, entry and blocks have a later date than was asked for": (
        (
            "UPDATE posting SET effective_on = '2026-07-04' WHERE entry = (SELECT id FROM entry WHERE body LIKE"
            " '%\"reported\"%' AND kind = 'cancel' ORDER BY id LIMIT 1)",
            "UPDATE block SET acted_on = '2026-07-04' WHERE since = (SELECT id FROM entry WHERE body LIKE"
            " '%\"reported\"%' AND kind = 'cancel' ORDER BY id LIMIT 1)",
            "UPDATE entry SET effective_on = '2026-07-04' WHERE id = (SELECT id FROM entry WHERE body LIKE"
            " '%\"reported\"%' AND kind = 'cancel' ORDER BY id LIMIT 1)",
        ),
        {"entry_differs_from_request"},
    ),
    "a leg is gone": ((f"DELETE FROM posting WHERE {leg('transfer', 1)}",), {"entry_not_conserved"}),
    "the leg of an issuance is gone": (
        (f"DELETE FROM posting WHERE {leg('record_issuance', 1)}",),
        {"entry_without_legs"},
    ),
    "all legs of an entry are gone": (
        (f"DELETE FROM posting WHERE entry = {entry('cancel')}",),
        {"entry_without_legs"},
    ),
    "an act and all that it left is gone": (
        (
            f"UPDATE block SET since = (SELECT follows FROM posting WHERE {leg('change_terms', -1)}),"
            f" acted_on = (SELECT effective_on FROM entry WHERE kind = 'issue'),"
            f" terms = (SELECT terms FROM posting WHERE {leg('change_terms', -1)})"
            f" WHERE since = {entry('change_terms')}",
            f"DELETE FROM posting WHERE entry = {entry('change_terms')}",
            f"DELETE FROM entry WHERE id = {entry('change_terms')}",
        ),
        {"outbox_of_no_entry"},
    ),
    "a leg stands twice": (
        (
            "INSERT INTO posting SELECT entry, line + 100, sign, account, effective_on, space, first, last, lot, terms,"
            f" first_transfer, hold, follows FROM posting WHERE {leg('transfer', 1)}",
        ),
        {"entry_not_conserved"},
    ),
    "both legs stand twice": (
        (
            "INSERT INTO posting SELECT entry, line + 100, sign, account, effective_on, space, first, last, lot, terms,"
            f" first_transfer, hold, follows FROM posting WHERE entry = {entry('cancel')}",
        ),
        {"units_left_twice"},
    ),
    "the leg of an issuance stands twice": (
        (
            "INSERT INTO posting SELECT entry, line + 100, sign, account, effective_on, space, first, last, lot, terms,"
            f" first_transfer, hold, follows FROM posting WHERE {leg('record_issuance', 1)}",
        ),
        {"issuance_is_not_its_lots"},
    ),
    "two entries follow each other": (
        (
            f"UPDATE posting SET follows = {entry('cancel')} WHERE entry = {entry('transfer')}",
            f"UPDATE posting SET follows = {entry('transfer')} WHERE entry = {entry('cancel')}",
        ),
        {"entry_without_origin"},
    ),
    "an entry follows itself": (
        (f"UPDATE posting SET follows = entry WHERE entry = {entry('cancel')}",),
        {"entry_without_origin"},
    ),
    "a leg follows an unknown entry": (
        (f"UPDATE posting SET follows = {UNKNOWN} WHERE entry = {entry('cancel')}",),
        {"entry_without_origin"},
    ),
    "a leg follows nothing": (
        (f"UPDATE posting SET follows = NULL WHERE entry = {entry('cancel')}",),
        {"leg_follows_nothing"},
    ),
    "an issuance follows another one": (
        (
            "UPDATE posting SET follows = (SELECT max(id) FROM entry WHERE kind = 'record_issuance')"
            f" WHERE entry = {entry('record_issuance')}",
        ),
        {"issuance_follows_an_entry"},
    ),
    "legs name another lot": (
        (f"UPDATE posting SET lot = {UNKNOWN} WHERE entry = {entry('cancel')}",),
        {"leg_follows_nothing"},
    ),
    "legs lie in another space": (
        (f"UPDATE posting SET space = space + 1 WHERE entry = {entry('cancel')}",),
        {"block_outside_its_lot"},
    ),
    "legs are under other terms": (
        (f"UPDATE posting SET terms = 5 WHERE {leg('cancel', 1)}",),
        {"terms_unknown"},
    ),
    "a cancellation and its blocks change terms": (
        (
            f"UPDATE posting SET terms = (SELECT terms FROM posting WHERE {leg('change_terms', 1)})"
            f" WHERE {leg('cancel', 1)}",
            f"UPDATE block SET terms = (SELECT terms FROM posting WHERE {leg('change_terms', 1)})"
            f" WHERE since = {entry('cancel')}",
        ),
        {"leg_differs_from_request"},
    ),
    "units come back from a final account in the same entry": (
        (
            "INSERT INTO posting SELECT entry, line + 100, -1, account, effective_on, space, first, last, lot, terms,"
            f" first_transfer, hold, entry FROM posting WHERE {leg('cancel', 1)}",
            "INSERT INTO posting SELECT entry, line + 200, 1, account, effective_on, space, first, last, lot, terms,"
            f" first_transfer, hold, entry FROM posting WHERE {leg('cancel', -1, 'AND line < 100')}",
        ),
        {"entry_without_origin"},
    ),
    # Entries.
    "the request of an entry is another": (
        (f"UPDATE entry SET body = replace(body, 'tester', 'taster') WHERE id = {entry('transfer')}",),
        {"entry_digest_differs"},
    ),
    "the request of an entry is no request": (
        (f"UPDATE entry SET body = '[' WHERE id = {entry('transfer')}",),
        {"entry_digest_differs"},
    ),
    "the digest of an entry is another": (
        (f"UPDATE entry SET digest = x'00' WHERE id = {entry('transfer')}",),
        {"entry_digest_differs"},
    ),
    "an entry is of another kind": (
        (f"UPDATE entry SET kind = 'transfer' WHERE id = {entry('cancel')}",),
        {"entry_differs_from_request"},
    ),
    "an entry is by another actor": (
        (f"UPDATE entry SET actor = 'somebody' WHERE id = {entry('cancel')}",),
        {"entry_differs_from_request"},
    ),
    "an entry is said to correct another one": (
        (f"UPDATE entry SET corrects = {entry('transfer')} WHERE id = {entry('cancel')}",),
        {"entry_differs_from_request"},
    ),
    "a correction is said to correct nothing": (
        (f"UPDATE entry SET corrects = NULL WHERE id = {entry('correct')}",),
        {"entry_differs_from_request"},
    ),
    "an entry is gone": ((f"DELETE FROM entry WHERE id = {entry('transfer')}",), {"leg_of_no_entry"}),
    "an issuance is gone": ((f"DELETE FROM entry WHERE id = {entry('record_issuance')}",), {"lot_issued_by_no_entry"}),
    "an entry has another id": (
        (f"UPDATE entry SET id = {UNKNOWN} WHERE id = {entry('cancel')}",),
        {"leg_of_no_entry", "entry_without_legs"},
    ),
    "a result says another quantity": (
        (
            "UPDATE entry SET result = replace(result, '\"quantity\":10', '\"quantity\":11')"
            f" WHERE id = {entry('correct')}",
        ),
        {"result_differs_from_legs"},
    ),
    "a result is no result": (
        (f"UPDATE entry SET result = '\"tallies\"' WHERE id = {entry('cancel')}",),
        {"entry_differs_from_request", "result_differs_from_legs"},
    ),
    "a result drew nothing, and neither did the tally": (
        (
            "UPDATE entry SET result = replace(result, ',\"tallies\":[[\"GH-1\",100]]', '')"
            f" WHERE id = {entry('transfer', WITH_TALLY)}",
            "UPDATE tally SET used = used - 100 WHERE name = 'GH-1'",
        ),
        {"result_differs_from_legs"},
    ),
    "a result drew more, and so did the tally": (
        (
            "UPDATE entry SET result = replace(result, '[\"GH-1\",100]', '[\"GH-1\",101]')"
            f" WHERE id = {entry('transfer', WITH_TALLY)}",
            "UPDATE tally SET used = used + 1 WHERE name = 'GH-1'",
        ),
        {"tally_differs", "result_differs_from_legs"},
    ),
    "the outbox has an entry that is not": ((f"INSERT INTO outbox VALUES ({UNKNOWN})",), {"outbox_of_no_entry"}),
    # Blocks.
    "a block stands in another account": (
        (f"UPDATE block SET account = {OTHER_ACCOUNT} WHERE {FIRST_BLOCK}",),
        {"projection_differs"},
    ),
    "a block is one unit longer": (
        (f"UPDATE block SET last = last + 1 WHERE {LONG_BLOCK}",),
        {"projection_differs"},
    ),
    "a block is one unit shorter": (
        (f"UPDATE block SET last = last - 1 WHERE {LONG_BLOCK}",),
        {"projection_differs"},
    ),
    "a block begins one unit later": (
        (f"UPDATE block SET first = first + 1 WHERE {LONG_BLOCK}",),
        {"projection_differs"},
    ),
    "a block begins where it does not end": (
        (f"UPDATE block SET last = first - 1 WHERE {LONG_BLOCK}",),
        {"projection_differs"},
    ),
    "a block is gone": ((f"DELETE FROM block WHERE {FIRST_BLOCK}",), {"projection_differs"}),
    "all blocks are gone": (("DELETE FROM block",), {"projection_differs"}),
    "a block lies inside another one": (
        (
            "INSERT INTO block SELECT space, first + 1, first + 2, lot, account, terms, first_transfer, hold, since,"
            f" acted_on FROM block WHERE {LONG_BLOCK}",
        ),
        {"blocks_overlap"},
    ),
    "a block lies inside another one, between others": (
        (
            "INSERT INTO block SELECT space, first + 1, first + 2, lot, account, terms, first_transfer, hold, since,"
            f" acted_on FROM block WHERE {LONG_BLOCK}",
            "INSERT INTO block SELECT space, first + 4, first + 5, lot, account, terms, first_transfer, hold, since,"
            f" acted_on FROM block WHERE {LONG_BLOCK}",
        ),
        {"blocks_overlap", "projection_differs"},
    ),
    "a block is of another lot": (
        (f"UPDATE block SET lot = {UNKNOWN} WHERE {FIRST_BLOCK}",),
        {"block_outside_its_lot"},
    ),
    "a block is in another space": (
        (f"UPDATE block SET space = space + 1 WHERE {FIRST_BLOCK}",),
        {"block_outside_its_lot"},
    ),
    "a block is under other terms": ((f"UPDATE block SET terms = 5 WHERE {FIRST_BLOCK}",), {"projection_differs"}),
    "a block was acted on earlier": (
        (f"UPDATE block SET acted_on = '2001-01-01' WHERE {FIRST_BLOCK}",),
        {"projection_differs"},
    ),
    "a block stands since another entry": (
        (f"UPDATE block SET since = {entry('correct')} WHERE {FIRST_BLOCK}",),
        {"projection_differs"},
    ),
    "a block was never first transferred": (
        (f"UPDATE block SET first_transfer = NULL WHERE {MARKED_BLOCK}",),
        {"projection_differs"},
    ),
    "a block was first transferred by another entry": (
        (f"UPDATE block SET first_transfer = {UNKNOWN} WHERE {MARKED_BLOCK}",),
        {"projection_differs"},
    ),
    "a first transfer happened in no entry": (
        (
            f"UPDATE posting SET first_transfer = {UNKNOWN} WHERE {leg('change_terms', 1)}",
            f"UPDATE block SET first_transfer = {UNKNOWN} WHERE since = {entry('change_terms')}",
        ),
        {"first_transfer_of_another_entry"},
    ),
    "an act marks a first transfer that it did not ask for": (
        (
            f"UPDATE posting SET first_transfer = entry WHERE {leg('change_terms', 1)}",
            f"UPDATE block SET first_transfer = since WHERE since = {entry('change_terms')}",
        ),
        {"leg_differs_from_request"},
    ),
    "a mark of a first transfer marks nothing": (
        (
            f"UPDATE posting SET first_transfer = NULL WHERE {leg('mark_first_transfer', 1)}",
            f"UPDATE block SET first_transfer = NULL WHERE since = {entry('mark_first_transfer')}",
        ),
        {"leg_differs_from_request"},
    ),
    "a first transfer is taken back": (
        (
            "UPDATE posting SET first_transfer = NULL WHERE sign = 1 AND entry IN"
            ' (SELECT id FROM entry WHERE body LIKE \'%"act":"retirement"%\')',
            "UPDATE block SET first_transfer = NULL WHERE since IN"
            ' (SELECT id FROM entry WHERE body LIKE \'%"act":"retirement"%\')',
        ),
        {"first_transfer_changed"},
    ),
    "a block is held no more": ((f"UPDATE block SET hold = NULL WHERE {HELD_BLOCK}",), {"projection_differs"}),
    "a block is held by another hold": (
        (f"UPDATE block SET hold = {UNKNOWN} WHERE {HELD_BLOCK}",),
        {"projection_differs"},
    ),
    # Holds.
    "a hold is there that nobody placed": (
        (f"INSERT INTO hold (id, \"case\", placed_by) VALUES ({UNKNOWN}, 'case 9', 'tester')",),
        {"hold_of_no_entry"},
    ),
    "an entry is not in the outbox": (
        (f"DELETE FROM outbox WHERE entry = {entry('cancel')}",),
        {"entry_not_in_outbox"},
    ),
    "a hold is gone": (("DELETE FROM hold",), {"hold_unknown"}),
    "a hold is of another case": (("UPDATE hold SET \"case\" = 'case 9'",), {"hold_differs_from_request"}),
    "a hold expires later": (("UPDATE hold SET expires_on = '2099-01-01'",), {"hold_differs_from_request"}),
    "a hold was placed by another": (("UPDATE hold SET placed_by = 'somebody'",), {"hold_differs_from_request"}),
    # Lots.
    "a lot is one unit longer": (
        (f"UPDATE lot SET last = last + 1 WHERE {CDM_LOT}",),
        {"issuance_is_not_its_lots"},
    ),
    "a lot begins one unit earlier": (
        (f"UPDATE lot SET first = first - 1 WHERE {OWN_LOT}",),
        {"issuance_is_not_its_lots"},
    ),
    "a lot is gone": ((f"DELETE FROM lot WHERE {CDM_LOT}",), {"issuance_is_not_its_lots"}),
    "a lot stands beside, issued by nobody": (
        (
            f"INSERT INTO lot SELECT {UNKNOWN}, space, first + 1000000000, last + 1000000000, mechanism, unit_type,"
            f" host_party, activity, {UNKNOWN}, issued_on, vintage, period_first, period_last, commitment_period,"
            f" underlying FROM lot WHERE {CDM_LOT}",
        ),
        {"lot_issued_by_no_entry"},
    ),
    "a lot stands beside, issued by an act that issues nothing": (
        (
            f"INSERT INTO lot SELECT {UNKNOWN}, space, first + 1000000000, last + 1000000000, mechanism, unit_type,"
            f" host_party, activity, {entry('cancel')}, issued_on, vintage, period_first, period_last,"
            f" commitment_period, underlying FROM lot WHERE {CDM_LOT}",
        ),
        {"issuance_is_not_its_lots"},
    ),
    "a lot stands in a space of its own": (
        (
            f"INSERT INTO lot SELECT {UNKNOWN}, (SELECT id FROM serial_space WHERE key = 'elsewhere'),"
            f" first + 100000, last + 100000, mechanism, unit_type, host_party, activity, {entry('issue')}, issued_on,"
            f" vintage, period_first, period_last, commitment_period, underlying FROM lot WHERE {OWN_LOT}",
        ),
        {"issuance_is_not_its_lots"},
    ),
    "lots overlap": (
        (
            f"INSERT INTO lot SELECT {UNKNOWN}, space, first + 1, last, mechanism, unit_type, host_party, activity,"
            " issued_by, issued_on, vintage, period_first, period_last, commitment_period, underlying FROM lot"
            f" WHERE {CDM_LOT}",
        ),
        {"lots_overlap"},
    ),
    "a lot was issued on another day": (
        (f"UPDATE lot SET issued_on = '2001-01-01' WHERE {CDM_LOT}",),
        {"lot_differs_from_request"},
    ),
    "a lot was issued by another entry": (
        (f"UPDATE lot SET issued_by = (SELECT max(id) FROM entry WHERE kind = 'record_issuance') WHERE {CDM_LOT}",),
        {"issuance_is_not_its_lots"},
    ),
    **{
        f"a lot has another {name}": (
            (f"UPDATE lot SET {name} = {value} WHERE {CDM_LOT}",),
            {"lot_differs_from_request"},
        )
        for name, value in {
            "mechanism": "'jcm'",
            "unit_type": "'lCER'",
            "host_party": "'CI'",
            "activity": "3",
            "vintage": "1999",
            "period_first": "'1999-01-01'",
            "period_last": "'1999-01-01'",
            "commitment_period": "7",
            "underlying": "'GS-1'",
        }.items()
    },
    **{
        f"a lot of our own has another {name}": (
            (f"UPDATE lot SET {name} = {value} WHERE {OWN_LOT}",),
            {"lot_differs_from_request"},
        )
        for name, value in {"unit_type": "'AER'", "host_party": "'KE'", "vintage": "1999", "activity": "3"}.items()
    },
    # Spaces.
    "a counter is too low": (
        ("UPDATE serial_space SET next_serial = next_serial - 1 WHERE next_serial IS NOT NULL",),
        {"serial_counter_differs"},
    ),
    "a counter is too high": (
        ("UPDATE serial_space SET next_serial = next_serial + 1 WHERE next_serial IS NOT NULL",),
        {"serial_counter_differs"},
    ),
    "a counter is gone": (
        ("UPDATE serial_space SET next_serial = NULL WHERE next_serial IS NOT NULL",),
        {"serial_counter_differs"},
    ),
    "a space of another registry has a counter": (
        (
            "UPDATE serial_space SET next_serial = 1 + (SELECT max(last) FROM lot WHERE space = serial_space.id) WHERE next_serial IS NULL",  # noqa: E501
        ),
        {"serial_counter_differs"},
    ),
    "a space prints another prefix": (
        ("UPDATE serial_space SET prefix = 'XX' WHERE registry = 'CDM'",),
        {"prefix_differs"},
    ),
    "a space of our own prints another prefix": (
        ("UPDATE serial_space SET prefix = 'XX' WHERE next_serial IS NOT NULL",),
        {"prefix_differs"},
    ),
    "a space has another key": (
        ("UPDATE serial_space SET key = key || 'X' WHERE next_serial IS NOT NULL",),
        {"block_outside_its_lot"},
    ),
    "a space is gone": (("DELETE FROM serial_space WHERE next_serial IS NOT NULL",), {"block_outside_its_lot"}),
    # Terms, tallies, accounts.
    "terms say something else": (
        ("UPDATE terms SET body = replace(body, '\"AER\"', '\"MCU\"') WHERE body LIKE '%\"AER\"%'",),
        {"terms_id_differs"},
    ),
    "terms are no terms": (("UPDATE terms SET body = '{' WHERE body LIKE '%\"AER\"%'",), {"row_unreadable"}),
    "terms lack a word": (("UPDATE terms SET body = '{}' WHERE body LIKE '%\"AER\"%'",), {"row_unreadable"}),
    "terms are gone": (("DELETE FROM terms WHERE body LIKE '%\"AER\"%'",), {"terms_unknown"}),
    "a tally used more": (("UPDATE tally SET used = used + 1",), {"tally_differs"}),
    "a tally used nothing": (("UPDATE tally SET used = 0",), {"tally_differs"}),
    "a tally is gone": (("DELETE FROM tally",), {"tally_differs"}),
    "a tally of nothing used something": (("INSERT INTO tally VALUES ('KE-1', 5, 10, 1)",), {"tally_differs"}),
    "an authorization says something else": (
        ("UPDATE authorization_version SET body = replace(body, '900', '901') WHERE version = 1",),
        {"authorization_differs"},
    ),
    "an authorization lacks a version": (
        ("DELETE FROM authorization_version WHERE version = 1",),
        {"authorization_differs", "authorization_versions_broken"},
    ),
    "an authorization has a version that nobody recorded": (
        (
            "INSERT INTO authorization_version SELECT id + 1, key, 3, entry, party, reference, effective_on,"
            " replace(body, '\"version\":2', '\"version\":3') FROM authorization_version WHERE version = 2",
        ),
        {"authorization_of_no_entry"},
    ),
    "an authorization is no authorization": (
        ("UPDATE authorization_version SET body = '{}' WHERE version = 2",),
        {"row_unreadable"},
    ),
    "first transferred units are bound to another version": (
        (
            f"UPDATE posting SET terms = (SELECT id FROM terms WHERE body LIKE '%\"version\":1%')"
            f" WHERE entry = {entry('transfer', BOUND)} AND sign = 1",
        ),
        {"leg_differs_from_request"},
    ),
    "a first transfer counts for nothing": (
        (
            "UPDATE entry SET result = replace(result, '[[\"first transferred GH:R1 1\",10]]', '[]')"
            f" WHERE id = {entry('transfer', BOUND)}",
            "UPDATE tally SET used = used - 10 WHERE name = 'first transferred GH:R1 1'",
        ),
        {"result_differs_from_legs"},
    ),
    "units under an authorization stand where their class is not admitted": (
        (
            f"UPDATE posting SET account = (SELECT id FROM account WHERE code = 'voluntary')"
            f" WHERE entry = {entry('change_terms', CHANGED)}",
        ),
        {"unit_class_not_admitted"},
    ),
    "an account has the id of nothing": (("UPDATE account SET id = id + 1 WHERE code = 'omge'",), {"row_unreadable"}),
    "a space has another id": (("UPDATE serial_space SET id = id + 1",), {"row_unreadable"}),
    "an account is gone": (("DELETE FROM account WHERE code = 'b'",), {"account_unknown"}),
    "an account is of an unknown type": (("UPDATE account SET type = 'x' WHERE code = 'b'",), {"account_type_unknown"}),
    "a final account is final no more": (
        ("UPDATE account SET type = 'cdm.party_unpublished' WHERE type = 'cdm.cancellation'",),
        {"account_entered_by_another_act"},
    ),
    "a holding account is final": (
        ("UPDATE account SET type = 'cdm.cancellation' WHERE type = 'cdm.party_unpublished'",),
        {"account_entered_by_another_act", "movement_out_of_final_account"},
    ),
    "an account admits no such units": (
        ("UPDATE account SET type = 'cdm.holding' WHERE code = 'b'",),
        {"unit_class_not_admitted"},
    ),
    "an account is in no known state": (("UPDATE account SET state = 'closed?' WHERE code = 'b'",), {"row_unreadable"}),
    "an account has another code": (("UPDATE account SET code = 'bb' WHERE code = 'b'",), {"account_unknown"}),
    # Values that are none.
    "a date is none": ((f"UPDATE block SET acted_on = 'soon' WHERE {FIRST_BLOCK}",), {"row_unreadable"}),
    "an id is too short": ((f"UPDATE posting SET lot = x'00' WHERE {leg('cancel', 1)}",), {"row_unreadable"}),
    "an instant is none": (
        (f"UPDATE entry SET recorded_at = 'then' WHERE id = {entry('cancel')}",),
        {"row_unreadable"},
    ),
}


@pytest.mark.parametrize("change", TAMPERED)
def test_a_change_of_what_is_stored_is_found(change, sound, tmp_path):
    statements, expected = TAMPERED[change]
    found = tampered(sound, tmp_path, *statements)
    assert found, "verify found nothing"
    assert expected & found.keys(), f"found only {sorted(found)}"


@pytest.mark.parametrize("guard", sorted(GUARDS.expected("sqlite")))
def test_a_guard_that_is_gone_is_found_on_sqlite(guard, sound, tmp_path):
    file = Path(shutil.copyfile(sound, tmp_path / "registry.sqlite3"))
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute(f"DROP TRIGGER {guard}")
        connection.commit()
    reader = open_reader(sqlite_url(file))
    findings = verify(reader, account_types()).findings
    reader.close()
    assert [(each.code, each.about["guard"]) for each in findings] == [("guard_missing", guard)]


def table_of(guard):
    """Return the table that a trigger of PostgreSQL guards."""
    return re.search(r" ON (\w+) ", GUARDS.postgresql[guard][0])[1]


@pytest.mark.parametrize("guard", sorted(GUARDS.expected("postgresql")))
@pytest.mark.parametrize("how", ["DROP TRIGGER {guard} ON {table}", "ALTER TABLE {table} DISABLE TRIGGER {guard}"])
def test_a_guard_that_is_gone_or_switched_off_is_found_on_postgresql(how, guard, postgresql_empty):
    with raw_postgresql(parse_database_url(postgresql_empty), autocommit=False) as connection:
        connection.execute(how.format(guard=guard, table=table_of(guard)))
        missing = connection.execute(
            "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            " AND tgname NOT LIKE 'case\\_%' AND tgname NOT LIKE 'cooperation\\_%'"
        ).fetchone()
        assert missing == (len(GUARDS.expected("postgresql")) - 1,)
        connection.commit()
    reader = open_reader(postgresql_empty)
    findings = verify(reader, account_types()).findings
    reader.close()
    assert [(each.code, each.about["guard"]) for each in findings] == [("guard_missing", guard)]


@pytest.fixture
def postgresql_empty(database_url) -> str:
    return database_url("postgresql")


def test_changes_are_found_on_postgresql_too(database_url):
    url = database_url("postgresql")
    build("postgresql", url)
    assert found_in(url) == {}
    changes = {
        f"UPDATE posting SET last = last + 1 WHERE entry = {entry('cancel')} AND sign = 1": "entry_not_conserved",
        f"UPDATE entry SET body = body || ' ' WHERE id = {entry('transfer')}": "entry_digest_differs",
        f"DELETE FROM posting WHERE entry = {entry('record_issuance')}": "entry_without_legs",
        "UPDATE block SET account = 7 WHERE hold IS NULL": "projection_differs",
        "UPDATE lot SET unit_type = 'VCU'": "lot_differs_from_request",
        "DELETE FROM terms": "terms_unknown",
        "UPDATE hold SET \"case\" = 'case 9'": "hold_differs_from_request",
        "TRUNCATE tally": "tally_differs",
    }
    for change, code in changes.items():
        with raw_postgresql(parse_database_url(url)) as connection:
            # What an owner of the database can do: the guards of this session are off.
            connection.execute("SET session_replication_role = replica")
            connection.execute(change)
        assert code in found_in(url), change


def test_a_forged_request_with_its_digest_is_still_held_to_the_laws(sound, tmp_path):
    """Whoever can compute a digest can forge a request; the laws about holds are looked at all the same."""
    changed = "replace(body, '\"case\":\"case 1\",', '')"
    held = "kind = 'transfer' AND body LIKE '%case 1%'"
    found = tampered(
        sound,
        tmp_path,
        f"UPDATE entry SET body = {changed}, digest = sha256({changed}) WHERE {held}",
    )
    assert found == {"held_units_changed": 1}


def test_the_command_exits_with_1_and_names_each_finding(sound, tmp_path, capfd, monkeypatch):
    import json

    from sextant.cli.main import run

    tampered(sound, tmp_path, "UPDATE tally SET used = 7")
    url = sqlite_url(tmp_path / "tampered.sqlite3")
    monkeypatch.setenv("SEXTANT_LANGUAGE", "en")
    assert run(["verify", "--database", url, "--json"]) == 1
    findings = json.loads(capfd.readouterr().out)["findings"]
    assert {each["code"] for each in findings} == {"guard_missing", "tally_differs"}
    assert all(list(each) == ["code", "about", "message"] for each in findings)
    monkeypatch.setenv("SEXTANT_LANGUAGE", "zh-Hant")
    assert run(["verify", "--database", url]) == 1
    assert "額度 GH-1 記載已用 7" in capfd.readouterr().out


def test_every_finding_has_a_sentence_in_both_languages():
    assert set(_SENTENCES) == {*FINDING_CODES, *CASE_FINDING_CODES}
    for code, (english, chinese) in _SENTENCES.items():
        assert english.endswith("."), code
        assert chinese.endswith("。"), code


def test_every_finding_is_provoked_here(sound, tmp_path):
    provoked = {"guard_missing", "held_units_changed"}  # in tests of their own, above
    for statements, _ in TAMPERED.values():
        provoked |= tampered(sound, tmp_path, *statements).keys()
    assert set(FINDING_CODES) - provoked == set()


@pytest.mark.parametrize("page", ["ledger.md", "ledger.zh-Hant.md"])
def test_every_finding_is_documented(page):
    text = (Path(__file__).parents[3] / "docs" / page).read_text(encoding="utf-8")
    assert [code for code in FINDING_CODES if f"`{code}`" not in text] == []
