"""An activity or a Party is opened under a mechanism: its journal begins with its first case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sextant.application.activity_of_cases import SYNTHETIC
from sextant.application.office import Office
from sextant.domain.refusal import Refusal
from sextant.workflow.case import Stated


def open_subject(
    office: Office,
    subject: str,
    cycle: str,
    facts: Mapping[str, Stated],
    number: UUID,
    *,
    synthetic: bool,
    at: datetime | None = None,
) -> Refusal | None:
    """Return why a subject cannot be opened, or none; asking again with the same id changes nothing.

    Whether it is synthetic is told once, here; it stays with the journal. Raises RegistryBusy.
    """
    told = {**facts, SYNTHETIC: True} if synthetic else facts
    return office.cases.open(subject, cycle, told, number, at=at)
