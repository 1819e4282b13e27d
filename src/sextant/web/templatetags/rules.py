"""The components of the pages about rules: a value, its source with a link, the day asked for, links in sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules.levy import Levy
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.web.names import html_language
from sextant.web.ruling import paragraph_id
from sextant.wording.citation import citation, document_said, paragraph_in_chinese, paragraph_said
from sextant.wording.value_words import InWords
from sextant.wording.where_cited import apart
from sextant.wording.word import CHINESE

register = template.Library()

_NEEDLESS = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
"""A space between two Chinese characters or signs, left by a sentence that may also hold a number there."""


@register.filter
def said(label: Label | None) -> str:
    """Return a label in the visitor's language."""
    return label.in_language(html_language()) if label else ""


@register.filter
def spoken(text: Label | str | None) -> str:
    """Return what may be a label in the visitor's language; a text as it is."""
    return text if isinstance(text, str) else said(text)


@register.inclusion_tag("parts/value.html")
def value(found: InWords | None) -> dict[str, Any]:
    """A value of a rule: one text, or rows of what and how much."""
    return {"value": found}


@register.inclusion_tag("parts/cited.html", takes_context=True)
def cited(context: Mapping[str, Any], source: Source, mark: bool = True) -> dict[str, Any]:
    """Document, version and paragraph with a link to the page of the document, and whether it was verified."""
    known = rulebooks().documents.by_id(source.document)
    language = html_language()
    document = document_said(source, language)
    # A Chinese name of a document runs on into its paragraph.
    runs_on = language == CHINESE and not source.version and document != source.document
    return {
        "source": source,
        "document": document,
        "paragraph": paragraph_said(source, language),
        "between": "" if runs_on else " " if language == CHINESE else ", ",
        "address": document_address(source).replace("#", f"{on_query(context)}#"),
        "title": known.title.in_language(html_language()) if known else "",
        "mark": mark,
    }


@register.inclusion_tag("parts/checked.html")
def checked(source: Source, short: bool = False) -> dict[str, Any]:
    """What a value rests on: a text that was read, one that was not, or what Sextant settles itself."""
    return {"basis": rulebooks().documents.basis(source).value, "short": short}


@register.inclusion_tag("parts/on_day.html", takes_context=True)
def on_stamp(context: Mapping[str, Any]) -> dict[str, Any]:
    """The day for which the rules are shown, with the form that changes it."""
    request = context["request"]
    kept = [(name, found) for name, found in request.GET.items() if name not in {"on", "page", "format"}]
    return {"on": context["on"], "kept": kept, "here": request.path}


@register.simple_tag(takes_context=True)
def on_query(context: Mapping[str, Any]) -> str:
    """Return the query that carries a chosen day to another page about rules."""
    on = context.get("on")
    return f"?on={on.day.isoformat()}" if on is not None and on.chosen else ""


@register.simple_tag(takes_context=True)
def linked(context: Mapping[str, Any], sentence: str) -> str:
    """Return a sentence with a link to the rule for every path between backticks."""
    parts = _NEEDLESS.sub("", sentence).split("`")
    done = [str(escape(part)) if index % 2 == 0 else _link(part, context) for index, part in enumerate(parts)]
    return SafeString("".join(done))


def _link(path: str, context: Mapping[str, Any]) -> str:
    mechanism, _dot, name = path.partition(".")
    books = rulebooks()
    if not books.has(path):
        return str(escape(path))
    label = books.parameter(path).label.in_language(html_language())
    address = f"{reverse('rule', args=[mechanism, name])}{on_query(context)}"
    spoken = _("The rule: %(label)s") % {"label": label}
    return f'<a class="to-rule" href="{escape(address)}" title="{escape(label)}" aria-label="{escape(spoken)}">§</a>'


@register.filter
def in_line(source: Source) -> str:
    """Return a source in one line of the visitor's language."""
    return citation(source, html_language())


@register.filter
def paragraph_here(paragraph: str) -> str:
    """Return a paragraph as it is cited in the visitor's language."""
    return paragraph_in_chinese(paragraph) if html_language() == CHINESE else paragraph


@register.filter
def address_of(path: str) -> str:
    """Return the address of a rule, or of a cycle or one of its steps (`cycle#step`)."""
    whole, _hash, step = path.partition("#")
    mechanism, _dot, name = whole.partition(".")
    book = rulebooks().books.get(mechanism)
    if book is not None and (whole in book.parameters or whole in book.levies):
        return reverse("rule", args=[mechanism, name])
    return reverse("cycle", args=[mechanism, name]) + (f"#step-{quote(step)}" if step else "")


@register.filter
def is_step(path: str) -> bool:
    """Whether a path names a step of a cycle, whose page is the same on every day."""
    return "#" in path


@register.filter
def rule_label(path: str) -> str:
    """Return the name of a rule or a levy, or of a step of a cycle, in the visitor's language."""
    whole, _hash, step = path.partition("#")
    book = rulebooks().books[whole.partition(".")[0]]
    if step:
        return cyclebooks().with_step(whole, step).steps[step].label.in_language(html_language())
    found = book.parameters.get(whole) or book.levies[whole]
    return found.label.in_language(html_language())


@register.simple_tag
def levies_into(account_type: str) -> list[Levy]:
    """Return the levies whose units go to accounts of a type."""
    return [levy for book in rulebooks() for levy in book.levies.values() if levy.account == account_type]


@register.filter
def document_address(source: Source) -> str:
    """Return the address of the paragraph on the page of its document; nothing where it is not in the register."""
    if rulebooks().documents.by_id(source.document) is None:
        return ""
    return f"{reverse('document', args=[source.document])}#{paragraph_id(apart(source.paragraph)[0])}"
