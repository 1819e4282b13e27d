"""One rule: its value over time with the source of each, the levy of that name in full, and who reads it."""

from __future__ import annotations

from datetime import timedelta
from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.domain.rule_value import NotInForce, Parameter, ValueInForce, WhyNot
from sextant.domain.source import Source
from sextant.rules.levy import Exemption, Levy
from sextant.rules.record import as_record, plain, source_record
from sextant.rules.rulebook import Rulebook, Rulebooks
from sextant.storage.rulebook_files import rulebooks
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import AskedWrongly
from sextant.web.names import account_type_label, html_language, word
from sextant.web.ruling import OnDay, in_words, on_day, readers_of, topic_name, topic_of
from sextant.wording.where_cited import apart, code_naming, shipped


def show(request: HttpRequest, mechanism: str, name: str) -> HttpResponse:
    """Return the page of a rule, or what programs read of it."""
    on, books, path = on_day(request), rulebooks(), f"{mechanism}.{name}"
    book = books.books.get(mechanism)
    parameter = book.parameters.get(path) if book else None
    levy = book.levies.get(path) if book else None
    if book is None or (parameter is None and levy is None):
        raise _unknown(path, books)
    if form_of(request) != "html":
        return json_answer(_record(path, parameter, levy, on))
    first = parameter or levy
    assert first is not None
    content: dict[str, Any] = {
        "on": on,
        "path": path,
        "mechanism": book.mechanism,
        "label": first.label.in_language(html_language()),
        "topic": topic_name(f"{'' if parameter else 'levy_'}{topic_of(first.file)}", book.code),
        "file": f"rules/{first.file}",
        "parameter": _parameter(parameter, book, books, on) if parameter else None,
        "levy": _levy(levy, book, books, on) if levy else None,
        "readers": readers_of().get(path, ()),
        "code": _code(path, parameter, levy),
    }
    return render(request, "pages/rule.html", content)


def _parameter(parameter: Parameter, book: Rulebook, books: Rulebooks, on: OnDay) -> dict[str, Any]:
    found = parameter.on(on.day)
    values = []
    for index, each in enumerate(parameter.values):
        following = parameter.values[index + 1].from_date if index + 1 < len(parameter.values) else None
        in_force = ValueInForce(parameter.path, each.value, parameter.unit, each.from_date, each.source) \
            if each.value is not None else None  # fmt: skip
        values.append({
            "from": each.from_date,
            "until": following - timedelta(days=1) if following else None,
            "value": in_words(parameter, in_force, books) if in_force else None,
            "source": each.source,
            "now": each.value is not None and each.from_date <= on.day and (following is None or on.day < following),
        })  # fmt: skip
    return {
        "found": found,
        "value": in_words(parameter, found, books),
        "source": found.source or parameter.values[0].source,
        "repealed": isinstance(found, NotInForce) and found.reason is WhyNot.REPEALED,
        "values": values,
        "unit": books.units[parameter.unit],
        "anchor": book.mechanism.dates[parameter.anchor],
        "anchor_is_act": parameter.anchor == "act",
        "note": parameter.note,
        # A levy of the same name shows them itself.
        "exemptions": [_exemption(book.exemptions[each], book) for each in parameter.exemptions]
        if parameter.path not in book.levies
        else [],
    }


def _levy(levy: Levy, book: Rulebook, books: Rulebooks, on: OnDay) -> dict[str, Any]:
    declared = book.mechanism

    def number(parameter: Parameter | None) -> dict[str, Any] | None:
        if parameter is None:
            return None
        return {"parameter": parameter, "value": in_words(parameter, parameter.on(on.day), books)}

    return {
        "levy": levy,
        "base": declared.bases[levy.base],
        "payer": declared.payers[levy.payer],
        "kind": word("levy_kind", levy.kind.value),
        "rate": number(levy.rate),
        "rounding": number(levy.rounding),
        "none_below": number(levy.none_below),
        "cap": number(levy.cap),
        "settled_above": number(levy.settled_above),
        "kept": number(levy.kept_at_most),
        "span": word("span", levy.cumulative_over) if levy.cumulative_over else None,
        "credited_against": book.levies.get(f"{book.code}.{levy.credited_against}"),
        "part_of": book.levies.get(f"{book.code}.{levy.part_of}"),
        "nothing_back": [declared.stages[each].label for each in levy.nothing_back],
        "account": account_type_label(levy.account) if levy.account else None,
        "exemptions": [_exemption(each, book) for each in levy.exemptions],
    }


def _exemption(each: Exemption, book: Rulebook) -> dict[str, Any]:
    facts = book.mechanism.facts
    return {
        "exemption": each,
        "when": [facts[name].label for name in each.when_any],
        "unless": [facts[name].label for name in each.unless_any],
    }


def _code(path: str, parameter: Parameter | None, levy: Levy | None) -> list[str]:
    """Return the modules that name the rule, or whose text cites a paragraph on which it rests."""
    sources: list[Source] = [value.source for value in parameter.values] if parameter else []
    sources += [levy.source] if levy else []
    found = set(code_naming(path))
    for source in sources:
        for paragraph in apart(source.paragraph):
            citing = shipped().get(source.document, {}).get(paragraph, ())
            found |= {each.what.strip("`") for each in citing if each.what.endswith(".py`")}
    return sorted(found)


def _record(path: str, parameter: Parameter | None, levy: Levy | None, on: OnDay) -> dict[str, Any]:
    record: dict[str, Any] = {"on": on.day.isoformat()}
    documents = rulebooks().documents
    if parameter:
        record |= as_record(path, parameter.on(on.day), documents)
        record["anchor"] = parameter.anchor
        record["values"] = [
            {
                "from": each.from_date.isoformat(),
                "value": plain(each.value),
                "verified": each.source.verified,
                "basis": documents.basis(each.source).value,
                "source": source_record(each.source),
            }
            for each in parameter.values
        ]
    if levy:
        record["levy"] = {
            "path": levy.path, "kind": levy.kind.value, "base": levy.base, "rate": levy.rate.path,
            "paid_in": levy.paid_in, "payer": levy.payer,
            "exemptions": [each.name for each in levy.exemptions],
            "rounding": levy.rounding.path if levy.rounding else None,
            "cumulative_over": levy.cumulative_over,
            "none_below": levy.none_below.path if levy.none_below else None,
            "cap": levy.cap.path if levy.cap else None,
            "credited_against": levy.credited_against, "part_of": levy.part_of,
            "kept_at_most": levy.kept_at_most.path if levy.kept_at_most else None,
            "nothing_back": list(levy.nothing_back),
            "settled_above": levy.settled_above.path if levy.settled_above else None,
            "account": levy.account, "verified": levy.source.verified,
            "basis": documents.basis(levy.source).value, "source": source_record(levy.source),
        }  # fmt: skip
    return record


def _unknown(path: str, books: Rulebooks) -> AskedWrongly:
    sentence = _("There is no rule %(path)s.") % {"path": path[:80]}
    every = [*books.parameters, *(levy for book in books for levy in book.levies)]
    near = get_close_matches(path[:80], every, n=1, cutoff=0.5)
    way_out = _("Did you mean %(path)s? All rules stand in the list.") % {"path": near[0]} if near else \
        _("All rules stand in the list.")  # fmt: skip
    return AskedWrongly(sentence, 404, way_out)
