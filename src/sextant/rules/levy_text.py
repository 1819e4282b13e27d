"""Levies and exemptions of a mechanism, read from its `levies` folder; their numbers are parameters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sextant.domain.rule_value import Parameter, ValueType
from sextant.rules import reading
from sextant.rules.levy import UNITS, Exemption, Levy, LevyKind
from sextant.rules.reading import Faults
from sextant.rules.text import RuleTextError, load_text

_NEEDED = {"label", "kind", "base", "rate", "paid_in", "payer", "source"}
_OPTIONAL = frozenset(
    {"exemptions", "rounding", "cumulative_over", "none_below", "cap", "credited_against", "part_of", "refund",
     "settled_above", "account", "marks_first_transfer"}
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
    currencies: Collection[str]
    accounts: Collection[str]
    stages: Collection[str]


def parse_exemptions(text: str, file: str, known: Known, faults: Faults) -> dict[str, Exemption]:
    """Return the exemptions of one file by name; what does not load is told to `faults`."""
    found: dict[str, Exemption] = {}
    with faults.caught():
        for name, body in reading.mapping(_content(text, file).get("exemptions", {}), file).items():
            with faults.caught():
                found[reading.name(name, file)] = _exemption(name, body, known, f"{file}: exemptions.{name}")
    return found


def parse_levies(
    text: str, file: str, known: Known, exemptions: Mapping[str, Exemption], faults: Faults
) -> dict[str, Levy]:
    """Return the levies of one file by path; what does not load is told to `faults`."""
    found: dict[str, Levy] = {}
    try:
        content = _content(text, file)
    except RuleTextError:
        return found
    for name, body in content.get("levies", {}).items():
        with faults.caught():
            path = f"{known.mechanism}.{reading.name(name, file)}"
            found[path] = _levy(path, body, known, exemptions, f"{file}: levies.{name}")
    return found


def _content(text: str, file: str) -> dict[str, Any]:
    body = reading.keys(load_text(text, file), file, needed=set(), optional=frozenset({"exemptions", "levies"}))
    for key in body:
        reading.mapping(body[key], f"{file}: {key}")
    return body


def _exemption(name: str, content: Any, known: Known, where: str) -> Exemption:
    body = reading.keys(content, where, needed={"label", "from", "when_any", "unless_any", "source"})
    facts = tuple(known.facts)
    for key in ("when_any", "unless_any"):
        for each in reading.texts(body[key], f"{where}.{key}"):
            reading.one_of(each, facts, f"{where}.{key}", "fact declared in mechanism.yaml")
    return Exemption(
        name=name,
        label=reading.label(body["label"], f"{where}.label"),
        from_date=reading.day(body["from"], f"{where}.from"),
        when_any=tuple(body["when_any"]),
        unless_any=tuple(body["unless_any"]),
        source=reading.source(body["source"], f"{where}.source"),
        file=where.partition(":")[0],
    )


def _levy(path: str, content: Any, known: Known, exemptions: Mapping[str, Exemption], where: str) -> Levy:
    body = reading.keys(content, where, needed=_NEEDED, optional=_OPTIONAL)
    kinds = tuple(each.value for each in LevyKind)
    kind = LevyKind(reading.one_of(body["kind"], kinds, f"{where}.kind", "kind of levy"))
    numbers = {ValueType.INTEGER, ValueType.DECIMAL}

    def parameter(key: str, types: set[ValueType]) -> Parameter | None:
        return _parameter(body[key], known, types, f"{where}.{key}") if key in body else None

    rate = _parameter(body["rate"], known, numbers | {ValueType.BRACKETS}, f"{where}.rate")
    paid_in = reading.one_of(body["paid_in"], (UNITS, *known.currencies), f"{where}.paid_in", "unit or currency")
    if paid_in == UNITS and not {"rounding", "account"} <= set(body):
        raise RuleTextError(f"{where}: a levy in units needs rounding and account; add them")
    for key in ("cumulative_over", "credited_against"):
        if paid_in == UNITS and key in body:
            raise RuleTextError(f"{where}.{key}: units are shared out for each issuance alone; drop the line")
    refund = _refund(body.get("refund"), known, f"{where}.refund")
    named = reading.texts(body.get("exemptions", []), f"{where}.exemptions")
    for each in named:
        reading.one_of(each, exemptions, f"{where}.exemptions", "exemption")
    return Levy(
        path=path,
        label=reading.label(body["label"], f"{where}.label"),
        kind=kind,
        base=reading.one_of(body["base"], tuple(known.bases), f"{where}.base", "base declared in mechanism.yaml"),
        rate=rate,
        paid_in=paid_in,
        payer=reading.one_of(body["payer"], tuple(known.payers), f"{where}.payer", "payer declared in mechanism.yaml"),
        source=reading.source(body["source"], f"{where}.source"),
        exemptions=tuple(exemptions[each] for each in named),
        rounding=parameter("rounding", {ValueType.TEXT}),
        cumulative_over=reading.one_of(body["cumulative_over"], _SPANS, f"{where}.cumulative_over", "span")
        if "cumulative_over" in body
        else None,
        none_below=parameter("none_below", numbers),
        cap=parameter("cap", numbers),
        credited_against=reading.name(body["credited_against"], where) if "credited_against" in body else None,
        part_of=reading.name(body["part_of"], where) if "part_of" in body else None,
        kept_at_most=refund[0],
        nothing_back=refund[1],
        settled_above=parameter("settled_above", numbers),
        account=reading.one_of(body["account"], tuple(known.accounts), f"{where}.account", "account type")
        if "account" in body
        else None,
        marks_first_transfer=reading.yes(body.get("marks_first_transfer", "no"), f"{where}.marks_first_transfer"),
        file=where.partition(":")[0],
    )


def _refund(content: Any, known: Known, where: str) -> tuple[Parameter | None, tuple[str, ...]]:
    if content is None:
        return None, ()
    body = reading.keys(content, where, needed={"kept_at_most", "nothing_back"})
    stages = reading.texts(body["nothing_back"], f"{where}.nothing_back")
    for each in stages:
        reading.one_of(each, tuple(known.stages), f"{where}.nothing_back", "stage declared in mechanism.yaml")
    table = _parameter(body["kept_at_most"], known, {ValueType.TABLE}, f"{where}.kept_at_most")
    for value in table.values:
        for stage in value.value if isinstance(value.value, Mapping) else ():
            reading.one_of(stage, tuple(known.stages), f"{where}.kept_at_most", "stage declared in mechanism.yaml")
            if stage in stages:
                raise RuleTextError(f"{where}: the stage {stage!r} both pays back and does not; remove one")
    return table, stages


def _parameter(name: Any, known: Known, types: set[ValueType], where: str) -> Parameter:
    found = known.parameters.get(f"{known.mechanism}.{name}")
    if found is None:
        raise RuleTextError(f"{where}: there is no parameter {name!r}; declare it under parameters or correct the name")
    if found.type not in types:
        wanted = " or ".join(sorted(each.value for each in types))
        raise RuleTextError(f"{where}: {name} is of the type {found.type.value}; name one of the type {wanted}")
    return found
