"""One box for everything: serials, activities, Parties, accounts, rules, documents and cycles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sextant.application.queries.trace import parse_serial, trace
from sextant.storage.database.models import Activity
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.web.asking import now
from sextant.web.names import account_name, html_language, made_up, party_name
from sextant.web.reading import reading
from sextant.web.ruling import rule_rows
from sextant.web.templatetags.rules import address_of
from sextant.wording.account_name import account_said
from sextant.wording.party_name import party_codes

SHOWN = 20

_RANGE_END = re.compile(r"(?<=[0-9])\s*(?:[–—]|to|至)\s*[0-9][0-9,]*\s*$")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a text may mean: what it is called, its code, and its page."""

    name: str
    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one sort, the first few of it, and the list that has it all."""

    title: str
    hits: Sequence[Hit]
    count: int
    list: str | None = None


def show(request: HttpRequest) -> HttpResponse:
    """Go straight to the one thing that a text can mean, or list what it may mean."""
    text = request.GET.get("q", "").strip()[:200]
    address = _certain(text) if text else None
    if address:
        return HttpResponseRedirect(address)
    activities = _activities(text)
    groups = [group for group in (_parties(text), activities, *_others(text)) if group.hits] if text else []
    if sum(group.count for group in groups) == 1:
        return HttpResponseRedirect(groups[0].hits[0].address)
    content = {"text": text, "groups": groups, "synthetic": any("synthetic" in hit.name or "模擬" in hit.name
                                                                for group in groups for hit in group.hits)}  # fmt: skip
    return render(request, "pages/search.html", content)


def _certain(text: str) -> str | None:
    """Return the address of the one thing that a text means beyond doubt."""
    serial = parse_serial(plain_serial(text))
    if serial is not None:
        with reading() as reader:
            if trace(reader, *serial):
                return reverse("serial", args=[f"{serial[0]}-{serial[1]}"])
    codes = party_codes(text)
    if len(codes) == 1 or (codes and text.upper() == codes[0]):
        return reverse("party", args=[codes[0]])
    return None


def _parties(text: str) -> Group:
    codes = party_codes(text)
    hits = [Hit(party_name(code), code, reverse("party", args=[code])) for code in codes[:SHOWN]]
    return Group(_("Parties"), hits, len(codes))


def _activities(text: str) -> Group:
    found = Activity.objects.filter(Q(title__icontains=text) | Q(reference__iexact=text))
    hits = [
        Hit(made_up(each.title or each.reference), f"{each.registry} {each.reference}",
            reverse("activity", args=[each.registry, each.reference]))
        for each in found.order_by("registry", "reference")[:SHOWN]
    ]  # fmt: skip
    return Group(_("Activities"), hits, found.count(), "activities")


def _others(text: str) -> list[Group]:
    """Return accounts, rules, documents and cycles in which every word of the text stands, in either language."""
    words = text.casefold().split()

    def meant(*sought: str) -> bool:
        joined = " ".join(sought).casefold()
        return all(word in joined for word in words)

    with reading() as reader:
        accounts = [
            Hit(
                account_name(each),
                f"{each.registry} {each.code}",
                reverse("statement", args=[each.registry, each.code]),
            )
            for each in reader.accounts()
            if meant(each.code, each.name, account_said(each, "en"), account_said(each, "zh-Hant"))
        ]
    rules = [
        Hit(row.label, row.path, address_of(row.path))
        for row in rule_rows(rulebooks(), now().date())
        if meant(row.sought)
    ]
    language = html_language()
    documents = [
        Hit(each.title.in_language(language), each.id, reverse("document", args=[each.id]))
        for each in rulebooks().documents
        if meant(each.id, each.title.english, each.title.chinese)
    ]
    cycles = [
        Hit(cycle.label.in_language(language), cycle.path, address_of(cycle.path))
        for book in cyclebooks()
        for cycle in book.cycles.values()
        if meant(cycle.path, cycle.label.english, cycle.label.chinese)
    ]
    groups = ((_("Accounts"), accounts, "accounts"), (_("Rules"), rules, "rules"),
              (_("Documents"), documents, "documents"), (_("Cycles"), cycles, None))  # fmt: skip
    return [Group(title, hits[:SHOWN], len(hits), name) for title, hits, name in groups]


def plain_serial(text: str) -> str:
    """Return a serial as it is printed; of a range the first, and a prefix in capitals."""
    return _RANGE_END.sub("", text.strip()).upper()
