"""What a check found: which law is broken, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Fact = str | int | None

FINDING_CODES = (
    "guard_missing",
    "row_unreadable",
    "lots_overlap",
    "lot_issued_by_no_entry",
    "issuance_is_not_its_lots",
    "lot_differs_from_request",
    "issuance_follows_an_entry",
    "entry_digest_differs",
    "entry_differs_from_request",
    "result_differs_from_legs",
    "leg_differs_from_request",
    "hold_differs_from_request",
    "account_entered_by_another_act",
    "unit_class_not_admitted",
    "held_units_changed",
    "entry_without_legs",
    "entry_without_origin",
    "entry_not_conserved",
    "leg_of_no_entry",
    "leg_dated_otherwise",
    "leg_sign_invalid",
    "leg_follows_nothing",
    "units_left_twice",
    "act_before_the_act_it_follows",
    "movement_out_of_final_account",
    "first_transfer_changed",
    "first_transfer_of_another_entry",
    "projection_differs",
    "blocks_overlap",
    "block_outside_its_lot",
    "serial_counter_differs",
    "prefix_differs",
    "authorization_differs",
    "authorization_of_no_entry",
    "authorization_versions_broken",
    "tally_differs",
    "account_unknown",
    "account_type_unknown",
    "terms_unknown",
    "terms_id_differs",
    "hold_unknown",
    "hold_of_no_entry",
    "outbox_of_no_entry",
    "entry_not_in_outbox",
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
