"""Several sellers at the same moment, each a process of its own: no unit is sold twice, none is lost.

`SEXTANT_RACE_REPETITIONS` says how often each race is run: 100 times unless it says otherwise, 1,000 where CI
is true.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.clock import WaitingClock
from tests.racing import Racers, Told
from tests.stores import Place, place_of
from tests.world import AER, World

from sextant.application.batch import perform_batch
from sextant.application.queries.verify import verify
from sextant.domain.account import Account, account_id
from sextant.domain.unit import Block, SerialRange, Terms
from sextant.ledger.authorized import tally_of_first_transferred
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Posted
from sextant.ledger.request import IssuanceCell, Request
from sextant.storage.database.reader import DatabaseReader

REPETITIONS = int(os.environ.get("SEXTANT_RACE_REPETITIONS", "1000" if os.environ.get("CI") == "true" else "100"))
FEWER = max(REPETITIONS // 20, 10)
DATABASES = ("sqlite", "postgresql", "postgresql-serializable")
SIZES = (60, 30, 50, 20)
RANGES = ((1, 60), (41, 70), (51, 100), (1, 20))
BUYERS = ("buyer 1", "buyer 2", "buyer 3", "buyer 4")


class Market:
    """A ledger, a world in it, and four processes that sell."""

    def __init__(self, kind: str, url: str, racers: Racers) -> None:
        self.url = url
        self.place: Place = place_of(kind, url, WaitingClock())
        self.world = World(self.place.registry)
        for code in BUYERS:
            self.place.registry.open_account(
                Account(registry=self.world.name, code=code, type="article_6_4.holding", name=code)
            )
        self.reader = DatabaseReader(self.place.registry.store.driver)
        self.racers = racers

    def race(self, requests: Sequence[Sequence[Request]], *, batch: bool = False) -> list[list[Told]]:
        return self.racers.race(self.url, requests, batch=batch)

    def lots(self, count: int, quantity: int = 100) -> list[SerialRange]:
        """Return as many new lots, each of which stands in account a."""
        requests = [self.world.issue(quantity) for _ in range(count)]
        outcomes = perform_batch(self.place.registry, requests)
        assert all(isinstance(outcome, Posted) for outcome in outcomes)
        return [SerialRange(*outcome.result["moved"][0]) for outcome in outcomes]

    def blocks(self, lot: SerialRange) -> list[Block]:
        found = self.reader.blocks(ranges=[lot])
        assert sum(block.quantity for block in found) == lot.quantity
        assert found[0].first == lot.first
        assert all(one.last + 1 == two.first for one, two in pairwise(found))
        return found

    def held(self, blocks: list[Block]) -> Counter[str]:
        names = {self.world.account(code): code for code in ("a", "b", "c", *BUYERS)}
        held: Counter[str] = Counter()
        for block in blocks:
            held[names[block.account]] += block.quantity
        return held


@pytest.fixture(scope="session")
def racers() -> Iterator[Racers]:
    started = Racers()
    yield started
    started.stop()


@pytest.fixture(params=DATABASES)
def market(request, database_url, racers) -> Iterator[Market]:
    made = Market(request.param, database_url(request.param), racers)
    yield made
    racers.leave()
    found = verify(made.reader, made.place.registry.account_types).findings
    made.place.close()
    assert found == []


def part(lot: SerialRange, first: int, last: int) -> SerialRange:
    return SerialRange(lot.space, lot.first + first - 1, lot.first + last - 1)


def test_four_sellers_of_one_block_by_quantity(market):
    """Sixty, thirty, fifty and twenty out of a hundred, wherever they lie in it."""
    for lot in market.lots(REPETITIONS):
        requests = [
            [market.world.transfer(market.world.take("a", size, within=lot), buyer)]
            for size, buyer in zip(SIZES, BUYERS, strict=True)
        ]
        answers = [own[0] for own in market.race(requests)]
        held = market.held(market.blocks(lot))
        sold = sum(size for size, answer in zip(SIZES, answers, strict=True) if answer.posted)
        assert sold + held["a"] == 100
        for size, buyer, answer in zip(SIZES, BUYERS, answers, strict=True):
            assert held[buyer] == (size if answer.posted else 0) == answer.quantity
            if not answer.posted:
                assert answer.code == "units_insufficient"
                found = dict(answer.about)["found"]
                assert held["a"] <= found < size == dict(answer.about)["expected"]


def test_four_sellers_of_one_block_by_serials(market):
    """Sixty, thirty, fifty and twenty out of a hundred, at serials that overlap."""
    for lot in market.lots(REPETITIONS):
        requests = [
            [market.world.transfer(part(lot, *wanted), buyer, from_account=market.world.account("a"))]
            for wanted, buyer in zip(RANGES, BUYERS, strict=True)
        ]
        answers = [own[0] for own in market.race(requests)]
        held = market.held(market.blocks(lot))
        sold: set[int] = set()
        for wanted, buyer, answer in zip(RANGES, BUYERS, answers, strict=True):
            serials = set(range(wanted[0], wanted[1] + 1))
            if answer.posted:
                assert not sold & serials
                sold |= serials
                assert held[buyer] == len(serials)
        for wanted, buyer, answer in zip(RANGES, BUYERS, answers, strict=True):
            if not answer.posted:
                assert held[buyer] == 0
                assert sold & set(range(wanted[0], wanted[1] + 1)), "refused, though nobody had its units"
                assert answer.code in {"units_not_in_account", "units_in_several_accounts"}
        assert held["a"] == 100 - len(sold)


def test_sellers_of_different_serials_of_one_block_are_all_served(market):
    """Each waits for the others to split the block, and still finds its own units in what they left."""
    for lot in market.lots(FEWER):
        requests = [
            [market.world.transfer(part(lot, 20 * k + 4 * index + 1, 20 * k + 4 * index + 4), buyer) for k in range(5)]
            for index, buyer in enumerate(BUYERS)
        ]
        answers = [answer for own in market.race(requests) for answer in own]
        assert [answer.code for answer in answers] == [None] * 20
        assert market.held(market.blocks(lot)) == {"a": 20, **dict.fromkeys(BUYERS, 20)}


def test_many_sellers_by_quantity_from_one_hot_account(market):
    """Each process sells six times seven units; a hundred and twenty units stand in twelve blocks."""
    for _ in range(FEWER):
        lots = market.lots(12, 10)
        requests = [[market.world.transfer(market.world.take("a", 7), buyer) for _ in range(6)] for buyer in BUYERS]
        answers = market.race(requests)
        posted = [answer for own in answers for answer in own if answer.posted]
        refused = [answer for own in answers for answer in own if not answer.posted]
        held = sum((market.held(market.blocks(lot)) for lot in lots), Counter())
        assert sum(answer.quantity for answer in posted) + held["a"] == 120
        assert len(posted) == 17
        assert {answer.code for answer in refused} == {"units_insufficient"}
        serials = [n for answer in posted for _, first, last in answer.moved for n in range(first, last + 1)]
        assert len(serials) == len(set(serials))
        market.world.do(market.world.transfer(market.world.take("a", held["a"]), "c"))


def test_one_request_from_four_processes_is_done_once(market):
    for lot in market.lots(FEWER):
        for request in (
            market.world.transfer(part(lot, 1, 10)),
            market.world.transfer(market.world.take("a", 10, within=lot)),
            market.world.hold(part(lot, 50, 60)),
            market.world.issue(10, key="another space"),
        ):
            answers = [own[0] for own in market.race([[request]] * 4)]
            assert all(answer.posted for answer in answers)
            assert len({answer.moved for answer in answers}) == 1
            # Exactly one was told that it was new, unless its own answer was lost on the way.
            assert sum(not answer.replayed for answer in answers) == 1
        assert market.held(market.blocks(lot)) == {"a": 80, "b": 20}


def test_one_id_with_four_contents_is_done_once(market):
    for lot in market.lots(FEWER):
        base = market.world.transfer(part(lot, 1, 10))
        requests = [[replace(base, to_account=market.world.account(buyer))] for buyer in BUYERS]
        answers = [own[0] for own in market.race(requests)]
        assert sorted(answer.code or "posted" for answer in answers) == ["idempotency_key_reused"] * 3 + ["posted"]
        market.blocks(lot)


def test_a_tally_is_never_exceeded(market):
    world, store = market.world, market.place.registry.store
    for number, lot in enumerate(market.lots(FEWER)):
        names = (f"one {number}", f"two {number}")
        store.put_tally(Tally(names[0], 0, 70))
        store.put_tally(Tally(names[1], 0, None))
        requests = []
        for index, buyer in enumerate(BUYERS):
            # Each names the limits in its own order; locks are taken in one.
            tallies = names if index % 2 else names[::-1]
            own = [part(lot, 25 * index + 5 * k + 1, 25 * index + 5 * k + 5) for k in range(5)]
            requests.append([world.transfer(each, buyer, tallies=tallies) for each in own])
        answers = [answer for own in market.race(requests) for answer in own]
        assert sum(answer.quantity for answer in answers) == 70
        assert {answer.code for answer in answers if not answer.posted} == {"tally_exceeded"}
        assert [store.tally(name).used for name in names] == [70, 70]


def test_a_space_that_four_issuances_bring_at_once_numbers_them_without_gap(market):
    for number in range(FEWER):
        key = f"new {number}"
        terms = Terms("AER", uses=("other_purposes",), authorization=f"new {number}")
        cell = IssuanceCell(key, key, 2026, terms, 10)
        answers = [own[0] for own in market.race([[market.world.issue(cells=(cell,))] for _ in BUYERS])]
        assert all(answer.posted for answer in answers)
        assert sorted(answer.moved[0][1:] for answer in answers) == [(1, 10), (11, 20), (21, 30), (31, 40)]


def test_of_overlapping_records_of_issuance_one_goes_in_and_the_others_are_told_why(market):
    for number in range(FEWER):
        key = f"elsewhere {number}"
        ranges = [(1, 50), (50, 60), (1, 50), (40, 100)]
        requests = [[market.world.record(first, last, key=key)] for first, last in ranges]
        answers: list[Told] = [own[0] for own in market.race(requests)]
        taken = [each for each, answer in zip(ranges, answers, strict=True) if answer.posted]
        assert taken
        serials = [n for first, last in taken for n in range(first, last + 1)]
        assert len(serials) == len(set(serials))
        assert {answer.code for answer in answers if not answer.posted} == {"serials_already_issued"}


def test_a_space_is_numbered_here_or_elsewhere_and_never_both(market):
    for number in range(FEWER):
        key = f"both {number}"
        cell = IssuanceCell(key, key, 2026, AER, 10)
        requests = [
            [market.world.issue(cells=(cell,))],
            [market.world.record(1000, 1009, key=key)],
            [market.world.issue(cells=(cell,))],
            [market.world.record(2000, 2009, key=key)],
        ]
        answers = [own[0] for own in market.race(requests)]
        codes = [answer.code for answer in answers]
        here = [None, "serial_space_numbered_here"] * 2
        elsewhere = ["serial_space_numbered_elsewhere", None] * 2
        assert codes in (here, elsewhere)


def test_new_terms_that_four_bring_at_once_are_known_once(market):
    for number, lot in enumerate(market.lots(FEWER)):
        terms = Terms("AER", uses=("other_purposes",), authorization=f"brought {number}")
        requests = [[market.world.change(part(lot, 25 * k + 1, 25 * k + 25), terms)] for k in range(4)]
        answers = [own[0] for own in market.race(requests)]
        assert all(answer.posted for answer in answers)
        assert {block.terms for block in market.blocks(lot)} == {terms.id}


def test_batches_that_cross_each_other_end_and_lose_nothing(market):
    for _ in range(FEWER):
        lots = market.lots(4, 25)
        requests = []
        for index, buyer in enumerate(BUYERS):
            own = lots if index % 2 else lots[::-1]
            requests.append([market.world.transfer(market.world.take("a", 8, within=lot), buyer) for lot in own])
        answers = market.race(requests, batch=True)
        for lot in lots:
            held = market.held(market.blocks(lot))
            assert held["a"] == 1
            assert sorted(held[buyer] for buyer in BUYERS) == [0, 8, 8, 8]
        refused = [answer.code for own in answers for answer in own if not answer.posted]
        assert refused == ["units_insufficient"] * 4


def test_transfers_of_several_blocks_that_cross_each_other_end(market):
    a = market.world.account("a")
    for _ in range(FEWER):
        lots = market.lots(4, 25)
        requests = []
        for index, buyer in enumerate(BUYERS):
            mine = tuple(part(lot, 5 * index + 1, 5 * index + 5) for lot in (lots if index % 2 else lots[::-1]))
            requests.append([market.world.transfer(mine, buyer, from_account=a)])
        answers = [own[0] for own in market.race(requests)]
        assert all(answer.posted for answer in answers)
        for lot in lots:
            assert market.held(market.blocks(lot)) == {"a": 5, **dict.fromkeys(BUYERS, 5)}


def test_units_that_are_never_outside_two_accounts_are_never_said_to_be_in_several(market):
    """Two blocks go back and forth together; whoever asks for both of them finds them together."""
    a = account_id(market.world.name, "a")
    b = account_id(market.world.name, "b")
    (one, two) = market.lots(2, 10)
    units = (one, two)
    for _ in range(FEWER):
        there_and_back = []
        for _ in range(5):
            there_and_back += [
                market.world.transfer(units, "b", from_account=a),
                market.world.transfer(units, "a", from_account=b),
            ]
        asking = [
            [market.world.transfer(units, buyer, from_account=account_id(market.world.name, "c")) for _ in range(8)]
            for buyer in BUYERS[1:]
        ]
        answers = market.race([there_and_back, *asking])
        assert all(answer.posted for answer in answers[0])
        assert {answer.code for own in answers[1:] for answer in own} == {"units_not_in_account"}


LIMIT, ISSUED, OWN = 100, 160, (9, 7, 8, 8, 8)
"""What an authorization lets be first transferred, what was issued under it, and what each of four processes asks."""


def authorized(market: Market, name: str) -> SerialRange:
    """Return 160 units of which an authorization lets 100 be first transferred."""
    world = market.world
    world.registry.perform(world.authorize(name, quantity=ISSUED))
    issued = world.registry.perform(world.issue(ISSUED, key=f"GH-{name}-2026", terms=world.under(name)))
    assert isinstance(issued, Posted)
    assert isinstance(world.registry.perform(world.authorize(name, version=2, quantity=LIMIT)), Posted)
    return SerialRange(*issued.result["moved"][0])


def sales(market: Market, lot: SerialRange):
    """Return, for each process, what it first transfers: ranges of its own, so that only the limit stands between."""
    asked = []
    for own in range(4):
        first = 40 * own + 1
        mine = []
        for size in OWN:
            mine.append(market.world.transfer(part(lot, first, first + size - 1), "c"))
            first += size
        asked.append(mine)
    return asked


def sold(market: Market, lot: SerialRange) -> int:
    """Return how many units are first transferred, by the units themselves and not by the tally."""
    return sum(each.quantity for each in market.blocks(lot) if each.first_transfer is not None)


def counted(market: Market, name: str) -> int:
    key = market.world.authorization(name).key
    return next(each.used for each in market.reader.all_tallies() if each.name == tally_of_first_transferred(key))


def test_quantity_race(market):
    """As much is sold as fits and not one unit more; whoever is refused is told what was left then."""
    for number in range(2):
        lot = authorized(market, f"race {number}")
        answers: list[Told] = [each for own in market.race(sales(market, lot)) for each in own]
        total = sum(each.quantity for each in answers if each.posted)
        assert sold(market, lot) == counted(market, f"race {number}") == total <= LIMIT
        assert total > LIMIT - max(OWN), "nobody is refused while there is room"
        for each in answers:
            if not each.posted:
                about = dict(each.about)
                assert each.code == "authorized_quantity_exceeded"
                assert about["expected"] < about["found"]
                assert about["limit"] == LIMIT


def test_a_limit_that_is_lowered_meanwhile_is_kept_or_not_lowered(market):
    """A version with less is recorded before too much is sold, or refused because it was."""
    for number in range(2):
        name = f"lowered {number}"
        lot = authorized(market, name)
        lower = market.world.authorize(name, version=3, quantity=48)
        requests = [[lower], *sales(market, lot)[1:]]
        (changed,), *others = market.race(requests)
        total = sum(each.quantity for own in others for each in own if each.posted)
        assert sold(market, lot) == counted(market, name) == total
        assert total <= (48 if changed.posted else LIMIT)
        assert changed.code in (None, "below_what_was_done")
