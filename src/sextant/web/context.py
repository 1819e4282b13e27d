"""What every page needs beside its own content: the language, where one is, and where the switch returns to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from sextant.web.asking import PAGE_SIZES
from sextant.web.names import html_language

THEME_COOKIE = "sextant_theme"
SYSTEM = "system"
THEMES = ("light", "dark", SYSTEM)


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the words that the frame of every page is set with."""
    matched = request.resolver_match
    return {
        "html_language": html_language(),
        "other_language": ("en", "English", "en")
        if get_language() == "zh-hant"
        else ("zh-hant", "繁體中文", "zh-Hant"),
        "here": request.get_full_path(),
        "theme": theme if (theme := request.COOKIES.get(THEME_COOKIE)) in THEMES else SYSTEM,
        "page_sizes": PAGE_SIZES,
        "section": matched.url_name if matched else "",
    }
