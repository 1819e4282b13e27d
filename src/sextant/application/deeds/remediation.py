"""Remediation of a reversal: buffer units are cancelled in kind; what could have been avoided is made good.

In kind means: as many units of each class as the reversed ones had (A6.4-STAN-METH-002, paragraphs 53, 57 and 58). The
text does not say which buffer units of a class go first; those with the lowest serials of the first space do. Where the
buffer is and where its units end, the matrix of the rulebook says: a cancellation into an account for this purpose.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from uuid import UUID

from sextant.application.commands.move_units import asked_as
from sextant.application.deeds.accounts import numbers_of_single
from sextant.application.deeds.holding import already, book_of, case_key, day_of
from sextant.application.doing import Doing
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.account import Account, Act, account_id
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import SerialRange
from sextant.ledger.posting import Posted
from sextant.ledger.request import Cancel, Transfer
from sextant.rules.rulebook import Rulebook, Rulebooks

REVERSED, AVOIDABLE, QUANTITY, ACCOUNT = "reversed_by_class", "avoidable_by_class", "reversal_quantity", "from_account"
PURPOSE = "reversal"
_PART = re.compile(r"\s*([A-Za-z0-9.]+)\s*:\s*([0-9]{1,15})\s*")


class ClassesBadly(ValueError):
    """What should be quantities by class is not; `found` says what stands there."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def by_class(stated: object) -> dict[str, int]:
    """Return quantities by class as stated: `AER: 120; MCU: 30`. Raises ClassesBadly."""
    found: dict[str, int] = {}
    for part in str(stated or "").split(";"):
        told = _PART.fullmatch(part)
        if told is None or told[1] in found:
            raise ClassesBadly(part.strip() or str(stated))
        found[told[1]] = int(told[2])
    return found


def remedy_of(book: Rulebook) -> tuple[str, str]:
    """Return the types of the account from which a reversal is remediated and of the one in which that ends."""
    for row in book.transactions.values():
        ends = [each for each in row.to_types if PURPOSE in book.account_types[each].purposes]
        if row.act is Act.CANCELLATION and ends:
            return row.from_types[0], ends[0]
    raise LookupError(f"{book.code}: no cancellation in its matrix serves the purpose {PURPOSE}")


class _Remedy(ABC):
    """What both deeds share: picking units of a class in an account that are free, or held for this very case."""

    def __init__(self, registry: Registry, reader: LedgerReader, rulebooks: Rulebooks) -> None:
        self.registry = registry
        self.reader = reader
        self.rulebooks = rulebooks

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        request = self._request(doing)
        return request if isinstance(request, Refusal) else self.registry.foresee(request)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Do it once: the id of the entry is derived from the act."""
        if self.reader.known_entries([self._id(doing)]):
            return already(doing)
        request = self._request(doing)
        return request if isinstance(request, Refusal) else self.registry.perform(request)

    @abstractmethod
    def _request(self, doing: Doing) -> Cancel | Transfer | Refusal:
        """Return what is asked of the ledger, or why it cannot be."""

    def _id(self, doing: Doing) -> UUID:
        return content_id("remediation", doing.act.id.hex)

    def _pick(self, doing: Doing, account: int, wanted: Mapping[str, int]) -> tuple[SerialRange, ...] | Refusal:
        own = {number for number, each in self.reader.holds().items() if each.case == case_key(doing)}
        terms = self.reader.terms()
        left, found = dict(wanted), list[SerialRange]()
        blocks = sorted(self.reader.blocks(account=account), key=lambda each: (each.space, each.first))
        for block in blocks:
            unit_class = terms[block.terms].unit_class
            quantity = min(left.get(unit_class, 0), block.last - block.first + 1)
            if quantity and (block.hold is None or block.hold in own):
                found.append(SerialRange(block.space, block.first, block.first + quantity - 1))
                left[unit_class] -= quantity
        for unit_class, quantity in left.items():
            if quantity:
                expected = f"{wanted[unit_class]} {unit_class}"
                return refuse("units_insufficient", found=wanted[unit_class] - quantity, expected=expected)
        return tuple(found)

    def _wanted(self, doing: Doing, name: str) -> dict[str, int] | Refusal:
        stated = {**doing.before.runs[doing.act.case].stated, **doing.act.stated}
        try:
            return by_class(stated.get(name))
        except ClassesBadly as error:
            return refuse("quantities_malformed", found=error.found)


class BufferCancellationDeed(_Remedy):
    """Buffer units are cancelled, as many of each class as were reversed."""

    def _request(self, doing: Doing) -> Cancel | Refusal:
        book = book_of(doing, self.rulebooks)
        wanted = self._wanted(doing, REVERSED)
        if isinstance(wanted, Refusal):
            return wanted
        expected = doing.before.runs[doing.act.case].stated.get(QUANTITY)
        if str(sum(wanted.values())) != str(expected):
            return refuse("quantity_differs", name=REVERSED, found=sum(wanted.values()), expected=expected)
        kinds, numbers = remedy_of(book), numbers_of_single(book)
        units = self._pick(doing, numbers[kinds[0]], wanted)
        if isinstance(units, Refusal):
            return units
        return Cancel(
            id=self._id(doing),
            actor=doing.act.actor.name,
            effective_on=day_of(doing),
            units=units,
            from_account=numbers[kinds[0]],
            to_account=numbers[kinds[1]],
            purpose=PURPOSE,
            case=case_key(doing),
        )


class ReplenishmentDeed(_Remedy):
    """The participant forwards as many units of each class as were cancelled for what could have been avoided."""

    def _request(self, doing: Doing) -> Transfer | Refusal:
        book = book_of(doing, self.rulebooks)
        wanted = self._wanted(doing, AVOIDABLE)
        if isinstance(wanted, Refusal):
            return wanted
        giving = account_id(book.mechanism.registry_code, str(doing.act.stated.get(ACCOUNT)))
        account: Account | None = self.reader.account(giving)
        if account is None:
            return refuse("account_unknown", account=str(doing.act.stated.get(ACCOUNT)))
        units = self._pick(doing, giving, wanted)
        if isinstance(units, Refusal):
            return units
        request = Transfer(
            id=self._id(doing),
            actor=doing.act.actor.name,
            effective_on=day_of(doing),
            units=units,
            from_account=giving,
            to_account=numbers_of_single(book)[remedy_of(book)[0]],
            case=case_key(doing),
        )
        asked = asked_as(self.registry, doing.act.actor, request, book, {})
        assert not isinstance(asked, Cancel), "a transfer stays one"
        return asked
