"""The other forms of figures: lifetime, barriers, penetration, comparable activities, performance, criteria."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.additionality.figures import Asked, Figures, Found, day_at, name_at, only_keys, yes_at
from sextant.methodology.additionality.investment import investment
from sextant.methodology.evidence import evidence_of, short

_BETTER = ("lower", "higher")
_OTHER = "other"


def none(asked: Asked) -> Figures | Refusal:
    """Return nothing found: the test has questions only."""
    return asked.only() or Figures(())


def lifetime(asked: Asked) -> Figures | Refusal:
    """Return whether no lock-in may be assumed because of a short life (A6.4-STAN-METH-003 v01.2, para. 32)."""
    fault = asked.only("lifetime_years", "methodology_valid_until")
    if fault is not None:
        return fault
    years = asked.number("lifetime_years", least=0)
    until = day_at(asked.given, "methodology_valid_until", asked.where)
    if isinstance(years, Refusal):
        return years
    if isinstance(until, Refusal):
        return until
    if years is None or years > asked.limit("lifetime_without_lock_in"):
        return Figures(())
    last = asked.values["methodology_valid_until_max"].day
    assert last is not None
    limited = None if until is None else until <= last
    return Figures(
        (Found("short_lifetime", True, {"lifetime_years": years}),
         Found("validity_limited", limited, {"methodology_valid_until": None if until is None else until.isoformat()})),
        settled=True,
    )  # fmt: skip


def barriers(asked: Asked) -> Figures | Refusal:
    """Return whether the barriers and the evidence are of the admitted kinds (para. 52–59)."""
    fault = asked.only("implemented_by", "barriers", "admitted_by_methodology")
    if fault is not None:
        return fault
    admitted = evidence_of(f"{asked.where}.admitted_by_methodology", asked.given.get("admitted_by_methodology"))
    if isinstance(admitted, Refusal):
        return admitted
    who = name_at(asked.given, "implemented_by", asked.where,
                  (*asked.values["implementers"].names, _OTHER))  # fmt: skip
    if isinstance(who, Refusal):
        return who
    listed = asked.given.get("barriers")
    if not isinstance(listed, list) or not listed:
        return refuse("assessment_missing", where=asked.where, expected="barriers")
    sound: bool | None = True
    kinds: dict[str, Fraction] = {}
    for place, each in enumerate(listed, start=1):
        at = f"{asked.where}.barriers[{place}]"
        read = _barrier(asked, each, at)
        if isinstance(read, Refusal):
            return read
        kind, evidenced = read
        kinds[kind] = kinds.get(kind, Fraction(0)) + 1
        sound = sound and evidenced
    # Other cases are the methodology's to propose (para. 53); without it they are open, not admitted.
    applicable = True if who in asked.values["implementers"].names or (who == _OTHER and admitted) else None
    return Figures(
        (Found("applicable", applicable, {"implemented_by": who}), Found("barriers_admitted", True, kinds),
         Found("sound_evidence", sound)),
    )  # fmt: skip


def _barrier(asked: Asked, content: object, at: str) -> tuple[str, bool | None] | Refusal:
    """Return the kind of a barrier and whether it has evidence of an admitted kind."""
    if not isinstance(content, Mapping):
        return refuse("assessment_value", where=at, found=short(content), expected="kind, text, evidence")
    fault = only_keys(content, at, "kind", "text", "evidence")
    if fault is not None:
        return fault
    kind = content.get("kind")
    elsewhere = asked.values.get("barriers_elsewhere")
    if elsewhere is not None and kind in elsewhere.names:
        return refuse("assessment_elsewhere", where=at, found=short(kind), source=str(elsewhere.source))
    if kind not in asked.values["barriers"].names:
        return refuse("assessment_value", where=f"{at}.kind", found=short(kind),
                      expected=", ".join(asked.values["barriers"].names))  # fmt: skip
    evidence = evidence_of(f"{at}.evidence", content.get("evidence"))
    if isinstance(evidence, Refusal):
        return evidence
    admitted = asked.values["evidence"].names if "evidence" in asked.values else None
    counting = [each for each in evidence if admitted is None or each.kind in admitted]
    return str(kind), True if counting else None if not evidence else False


def penetration(asked: Asked) -> Figures | Refusal:
    """Return whether the share of the market stays at or below the methodology's threshold (para. 60)."""
    fault = asked.only("adopted", "potential", "threshold", "excluded")
    if fault is not None:
        return fault
    numbers: dict[str, Fraction] = {}
    for key in ("adopted", "potential", "threshold"):
        found = asked.number(key, least=0)
        if isinstance(found, Refusal):
            return found
        if found is None:
            return refuse("assessment_missing", where=asked.where, expected=key)
        numbers[key] = found
    excluded = _excluded(asked)
    if isinstance(excluded, Refusal):
        return excluded
    if numbers["potential"] == 0 or numbers["adopted"] > numbers["potential"]:
        return refuse("assessment_value", where=f"{asked.where}.potential", found=short(asked.given["potential"]),
                      expected=f"> 0, ≥ adopted {short(asked.given['adopted'])}")  # fmt: skip
    numbers["share"] = numbers["adopted"] / numbers["potential"]
    registered = None if not excluded else all(excluded.values())
    findings = [Found("not_surpassed", numbers["share"] <= numbers["threshold"], numbers)]
    if registered is not None:
        told = {name: str(each).lower() for name, each in excluded.items()}
        findings.append(Found("exclusions_registered", registered, told))
    return Figures(tuple(findings))


