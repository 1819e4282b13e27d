"""The sections of participating Parties in the ledger of ITMOs: their accounts, and how units are named in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sextant.domain.account import Account, Act, account_id
from sextant.domain.authorization import Use
from sextant.domain.foreign_serial import MARK
from sextant.domain.unit import Lot

if TYPE_CHECKING:
    from sextant.application.registry import Registry
    from sextant.domain.foreign_serial import ForeignRange
    from sextant.rules.rulebook import Rulebook

MECHANISM = "article_6_2"
"""Units of every participating Party are kept under this rulebook."""
OUTCOME, ITMO = "MO", "ITMO"
"""The unit classes of that rulebook: before an authorization and after it."""
UNDERLYING, LOCKED, HOLDING = "underlying", "locked", "holding"
_APPROACH = re.compile(r"CA\d{4}", re.ASCII)
_PARTY_REGISTRY = re.compile(r"[A-Z]{3}\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where units go that are used, cancelled or contributed for a purpose."""

    kind: str
    """The account type, without the mechanism."""
    act: Act
    purpose: str | None


LEAVING = {
    Use.NDC.value: Leaving("use_ndc", Act.RETIREMENT, Use.NDC.value),
    Use.INTERNATIONAL_MITIGATION.value: Leaving(
        "use_international_mitigation", Act.CANCELLATION, Use.INTERNATIONAL_MITIGATION.value
    ),
    Use.OTHER_PURPOSES.value: Leaving("use_other_purposes", Act.CANCELLATION, Use.OTHER_PURPOSES.value),
    "overall_mitigation": Leaving("omge_voluntary", Act.CANCELLATION, None),
    "adaptation": Leaving("adaptation_contribution", Act.TRANSFER, None),
    None: Leaving("cancellation_voluntary", Act.CANCELLATION, None),
}


@dataclass(frozen=True, slots=True)
class Series:
    """What the identifiers of ITMOs share beside the serial number (decision 6/CMA.4, annex I, paragraph 5)."""

    approach: str
    party_registry: str
    party: str
    """The first transferring Party, alpha-3."""
    vintage: int

    @property
    def key(self) -> str:
        """The key of the serial space."""
        return f"{self.approach} {self.party_registry} {self.party} {self.vintage}"

    @property
    def prefix(self) -> str:
        return f"{self.approach}-{self.party_registry}-{self.party}"


def series_of(key: str) -> Series | None:
    """Return the series that the key of a serial space names, or none."""
    parts = key.split(" ")
    if len(parts) != 4 or not _APPROACH.fullmatch(parts[0]) or not _PARTY_REGISTRY.fullmatch(parts[1]):
        return None
    return Series(parts[0], parts[1], parts[2], int(parts[3])) if parts[3].isdecimal() else None


def series_of_units(units: ForeignRange) -> Series | None:
    """Return the series of a block of ITMOs, or none where a block is of units of another registry."""
    return series_of(units.series.replace(f"{MARK}-", "").replace("-", " "))


def is_approach(text: str | None) -> bool:
    """Return whether a text is the identifier of a cooperative approach, as CA0001."""
    return text is not None and _APPROACH.fullmatch(text) is not None


def is_party_registry(text: str | None) -> bool:
    """Return whether a text is the identifier of a Party's registry, as GHA01."""
    return text is not None and _PARTY_REGISTRY.fullmatch(text) is not None


class Sections:
    """The accounts of Parties, opened when they are needed."""

    def __init__(self, registry: Registry, book: Rulebook, *, synthetic: bool = False) -> None:
        self._registry = registry
        self.code = book.mechanism.registry_code
        self._book = book
        self._synthetic = synthetic

    def account(self, party: str, kind: str, period: tuple[int, int] | None = None) -> int:
        """Return the account of a Party of a type, opened if it is not there yet; one a period where one is given."""
        code = f"{party}.{kind}" + (f".{period[0]}-{period[1]}" if period else "")
        number = account_id(self.code, code)
        if self._registry.store.account(number) is None:
            path = f"{MECHANISM}.{kind}"
            name = f"{self._book.account_types[path].label_english}, {party}"
            ndc_period = f"{period[0]}-{period[1]}" if period else None
            self._registry.open_account(
                Account(
                    self.code, code, path, f"{name} (synthetic)" if self._synthetic else name,
                    party=party, ndc_period=ndc_period, synthetic=self._synthetic,
                )
            )  # fmt: skip
        return number


def outcome_space(registry: str, units: ForeignRange) -> str:
    """Return the key of the serial space of another registry's units."""
    return f"{registry} {units.series}"


def underlying_of(lot: Lot) -> tuple[str, str] | None:
    """Return the registry and the serials behind a lot of ITMOs, or none where nothing stands behind it."""
    registry, _, serials = (lot.underlying or "").partition(" ")
    return (registry, serials) if serials else None
