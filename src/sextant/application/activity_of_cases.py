"""The activity that a subject's cases are about, as the ledger of units lists it: derived, never entered."""

from __future__ import annotations

from sextant.domain.activity import Activity
from sextant.rules.rulebook import Rulebook
from sextant.workflow.world import World


def activity_of(world: World, book: Rulebook, *, synthetic: bool) -> Activity:
    """Return the activity as its cases stand: title, Parties and methodologies as stated, status of the first case."""
    own = world.history.cases[0]
    run = world.runs[own.id]
    facts, stated = world.facts(), run.stated
    reductions = stated.get("annual_reductions")
    return Activity(
        registry=book.mechanism.registry_code,
        reference=own.subject,
        mechanism=book.code,
        host_parties=_names(facts.get("host_party")),
        other_parties=_names(facts.get("participating_parties")),
        title=_text(stated.get("title")),
        methodologies=_names(stated.get("methodologies")),
        status=run.state,
        registered_on=run.dates.get("registered"),
        expected_annual_reductions=reductions if isinstance(reductions, int) else None,
        synthetic=synthetic,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, str):
        return ()
    return tuple(each.strip() for each in value.replace("+", ";").split(";") if each.strip())
