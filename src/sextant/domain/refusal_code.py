"""Every refusal code, in the order in which a reader would ask the questions behind them.

The value names the text that the refusal rests on; where no text speaks, the law of the ledger does.
"""

from __future__ import annotations

_LEDGER = "law of the ledger"
_CYCLE = "the cycle's own step, with its paragraph"
_REGISTRY = "A6.4-PROC-REGS-001 v02.1"

REFUSAL_CODES: dict[str, str] = {
    # Is the request well formed?
    "idempotency_key_reused": _LEDGER,
    "units_missing": _LEDGER,
    "quantity_not_positive": f"{_REGISTRY}, paragraph 12",
    "serial_range_invalid": _LEDGER,
    "serial_ranges_overlap": _LEDGER,
    "purpose_missing": f"{_REGISTRY}, paragraph 20",
    "case_missing": _LEDGER,
    "effective_in_the_future": _LEDGER,
    "text_not_storable": _LEDGER,
    "text_too_long": _LEDGER,
    # Are the accounts there, and may they take part?
    "account_unknown": f"{_REGISTRY}, paragraph 20",
    "account_not_open": f"{_REGISTRY}, paragraphs 33-39",
    "account_already_exists": _LEDGER,
    "account_type_unknown": f"{_REGISTRY}, paragraph 20",
    "account_version_changed": _LEDGER,
    "accounts_identical": _LEDGER,
    "registries_differ": _LEDGER,
    # Are the units there?
    "serial_space_unknown": _LEDGER,
    "units_unknown": f"{_REGISTRY}, paragraph 12",
    "units_in_several_accounts": _LEDGER,
    "units_not_in_account": f"{_REGISTRY}, paragraph 12",
    "account_final": f"{_REGISTRY}, paragraph 59",
    "units_insufficient": _LEDGER,
    "units_held": _LEDGER,
    "units_not_held": _LEDGER,
    "hold_of_another_case": _LEDGER,
    "effective_before_last_act": _LEDGER,
    # Is the act allowed?
    "account_not_entered_by_this_act": f"{_REGISTRY}, paragraph 20",
    "unit_class_not_admitted": f"{_REGISTRY}, paragraph 20",
    "transaction_not_listed": "the transaction matrix of the registry, with its paragraphs",
    "purpose_not_served": f"{_REGISTRY}, paragraph 20",
    "units_not_authorized": "Decision 2/CMA.3, annex, paragraph 2",
    "already_first_transferred": "Decision 2/CMA.3, annex, paragraph 2",
    "tally_unknown": _LEDGER,
    "tally_exceeded": _LEDGER,
    "tally_already_exists": _LEDGER,
    "tally_version_changed": _LEDGER,
    "terms_unchanged": _LEDGER,
    "terms_changed_meanwhile": _LEDGER,
    "account_of_another": f"{_REGISTRY}, paragraph 47",
    "account_not_for_this_party": f"{_REGISTRY}, paragraph 20, footnote 20",
    # Issuance.
    "issuance_empty": _LEDGER,
    "serial_space_numbered_elsewhere": _LEDGER,
    "serial_space_numbered_here": _LEDGER,
    "serials_exhausted": "Data Exchange Standards, Annex F (memory, high)",
    "serials_already_issued": f"{_REGISTRY}, paragraph 12",
    "levy_shares_exceed_one": _LEDGER,
    "quantities_malformed": "A6.4-PROC-AC-002 v03.0, paragraphs 163-164 and 198",
    "quantity_differs": "A6.4-PROC-AC-002 v03.0, paragraphs 163-164 and 198",
    "vintage_outside_period": f"{_REGISTRY}, paragraph 13(d)",
    "fact_unknown": "the exemption that asks for it",
    "nothing_to_authorize": f"{_REGISTRY}, paragraph 61",
    # Correction.
    "entry_unknown": _LEDGER,
    "issuance_not_corrected": _LEDGER,
    "units_acted_on_since": _LEDGER,
    # May a step of a cycle be taken?
    "subject_unknown": _CYCLE,
    "subject_beside_unknown": _CYCLE,
    "subject_already_exists": _CYCLE,
    "case_unknown": _CYCLE,
    "case_already_open": _CYCLE,
    "step_unknown": _CYCLE,
    "act_before_the_last": _CYCLE,
    "step_out_of_order": _CYCLE,
    "role_not_entitled": _CYCLE,
    "relation_missing": _CYCLE,
    "relation_forbidden": _CYCLE,
    "rule_not_in_force": _CYCLE,
    "too_early": _CYCLE,
    "too_late": _CYCLE,
    "document_missing": _CYCLE,
    "statement_missing": _CYCLE,
    "statement_malformed": _CYCLE,
    "statement_not_listed": _CYCLE,
    "statement_not_whole": _CYCLE,
    "date_too_early": _CYCLE,
    "date_too_late": _CYCLE,
    "condition_not_met": _CYCLE,
    "vote_not_carried": "Decision 3/CMA.3, annex, paragraph 22",
}
