"""How the synthetic cooperative approaches come about: three Parties, of which one does not export.

Made by the same steps as real ones. Ids are derived from what they name: building it twice changes nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from sextant.application.commands.open_subject import open_subject
from sextant.application.commands.take_step import take_step
from sextant.application.doing import Taken
from sextant.application.office import Office
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal
from sextant.workflow.case import Act, Actor, Filed, Stated

MECHANISM = "article_6_2"
APPROACH, STOVES, WIND = "XA-XV", "XA-STOVES", "XQ-WIND"
"""The approach between Alidade and Vernier; an activity of Alidade; one of Quadrant, which does not export."""
REFERENCE = "XA-LoA-2026-1"
_SHOWN = ("show_party_to_agreement", "show_contribution", "show_authorizing_arrangements",
          "show_tracking_arrangements", "show_inventory", "show_contribution_to_goals")  # fmt: skip
POLICY: dict[str, Stated] = {
    "policy_effective": "2026-02-01", "exports": True, "contribution_part": "conditional", "policy_sectors": "Energy",
    "policy_standards": "VCS;GS", "policy_uses": "any", "policy_cap": 400_000, "policy_cap_years": "2021 to 2030",
    "state_share_percent": 10, "application_fee": "500", "authorization_fee": "5000", "fee_currency": "USD",
    "template_version": "2026-1", "template_fields": "owner;location;stakeholders",
}  # fmt: skip
_TERMS: dict[str, Stated] = {
    "title": "Clean cooking (synthetic)", "participating_parties": "XA+XV", "approach_kind": "bilateral",
    "approach_start": "2026-03-01", "approach_end": "2030-12-31", "expected_mitigation": "60,000 t a year",
    "agreed_sectors": "Energy", "agreed_standards": "VCS;GS", "agreed_methodologies": "any",
    "agreed_share": 90, "voluntary_levies": "2 per cent for adaptation",
    "safeguards": "grievance mechanism, annual report", "termination_terms": "six months, units moved before stand",
}  # fmt: skip
APPLICATION: dict[str, Stated] = {
    "template_used": "2026-1", "answers": "owner: Hearth (synthetic); location: Northgate; stakeholders: heard",
    "requested_uses": "nationally_determined_contribution", "requested_quantity": 200_000, "sectors": "Energy",
    "standards": "VCS", "mitigation_part": "conditional",
}  # fmt: skip
STATEMENT: dict[str, Stated] = {
    "reference": REFERENCE, "parties": "XV", "entities": "any", "uses": "nationally_determined_contribution",
    "first_transfer": "any", "purposes_named": "any", "authorized_quantity": 180_000, "vintages": "2026 to 2030",
    "use_from": "any", "use_until": "2032-12-31", "issue_until": "2031-12-31", "duration": "to the end of 2030",
    "sectors": "Energy", "activity_types": "Energy Efficiency households", "metric": "GHG", "non_ghg_metric": "any",
    "gwp": "AR5, 100 years", "tracking_registry": "XAL01", "underlying_registries": "VCS", "methodologies": "any",
    "terms_of_change": "Units first transferred are not touched.", "changes_foreseen": False,
}  # fmt: skip


def authority(party: str) -> Actor:
    """Return who authorizes for a Party."""
    return Actor(f"authorizing body of {party} (synthetic)", "authorizing_body", party=party)


APPLICANT = Actor("Hearth (synthetic)", "activity_participant", entity="Hearth (synthetic)")
COMMITTEE = Actor("committee of XA (synthetic)", "authorization_committee", party="XA")
SECRETARIAT = Actor("secretariat (synthetic)", "secretariat")


def build_approaches(office: Office) -> None:
    """Put the synthetic approaches into a registry; what is there already stays as it is."""
    for party in ("XA", "XQ", "XV"):
        _participates(office, party, exports=party != "XQ")
    _open(office, APPROACH, "cooperative_approach", {}, "2026-02-02")
    step(office, APPROACH, "propose", authority("XA"), "2026-02-03", _TERMS)
    for name, day in (("sign", "2026-02-10"), ("authorize_approach", "2026-02-12")):
        for party in ("XA", "XV"):
            step(office, APPROACH, name, authority(party), day)
    step(office, APPROACH, "identify", SECRETARIAT, "2026-02-20", {"approach_identifier": "CA9001"})
    step(office, "XA", "begin_initial_report", authority("XA"), "2026-02-23")
    report: dict[str, Stated] = {"report_kind": "initial", "covered_approaches": APPROACH}
    step(office, "XA", "submit", authority("XA"), "2026-02-25", report, cycle="initial_report")
    for subject, host in ((STOVES, "XA"), (WIND, "XQ")):
        _open(office, subject, "authorization", {"host_party": host, "cooperative_approach": APPROACH}, "2026-03-01")
    step(office, STOVES, "apply", APPLICANT, "2026-03-02", APPLICATION)
    step(office, STOVES, "find_complete", authority("XA"), "2026-03-05")
    step(office, STOVES, "give_no_objection", authority("XA"), "2026-03-06")
    paid: dict[str, Stated] = {"fee_paid": "5500 USD", "payment_reference": "XA-0001"}
    step(office, STOVES, "receive_fee", authority("XA"), "2026-03-09", paid)
    step(office, STOVES, "advise", COMMITTEE, "2026-03-20", {"advice": "authorize"})
    step(office, STOVES, "authorize_itmos", authority("XA"), "2026-04-01", STATEMENT)
    entities: dict[str, Stated] = {"entities": "Vernier Climate (synthetic)", "entity_conditions": "none",
                                   "terms_of_change": "one month"}  # fmt: skip
    step(office, STOVES, "authorize_entities", authority("XA"), "2026-04-01", entities)


def _participates(office: Office, party: str, *, exports: bool) -> None:
    _open(office, party, "participation", {}, "2026-01-05")
    shown: dict[str, Stated] = {"fulfilled": True, "evidence": "initial report (synthetic)"}
    for name in _SHOWN:
        step(office, party, name, authority(party), "2026-01-06", shown)
    step(office, party, "participate", authority(party), "2026-01-07")
    step(office, party, "adopt_policy", authority(party), "2026-01-08", POLICY | {"exports": exports})


def _open(office: Office, subject: str, cycle: str, facts: dict[str, Stated], day: str) -> None:
    number = content_id("demo", f"{MECHANISM} {subject}")
    refusal = open_subject(office, subject, f"{MECHANISM}.{cycle}", facts, number, synthetic=True, at=_noon(day))
    if refusal is not None:
        raise RuntimeError(f"{subject}: {refusal}")


def attempt(
    office: Office,
    subject: str,
    name: str,
    actor: Actor,
    day: str,
    stated: dict[str, Stated],
    cycle: str | None = None,
) -> Taken | Refusal:
    """Return what came of a step in the first case of a subject, with a paper of each kind that it asks for.

    Where a cycle is named, it is the last case of that cycle inside the first one.
    """
    world = office.cases.world(MECHANISM, subject)
    if isinstance(world, Refusal):
        return world
    run = next(each for each in world.runs.values() if each.case.subject == subject and each.case.parent is None)
    if cycle is not None:
        run = world.below(run.case.id, f"{MECHANISM}.{cycle}")[-1]
    papers = tuple(
        Filed(kind, sha256(f"{subject} {kind} {day} (synthetic)".encode()).hexdigest())
        for kind in run.cycle.steps[name].documents
    )
    number = content_id("demo", f"{MECHANISM} {subject} {name} {actor.name} {day}")
    act = Act(id=number, case=run.case.id, step=name, actor=actor, at=_noon(day), stated=stated, documents=papers)
    return take_step(office, MECHANISM, subject, act)


def step(
    office: Office,
    subject: str,
    name: str,
    actor: Actor,
    day: str,
    stated: dict[str, Stated] | None = None,
    cycle: str | None = None,
) -> None:
    """Take a step; a refusal is a fault of this world."""
    outcome = attempt(office, subject, name, actor, day, stated or {}, cycle)
    if isinstance(outcome, Refusal):
        raise RuntimeError(f"{subject} {name}: {outcome}")


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
