"""What an issuance brings into being: classes, quantities and serials, as the rulebook of a mechanism states them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Item, Names
from sextant.rules.text import RuleTextError, load_text
from sextant.rules.units_and_acts import UnitClass


class Division(StrEnum):
    """By what the quantity of one issuance is divided."""

    WHOLE = "whole"
    """By nothing: one quantity for the period."""
    VINTAGE = "vintage"
    """By the calendar year in which the reductions or removals occurred."""


class Element(StrEnum):
    """What the serials of a mechanism are told apart by, and what is printed before them."""

    REGISTRY = "registry"
    HOST_PARTY = "host_party"
    ACTIVITY = "activity"
    VINTAGE = "vintage"


@dataclass(frozen=True, slots=True)
class IssuedClass:
    """A class in which units are issued, and when."""

    unit_class: str
    quantity: str | None = None
    """The name of what is stated with the step: how many of the units are of this class; none takes the rest."""
    when: tuple[str, ...] = ()
    """It is issued only where all these facts are true."""
    unless: tuple[str, ...] = ()
    """It is not issued where one of these facts is true."""
    expires: str | None = None
    """The date of the case after which the units do not count any more, or the path of a parameter that is a day. Where
    the parameter has no value, nobody has set the day; units are labelled so."""
    commitment_period: str | None = None
    """The path of a parameter that tells the commitment period of the units, read at its anchor. Where that is the last
    day of the period in which reductions occurred, the whole period must be of it."""


@dataclass(frozen=True, slots=True)
class IssuanceRule:
    """How an issuance reads the case in which it is done, and what it makes of it."""

    host_party: str
    """The fact that names the host Party."""
    first: str
    last: str
    """The dates of the case between which the reductions or removals occurred."""
    requested: str
    """The name of what was stated of the quantity requested; what was stated last counts."""
    certified: str | None
    """The name of what was certified in the case; no more is issued."""
    divided_by: Division
    total: str
    """The name of the whole quantity, as it is stated with the step."""
    account: str
    """The name of the account of what no levy takes, as it is stated with the step."""
    space: tuple[Element, ...]
    """Inside what a serial number is unique."""
    prefix: tuple[Element, ...]
    """What is printed before the number."""
    issued: tuple[IssuedClass, ...]
    label: Label
    source: Source

    @property
    def facts(self) -> frozenset[str]:
        """The facts that it asks about."""
        return frozenset({self.host_party, *(fact for each in self.issued for fact in (*each.when, *each.unless))})

    @property
    def stated(self) -> tuple[str, ...]:
        """The names of what must be stated with the step that issues."""
        return (self.total, self.account, *(each.quantity for each in self.issued if each.quantity is not None))


def parse_issuance(
    text: str, file: str, classes: Mapping[str, UnitClass], lost: frozenset[str] = frozenset()
) -> IssuanceRule:
    """Return what an issuance brings into being. Raises RuleTextError naming file, key and remedy."""
    needed = {
        "host_party",
        "period",
        "requested",
        "divided_by",
        "total",
        "account",
        "serials",
        "issued",
        "label",
        "source",
    }
    item = Item(load_text(text, file), file, needed=needed, optional=frozenset({"certified"}), mark=": ")
    known = Names(classes, lost)
    period = item.read("period", _period, ("", ""))
    space, prefix = item.read("serials", _serials, ((), ()))
    found = IssuanceRule(
        host_party=item.read("host_party", reading.name, ""),
        first=period[0],
        last=period[1],
        requested=item.read("requested", reading.name, ""),
        certified=item.maybe("certified", reading.name),
        divided_by=item.read(
            "divided_by",
            lambda each, at: Division(reading.one_of(each, tuple(Division), at, "division of an issuance")),
            Division.WHOLE,
        ),
        total=item.read("total", reading.name, ""),
        account=item.read("account", reading.name, ""),
        space=space,
        prefix=prefix,
        issued=item.read("issued", reading.many(lambda each, at: _issued(each, at, known)), ()),
        label=item.read("label", reading.label),
        source=item.read("source", reading.source),
    )
    if not item.sentences and not item.silent:
        item.sentences += _faults(found, classes, file)
    item.done()
    return found


def _period(content: Any, where: str) -> tuple[str, str]:
    names = reading.names(content, where)
    if len(names) != 2:
        raise RuleTextError(f"{where}: found {len(names)} dates; name the first and the last day of the period")
    return names[0], names[1]


def _serials(content: Any, where: str) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    item = Item(content, where, needed={"space", "prefix"})
    found = item.read("space", _elements, ()), item.read("prefix", _elements, ())
    item.done()
    return found


def _elements(content: Any, where: str) -> tuple[Element, ...]:
    found = reading.some_texts(content, where)
    return tuple(Element(reading.one_of(each, tuple(Element), where, "element of a serial")) for each in found)


def _issued(content: Any, where: str, classes: Collection[str]) -> IssuedClass:
    item = Item(
        content,
        where,
        needed={"class"},
        optional=frozenset({"quantity", "when", "unless", "expires", "commitment_period"}),
    )
    found = IssuedClass(
        unit_class=item.read(
            "class", lambda each, at: reading.one_of(each, classes, at, "unit class of unit_classes.yaml"), ""
        ),
        quantity=item.maybe("quantity", reading.name),
        when=item.read("when", reading.names, ()),
        unless=item.read("unless", reading.names, ()),
        expires=item.maybe("expires", reading.path),
        commitment_period=item.maybe("commitment_period", reading.path),
    )
    item.done()
    return found


def _faults(rule: IssuanceRule, classes: Mapping[str, UnitClass], file: str) -> Iterator[str]:
    """Yield what does not hang together, one sentence each."""
    rests = [each for each in rule.issued if each.quantity is None]
    if not rests:
        yield f"{file}: issued: no class takes the rest; leave out the quantity of one"
    types = {classes[each.unit_class].unit_type for each in rests if each.unit_class in classes}
    for each in rule.issued if rests else ():
        if each.quantity is not None and each.unit_class in classes and classes[each.unit_class].unit_type not in types:
            yield f"{file}: issued: {each.unit_class} is of another unit type than what takes the rest; correct one"
    if Element.VINTAGE in (*rule.space, *rule.prefix) and rule.divided_by is not Division.VINTAGE:
        yield f"{file}: serials: there is no vintage here; divide by it, or leave it out"
