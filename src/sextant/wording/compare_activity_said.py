"""The figures of a compared activity in words, the same on the page and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from sextant.application.comparing.compare import Compared, Stand
from sextant.application.comparing.outcome import Outcome
from sextant.application.comparing.record import traced
from sextant.comparison.activity import BASELINE, REFERENCE
from sextant.comparison.aspect import Plain
from sextant.methodology.language.exact import shown
from sextant.wording.compare_activity_words import WORDS, said
from sextant.wording.refusals import sentence

_TONNES = {"I3": "host_balance", "I4a": "offset_view", "I4b": "binding_view"}
_UNITS = {"I1": "issued", "I2": "usable_by_buyer"}
_MONEY = {"I5": "adaptation_finance", "I6": "fees"}


def figure(outcome: Outcome, code: str, stand: Stand, language: str) -> str:
    """Return one indicator as it is read; unknown is said, never a 0 in its place."""
    values = outcome.indicators
    counted = {"I8": outcome.signoff_count, "I9": outcome.information_count}
    if code in counted:
        return (
            _or_unknown(counted[code], language)
            if outcome.reached or code == "I9"
            else said(WORDS["not_reached"], language)
        )
    if code == "I7":
        if outcome.min_days is None:
            return said(WORDS["not_walked" if not outcome.walked else "not_reached"], language)
        return f"{outcome.min_days:,}" if outcome.min_days else said(WORDS["none_set"], language)
    if code == "I10":
        found = traced(outcome, stand)
        return said(WORDS["of"], language, **found) if found else said(WORDS["unknown"], language)
    if values is None:
        return said(WORDS["unknown"], language)
    if code in _UNITS:
        return said(WORDS["units"], language, value=f"{getattr(values, _UNITS[code]):,}")
    if code in _MONEY:
        return said(WORDS["usd"], language, value=number(getattr(values, _MONEY[code])))
    tonnes = said(WORDS["tonnes"], language, value=number(getattr(values, _TONNES[code])))
    binds = outcome.course is not None and outcome.course.binding.plain is Plain.YES
    return tonnes if binds or code != "I4b" else said(WORDS["exposure"], language, value=tonnes)


def _or_unknown(count: int | None, language: str) -> str:
    return said(WORDS["unknown"], language) if count is None else f"{count:,}"


def number(value: Fraction | Decimal | int) -> str:
    """Return a number with thousands divided and at most four decimals; a true minus sign."""
    found = shown(Fraction(value))
    rounded = round(found, 4).normalize()
    return f"{rounded:,f}".replace("-", "−")


def remark(outcome: Outcome, language: str) -> str:
    """Return what has to be said of a mechanism as a whole, or nothing."""
    if outcome.course is None:
        return said(WORDS["no_rulebook"], language)
    if outcome.refusal is not None:
        return said(WORDS["refused"], language, why=sentence(outcome.refusal, language))
    parts = []
    if outcome.moved_by:
        years = [each.year + outcome.moved_by for each in outcome.credits.years]
        parts.append(said(WORDS["replayed"], language, first=years[0], last=years[-1]))
    if not outcome.walked and outcome.course.each_year:
        parts.append(said(WORDS["not_walked"], language))
    return ("；" if language == "zh-Hant" else "; ").join(parts)


def assumption_lines(found: Compared, stand: Stand, language: str) -> Iterator[str]:
    """Yield every assumption with its value, its reason and whether it was changed."""
    for name, each in stand.comparison.assumptions.all.items():
        value = found.assumed[name]
        written = number(value) if isinstance(value, Fraction) else each.choices[value].in_language(language)
        text = said(WORDS["assumed"], language, name=each.label.in_language(language), value=written,
                    reason=each.reason.in_language(language))  # fmt: skip
        yield f"{text} [{said(WORDS['changed'], language)}]" if value != each.default else text


def jcm_factor(found: Compared) -> str:
    """Return the JCM's reference as a share of the baseline over all years, as it was given or assumed."""
    share = found.assumed["jcm_reference_share"]
    assert isinstance(share, Fraction), "a share is a number"
    baseline = sum((each.quantities[BASELINE] for each in found.activity.years), Fraction(0))
    years = found.activity.years
    reference = sum((each.quantities.get(REFERENCE, each.quantities[BASELINE] * share) for each in years), Fraction(0))
    return f"{number(reference)} / {number(baseline)}" if baseline else "0"
