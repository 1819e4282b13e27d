"""What a host Party's statement on the use of units says of the units of its activity."""

from __future__ import annotations

from sextant.domain.unit import Terms
from sextant.workflow.world import Run, World

AUTHORIZATION_OF_USE = "authorization_of_use"
AUTHORIZED_CLASS, OTHER_CLASS = "AER", "MCU"
MAY_BE_AUTHORIZED_LATER, NOT_TO_BE_AUTHORIZED = "PI", "NPI"
_IN_FORCE = frozenset({"authorized", "change_filed", "revocation_filed"})
_AT_ISSUANCE = frozenset({"authorization", "issuance"})


class AuthorizationOfUse:
    """The statement of the host Party as it stands just before an act (A6.4-PROC-AC-002, paragraphs 163 to 173)."""

    def __init__(self, world: World, run: Run) -> None:
        path = f"{run.cycle.mechanism}.{AUTHORIZATION_OF_USE}"
        around = world.around(run, path) if run.cycle.path != path else [run]
        self.run = around[-1] if around else None

    @property
    def in_force(self) -> bool:
        """Whether use is authorized, in full or in part."""
        return self.run is not None and self.run.state in _IN_FORCE

    @property
    def later_possible(self) -> bool:
        """Whether units without authorization may be authorized later (paragraph 163(c))."""
        if self.run is None:
            return False
        rest = self.run.stated.get("rest_may_be_authorized_later") is True
        return self.run.state == "perhaps_later" or (self.in_force and rest)

    @property
    def first_transferred_at_issuance(self) -> bool:
        """Whether the host Party deems units first transferred at authorization or issuance (REGS-001, 52)."""
        return self._stated("first_transfer") in _AT_ISSUANCE

    def covers(self, quantity: int) -> int | None:
        """Return how many units of an issuance must be authorized ones: all, none, or what the Party says (none)."""
        if not self.in_force:
            return 0
        return quantity if self._stated("authorization") == "full" else None

    def authorized_terms(self) -> Terms:
        """Return the terms of units whose use is authorized."""
        uses = tuple(sorted(each.strip() for each in self._stated("uses").split(";") if each.strip()))
        conditional = self.run.stated.get("conditional") if self.run else None
        return Terms(
            AUTHORIZED_CLASS,
            uses=uses,
            authorization=self._stated("reference"),
            conditional=conditional is True,
            status="C" if conditional is True else "NC",
        )

    def other_terms(self) -> Terms:
        """Return the terms of units whose use is not authorized."""
        return Terms(OTHER_CLASS, status=MAY_BE_AUTHORIZED_LATER if self.later_possible else NOT_TO_BE_AUTHORIZED)

    def _stated(self, name: str) -> str:
        return str(self.run.stated.get(name) or "") if self.run else ""
