"""A comparison of one activity as programs read it: every figure, what it was read from, and what was assumed.

Numbers are exact decimals; a fraction without an end is cut at 50 digits. Sentences hang on codes at the edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sextant.application.comparing.compare import Compared, Stand
from sextant.application.comparing.outcome import Outcome
from sextant.application.queries.compare_aspects import both
from sextant.application.queries.quantified_record import node_record
from sextant.comparison.activity import CREDITED
from sextant.comparison.aspect import Fact, Plain
from sextant.comparison.indicators import Indicators, adjustments_by_year, by_holder, issued_by_year
from sextant.domain.label import Label
from sextant.methodology.language.exact import shown
from sextant.methodology.trace import trace
from sextant.rules.record import source_record
from sextant.workflow.cyclebook import Cyclebooks

Record = dict[str, Any]


def compared_activity_record(found: Compared, stand: Stand, language: str = "en") -> Record:
    """Return everything that a comparison shows."""
    assumptions = stand.comparison.assumptions.all
    return {
        "on": found.on.isoformat(),
        "activity": activity_record(found),
        "assumptions": {
            name: {
                "label": both(each.label),
                "value": _value(found.assumed[name]),
                "default": _value(each.default),
                "changed": found.assumed[name] != each.default,
                "reason": both(each.reason),
            }
            for name, each in assumptions.items()
        },
        "rules_replaced": dict(found.replaced),
        "reduction": shown(sum((each.reduction for each in found.outcomes[-1].credits.years), Fraction(0))),
        "mechanisms": {each.mechanism: outcome_record(each, stand, language) for each in found.outcomes},
    }


def activity_record(found: Compared) -> Record:
    """Return the activity as it can be given again."""
    activity = found.activity
    return {
        "title": _title(activity.title),
        "host": {
            "least_developed": activity.host["host_least_developed"],
            "small_island": activity.host["host_small_island"],
            "opts_in_to_adaptation_share": activity.host["host_opted_in_to_adaptation_share"],
        },
        "years": [
            {
                "year": each.year,
                "covered_days": each.covered_days,
                **{name: shown(value) for name, value in each.quantities.items()},
                **({CREDITED: {mechanism: {name: shown(value) for name, value in seen.items()}
                               for mechanism, seen in each.credited.items()}} if each.credited else {}),
            }
            for each in activity.years
        ],
        "assumptions": {name: _value(found.assumed[name]) for name in activity.assumed},
        "rules": {path: str(value) for path, value in activity.rules.items()},
    }  # fmt: skip


def _title(title: Label) -> Any:
    return title.english if title.english == title.chinese else {"en": title.english, "zh-Hant": title.chinese}


def _value(found: object) -> Any:
    return shown(found) if isinstance(found, Fraction) else found


def outcome_record(found: Outcome, stand: Stand, language: str) -> Record:
    """Return everything that came of one mechanism."""
    names = stand.comparison.frame.mechanisms
    record: Record = {
        "label": both(names[found.mechanism]),
        "rulebook": found.course is not None,
        "walked": found.walked,
        "begins_on": found.begins_on.isoformat() if found.begins_on else None,
        "moved_by_years": found.moved_by,
        "refused": None,
        "indicators": indicators_record(found, stand),
    }
    if found.refusal is not None:
        record["refused"] = {"code": found.refusal.code, "about": dict(found.refusal.about), "at": found.refused_at}
    if found.course is None:
        return record
    held = found.held
    return record | {
        "replayed_because": _fact(found.course.replayed),
        "units": dict(by_holder(held)),
        "issued_by_year": {str(year): units for year, units in issued_by_year(held).items()},
        "adjustments_by_year": {str(year): units for year, units in adjustments_by_year(held).items()},
        "holdings": [
            {"account": each.account, "holder": each.holder, "class": each.unit_class, "vintage": each.vintage,
             "quantity": each.quantity, "first_transferred": each.first_transferred}
            for each in held
        ],
        "levies": [
            {"levy": each.levy, "share": each.share, "exempt": each.exempt, "units": each.units}
            for each in found.levies
        ],
        "fees": [{"levy": each.levy, "charged": each.charged, "exempt": each.exempt} for each in found.fees],
        "timeline": timeline_record(found, stand.cycles),
        "days": [
            {"rule": each.timer.rule, "days": each.timer.days, "from": each.timer.begins.isoformat(),
             "to": each.timer.ends.isoformat(), "cycle": each.cycle, "step": each.step}
            for each in found.waited
        ],
        "signoffs": [
            {"on": each.on.isoformat(), "cycle": each.cycle, "step": each.step, "by": each.by}
            for each in found.signoffs
        ],
        "support_needed": [
            {"party": each.party, "type": each.type, "instrument": each.instrument, "amount": each.amount,
             "currency": each.currency, "description": each.description}
            for each in found.needs
        ],
        "information": [
            {"rules": list(each.paths), "items": each.value, "sources": [source_record(one) for one in each.sources]}
            for each in found.information
        ],
        "traceability": {
            test.id: {"question": both(test.question), "passed": test.passed(found.mechanism, stand.cycles, stand.on)}
            for test in stand.comparison.tests.values()
        },
        "trace": _trace(found, language),
    }  # fmt: skip


def timeline_record(found: Outcome, cycles: Cyclebooks) -> list[Record]:
    """Return what happened on the walk, each with its day, its step and its paragraph."""
    return [
        {
            "on": each.on.isoformat(),
            "cycle": each.cycle or None,
            "step": each.step,
            "by": each.by,
            "state": each.to_state,
            "year": each.year,
            "source": source_record(each.source) if each.source else _step_source(each.cycle, each.step, cycles),
        }
        for each in found.happened
    ]


def _step_source(path: str, step: str, cycles: Cyclebooks) -> Record | None:
    if not path:
        return None
    return source_record(cycles.with_step(path, step).steps[step].source)


def indicators_record(found: Outcome, stand: Stand) -> Record:
    """Return I1 to I10; none where the mechanism has no figure, never a 0 in its place."""
    values = found.indicators
    record: Record = dict.fromkeys(("I1", "I2", "I3", "I4a", "I4b", "I5", "I6"))
    if values is not None:
        record = _tonnes(values)
    course = found.course
    applies = course is not None and course.binding.plain is Plain.YES
    record["I4b_applicable"] = applies if course is not None else None
    record["I7"] = found.min_days
    record["I7_floor"] = None if found.min_days is None else "set" if found.min_days else "none set"
    record["I8"] = found.signoff_count
    record["I9"] = found.information_count
    record["I10"] = traced(found, stand)
    return record


def _tonnes(values: Indicators) -> Record:
    return {
        "I1": values.issued,
        "I2": values.usable_by_buyer,
        "I3": shown(values.host_balance),
        "I4a": shown(values.offset_view),
        "I4b": shown(values.binding_view),
        "I5": shown(values.adaptation_finance),
        "I6": values.fees,
        "corresponding_adjustment": values.corresponding_adjustment,
        "used": values.used,
    }


def traced(found: Outcome, stand: Stand) -> Mapping[str, int] | None:
    """Return how many tests of traceability are passed, of how many; none where a rulebook is not there."""
    if found.course is None:
        return None
    passed = [each.passed(found.mechanism, stand.cycles, stand.on) for each in stand.comparison.tests.values()]
    return None if None in passed else {"passed": sum(1 for each in passed if each), "of": len(passed)}


def _fact(found: Fact | None) -> Record | None:
    return both(found.text) if found is not None and found.text is not None else None


def _trace(found: Outcome, language: str) -> Record:
    record: Record = {
        "years": [
            {"year": each.year, "reduction": shown(each.reduction), "credited": shown(each.credited),
             "set_off": shown(each.set_off), "units": each.units, "below_zero": each.credited < 0}
            for each in found.credits.years
        ]
    }  # fmt: skip
    if found.credits.calculation is not None:
        record["calculation"] = [node_record(each, language) for each in trace(found.credits.calculation)]
    return record
