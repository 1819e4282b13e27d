"""A machine drives a registry at random beside a plain dictionary of serials, on every kind of store.

The dictionary knows the rules in their simplest form, one unit at a time. After every step the blocks of the
registry say the same as the dictionary; at the end the journal alone, replayed, says it too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.clock import NOON
from tests.stores import Place
from tests.world import AER, MCU, MOVED_MCU, OTHER_AER, PARTIES, World

from sextant.application.batch import perform_batch
from sextant.application.queries.verify import verify
from sextant.application.registry import Registry
from sextant.domain.identifier import MAX_SERIAL
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Block, SerialRange
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Leg, Posted
from sextant.ledger.request import Order, Request, Take
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.memory.reader import MemoryReader

MANY = os.environ.get("CI") == "true" or os.environ.get("SEXTANT_MANY_EXAMPLES") == "1"
HOLDING = ("a", "b", "c")
FINAL = ("omge_voluntary", "voluntary")
SOURCES = (*HOLDING, *HOLDING, *FINAL)
TERMS = {terms.id: terms for terms in (AER, OTHER_AER, MCU, MOVED_MCU)}
SPACES = ("GH-1-2026", "GH-2-2026")
LIMIT = 60
_runs = count(1)


@dataclass(frozen=True)
class Unit:
    """All that is known of one unit."""

    account: str
    terms: int
    first_transfer: UUID | None
    hold: UUID | None
    since: UUID
    acted_on: date


Units = dict[tuple[int, int], Unit]


class Machine(RuleBasedStateMachine):
    """Asks the registry and the dictionary for the same things."""

    place: ClassVar[Place]

    @initialize()
    def begin(self) -> None:
        self.clock = self.place.clock
        self.clock.present = NOON
        self.world = World(self.place.registry, f"M{next(_runs)}")
        # A second caller, who knows only what it was told.
        self.other = self.place.another()
        self.units: Units = {}
        self.holds: dict[UUID, tuple[str, date | None]] = {}
        self.told: list[Block] = []
        self.used = 0
        self.before: dict[UUID, Units] = {}
        self.done: list[Request] = []
        self.drawn: dict[UUID, int] = {}
        self.world.registry.store.put_tally(Tally(self.world.tally, 0, LIMIT))
        for key in SPACES:
            self.bring(self.world.issue(60, key=key, effective_on=self.clock.today - timedelta(9)), "plain")

        cancelled = self.world.cancel(
            self.world.units(1, 15, SPACES[1]), FINAL[0], effective_on=self.clock.today - timedelta(9)
        )
        outcome = self.perform(cancelled)
        assert isinstance(outcome, Posted)
        self.finish_move(cancelled, outcome, FINAL[0], trigger=False, tally=False)

    # --- asking -----------------------------------------------------------------------------------------

    def perform(self, request: Request, how: str = "plain") -> Posted | Refusal:
        registry: Registry = self.other if how == "other" else self.world.registry
        if how == "batch" and request.kind != "correct":
            (outcome,) = perform_batch(registry, [request])
        elif how == "claims":
            outcome = registry.perform(request, self.claims(request))
        else:
            outcome = registry.perform(request)
        if isinstance(outcome, Posted):
            assert not outcome.replayed
            self.done.append(request)
            self.before[request.id] = dict(self.units)
            self.told.extend(outcome.blocks)
        return outcome

    def claims(self, request: Any) -> tuple[Block, ...]:
        """Return what was once said of the units: the newest of it, or something older."""
        newest: dict[tuple[int, int], Block] = {}
        for block in self.told[:: -1 if len(self.told) % 2 else 1]:
            newest.setdefault((block.space, block.first), block)
        units = request.units
        if isinstance(units, Take):
            return tuple(block for block in newest.values() if block.account == units.account)[:3]
        return tuple(
            block
            for block in newest.values()
            if any(r.space == block.space and block.first <= r.last and block.last >= r.first for r in units)
        )

    def moved(self, outcome: Posted) -> list[tuple[int, int]]:
        return [(s, n) for s, first, last in outcome.result["moved"] for n in range(first, last + 1)]

    def apply(self, request: Request, outcome: Posted, **changes: Any) -> None:
        on = request.effective_on or self.clock.today
        for key in self.moved(outcome):
            self.units[key] = replace(self.units[key], since=request.id, acted_on=on, **changes)

    # --- the rules, one unit at a time --------------------------------------------------------------------

    def wanted(self, ranges: tuple[SerialRange, ...]) -> list[tuple[int, int]]:
        return [(each.space, n) for each in ranges for n in range(each.first, each.last + 1)]

    def bound(self, unit: Unit, on: date) -> bool:
        if unit.hold is None:
            return False
        expires = self.holds[unit.hold][1]
        return expires is None or on <= expires

    def open_to(self, keys: list[tuple[int, int]], on: date, case: str | None) -> bool:
        """Return whether units exist, were not acted on later, and are free or held for this case."""
        return all(
            key in self.units
            and self.units[key].acted_on <= on
            and (not self.bound(self.units[key], on) or self.holds[self.units[key].hold][0] == case)
            for key in keys
        )

    def movable(self, keys: list[tuple[int, int]], to: str, on: date, case: str | None) -> bool:
        accounts = {self.units[key].account for key in keys if key in self.units}
        return (
            self.open_to(keys, on, case)
            and len(accounts) == 1
            and accounts.isdisjoint({to, *FINAL})
            and all(admitted(to, self.units[key].terms) for key in keys)
        )

    def markable(self, keys: list[tuple[int, int]]) -> bool:
        return all(TERMS[self.units[key].terms].uses and self.units[key].first_transfer is None for key in keys)

    # --- what may be asked ------------------------------------------------------------------------------------

    ranges = st.lists(
        st.tuples(st.sampled_from(SPACES), st.integers(1, 12).map(lambda n: 5 * n - 4), st.integers(0, 7)),
        min_size=1,
        max_size=2,
    )
    ways = st.sampled_from(["plain", "plain", "other", "batch", "claims"])
    back = st.sampled_from([0, 0, 0, 0, 0, 1, 3])
    cases = st.sampled_from([None, None, "case 1", "case 2"])

    def ranges_of(self, drawn: list[tuple[str, int, int]]) -> tuple[SerialRange, ...]:
        return tuple(self.world.units(first, first + more, key) for key, first, more in drawn)

    def aimed(self, which: int, *, held: bool) -> tuple[tuple[SerialRange, ...], str | None] | None:
        """Return some units that stand together, with the case of their hold; none where there are none."""
        keys = sorted(key for key, unit in self.units.items() if unit.hold or not held)
        if not keys:
            return None
        space, first = keys[7 * which % len(keys)]
        unit = self.units[space, first]
        last = first
        while last < first + 3 and self.units.get((space, last + 1)) == unit:
            last += 1
        return (SerialRange(space, first, last),), self.holds[unit.hold][0] if unit.hold else None

    def overlap(self, ranges: tuple[SerialRange, ...]) -> bool:
        return len(set(self.wanted(ranges))) < len(self.wanted(ranges))

    @rule(quantity=st.integers(1, 20), key=st.sampled_from(SPACES), into=st.sampled_from(HOLDING),
          terms=st.sampled_from(list(TERMS.values())), how=st.sampled_from(["plain", "batch"]), days=back)  # fmt: skip
    def issue(self, quantity, key, into, terms, how, days):
        on = self.clock.today - timedelta(days)
        request = self.world.issue(quantity, into, key=key, terms=terms, effective_on=on)
        self.bring(request, how)

    def bring(self, request: Any, how: str) -> None:
        outcome = self.perform(request, how)
        assert isinstance(outcome, Posted), outcome
        into = next(code for code in HOLDING if self.world.account(code) == request.distribution.remainder)
        on = request.effective_on or self.clock.today
        for each in self.moved(outcome):
            assert each not in self.units
            self.units[each] = Unit(into, request.cells[0].terms.id, None, None, request.id, on)

    @rule(drawn=ranges, to=st.sampled_from(HOLDING + FINAL), case=cases, trigger=st.booleans(), tally=st.booleans(),
          how=ways, days=back,
        aim=st.none() | st.integers(0, 99))  # fmt: skip
    def move(self, drawn, to, case, trigger, tally, how, days, aim):
        ranges, on = self.ranges_of(drawn), self.clock.today - timedelta(days)
        if aim is not None:
            ranges, case = self.aimed(aim, held=aim % 3 == 0) or (ranges, case)
        more: dict[str, Any] = {"case": case, "effective_on": on if days else None}
        more["tallies"] = (self.world.tally,) if tally else ()
        more["first_transfer"] = "trigger" if trigger else None
        request = self.world.transfer(ranges, to, **more) if to in HOLDING else self.world.cancel(ranges, to, **more)
        keys = self.wanted(ranges)
        legal = (
            not self.overlap(ranges)
            and self.movable(keys, to, on, case)
            and (not trigger or self.markable(keys))
            and (not tally or self.used + len(keys) <= LIMIT)
        )
        outcome = self.perform(request, how)
        assert isinstance(outcome, Posted) == legal, outcome
        if isinstance(outcome, Posted):
            assert sorted(self.moved(outcome)) == sorted(keys)
            self.finish_move(request, outcome, to, trigger=trigger, tally=tally)

    @rule(quantity=st.integers(1, 30), source=st.sampled_from(SOURCES), to=st.sampled_from(HOLDING + FINAL),
          order=st.sampled_from(Order), terms=st.sampled_from([None, *TERMS]), tally=st.booleans(), how=ways,
          inside=st.none() | st.tuples(st.sampled_from(SPACES), st.integers(1, 60), st.integers(0, 25)))  # fmt: skip
    def take(self, quantity, source, to, order, terms, tally, how, inside):
        within = self.ranges_of([inside])[0] if inside else None
        take = self.world.take(source, quantity, order=order, terms=terms, within=within)
        tallies = (self.world.tally,) if tally else ()
        make = self.world.transfer if to in HOLDING else self.world.cancel
        request = make(take, to, tallies=tallies)
        on = self.clock.today
        free = {
            key
            for key, unit in self.units.items()
            if unit.account == source
            and not self.bound(unit, on)
            and unit.acted_on <= on
            and (terms is None or unit.terms == terms)
            and (within is None or (within.space == key[0] and within.first <= key[1] <= within.last))
        }
        outcome = self.perform(request, how)
        if isinstance(outcome, Refusal):
            admits = all(admitted(to, self.units[key].terms) for key in free)
            fits = not tally or self.used + quantity <= LIMIT
            final = source in FINAL
            assert len(free) < quantity or to == source or final or not admits or not fits, outcome
            return
        moved = self.moved(outcome)
        assert len(moved) == len(set(moved)) == quantity
        assert set(moved) <= free
        assert to != source
        assert source not in FINAL
        assert all(admitted(to, self.units[key].terms) for key in moved)
        assert not tally or self.used + quantity <= LIMIT
        self.finish_move(request, outcome, to, trigger=False, tally=tally)

    def finish_move(self, request: Request, outcome: Posted, to: str, *, trigger: bool, tally: bool) -> None:
        before = {key: self.units[key] for key in self.moved(outcome)}
        self.apply(request, outcome, account=to, hold=None)
        for key, was in before.items():
            self.units[key] = replace(self.units[key], **self.effects(was, to, request, trigger=trigger))
        if tally:
            self.used += outcome.result["quantity"]
            self.drawn[request.id] = outcome.result["quantity"]

    def effects(self, was: Unit, to: str, request: Request, *, trigger: bool) -> dict[str, Any]:
        """Return what the transaction matrix does to a unit besides moving it, read off the text and not the rules."""
        abroad = to in HOLDING and PARTIES[to] != PARTIES[was.account]
        changes: dict[str, Any] = {}
        if TERMS[was.terms].uses and was.first_transfer is None and (trigger or abroad or to == "omge_voluntary"):
            changes["first_transfer"] = request.id
        if TERMS[was.terms].unit_class == "MCU" and to in HOLDING:
            changes["terms"] = MOVED_MCU.id
        return changes

    @rule(drawn=ranges, case=cases, how=ways, days=back)
    def mark(self, drawn, case, how, days):
        ranges, on = self.ranges_of(drawn), self.clock.today - timedelta(days)
        request = self.world.mark(ranges, case=case, effective_on=on)
        keys = self.wanted(ranges)
        legal = not self.overlap(ranges) and self.open_to(keys, on, case) and self.markable(keys)
        outcome = self.perform(request, how)
        assert isinstance(outcome, Posted) == legal, outcome
        if isinstance(outcome, Posted):
            self.apply(request, outcome, first_transfer=request.id)

    @rule(drawn=ranges, case=st.sampled_from(["case 1", "case 2"]), lasts=st.none() | st.integers(0, 3), how=ways)
    def hold(self, drawn, case, lasts, how):
        ranges, on = self.ranges_of(drawn), self.clock.today
        expires = None if lasts is None else on + timedelta(lasts)
        request = self.world.hold(ranges, case, expires_on=expires)
        keys = self.wanted(ranges)
        accounts = {self.units[key].account for key in keys if key in self.units}
        legal = (
            not self.overlap(ranges)
            and self.open_to(keys, on, None)
            and len(accounts) == 1
            and accounts.isdisjoint(FINAL)
        )
        outcome = self.perform(request, how)
        assert isinstance(outcome, Posted) == legal, outcome
        if isinstance(outcome, Posted):
            self.holds[request.id] = (case, expires)
            self.apply(request, outcome, hold=request.id)

    @rule(drawn=ranges, case=st.sampled_from(["case 1", "case 2"]), how=ways, aim=st.none() | st.integers(0, 99))
    def release(self, drawn, case, how, aim):
        ranges, on = self.ranges_of(drawn), self.clock.today
        if aim is not None:
            ranges, case = self.aimed(aim, held=True) or (ranges, case)
        request = self.world.release(ranges, case)
        keys = self.wanted(ranges)
        legal = not self.overlap(ranges) and self.open_to(keys, on, case) and all(self.units[key].hold for key in keys)
        outcome = self.perform(request, how)
        assert isinstance(outcome, Posted) == legal, outcome
        if isinstance(outcome, Posted):
            self.apply(request, outcome, hold=None)

    @rule(drawn=ranges, terms=st.sampled_from(list(TERMS.values())), case=cases, how=ways)
    def change(self, drawn, terms, case, how):
        ranges, on = self.ranges_of(drawn), self.clock.today
        request = self.world.change(ranges, terms, case=case)
        keys = self.wanted(ranges)
        legal = (
            not self.overlap(ranges)
            and self.open_to(keys, on, case)
            and any(self.units[key].terms != terms.id for key in keys)
            and all(self.admits(self.units[key], terms) for key in keys)
        )
        outcome = self.perform(request, how)
        assert isinstance(outcome, Posted) == legal, outcome
        if isinstance(outcome, Posted):
            self.apply(request, outcome, terms=terms.id)

    def admits(self, unit, terms):
        """Whether a unit may come under other terms where it stands: its account takes the class, and no first
        transfer is left without an authorization.
        """
        taken = {"omge_voluntary": {"AER"}, "voluntary": {"MCU"}}.get(unit.account, {"AER", "MCU"})
        stays = unit.first_transfer is None or not TERMS[unit.terms].uses or bool(terms.uses)
        return terms.unit_class in taken and stays

    @rule(which=st.integers(0, 30), how=st.sampled_from(["plain", "other"]))
    def correct(self, which, how):
        entry = self.done[-1 - which % len(self.done)]
        request = self.world.correct(entry.id)
        on = self.clock.today
        before = self.before[entry.id]
        # What the entry changed: the units that it named, as they stood before it.
        stored = self.world.registry.perform(entry)
        assert isinstance(stored, Posted)
        keys = self.moved(stored)
        gives_back = self.drawn.get(entry.id, 0)
        legal = (
            entry.kind != "issue"
            and all(self.units[key].since == entry.id for key in keys)
            and (gives_back >= 0 or self.used - gives_back <= LIMIT)
        )
        outcome = self.perform(request, how)
        assert isinstance(outcome, Posted) == legal, outcome
        if isinstance(outcome, Posted):
            for key in keys:
                was = before[key]
                self.units[key] = replace(was, since=request.id, acted_on=on)
            self.used -= gives_back
            if gives_back:
                self.drawn[request.id] = -gives_back

    @rule(which=st.integers(0, 30), how=ways)
    def repeat(self, which, how):
        """Ask again for something done long ago, through another connection, on claims, or in a batch."""
        request = self.done[which % len(self.done)]
        registry = self.other if how == "other" else self.world.registry
        if how == "batch" and request.kind != "correct":
            (outcome,) = perform_batch(registry, [request])
        else:
            outcome = registry.perform(request, tuple(self.told[-3:]) if how == "claims" else ())
        assert isinstance(outcome, Posted)
        assert outcome.replayed
        changed = registry.perform(replace(request, actor="somebody else"))
        assert isinstance(changed, Refusal)
        assert changed.code == "idempotency_key_reused"

    @rule(days=st.integers(1, 3))
    def wait(self, days):
        self.clock.pass_days(days)

    @rule(sizes=st.lists(st.integers(1, 15), min_size=2, max_size=4), source=st.sampled_from(HOLDING))
    def batch(self, sizes, source):
        """Move some units out of an account, one take after the other, in one step."""
        to = "b" if source != "b" else "c"
        requests = [self.world.transfer(self.world.take(source, size), to) for size in sizes]
        on = self.clock.today
        free = sum(unit.account == source and not self.bound(unit, on) and unit.acted_on <= on
                   for unit in self.units.values())  # fmt: skip
        outcomes = perform_batch(self.world.registry, requests)
        for request, size, outcome in zip(requests, sizes, outcomes, strict=True):
            assert isinstance(outcome, Posted) == (size <= free)
            if isinstance(outcome, Posted):
                free -= size
                self.done.append(request)
                self.before[request.id] = dict(self.units)
                self.told.extend(outcome.blocks)
                self.finish_move(request, outcome, to, trigger=False, tally=False)

    # --- what must be so ----------------------------------------------------------------------------------------

    @invariant()
    def blocks_say_what_the_dictionary_says(self):
        if not hasattr(self, "units"):
            return
        names = {self.world.account(code): code for code in HOLDING + FINAL}
        everything = [self.world.units(1, MAX_SERIAL, key) for key in SPACES]
        found: Units = {}
        for block in self.reader().blocks(ranges=everything):
            found |= dict(told_of(block, names[block.account], block.since, block.acted_on))
        assert found == self.units
        tally = self.world.registry.store.tally(self.world.tally)
        assert tally is not None
        assert tally.used == self.used <= LIMIT

    def teardown(self):
        if not hasattr(self, "units"):
            return
        names = {self.world.account(code): code for code in HOLDING + FINAL}
        legs = self.reader().legs_of_entries([request.id for request in self.done])
        assert replayed(legs, names) == self.units
        self.place.others.remove(self.other)
        if self.place.url is not None:
            self.other.store.driver.close()

    def reader(self) -> Any:
        return reader_of(self.place)


def reader_of(place: Place) -> Any:
    store: Any = place.registry.store
    return MemoryReader(store) if place.url is None else DatabaseReader(store.driver)


def admitted(account: str, terms: int) -> bool:
    unit_class = TERMS[terms].unit_class
    return {"omge_voluntary": unit_class == "AER", "voluntary": unit_class in {"MCU", "CER"}}.get(account, True)


def told_of(each: Block | Leg, account: str, since: UUID, on: date) -> Iterator[tuple[tuple[int, int], Unit]]:
    for serial in range(each.first, each.last + 1):
        yield (each.space, serial), Unit(account, each.terms, each.first_transfer, each.hold, since, on)


def replayed(legs: list[Leg], names: dict[int, str]) -> Units:
    """Return what the journal says of every unit, entry by entry along what each follows."""
    waiting: dict[UUID, list[Leg]] = {}
    for leg in legs:
        waiting.setdefault(leg.entry, []).append(leg)
    units: Units = {}
    done: set[UUID] = set()
    while waiting:
        ready = [entry for entry, own in waiting.items() if all(leg.follows in done for leg in own if leg.follows)]
        # Of several that follow one entry each takes other units out of it, so their order does not matter,
        # unless one of them follows another.
        assert ready, "entries that follow each other in a ring"
        for entry in ready:
            own = waiting.pop(entry)
            for leg in own:
                if leg.sign < 0:
                    for key, was in told_of(leg, names[leg.account], leg.follows, leg.effective_on):
                        left = units.pop(key)
                        assert replace(left, acted_on=was.acted_on) == was
                        assert left.acted_on <= leg.effective_on
            for leg in own:
                if leg.sign > 0:
                    for key, now in told_of(leg, names[leg.account], entry, leg.effective_on):
                        assert key not in units
                        units[key] = now
            done.add(entry)
    return units


EXAMPLES = {"memory": (100, 500), "sqlite": (20, 100), "postgresql": (15, 100), "postgresql-serializable": (10, 100)}


def test_the_registry_does_what_the_dictionary_does(place):
    few, many = EXAMPLES[place.kind]
    machine: Any = type("MachineOn" + place.kind.title().replace("-", ""), (Machine,), {"place": place})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=many if MANY else few, stateful_step_count=30, deadline=None, report_multiple_bugs=False
        ),
    )
    done = verify(reader_of(place), place.registry.account_types)
    assert done.findings == []
    assert done.entries > 0
