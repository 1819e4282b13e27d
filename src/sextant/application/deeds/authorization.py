"""What a host Party's statement on the use of units says of the units of its activity."""

from __future__ import annotations

from sextant.domain.authorization import authorization_key
from sextant.domain.unit import Terms
from sextant.rules.rulebook import Rulebook
from sextant.rules.units_and_acts import StatusName
from sextant.workflow.world import Run, World

AUTHORIZATION_OF_USE = "authorization_of_use"
IN_FORCE, LATER = "use_authorized", "use_may_be_authorized_later"
"""The facts by which the cycle tells where the statement stands; which states mean what is the rulebook's word."""
_AT_ISSUANCE = frozenset({"authorization", "issuance"})


def terms_to_authorize(book: Rulebook) -> Terms:
    """Return the terms of units without authorization that may still be authorized (REGS-001, paragraph 61)."""
    return _terms_of_others(book, StatusName.MAY_BE_AUTHORIZED_LATER)


def _terms_of_others(book: Rulebook, status: StatusName) -> Terms:
    unit_class = book.issued_class(authorized=False)
    return Terms(unit_class.code, status=unit_class.status(status), restrictions=unit_class.restrictions)


class AuthorizationOfUse:
    """The statement of the host Party as it stands just before an act (A6.4-PROC-AC-002, paragraphs 163 to 173)."""

    def __init__(self, world: World, run: Run, book: Rulebook) -> None:
        path = f"{run.cycle.mechanism}.{AUTHORIZATION_OF_USE}"
        around = world.around(run, path) if run.cycle.path != path else [run]
        self.run = around[-1] if around else None
        self.book = book
        known = world.facts()
        self.party = str(known.get("host_party") or "")
        self.in_force = known.get(IN_FORCE) is True
        """Whether use is authorized, in full or in part."""
        self.later_possible = known.get(LATER) is True
        """Whether units without authorization may be authorized later (paragraph 163(c))."""

    @property
    def first_transferred_at_issuance(self) -> bool:
        """Whether the host Party deems units first transferred at authorization or issuance (REGS-001, 52)."""
        return self._stated("first_transfer") in _AT_ISSUANCE

    @property
    def key(self) -> str:
        """The key of the authorization of which the statement is a version."""
        return authorization_key(self.party, self._stated("reference"))

    def covers(self, quantity: int) -> int | None:
        """Return how many units of an issuance must be authorized ones: all, none, or what the Party says (none)."""
        if not self.in_force:
            return 0
        return quantity if self._stated("authorization") == "full" else None

    def authorized_terms(self) -> Terms:
        """Return the terms of units whose use is authorized."""
        uses = tuple(sorted(each.strip() for each in self._stated("uses").split(";") if each.strip()))
        conditional = self.run is not None and self.run.stated.get("conditional") is True
        unit_class = self.book.issued_class(authorized=True)
        return Terms(
            unit_class.code,
            uses=uses,
            authorization=self.key,
            conditional=conditional,
            status=unit_class.status(StatusName.CONDITIONAL if conditional else StatusName.UNCONDITIONAL),
            restrictions=unit_class.restrictions,
        )

    def other_terms(self) -> Terms:
        """Return the terms of units whose use is not authorized."""
        possible = self.later_possible
        return _terms_of_others(
            self.book, StatusName.MAY_BE_AUTHORIZED_LATER if possible else StatusName.NOT_TO_BE_AUTHORIZED
        )

    def _stated(self, name: str) -> str:
        return str(self.run.stated.get(name) or "") if self.run else ""
