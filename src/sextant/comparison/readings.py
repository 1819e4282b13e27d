"""What is read from rulebooks: a closed set of named forms, each a question to the rules on a day.

rule     the value of a parameter                   levy    the rate of a levy and who is exempt
sum      parameters added up                        periods the longest time: years x (1 + renewals)
count    how many items a list parameter has        units   the unit types and classes of a mechanism
basis    the text a mechanism rests on              body    a body of a mechanism
step     who takes a step of a cycle                account whether an account type exists
cited    how many texts a rulebook cites            act     whether the ledger knows a transaction
items    how many items several lists have together
stated   how many things a step has its actor state filed   how many documents a step asks for
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sextant.domain.document import SETTLED
from sextant.domain.label import Label
from sextant.domain.rule_value import RuleValue, ValueInForce
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.rulebook import PathUnknown, Rulebook, Rulebooks
from sextant.rules.text import RuleTextError
from sextant.workflow.cyclebook import Cyclebooks


@dataclass(frozen=True, slots=True)
class Read:
    """A question to the rules."""

    form: str
    paths: tuple[str, ...]

    @property
    def mechanisms(self) -> frozenset[str]:
        return frozenset(each.partition(".")[0] for each in self.paths)


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules answer on a day. Without a value or a name there is nothing in force; that too is an answer."""

    paths: tuple[str, ...]
    """Where it was read; each is a rule, a levy, a cycle with "#" and a step, or the code of a mechanism."""
    sources: tuple[Source, ...]
    value: RuleValue | None = None
    unit: str = "items"
    names: tuple[Label, ...] = ()
    exempt: tuple[Label, ...] = ()
    absent: bool = False
    """The rulebook is there and has no such thing."""


_ONE = ("rule", "levy", "count", "units", "basis", "body", "step", "account", "cited", "act", "stated", "filed")
_SEVERAL = ("sum", "periods", "items")


def parse_read(content: Any, where: str) -> Read:
    """Return a question to the rules. Raises RuleTextError naming the forms that there are."""
    body = reading.mapping(content, where)
    if len(body) != 1 or not set(body) <= {*_ONE, *_SEVERAL}:
        forms = ", ".join((*_ONE, *_SEVERAL))
        raise RuleTextError(f"{where}: found {', '.join(body) or 'nothing'}; write one of is, text, {forms}")
    form, named = next(iter(body.items()))
    if form in _ONE:
        return Read(form, (reading.some_text(named, f"{where}.{form}"),))
    if not isinstance(named, list) or not named or (form == "periods" and len(named) != 2):
        raise RuleTextError(f"{where}.{form}: write the paths of the parameters in brackets; periods takes two")
    return Read(form, tuple(reading.some_text(each, f"{where}.{form}") for each in named))


def answer(read: Read, cycles: Cyclebooks, on: date) -> Found | None:
    """Return what the rules say on a day; none where a rulebook that is asked is not there yet.

    Raises PathUnknown where the rulebook is there and the path is not.
    """
    if not read.mechanisms <= set(cycles.rulebooks.books):
        return None
    return _FORMS[read.form](read.paths, cycles, on)


