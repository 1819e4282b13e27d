"""The standing workload RL-1: what stands in the registry at the start, and what its clients ask for.

A lot is issued into one account and most of its blocks are transferred to nine others, so that neighbours in the
serials belong to different accounts. The mix is 5 % issuance (1,000 units in three blocks: share of proceeds,
overall mitigation, holder), 75 % transfer of a part of a block, 10 % cancellation, 5 % hold, 5 % release.
Everything is synthetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from benchmarks.ids import new_id
from sextant.domain.account import Account, account_id
from sextant.domain.identifier import content_id
from sextant.domain.unit import Block, SerialRange, Terms, space_id
from sextant.ledger.posting import Posted
from sextant.ledger.request import (
    Cancel,
    Distribution,
    IssuanceCell,
    Issue,
    Levy,
    Order,
    PlaceHold,
    ReleaseHold,
    Request,
    Take,
    Transfer,
)

REGISTRY = "RL-1"
MECHANISM = "article_6_4"
ACTOR = "synthetic benchmark"
UNITS = 1_000
"""Units in a block at the start."""
LOT_BLOCKS = 1_000
HOLDERS = 10
"""How many accounts share a lot."""
TERMS = Terms("MCU", status="NPI")
FIRST_DAY = date(2025, 8, 7)
"""The day from which the transaction procedures apply; every act of the state at the start is of it or later."""
DAYS = 50
"""Over how many days lots are issued."""

ADAPTATION = account_id(REGISTRY, "adaptation")
OMGE = account_id(REGISTRY, "omge")
CANCELLED = account_id(REGISTRY, "cancelled")
BUSY = account_id(REGISTRY, "busy")


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands in a registry at the start."""

    spaces: int
    accounts: int
    blocks: int
    busy_lots: int = 0
    """How many lots are issued into the one busy account."""

    @property
    def lot_blocks(self) -> int:
        """Blocks in each lot; few where there are few in all."""
        return min(LOT_BLOCKS, max(HOLDERS, self.blocks // self.spaces))

    @property
    def lots(self) -> int:
        return max(1, self.blocks // self.lot_blocks)

    def records(self) -> Iterator[Account]:
        """Yield every account."""
        for code, kind in (
            ("adaptation", "share_of_proceeds_adaptation"),
            ("omge", "omge_mandatory"),
            ("cancelled", "cancellation_voluntary"),
            ("busy", "holding"),
        ):
            yield Account(registry=REGISTRY, code=code, type=f"article_6_4.{kind}", name=code, synthetic=True)
        for number in range(self.accounts):
            code = f"holder-{number}"
            yield Account(registry=REGISTRY, code=code, type="article_6_4.holding", name=code, synthetic=True)

    def requests(self, lot: int) -> tuple[Issue, list[Transfer]]:
        """Return the issuance of a lot, and the transfers that share it out."""
        holders = [account_id(REGISTRY, f"holder-{(lot * HOLDERS + each) % self.accounts}") for each in range(HOLDERS)]
        issuer = BUSY if lot < self.busy_lots else holders[0]
        key = space_key(lot % self.spaces)
        size = self.lot_blocks * UNITS
        first = (lot // self.spaces) * size + 1
        day = FIRST_DAY + timedelta(days=lot % DAYS)
        issue = Issue(
            id=content_id("benchmark", f"issue {lot}"),
            actor=ACTOR,
            effective_on=day,
            registry=REGISTRY,
            mechanism=MECHANISM,
            unit_type="A6.4ER",
            host_party="GH",
            activity=lot,
            cells=(IssuanceCell(key, key, 2020, TERMS, size),),
            distribution=Distribution((), issuer),
        )
        transfers = []
        for each in range(1, HOLDERS):
            starts = range(first + each * UNITS, first + size, HOLDERS * UNITS)
            transfers.append(
                Transfer(
                    id=content_id("benchmark", f"transfer {lot} {each}"),
                    actor=ACTOR,
                    effective_on=day + timedelta(days=30 * each),
                    units=tuple(SerialRange(space_id(REGISTRY, key), at, at + UNITS - 1) for at in starts),
                    to_account=holders[each],
                )
            )
        return issue, transfers


def space_key(number: int) -> str:
    """Return the key of a serial space."""
    return f"RL1-{number}"


class Client:
    """One client: the blocks it believes to stand where it saw them, and what it asks for next."""

    def __init__(self, layout: Layout, blocks: list[Block], seed: int) -> None:
        self._layout = layout
        self._random = Random(seed)
        self._free = [block for block in blocks if block.hold is None]
        self._held: list[tuple[Block, str]] = []

    def ask(self) -> tuple[Request, tuple[Block, ...]]:
        """Return the next request of the mix, with the block that it claims."""
        drawn = self._random.random()
        if drawn < 0.05:
            return self._issue(), ()
        if drawn < 0.10 and self._held:
            block, case = self._held.pop(self._random.randrange(len(self._held)))
            return ReleaseHold(id=new_id(), actor=ACTOR, units=(block.range,), case=case), (block,)
        at = self._random.randrange(len(self._free))
        block = self._free[at]
        self._free[at] = self._free[-1]
        self._free.pop()
        tail = min(self._random.randint(1, 500), max(1, block.quantity - 1))
        units = (SerialRange(block.space, block.last - tail + 1, block.last),)
        return self._act(drawn, block, units), (block,)

    def told(self, request: Request, outcome: Posted) -> None:
        """Take note of what became of a request."""
        for block in outcome.blocks:
            if block.hold is None and block.account not in (CANCELLED, OMGE, ADAPTATION):
                self._free.append(block)
            elif block.hold is not None and isinstance(request, PlaceHold):
                self._held.append((block, request.case))

    def take(self, accounts: tuple[int, int], order: Order) -> Transfer:
        """Return a transfer of any units of one of two accounts to the other."""
        source, target = accounts if self._random.random() < 0.5 else accounts[::-1]
        return Transfer(
            id=new_id(),
            actor=ACTOR,
            units=Take(source, self._random.randint(1, 500), order=order),
            to_account=target,
        )

    def _issue(self) -> Issue:
        key = space_key(self._random.randrange(self._layout.spaces))
        return Issue(
            id=new_id(),
            actor=ACTOR,
            registry=REGISTRY,
            mechanism=MECHANISM,
            unit_type="A6.4ER",
            host_party="GH",
            activity=1,
            cells=(IssuanceCell(key, key, 2020, TERMS, 1_000),),
            distribution=Distribution(
                (
                    Levy("share of proceeds", Decimal("0.05"), ADAPTATION, marks_first_transfer=False),
                    Levy("omge", Decimal("0.02"), OMGE, marks_first_transfer=False),
                ),
                self._account(),
            ),
        )

    def _account(self, besides: int = 0) -> int:
        while (found := account_id(REGISTRY, f"holder-{self._random.randrange(self._layout.accounts)}")) == besides:
            continue
        return found

    def _act(self, drawn: float, block: Block, units: tuple[SerialRange, ...]) -> Request:
        number = new_id()
        if drawn < 0.15:
            # A hold that is drawn where nothing is held yet stands for a release.
            return PlaceHold(id=number, actor=ACTOR, units=units, case=f"case {number}")
        if drawn < 0.25:
            return Cancel(id=number, actor=ACTOR, units=units, to_account=CANCELLED)
        return Transfer(id=number, actor=ACTOR, units=units, to_account=self._account(block.account))
