"""Levies and exemptions of a mechanism, read from its `levies` folder; their numbers are parameters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sextant.domain.rule_value import Parameter, ValueType
from sextant.rules import reading
from sextant.rules.levy import UNITS, Exemption, Levy, LevyKind
from sextant.rules.reading import Faults, Item, Names
from sextant.rules.text import RuleTextError, load_text

_NEEDED = {"label", "kind", "base", "rate", "paid_in", "payer", "source"}
_OPTIONAL = frozenset(
    {"exemptions", "rounding", "cumulative_over", "none_below", "cap", "credited_against", "part_of", "refund",
     "settled_above", "account", "marks_first_transfer", "rate_of"}
)  # fmt: skip
_SPANS = ("calendar_year",)


@dataclass(frozen=True)
class Known:
    """What a levy may name."""

    mechanism: str
    parameters: Mapping[str, Parameter]
    facts: Collection[str]
    bases: Collection[str]
    payers: Collection[str]
    paid_in: Collection[str]
    """Units, and the currencies of the mechanism."""
    accounts: Collection[str]
    stages: Collection[str]
    lost_parameters: frozenset[str] = frozenset()
    """What may be parameters in files that did not load."""
    lost_exemptions: frozenset[str] = frozenset()


def parse_exemptions(text: str, file: str, known: Known, faults: Faults) -> dict[str, Exemption]:
    """Return the exemptions of one file by name; what does not load is told to `faults`."""
    found: dict[str, Exemption] = {}
    with faults.caught(file, text):
        content = _content(text, file)
        for name, body in reading.mapping(content.get("exemptions", {}), f"{file}: exemptions").items():
            with faults.caught(file, name):
                found[reading.name(name, file)] = _exemption(name, body, known, f"{file}: exemptions.{name}")
    return found


def parse_levies(
    text: str, file: str, known: Known, exemptions: Mapping[str, Exemption], faults: Faults
) -> dict[str, Levy]:
    """Return the levies of one file by path; what does not load is told to `faults`."""
    found: dict[str, Levy] = {}
    with faults.caught(file, text):
        for name, body in reading.mapping(_content(text, file).get("levies", {}), f"{file}: levies").items():
            with faults.caught(file, name):
                path = f"{known.mechanism}.{reading.name(name, file)}"
                found[path] = _levy(path, body, known, exemptions, f"{file}: levies.{name}")
    return found


def _content(text: str, file: str) -> dict[str, Any]:
    return reading.keys(load_text(text, file), file, needed=set(), optional=frozenset({"exemptions", "levies"}))


def _exemption(name: str, content: Any, known: Known, where: str) -> Exemption:
    item = Item(content, where, needed={"label", "from", "when_any", "unless_any", "source"})

    def facts(content: Any, at: str) -> tuple[str, ...]:
        names = reading.texts(content, at)
        for each in names:
            reading.one_of(each, known.facts, at, "fact declared in mechanism.yaml")
        return names

    found = Exemption(
        name=name,
        label=item.read("label", reading.label),
        from_date=item.read("from", reading.day),
        when_any=item.read("when_any", facts),
        unless_any=item.read("unless_any", facts),
        source=item.read("source", reading.source),
        file=where.partition(":")[0],
    )
    item.done()
    return found


def _levy(path: str, content: Any, known: Known, exemptions: Mapping[str, Exemption], where: str) -> Levy:
    item = Item(content, where, needed=_NEEDED, optional=_OPTIONAL)
    kinds = tuple(each.value for each in LevyKind)
    numbers = {ValueType.INTEGER, ValueType.DECIMAL}

    def parameter(*types: ValueType) -> Callable[[Any, str], Parameter]:
        return lambda each, at: _parameter(each, known, set(types), at)

    def one(allowed: Collection[str], what: str) -> Callable[[Any, str], str]:
        return lambda each, at: reading.one_of(each, allowed, at, what)

    def free(content: Any, at: str) -> tuple[Exemption, ...]:
        names = Names(exemptions, known.lost_exemptions)
        told = [reading.one_of(each, names, at, "exemption") for each in reading.texts(content, at)]
        return tuple(exemptions[each] for each in told if each in exemptions)

    paid_in = item.read("paid_in", one(known.paid_in, "unit or currency"))
    if paid_in == UNITS and not {"rounding", "account"} <= set(item.body):
        item.sentences.append(f"{where}: a levy in units needs rounding and account; add them")
    for key in ("cumulative_over", "credited_against"):
        if paid_in == UNITS and key in item:
            item.sentences.append(f"{where}.{key}: units are shared out for each issuance alone; drop the line")
    refund = item.read("refund", lambda each, at: _refund(each, known, at), (None, ()))
    found = Levy(
        path=path,
        label=item.read("label", reading.label),
        kind=item.read("kind", lambda each, at: LevyKind(reading.one_of(each, kinds, at, "kind of levy"))),
        base=item.read("base", one(known.bases, "base declared in mechanism.yaml")),
        rate=item.read("rate", parameter(*numbers, ValueType.BRACKETS)),
        paid_in=paid_in,
        payer=item.read("payer", one(known.payers, "payer declared in mechanism.yaml")),
        source=item.read("source", reading.source),
        exemptions=item.read("exemptions", free, ()),
        rounding=item.read("rounding", parameter(ValueType.TEXT)),
        cumulative_over=item.read("cumulative_over", one(_SPANS, "span")),
        none_below=item.read("none_below", parameter(*numbers)),
        cap=item.read("cap", parameter(*numbers)),
        credited_against=item.read("credited_against", reading.name),
        part_of=item.read("part_of", reading.name),
        kept_at_most=refund[0],
        nothing_back=refund[1],
        settled_above=item.read("settled_above", parameter(*numbers)),
        rate_of=item.read("rate_of", reading.name),
        account=item.read("account", one(known.accounts, "account type")),
        marks_first_transfer=item.read("marks_first_transfer", reading.yes, False),
        file=where.partition(":")[0],
    )
    item.done()
    return found


def _refund(content: Any, known: Known, where: str) -> tuple[Parameter | None, tuple[str, ...]]:
    item = Item(content, where, needed={"kept_at_most", "nothing_back"})

    def staged(content: Any, at: str) -> tuple[str, ...]:
        names = reading.texts(content, at)
        for each in names:
            reading.one_of(each, known.stages, at, "stage declared in mechanism.yaml")
        return names

    stages = item.read("nothing_back", staged, ())
    table = item.maybe("kept_at_most", lambda each, at: _parameter(each, known, {ValueType.TABLE}, at))
    for value in table.values if table is not None else ():
        for stage in value.value if isinstance(value.value, Mapping) else ():
            with item.kept():
                reading.one_of(stage, known.stages, f"{where}.kept_at_most", "stage declared in mechanism.yaml")
            if stage in stages:
                item.sentences.append(f"{where}: the stage {stage!r} both pays back and does not; remove one")
    item.done()
    return table, stages


def _parameter(name: Any, known: Known, types: set[ValueType], where: str) -> Parameter:
    path = f"{known.mechanism}.{reading.name(name, where)}"
    found = known.parameters.get(path)
    if found is None and Names((), known.lost_parameters).lost(path):
        raise RuleTextError
    if found is None:
        raise RuleTextError(f"{where}: there is no parameter {name!r}; declare it under parameters or correct the name")
    if found.type not in types:
        wanted = " or ".join(sorted(each.value for each in types))
        raise RuleTextError(f"{where}: {name} is of the type {found.type.value}; name one of the type {wanted}")
    return found
