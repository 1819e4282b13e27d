"""The journals of Article 6.8 for one request, and their codes in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext as _

from sextant.application.cooperation import Cooperation
from sextant.application.queries.cooperation.approaches import Known, approach
from sextant.cooperation.catalogue import NoValueYet
from sextant.storage.database.cooperation import DatabaseCooperation
from sextant.storage.database.driver import connect
from sextant.storage.database.url import parse_database_url
from sextant.storage.rulebook_files import catalogue
from sextant.storage.system import SystemClock
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.ruling import OnDay


@contextmanager
def cooperating() -> Iterator[Cooperation]:
    """Return the journals for as long as the context lasts. Pages only read them."""
    driver = connect(parse_database_url(settings.DATABASE_URL))
    try:
        yield Cooperation(DatabaseCooperation(driver), SystemClock(), catalogue())
    except NoValueYet as error:
        sentence = _("The rule %(rule)s has no value on %(day)s; ask for a later day.")
        raise AskedWrongly(sentence % {"rule": error.path, "day": error.on.isoformat()}, status=404) from error
    finally:
        driver.close()


def known_approach(there: Cooperation, reference: str, on: OnDay) -> Known:
    """Return an approach with a public version on a day. Raises AskedWrongly where there is none."""
    known = approach(there, reference, on.day)
    if known is None or known.told.recorded is None:
        sentence = _("No approach “%(found)s” was public by %(day)s.")
        raise AskedWrongly(sentence % {"found": reference[:60], "day": on.day.isoformat()}, status=404)
    return known


def code_word(name: str, code: str) -> str:
    """Return the words for a code of a list in the visitor's language; the code where there are none."""
    return catalogue().label(name, str(code)).in_language(html_language())


def choices(name: str) -> list[tuple[str, str]]:
    """Return the codes of a list with their words, in the order of the list."""
    found = catalogue()
    codes = (
        found.focus_areas
        if name == "focus_area"
        else found.subregions
        if name == "subregion"
        else found.lists[name].codes
    )
    return [(code, code_word(name, code)) for code in codes]
