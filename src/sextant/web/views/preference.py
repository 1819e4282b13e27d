"""Preferences that a visitor sets with a form: language and theme. The browser keeps them in a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _

from sextant.web.asking import AskedWrongly
from sextant.web.context import THEME_COOKIE, THEMES


def language(request: HttpRequest) -> HttpResponse:
    """Return to the page one came from, in the chosen language. There is nothing to forge: it is a preference."""
    chosen = request.POST.get("language", "")
    if request.method != "POST" or chosen not in dict(settings.LANGUAGES) or not check_for_language(chosen):
        raise AskedWrongly(_("Choose a language with the button at the top of any page."))
    return _kept(request, settings.LANGUAGE_COOKIE_NAME, chosen)


def theme(request: HttpRequest) -> HttpResponse:
    """Return to the page one came from, in the chosen theme: light, dark, or as the system is set."""
    chosen = request.POST.get("theme", "")
    if request.method != "POST" or chosen not in THEMES:
        raise AskedWrongly(_("Choose a theme with the buttons at the top of any page."))
    return _kept(request, THEME_COOKIE, chosen)


def _kept(request: HttpRequest, cookie: str, chosen: str) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        cookie,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response
