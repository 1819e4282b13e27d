"""What a check found: which law is broken, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Fact = str | int | None

FINDING_CODES = (
    "guard_missing",
    "lots_overlap",
    "lot_issued_by_no_entry",
    "issuance_is_not_its_lots",
    "entry_digest_differs",
    "entry_without_legs",
    "entry_without_origin",
    "entry_not_conserved",
    "leg_of_no_entry",
    "leg_dated_otherwise",
    "leg_follows_nothing",
    "units_left_twice",
    "act_before_the_act_it_follows",
    "movement_out_of_final_account",
    "first_transfer_changed",
    "projection_differs",
    "blocks_overlap",
    "block_outside_its_lot",
    "serial_counter_differs",
    "tally_differs",
    "account_unknown",
    "account_type_unknown",
    "terms_unknown",
    "terms_id_differs",
    "hold_unknown",
)
"""Every code, in the order in which the laws are checked."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken law."""

    code: str
    about: Mapping[str, Fact]

    def __post_init__(self) -> None:
        if self.code not in FINDING_CODES:
            raise ValueError(f"{self.code} is not declared in ledger/findings/finding.py")


def finding(code: str, **about: Fact) -> Finding:
    """Return a finding with what was found as named facts."""
    return Finding(code, MappingProxyType(about))
