"""One non-market approach: its versions, what each Party said, what each rule yields, needs, support, progress."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.cooperation import Cooperation
from sextant.application.queries.cooperation.approaches import Known, findings
from sextant.application.queries.cooperation.look_alikes import look_alikes
from sextant.cooperation.journal import Version
from sextant.cooperation.needs import needs_of
from sextant.cooperation.progress import stands
from sextant.overlap.find import Candidate
from sextant.storage.overlap_files import technology_of, weights
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import AskedWrongly, number
from sextant.web.cooperating import cooperating, known_approach
from sextant.web.names import html_language
from sextant.web.reading import reading
from sextant.web.ruling import OnDay, on_day
from sextant.wording.cooperation_rows import as_told


def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Return the public version, or an older one with `version`, as a page or as JSON."""
    on = on_day(request)
    with cooperating() as there:
        known = known_approach(there, reference, on)
        if form_of(request) == "json":
            alike = [
                {"mechanism": each.other.scheme, "activity": each.other.reference, "score": str(each.likeness.score)}
                for each in _alike(known.told.versions[(known.told.recorded or 1) - 1])
            ]
            return json_answer({**as_told(there, known, on.day, html_language()), "may_be_the_same": alike})
        version = _version(request, known)
        content = _content(there, known, version, on)
    return render(request, "pages/approach.html", content)


def _alike(version: Version) -> list[Candidate]:
    """Return the activities of this registry, as it is now, that a person should look at beside the approach."""
    with reading() as reader:
        return look_alikes(version.approach, reader.activities(), weights(), technology_of)


def _version(request: HttpRequest, known: Known) -> Version:
    recorded = known.told.recorded or 0
    wanted = number(request, "version", recorded)
    if wanted > recorded:
        sentence = _("There is no public version %(found)s; the newest one is version %(expected)s.")
        raise AskedWrongly(sentence % {"found": wanted, "expected": recorded}, status=404)
    return known.told.versions[wanted - 1]


def _content(there: Cooperation, known: Known, version: Version, on: OnDay) -> dict[str, Any]:
    approach, catalogue = version.approach, there.catalogue
    watch = catalogue.parameter("progress_watch_share", on.day)
    current = version.number == known.told.recorded
    return {
        "on": on,
        "known": known,
        "told": known.told.of_public_version(),
        "version": version,
        "current": current,
        "approach": approach,
        "versions": list(reversed(known.told.versions[: known.told.recorded])),
        "rules": [
            {"finding": each, "criterion": catalogue.criteria[each.rule]} for each in findings(there, known, on.day)
        ]
        if current
        else [],
        "needs": needs_of(approach, catalogue) if current and known.told.matchable else (),
        "indicators": [stands(each, on.day, watch) for each in approach.indicators],
        "alike": _alike(version) if current else (),
        "median_apart": any(each.ladder for each in approach.indicators),
        "synthetic": approach.synthetic,
    }
