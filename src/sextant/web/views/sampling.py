"""A sample: its size from a plan, a draw that anybody can repeat, and what its measured values give."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from shlex import quote
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sextant.application.queries.draw_sample import BOUNDS, Sample, draw_sample, not_drawn, sample_record
from sextant.application.queries.quantified_record import as_record
from sextant.application.queries.quantify import Quantified, quantify
from sextant.domain.refusal import Refusal
from sextant.methodology.language.exact import shown
from sextant.methodology.plan import Request
from sextant.methodology.sampling import rank
from sextant.methodology.trace import defaults
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.sample_files import population_of, values_of
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.offered import UNREADABLE, Offer, Outcome, answer, figure, percent, refused
from sextant.wording.quantify_refusals import warning_sentence

METHODOLOGY = "CDM-SAMPLING"
COLUMNS = ("stratum", "place", "id", "drawn_as", "sha256", "value")
PLAN_COLUMNS = ("symbol", "value", "unit")
PLAIN = {"seed": "synthetic seed of 2026-11-25", "bound": "low"}
SHOWN = 100
"""How many elements of a stratum are shown; the downloads have all."""


def show(request: HttpRequest) -> HttpResponse:
    """Return the form, and the size, the sample and its result as page, CSV or JSON."""
    return answer(request, "pages/sampling.html", _offers(), _worked, plain=PLAIN, content={"bounds": BOUNDS})


def _offers() -> tuple[Offer, ...]:
    return (
        Offer("plan", _("Plan"),
              _("JSON with N and p, or with N, mean and sd and “of” as “mean_value”; “confidence” is “c90” or “c95”. "
                "The file of “sextant quantify CDM-SAMPLING --inputs”."), example="sampling_plan.json"),
        Offer("population", _("Population"),
              _("CSV with a row an element: id, and stratum where there are strata. The file of “--draw”."),
              accept=".csv", needed=False, example="sampling_population.csv"),
        Offer("measured", _("Measured values"),
              _("CSV with id and value, once the sample was measured. The file of “--measured”."),
              accept=".csv", needed=False, example="sampling_measured.csv"),
    )  # fmt: skip


def _worked(request: HttpRequest, offers: Mapping[str, Offer]) -> Outcome:
    done = quantify(Request(METHODOLOGY, offers["plan"].inputs()), ShippedLibrary())
    if isinstance(done, Refusal):
        return refused([done])
    listed, stated = offers["population"], offers["measured"]
    seed, bound = request.POST.get("seed", ""), request.POST.get("bound") or BOUNDS[0]
    if not listed.content:
        if stated.content:
            raise AskedWrongly(_("Measured values came without the population that the sample is of."), UNREADABLE)
        return _planned(done)
    if not seed or bound not in BOUNDS:
        raise AskedWrongly(_("A draw needs a seed, and the bound is low or high."), UNREADABLE)
    population = population_of(listed.text(), listed.name)
    values = values_of(stated.text(), stated.name) if stated.content else None
    faults = [fault for each in (population, values) if isinstance(each, tuple) for fault in each]
    if isinstance(population, tuple) or isinstance(values, tuple):
        return refused(faults)
    drawn = draw_sample(done, population, seed, None, bound)
    if isinstance(drawn, Refusal):
        return refused([drawn])
    outside = not_drawn(drawn.strata, values or ())
    if outside:
        return refused(outside)
    found = drawn if values is None else draw_sample(done, population, seed, values, bound)
    return refused([found]) if isinstance(found, Refusal) else _sampled(done, found, values or {}, bound)


def _record(done: Quantified) -> dict[str, Any]:
    record = as_record(done, html_language())
    for warned, each in zip(done.warnings, record["warnings"], strict=True):
        each["message"] = warning_sentence(warned, chinese=html_language() != "en")
    return record


def _shown(done: Quantified, record: dict[str, Any]) -> dict[str, Any]:
    plan = {name: done.calculation.value(name) or Fraction(0) for name in ("N", "n", "z", "precision")}
    return {
        "record": record,
        "methodology": METHODOLOGY,
        "population": int(plan["N"]),
        "size": int(plan["n"]),
        "needed": percent(plan["precision"]),
        "z": figure(plan["z"]),
        "defaults": [
            (each.term.symbol, figure(record_of["value"]), each.origin.source)
            for (_, each), record_of in zip(defaults(done.calculation), record["defaults_used"], strict=True)
        ],
        "warnings": [each["message"] for each in record["warnings"]],
    }


def _planned(done: Quantified) -> Outcome:
    record = _record(done)
    rows = [{"symbol": name, "value": value, "unit": record["units_of_intermediate"][name]}
            for name, value in record["intermediate"].items()]  # fmt: skip
    return Outcome("sampling-plan", record, PLAN_COLUMNS, rows, _shown(done, record))


def _repeated(seed: str, row: Mapping[str, Any]) -> str:
    """Return the line for a shell with which anybody repeats the hash of an element."""
    parts = " ".join(quote(each) for each in (seed, row["stratum"], row["id"]))
    return rf"printf '%s\n%s\n%s' {parts} | sha256sum → {row['sha256']}"


def _sampled(done: Quantified, sample: Sample, values: Mapping[str, Fraction], bound: str) -> Outcome:
    """Return the sample with a row an element: where it stands in the order, by which hash, and its value."""
    record = _record(done) | {"sample": sample_record(sample)}
    rows = [
        {"stratum": each.stratum, "place": place, "id": element,
         "drawn_as": "sample" if place <= len(each.ids) else "reserve",
         "sha256": rank(sample.seed, each.stratum, element),
         "value": shown(values[element]) if element in values else None}
        for each in sample.strata
        for place, element in enumerate((*each.ids, *each.reserve), start=1)
    ]  # fmt: skip
    content = _shown(done, record) | {
        "sample": sample,
        "repeated": _repeated(sample.seed, rows[0]) if rows else None,
        "strata": [{"stratum": each.stratum, "population": each.population, "count": len(each.ids),
                    "rows": [row for row in rows if row["stratum"] == each.stratum][:SHOWN],
                    "more": max(0, len(each.ids) + len(each.reserve) - SHOWN)} for each in sample.strata],
        "drawn": sum(len(each.ids) for each in sample.strata),
        "bound": bound,
    }  # fmt: skip
    if sample.found is not None:
        of = sample.found
        content["found"] = {"mean": figure(of.mean), "half_width": figure(of.half_width),
                            "relative": percent(of.relative), "reached": of.reached,
                            "usable": figure(of.usable), "measured": len(values)}  # fmt: skip
    return Outcome("sample", record, COLUMNS, rows, content)
