"""Every year of a period that cannot be calculated, with its reason: a file is mended in one go, not year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sextant.application.queries.forecast import forecast
from sextant.domain.refusal import Refusal
from sextant.methodology.forecast import Outlook, outlook_faults, read_outlook
from sextant.methodology.library import Library
from sextant.methodology.transition import Transition


def period_faults(
    given: Mapping[str, Any], library: Library, rules: Transition, *, monitored: bool = False
) -> tuple[Refusal, ...]:
    """Return what is wrong with a file of a period and with each of its years; none where every year can be calculated.

    What holds for the period and not for a year, such as its adjustment, is left to the calculation of the whole.
    """
    faults = outlook_faults(given, monitored=monitored)
    if faults:
        return faults
    outlook = read_outlook(given, monitored=monitored)
    assert not isinstance(outlook, Refusal), "a file without a fault can be read"
    of_years = tuple(_of_year(outlook, year, library, rules) for year in outlook.years)
    found = tuple(each for each in of_years if each is not None)
    # What is wrong in the same way with every year is wrong with the file, and is said once.
    if len(found) == len(of_years) > 1 and len({_without_year(each) for each in found}) == 1:
        return found[:1]
    return found


def _of_year(outlook: Outlook, year: int, library: Library, rules: Transition) -> Refusal | None:
    """Return why one year cannot be calculated, whatever is the matter with the others."""
    done = forecast(replace(outlook, period=outlook.days_of(year), adjustment=None), library, rules)
    return done if isinstance(done, Refusal) else None


def _without_year(refusal: Refusal) -> tuple[str, str]:
    return refusal.code, str({name: each for name, each in refusal.about.items() if name != "year"})