def _rule(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    parameter = cycles.rulebooks.parameter(paths[0])
    found = parameter.on(on)
    if isinstance(found, ValueInForce):
        return Found(paths, (found.source,), found.value, found.unit)
    nearest = found.source or parameter.values[0].source
    return Found(paths, (nearest,), unit=parameter.unit)


def _levy(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    try:
        levy = cycles.rulebooks.levy(paths[0])
    except PathUnknown:
        mechanism = paths[0].partition(".")[0]
        return Found((mechanism,), (cycles.rulebooks.books[mechanism].mechanism.source,), absent=True)
    rate = levy.rate.on(on)
    exempt = tuple(each.label for each in levy.exemptions if each.from_date <= on)
    if isinstance(rate, ValueInForce):
        return Found(paths, (rate.source,), rate.value, rate.unit, exempt=exempt)
    return Found(paths, (levy.source,), unit=levy.rate.unit)


def _numbers(paths: tuple[str, ...], books: Rulebooks, on: date) -> list[ValueInForce] | None:
    """Return whole numbers or decimals of parameters on a day; none where one is not in force."""
    found = [books.parameter(each).on(on) for each in paths]
    numbers = [each for each in found if isinstance(each, ValueInForce)]
    return numbers if len(numbers) == len(found) else None


def _number(found: ValueInForce) -> int | Decimal:
    if isinstance(found.value, bool) or not isinstance(found.value, int | Decimal):
        raise RuleTextError(f"{found.path}: {found.value!r} cannot be added up; name a parameter that is a number")
    return found.value


def _sum(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    numbers = _numbers(paths, cycles.rulebooks, on)
    first = cycles.rulebooks.parameter(paths[0])
    if numbers is None:
        return Found(paths, (first.values[0].source,), unit=first.unit)
    sources = tuple(dict.fromkeys(each.source for each in numbers))
    total: int | Decimal = sum((_number(each) for each in numbers), 0)
    return Found(paths, sources, total, first.unit)


def _periods(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    numbers = _numbers(paths, cycles.rulebooks, on)
    first = cycles.rulebooks.parameter(paths[0])
    if numbers is None:
        return Found(paths, (first.values[0].source,), unit=first.unit)
    years, renewals = (_number(each) for each in numbers)
    return Found(paths, tuple(each.source for each in numbers), years * (1 + renewals), first.unit)


def _count(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    found = _rule(paths, cycles, on)
    if found.value is None:
        return found
    if not isinstance(found.value, tuple):
        raise RuleTextError(f"{paths[0]}: {found.value!r} is no list; count needs a parameter that is one")
    return Found(paths, found.sources, len(found.value))


def _items(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    found = [_count((path,), cycles, on) for path in paths]
    counts = [each.value for each in found if isinstance(each.value, int)]
    sources = tuple(dict.fromkeys(source for each in found for source in each.sources))
    return Found(paths, sources, sum(counts) if len(counts) == len(paths) else None)


def _book(path: str, cycles: Cyclebooks) -> Rulebook:
    return cycles.rulebooks.books[path.partition(".")[0]]


def _units(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    classes = tuple(_book(paths[0], cycles).unit_classes.values())
    return Found(paths, tuple(each.source for each in classes[:1]), names=tuple(each.label for each in classes))


def _basis(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    source = _book(paths[0], cycles).mechanism.source
    named = str(source)
    return Found(paths, (source,), names=(Label(named, named),))


def _body(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    book = _book(paths[0], cycles)
    body = book.mechanism.bodies.get(paths[0].partition(".")[2])
    if body is None:
        raise PathUnknown(paths[0])
    return Found((book.code,), (body.source or book.mechanism.source,), names=(body.label,))


def _step(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    path, _, name = paths[0].partition("#")
    versions = cycles.versions(path)
    if not any(name in each.steps for each in versions):
        raise PathUnknown(paths[0])
    book = cycles.books[path.partition(".")[0]]
    cycle = book.version(path, on)
    step = cycle.steps.get(name) if cycle else None
    if step is None:
        return Found(paths, (cycles.with_step(path, name).steps[name].source,))
    roles = tuple(dict.fromkeys(each.role for each in step.by))
    return Found(paths, (step.source,), names=(step.label, *(book.roles[each].label for each in roles)))


def _asked(paths: tuple[str, ...], cycles: Cyclebooks, on: date, *, documents: bool) -> Found:
    path, _, name = paths[0].partition("#")
    versions = [each for each in cycles.versions(path) if name in each.steps]
    if not versions:
        raise PathUnknown(paths[0])
    step = (cycles.books[path.partition(".")[0]].version(path, on) or versions[-1]).steps[name]
    return Found(paths, (step.source,), len(step.documents if documents else step.states_data))


def _stated(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    return _asked(paths, cycles, on, documents=False)


def _filed(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    return _asked(paths, cycles, on, documents=True)


def _account(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    book = _book(paths[0], cycles)
    account = book.account_types.get(paths[0])
    if account is None:
        return Found((book.code,), (book.mechanism.source,), absent=True)
    label = Label(account.label_english, account.label_chinese)
    return Found((book.code,), (account.source,), names=(label,))


def _act(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    book = _book(paths[0], cycles)
    act = book.transactions.get(paths[0].partition(".")[2])
    if act is None:
        return Found((book.code,), (book.mechanism.source,), absent=True)
    return Found((book.code,), (act.source,), names=(act.label,))


def _cited(paths: tuple[str, ...], cycles: Cyclebooks, on: date) -> Found:
    book = _book(paths[0], cycles)
    documents = {each.source.document for each in book.citations()}
    cyclebook = cycles.books.get(book.code)
    if cyclebook is not None:
        documents |= {each.source.document for each in cyclebook.citations()}
    own = {each for each in documents if cycles.rulebooks.documents.by_id(each) and not _settled(each, cycles)}
    return Found(paths, (book.mechanism.source,), len(own))


def _settled(document: str, cycles: Cyclebooks) -> bool:
    found = cycles.rulebooks.documents.by_id(document)
    return found is not None and found.kind == SETTLED


_FORMS: Mapping[str, Callable[[tuple[str, ...], Cyclebooks, date], Found]] = {
    "rule": _rule, "levy": _levy, "sum": _sum, "periods": _periods, "count": _count, "units": _units,
    "basis": _basis, "body": _body, "step": _step, "account": _account, "cited": _cited, "act": _act,
    "stated": _stated, "filed": _filed, "items": _items,
}  # fmt: skip
