"""The language switch: it sets a cookie and returns to where the visitor was."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _

from sextant.web.asking import AskedWrongly


def change(request: HttpRequest) -> HttpResponse:
    """Return to the page one came from, in the chosen language. There is nothing to forge: it is a preference."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if request.method != "POST" or chosen not in dict(settings.LANGUAGES) or not check_for_language(chosen):
        raise AskedWrongly(_("Choose a language with the button at the top of any page."))
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response
