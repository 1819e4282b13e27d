"""What the words and figures on the other pages mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest) -> HttpResponse:
    """Return the page."""
    return render(request, "pages/about.html")
