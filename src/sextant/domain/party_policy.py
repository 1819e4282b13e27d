"""A Party's own policy on cooperative approaches, version by version, and what it says against an authorization.

A version is never edited; the one that counts is the one in force on the day of the decision. A Party that recorded
no policy has said nothing, and nothing is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
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
    """The share of the units applied for that the State keeps, in per cent; the rest may be authorized."""
    application_fee: Decimal
    authorization_fee: Decimal
    fee_currency: str
    template_version: str
    template_fields: tuple[str, ...]
    """What an application has to answer."""

    @property
    def fees(self) -> Decimal:
        """What is to be paid before units are authorized, in the currency of the policy."""
        return self.application_fee + self.authorization_fee

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
    part: str | None = None
    """The part of the contribution from which the mitigation comes; none where nobody said."""
    decided: bool = False
    """Whether `quantity` is to be authorized now, of the units in `applied_for`; else it is only applied for."""
    applied_for: int | None = None


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
    if policy.conditional_only and asked.part != CONDITIONAL:
        yield _against(policy, "contribution_part", asked.part or "–", CONDITIONAL)
    if asked.decided and policy.state_share_percent:
        yield from _into_share_of_state(policy, asked)
    if policy.cap is not None and not _within(asked.mitigation, policy.cap_years):
        yield _against(policy, "policy_cap_years", str(asked.mitigation), str(policy.cap_years))
    if policy.cap is not None and (asked.quantity is None or asked.quantity > policy.cap):
        yield _against(policy, "policy_cap", asked.quantity if asked.quantity is not None else ANY, policy.cap)


def _into_share_of_state(policy: PartyPolicy, asked: Asked) -> Iterator[Refusal]:
    """Yield that more is to be authorized than the State leaves of the units applied for, rounded down."""
    left = 100 - policy.state_share_percent
    most = asked.applied_for * left // 100 if asked.applied_for is not None else None
    if most is None or asked.quantity is None or asked.quantity > most:
        found = asked.quantity if asked.quantity is not None else ANY
        expected = f"{left} % = {most if most is not None else '–'}"
        yield _against(policy, "state_share_percent", found, expected)


def paid(found: object) -> tuple[Decimal, str]:
    """Return an amount with its currency, written as `500 USD`; 0 needs no currency. Raises PolicyBadly."""
    amount, _, currency = str(found if found is not None else "").strip().partition(" ")
    value = _amount(amount)
    if value is None or not (_is_currency(currency) or (not currency and value == 0)):
        raise PolicyBadly("fee_paid", found, "an amount and its currency, as 500 USD")
    return value, currency


def _amount(found: object) -> Decimal | None:
    """Return an amount of money of nothing or more; none where it is not written as one."""
    text = str(found)
    if isinstance(found, bool) or not text.isascii() or not text.replace(".", "", 1).isdecimal():
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _is_currency(found: str) -> bool:
    return len(found) == 3 and found.isascii() and found.isalpha() and found.isupper()


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
        application_fee=_fee(stated, "application_fee"),
        authorization_fee=_fee(stated, "authorization_fee"),
        fee_currency=_currency(stated, "fee_currency"),
        template_version=str(stated.get("template_version")),
        template_fields=_list(stated, "template_fields") or (),
    )


def _yes(stated: Mapping[str, Any], name: str) -> bool:
    found = stated.get(name)
    if not isinstance(found, bool):
        raise PolicyBadly(name, found, "yes or no")
    return found


def _fee(stated: Mapping[str, Any], name: str) -> Decimal:
    found = _amount(stated.get(name))
    if found is None:
        raise PolicyBadly(name, stated.get(name), "an amount of 0 or more, without its currency")
    return found


def _currency(stated: Mapping[str, Any], name: str) -> str:
    found = str(stated.get(name))
    if not _is_currency(found):
        raise PolicyBadly(name, found, "three letters, as USD")
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
