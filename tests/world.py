"""A small registry for tests of the ledger: accounts of every kind, terms, and requests with few words.

Ids are derived from a name and a counter, so the same test asks for the same things in every store.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sextant.application.registry import Registry
from sextant.domain.account import Account, account_id
from sextant.domain.authorization import Authorization, FirstTransferEvent
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal
from sextant.domain.rounding import Rounding
from sextant.domain.unit import Block, SerialRange, Terms, space_id
from sextant.ledger.posting import Posted
from sextant.ledger.request import (
    Authorize,
    Cancel,
    ChangeTerms,
    Correct,
    Distribution,
    IssuanceCell,
    Issue,
    Levy,
    MarkFirstTransfer,
    PlaceHold,
    RecordIssuance,
    ReleaseHold,
    Request,
    Take,
    Transfer,
)

AER = Terms("AER", uses=("international_mitigation", "nationally_determined_contribution"), authorization="GH:1")
OTHER_AER = Terms("AER", uses=("nationally_determined_contribution",), authorization="GH:2", conditional=True)
MCU = Terms("MCU", status="PI")
MOVED_MCU = Terms("MCU", status="NPI")
"""What MCUs become when they are transferred: they can no longer be authorized."""
CER = Terms("CER")

KINDS = {
    "pending": "article_6_4.pending",
    "a": "article_6_4.holding",
    "b": "article_6_4.holding",
    "c": "article_6_4.holding",
    "adaptation": "article_6_4.share_of_proceeds_adaptation",
    "omge": "article_6_4.omge_mandatory",
    "retired": "article_6_4.retirement_ndc",
    "international": "article_6_4.cancellation_international_mitigation",
    "omge_voluntary": "article_6_4.omge_voluntary",
    "voluntary": "article_6_4.cancellation_voluntary",
    "administrative": "article_6_4.cancellation_administrative",
}


PARTIES = {"a": "GH", "b": "GH", "c": "CH"}
"""Which Party authorizes an account."""


class World:
    """The accounts of one registry, and requests about units in them."""

    def __init__(self, registry: Registry, name: str = "R1") -> None:
        self.registry = registry
        self.name = name
        self._asked = 0
        with registry.store.transaction():
            for code, kind in KINDS.items():
                registry.store.open_account(
                    Account(registry=name, code=code, type=kind, name=code, authorizing_party=PARTIES.get(code))
                )

    @property
    def tally(self) -> str:
        """The name of the one limit of this world."""
        return f"{self.name} GH-1"

    def account(self, code: str) -> int:
        return account_id(self.name, code)

    def space(self, key: str = "GH-1-2026") -> int:
        return space_id(self.name, key)

    def units(self, first: int, last: int, key: str = "GH-1-2026") -> SerialRange:
        return SerialRange(self.space(key), first, last)

    def take(self, code: str, quantity: int, **more: Any) -> Take:
        return Take(self.account(code), quantity, **more)

    def id(self, name: object = None) -> UUID:
        """Return an id: the next one, or that of a name."""
        if name is None:
            self._asked += 1
            name = self._asked
        return content_id("test", f"{self.name}:{name}")

    # --- requests ---------------------------------------------------------------------------------

    def issue(self, quantity: int = 100, into: str = "a", **more: Any) -> Issue:
        cells = more.pop("cells", None) or (
            IssuanceCell(
                more.pop("key", "GH-1-2026"), "GH", more.pop("vintage", 2026), more.pop("terms", AER), quantity
            ),
        )
        distribution = more.pop("distribution", None) or Distribution((), self.account(into))
        return self._request(
            Issue,
            registry=more.pop("registry", self.name),
            mechanism="article_6_4",
            unit_type="A6.4ER",
            host_party="GH",
            activity=1,
            cells=cells,
            distribution=distribution,
            **more,
        )

    def distribution(
        self, *, exempt: bool = False, rounding: Rounding = Rounding.UP, remainder: str = "a"
    ) -> Distribution:
        """Return the shares of an issuance: five per cent unless exempt, and two per cent."""
        five = Decimal(0) if exempt else Decimal("0.05")
        levies = (
            Levy("share of proceeds", five, self.account("adaptation"), marks_first_transfer=True),
            Levy("omge", Decimal("0.02"), self.account("omge"), marks_first_transfer=True),
        )
        return Distribution(levies, self.account(remainder), rounding)

    def record(self, first: int, last: int, into: str = "a", **more: Any) -> RecordIssuance:
        return self._request(
            RecordIssuance,
            registry=more.pop("registry", self.name),
            mechanism="article_6_4",
            unit_type="CER",
            host_party="GH",
            activity=1,
            space_key=more.pop("key", "elsewhere"),
            prefix="GH",
            first=first,
            last=last,
            account=self.account(into),
            terms=more.pop("terms", CER),
            **more,
        )

    def transfer(self, units: Any, to: str = "b", **more: Any) -> Transfer:
        return self._request(Transfer, units=_units(units), to_account=self.account(to), **more)

    def cancel(self, units: Any, to: str = "omge_voluntary", **more: Any) -> Cancel:
        return self._request(Cancel, units=_units(units), to_account=self.account(to), **more)

    def authorization(self, reference: str = "1", version: int = 1, **more: Any) -> Authorization:
        """Return a version of an authorization, as wide as it can be where nothing else is said."""
        more.setdefault("uses", ("international_mitigation", "nationally_determined_contribution"))
        more.setdefault("first_transfer", FirstTransferEvent.USE_OR_CANCELLATION)
        more.setdefault("authorized_on", day("2026-01-10"))
        more.setdefault("effective_on", more["authorized_on"])
        return Authorization(party="GH", reference=f"{self.name} {reference}", version=version, **more)

    def authorize(self, reference: str = "1", version: int = 1, **more: Any) -> Authorize:
        return self._request(Authorize, authorization=self.authorization(reference, version, **more))

    def under(self, reference: str = "1") -> Terms:
        """Return the terms of units under an authorization of this world."""
        return replace(AER, authorization=f"GH:{self.name} {reference}")

    def mark(self, units: Any, **more: Any) -> MarkFirstTransfer:
        return self._request(
            MarkFirstTransfer, units=_units(units), trigger=more.pop("trigger", "authorization"), **more
        )

    def hold(self, units: Any, case: str = "case 1", **more: Any) -> PlaceHold:
        return self._request(PlaceHold, units=_units(units), case=case, **more)

    def release(self, units: Any, case: str = "case 1", **more: Any) -> ReleaseHold:
        return self._request(ReleaseHold, units=_units(units), case=case, **more)

    def change(self, units: Any, terms: Terms = MCU, **more: Any) -> ChangeTerms:
        return self._request(ChangeTerms, units=_units(units), terms=terms, reason="test", **more)

    def correct(self, entry: UUID, **more: Any) -> Correct:
        return self._request(Correct, entry=entry, reason="test", **more)

    def _request(self, kind: Any, **fields: Any) -> Any:
        fields.setdefault("id", self.id())
        fields.setdefault("actor", "tester")
        return kind(**fields)

    # --- asking -----------------------------------------------------------------------------------

    def do(self, request: Request, claims: tuple[Block, ...] = ()) -> Posted:
        """Return what was posted; a refusal is a failure of the test."""
        outcome = self.registry.perform(request, claims)
        assert isinstance(outcome, Posted), f"{request.kind} was refused: {outcome}"
        return outcome

    def refused(self, request: Request) -> Refusal:
        """Return the refusal; anything else is a failure of the test."""
        outcome = self.registry.perform(request)
        assert isinstance(outcome, Refusal), f"{request.kind} was not refused: {outcome}"
        return outcome


def _units(units: Any) -> Any:
    return (units,) if isinstance(units, SerialRange) else units


def day(text: str) -> date:
    return date.fromisoformat(text)
