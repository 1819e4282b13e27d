"""The list of activities: filters, order and page stand in the address, so a filtered list is a permalink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.storage.database.models import Activity, ActivityHost, Lot
from sextant.web.activity_rows import Then, as_then
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import Asked, asked, choice, page
from sextant.web.course_of_activity import on_their_day
from sextant.web.names import party_name, status, word
from sextant.web.reading import reading_cases

COLUMNS = (
    "registry", "reference", "title", "mechanism", "host_parties", "other_parties", "methodologies", "status",
    "registered_on", "expected_annual_reductions", "issued", "synthetic",
)  # fmt: skip

_ORDERS = {
    "reference": ("reference_length", "reference"),
    "title": ("title",),
    "registered": ("registered_on",),
    "expected": ("expected_annual_reductions",),
    "issued": ("issued",),
}
SORTS = tuple(f"{sign}{name}" for name in _ORDERS for sign in ("", "-"))


def show(request: HttpRequest) -> HttpResponse:
    """Return the list as a page, or all rows that the filters leave as CSV or JSON."""
    at = asked(request)
    sort = choice(request, "sort", SORTS)
    then = _on_their_day(at)
    every = Activity.objects.all()
    found = _ordered(_with_issued(_filtered(request, every, then), at), sort)
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"activities-{at.as_of}", COLUMNS, _rows(found, then))
    if form == "json":
        rows = [
            {**row, "registered_on": row["registered_on"] and row["registered_on"].isoformat()}
            for row in _rows(found, then)
        ]
        return json_answer({**at.as_json(), "count": len(rows), "rows": rows})
    shown = page(request, found.count())
    listed = [as_then(row, then) for row in found[shown.start : shown.stop]]
    content: dict[str, Any] = {
        "asked": at,
        "sort": sort,
        "page": shown,
        "total": every.count(),
        "rows": listed,
        "synthetic": any(row.synthetic for row in listed),
        "filters": _filters(request, then),
        "filtered": any(
            request.GET.get(name) for name in ("party", "mechanism", "status", "methodology", "q", "issued")
        ),
    }
    return render(request, "pages/activities.html", content)


def _on_their_day(at: Asked) -> Then:
    if not at.chosen:
        return {}
    with reading_cases() as (reader, cases):
        return on_their_day(cases, reader.activities(), at)


def _filtered(request: HttpRequest, found: QuerySet[Activity], then: Then) -> QuerySet[Activity]:
    given = {name: request.GET.get(name, "").strip() for name in ("party", "mechanism", "status", "methodology", "q")}
    if given["party"]:
        found = found.filter(Exists(ActivityHost.objects.filter(activity=OuterRef("id"), party=given["party"])))
    if given["mechanism"]:
        found = found.filter(mechanism=given["mechanism"])
    if given["status"]:
        mechanism, _, code = given["status"].rpartition(":")
        stored = Q(status=None if code == "unknown" else code) & ~Q(id__in=list(then))
        found = found.filter(stored | Q(id__in=[each.id for each in then.values() if each.status == code]))
        found = found.filter(mechanism=mechanism) if mechanism else found
    if given["methodology"]:
        found = found.annotate(methods=Cast("methodologies", TextField())).filter(
            methods__icontains=given["methodology"]
        )
    if given["q"]:
        found = found.filter(Q(title__icontains=given["q"]) | Q(reference__iexact=given["q"]))
    issued = choice(request, "issued", ("", "yes", "no"))
    if issued:
        has_lot = Exists(Lot.objects.filter(activity=OuterRef("id")))
        found = found.filter(has_lot if issued == "yes" else ~has_lot)
    return found


def _with_issued(found: QuerySet[Activity], at: Asked) -> QuerySet[Activity]:
    lots = Lot.objects.filter(activity=OuterRef("id"), issued_on__lte=at.as_of).order_by().values("activity")
    total = lots.annotate(total=Sum(F("last") - F("first") + 1)).values("total")
    return found.annotate(issued=Coalesce(Subquery(total, output_field=BigIntegerField()), Value(0)))


def _ordered(found: QuerySet[Activity], sort: str) -> QuerySet[Activity]:
    """Return the rows in order; what is unknown comes last both ways."""
    from django.db.models.functions import Length

    keys = _ORDERS[sort.lstrip("-")]
    if "reference_length" in keys:
        found = found.annotate(reference_length=Length("reference"))
    order = [F(key).desc(nulls_last=True) if sort.startswith("-") else F(key).asc(nulls_last=True) for key in keys]
    return found.order_by(*order, "registry", "reference")


def _rows(found: QuerySet[Activity], then: Then) -> Iterator[dict[str, Any]]:
    for each in found.iterator():
        row = as_then(each, then)
        yield {name: getattr(row, name) for name in COLUMNS}


def _filters(request: HttpRequest, then: Then) -> dict[str, Any]:
    """Return the values of the filter form, and what there is to choose from."""
    parties = ActivityHost.objects.order_by("party").values_list("party", flat=True).distinct()
    mechanisms = Activity.objects.order_by("mechanism").values_list("mechanism", flat=True).distinct()
    return {
        "party": request.GET.get("party", ""),
        "mechanism": request.GET.get("mechanism", ""),
        "status": request.GET.get("status", ""),
        "methodology": request.GET.get("methodology", ""),
        "q": request.GET.get("q", ""),
        "issued": request.GET.get("issued", ""),
        "parties": sorted(((code, party_name(code)) for code in parties), key=lambda each: each[1]),
        "mechanisms": [(code, word("mechanism", code)) for code in mechanisms],
        "statuses": _statuses(request.GET.get("status", ""), then),
    }


def _statuses(chosen: str, then: Then) -> list[tuple[str, str | None]]:
    """Return the statuses to choose from; one that two mechanisms call differently stands there for each of them."""
    labels: dict[str, dict[str, str]] = {}
    stored = Activity.objects.exclude(id__in=list(then)).order_by("status", "mechanism")
    there = [*stored.values_list("status", "mechanism").distinct()]
    there += sorted({(each.status, each.mechanism) for each in then.values()} - set(there), key=str)
    for code, mechanism in there:
        if code:
            labels.setdefault(code, {})[mechanism] = status(code, mechanism)
    found: list[tuple[str, str | None]] = []
    for code, by_mechanism in labels.items():
        if len(set(by_mechanism.values())) == 1 or chosen == code:
            found.append((code, " / ".join(dict.fromkeys(by_mechanism.values()))))
        if len(set(by_mechanism.values())) > 1:
            found += [(f"{each}:{code}", f"{said} ({word('mechanism', each)})") for each, said in by_mechanism.items()]
    return [*found, ("unknown", None)] if any(code is None for code, _ in there) else found
