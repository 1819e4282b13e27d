"""Whose list of what waits is shown: that of a role, of a Party, of an activity, or everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sextant.application.queries.for_party import concerns
from sextant.application.standing import Standing
from sextant.domain.activity import Activity
from sextant.web.asking import AskedWrongly
from sextant.web.names import party_name

MENTIONED = 20
"""How many of the values that are served a sentence names."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor chose to see; empty for everything."""

    role: str
    party: str
    activity: str

    @property
    def any(self) -> bool:
        """Whether something was chosen."""
        return bool(self.role or self.party or self.activity)

    def keep_subject(self, of: Standing, activities: Mapping[str, Activity]) -> bool:
        """Return whether a subject is of the Party and the activity that were chosen."""
        activity = activities.get(of.key)
        if self.activity and (activity is None or of.subject != self.activity):
            return False
        return not self.party or concerns(self.party, of.subject, activity)


def filters_of(
    request: HttpRequest, found: Iterable[Standing], activities: Mapping[str, Activity], roles: Mapping[str, str]
) -> Filters:
    """Return what was chosen; what is not served is told with what is."""
    given = {name: request.GET.get(name, "").strip() for name in ("role", "party", "activity")}
    choices = choices_of(found, activities, roles)
    allowed = {"role": list(roles), **{name: [each[0] for each in choices[name]] for name in ("party", "activity")}}
    for name, chosen in given.items():
        if chosen and chosen not in allowed[name]:
            sentence = _("“%(found)s” is not served for “%(name)s”. Choose one of: %(expected)s.")
            expected = ", ".join(allowed[name][:MENTIONED]) or "–"
            raise AskedWrongly(sentence % {"found": chosen[:40], "name": name, "expected": expected})
    return Filters(**given)


def choices_of(
    found: Iterable[Standing], activities: Mapping[str, Activity], roles: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Return what there is to choose from: roles, Parties and activities that have cases."""
    every = list(found)
    waited_for = {role for of in every for waits in of.waits for role in waits.roles}
    parties = {of.subject for of in every if of.key not in activities and party_name(of.subject) != of.subject}
    parties |= {code for each in activities.values() for code in (*each.host_parties, *each.other_parties)}
    return {
        "role": [(code, label) for code, label in roles.items() if code in waited_for],
        "party": sorted(((code, party_name(code)) for code in parties), key=lambda each: each[1]),
        "activity": sorted((each.reference, each.title or "") for each in activities.values()),
    }
