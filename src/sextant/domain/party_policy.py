"""A Party's own policy on cooperative approaches, version by version, and what it says against an authorization.

A version is never edited; the one that counts is the one in force on the day of the decision. A Party that recorded
no policy has said nothing, and nothing is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sextant.domain.authorization import ALWAYS, Use, Window
from sextant.domain.refusal import Refusal, refuse

ANY = "any"
CONDITIONAL = "conditional"


class PolicyBadly(ValueError):
    """A field of a policy is not written as it should be."""

    def __init__(self, field: str, found: object, expected: str) -> None:
        super().__init__(field)
        self.refusal: Refusal = refuse("policy_malformed", field=field, found=str(found), expected=expected)


@dataclass(frozen=True, slots=True)
class PartyPolicy:
    """One version of the policy of a Party (decision 2/CMA.3, annex, paragraph 4(c): its own arrangements)."""

    party: str
    version: int
    adopted_on: date
    effective_on: date
    exports: bool
    """Whether units may leave the country at all."""
    conditional_only: bool
    """Whether only mitigation beyond the unconditional contribution may leave."""
    sectors: tuple[str, ...] | None
    """The sectors that may be authorized; none is any."""
    standards: tuple[str, ...] | None
    uses: tuple[str, ...] | None
    cap: int | None
    """The most that may be authorized in all, in tonnes; none is no limit."""
    cap_years: Window
    """The years of mitigation that the limit covers."""
    state_share_percent: int
    """The share of the units that the State keeps, in per cent."""
    application_fee: str
    authorization_fee: str
    fee_currency: str
    template_version: str
    template_fields: tuple[str, ...]
    """What an application has to answer."""

    @property
    def tally(self) -> str:
        """The name of the tally on which authorizations under the limit of this version draw."""
        return f"policy {self.party} {self.cap_years}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an application or an authorization asks of a policy; what is not known of it is none."""

    uses: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    """No sector named is every sector."""
    standards: tuple[str, ...] = ()
    quantity: int | None = None
    mitigation: Window = ALWAYS


def policy_in_force(versions: Sequence[PartyPolicy], on: date) -> PartyPolicy | None:
    """Return the version that applies on a day; none where none does yet."""
    return next((each for each in reversed(versions) if each.effective_on <= on), None)


def objections(policy: PartyPolicy, asked: Asked) -> Iterator[Refusal]:
    """Yield what a version of a policy says against what is asked, each with the field that says so."""
    if not policy.exports:
        yield _against(policy, "exports", ", ".join(asked.uses) or "export", "none")
    for field, found, allowed in (
        ("policy_uses", asked.uses, policy.uses),
        ("policy_sectors", asked.sectors, policy.sectors),
        ("policy_standards", asked.standards, policy.standards),
    ):
        if allowed is None:
            continue
        outside = [each for each in found if each not in allowed]
        if outside or not found:
            yield _against(policy, field, ", ".join(outside) or ANY, ", ".join(allowed))
    if policy.cap is not None and not _within(asked.mitigation, policy.cap_years):
        yield _against(policy, "policy_cap_years", str(asked.mitigation), str(policy.cap_years))
    if policy.cap is not None and (asked.quantity is None or asked.quantity > policy.cap):
        yield _against(policy, "policy_cap", asked.quantity if asked.quantity is not None else ANY, policy.cap)


def unanswered(policy: PartyPolicy, template: str, answers: Mapping[str, str]) -> Iterator[Refusal]:
    """Yield what an application leaves out: another version of the template, or a field without an answer."""
    if template != policy.template_version:
        yield _against(policy, "template_version", template, policy.template_version)
    for field in policy.template_fields:
        if not answers.get(field, "").strip():
            yield _against(policy, "template_fields", "–", field)


def _within(found: Window, allowed: Window) -> bool:
    after = allowed.first is None or (found.first is not None and allowed.first <= found.first)
    return after and (allowed.last is None or (found.last is not None and found.last <= allowed.last))


def _against(policy: PartyPolicy, field: str, found: str | int, expected: str | int) -> Refusal:
    return refuse(
        "policy_forbids", party=policy.party, version=policy.version, field=field, found=found, expected=expected
    )


def policy_from(stated: Mapping[str, Any], *, party: str, version: int, adopted_on: date) -> PartyPolicy:
    """Return the version that a Party states. Raises PolicyBadly."""
    share = _whole(stated, "state_share_percent")
    if share is None or share > 100:
        raise PolicyBadly("state_share_percent", stated.get("state_share_percent"), "a whole number from 0 to 100")
    uses = _list(stated, "policy_uses")
    known = [each.value for each in Use]
    if uses is not None and not set(uses) <= set(known):
        raise PolicyBadly("policy_uses", stated.get("policy_uses"), f"{', '.join(known)}, or any")
    return PartyPolicy(
        party=party,
        version=version,
        adopted_on=adopted_on,
        effective_on=_day(stated, "policy_effective"),
        exports=_yes(stated, "exports"),
        conditional_only=stated.get("contribution_part") == CONDITIONAL,
        sectors=_list(stated, "policy_sectors"),
        standards=_list(stated, "policy_standards"),
        uses=uses,
        cap=_whole(stated, "policy_cap"),
        cap_years=_years(stated, "policy_cap_years"),
        state_share_percent=share,
        application_fee=str(stated.get("application_fee")),
        authorization_fee=str(stated.get("authorization_fee")),
        fee_currency=str(stated.get("fee_currency")),
        template_version=str(stated.get("template_version")),
        template_fields=_list(stated, "template_fields") or (),
    )


def _yes(stated: Mapping[str, Any], name: str) -> bool:
    found = stated.get(name)
    if not isinstance(found, bool):
        raise PolicyBadly(name, found, "yes or no")
    return found


def _day(stated: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(str(stated.get(name)))
    except ValueError:
        raise PolicyBadly(name, stated.get(name), "a day as YYYY-MM-DD") from None


def _list(stated: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    found = tuple(each.strip() for each in str(stated.get(name) or "").split(";") if each.strip())
    if not found:
        raise PolicyBadly(name, stated.get(name), "names divided by ;, or any")
    return None if found == (ANY,) else found


def _whole(stated: Mapping[str, Any], name: str) -> int | None:
    found = stated.get(name)
    if found == ANY:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise PolicyBadly(name, found, "a whole number of 0 or more, or any")
    return found


def _years(stated: Mapping[str, Any], name: str) -> Window:
    found = str(stated.get(name))
    first, _, last = found.partition(" to ")
    if found == ANY:
        return ALWAYS
    if not (first.isdecimal() and len(first) == 4 and (not last or (last.isdecimal() and len(last) == 4))):
        raise PolicyBadly(name, found, "a year, two years as 2026 to 2030, or any")
    return Window(date(int(first), 1, 1), date(int(last or first), 12, 31))
