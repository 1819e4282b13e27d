"""The scenarios that ship with Sextant."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.storage.scenario_files import shipped_stories


def show(request: HttpRequest) -> HttpResponse:
    """Return the list."""
    rows = [
        {"story": each, "first": each.scenes[0].at, "last": each.scenes[-1].at, "steps": len(each.scenes),
         "refused": sum(scene.refused is not None for scene in each.scenes)}
        for each in shipped_stories()
    ]  # fmt: skip
    synthetic = any(each.synthetic for each in shipped_stories())
    return render(request, "pages/scenarios.html", {"rows": rows, "synthetic": synthetic})