def _excluded(asked: Asked) -> dict[str, bool] | Refusal:
    """Return the activities that were left out of the comparison, and whether each is registered."""
    given = asked.given.get("excluded", [])
    if not isinstance(given, list):
        return refuse("assessment_value", where=f"{asked.where}.excluded", found=short(given), expected="[…]")
    found: dict[str, bool] = {}
    for place, each in enumerate(given, start=1):
        at = f"{asked.where}.excluded[{place}]"
        if not isinstance(each, Mapping) or not isinstance(each.get("activity"), str):
            return refuse("assessment_value", where=at, found=short(each), expected="activity, registered")
        registered = yes_at(each, "registered", at)
        if isinstance(registered, Refusal):
            return registered
        found[each["activity"]] = bool(registered)
    return found


def comparable_activities(asked: Asked) -> Figures | Refusal:
    """Return whether comparable plants of the same technology are too few to be common practice (TOOL24)."""
    fault = asked.only("all", "different")
    if fault is not None:
        return fault
    every, different = asked.number("all", least=0), asked.number("different", least=0)
    if isinstance(every, Refusal):
        return every
    if isinstance(different, Refusal):
        return different
    if every is None or different is None:
        return refuse("assessment_missing", where=asked.where, expected="all, different")
    if different > every or every.denominator != 1 or different.denominator != 1:
        return refuse("assessment_value", where=f"{asked.where}.different", found=short(asked.given["different"]),
                      expected=f"0 … {short(asked.given['all'])}")  # fmt: skip
    factor = 1 - different / every if every else Fraction(0)
    same = every - different
    common = factor > asked.limit("share_max") and same > asked.limit("count_max")
    return Figures((Found("not_common", not common, {"factor": factor, "same_technology": same}),))


def performance(asked: Asked) -> Figures | Refusal:
    """Return whether the activity outperforms a threshold that is ambitious and still valid (para. 61–70)."""
    keys = ("value", "threshold", "benchmark_level", "probability", "other_influences_probability")
    fault = asked.only(*keys, "better", "threshold_valid_until")
    if fault is not None:
        return fault
    numbers: dict[str, Fraction | None] = {}
    for key in keys:
        found = asked.number(key, least=0)
        if isinstance(found, Refusal):
            return found
        numbers[key] = found
    better = name_at(asked.given, "better", asked.where, _BETTER)
    until = day_at(asked.given, "threshold_valid_until", asked.where)
    if isinstance(better, Refusal):
        return better
    if isinstance(until, Refusal):
        return until
    value, threshold, level = (numbers[key] for key in keys[:3])
    probability, others = (numbers[key] for key in keys[3:])
    if value is None or threshold is None or better is None:
        return refuse("assessment_missing", where=asked.where, expected="value, threshold, better")
    sign = 1 if better == "lower" else -1
    ambitious = None if level is None else sign * threshold <= sign * level
    likely = None if probability is None else asked.limit("probability_min") <= probability <= 1
    influenced = None if others is None else others < asked.limit("other_influences_below")
    return Figures(
        (Found("outperforms", sign * value <= sign * threshold, {"value": value, "threshold": threshold}),
         Found("likely_additional", likely, {"probability": probability}),
         Found("other_influences", influenced, {"probability": others}),
         Found("ambitious", ambitious, {"threshold": threshold, "benchmark_level": level}),
         Found("threshold_valid", None if until is None else asked.on <= until,
               {"threshold_valid_until": None if until is None else until.isoformat()})),
    )  # fmt: skip


def criteria(asked: Asked) -> Figures | Refusal:
    """Return whether every criterion of the methodology is met, each with its evidence."""
    given = asked.given.get("criteria")
    fault = asked.only("criteria")
    if fault is not None:
        return fault
    if not isinstance(given, Mapping) or not given:
        return refuse("assessment_missing", where=asked.where, expected=", ".join(asked.criteria) or "criteria")
    if asked.criteria:
        fault = only_keys(given, f"{asked.where}.criteria", *asked.criteria)
        if fault is not None:
            return fault
    met: dict[str, bool | None] = dict.fromkeys(asked.criteria)
    for name, content in given.items():
        at = f"{asked.where}.criteria.{name}"
        if not isinstance(content, Mapping):
            return refuse("assessment_value", where=at, found=short(content), expected="met, evidence")
        fault = only_keys(content, at, "met", "text", "evidence")
        if fault is not None:
            return fault
        answer, evidence = yes_at(content, "met", at), evidence_of(f"{at}.evidence", content.get("evidence"))
        if isinstance(answer, Refusal):
            return answer
        if isinstance(evidence, Refusal):
            return evidence
        met[name] = None if answer and not evidence else answer
    every = False if False in met.values() else None if None in met.values() else True
    told = {name: "not shown" if each is None else str(each).lower() for name, each in met.items()}
    return Figures((Found("criteria_met", every, told),))


FORMS: Mapping[str, Callable[[Asked], Figures | Refusal]] = {
    "none": none, "lifetime": lifetime, "investment": investment, "barriers": barriers, "penetration": penetration,
    "comparable_activities": comparable_activities, "performance": performance, "criteria": criteria,
}  # fmt: skip
