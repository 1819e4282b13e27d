"""A methodology's equations: each with its number, the symbol that it defines, and when it applies.

A choice (a route, a type of plant) selects among equations that define the same symbol. A requirement is a
limit of applicability that is arithmetic: a power density, a capacity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from sextant.domain.label import Label
from sextant.methodology.language.expression import Condition, Expression, Limits, Term
from sextant.methodology.language.walk import terms

Chosen = Mapping[str, str]
"""Which option of each choice is taken, by the name of the choice."""


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """What a symbol is. `when` names the options under which it is."""

    number: str
    symbol: Term
    expression: Expression
    when: tuple[tuple[str, str], ...] = ()
    note: Label | None = None

    def applies(self, chosen: Chosen) -> bool:
        """Whether the options taken are those of this equation."""
        wanted: dict[str, set[str]] = {}
        for choice, option in self.when:
            wanted.setdefault(choice, set()).add(option)
        return all(chosen.get(choice) in options for choice, options in wanted.items())


@dataclass(frozen=True, slots=True, eq=False)
class Requirement:
    """A limit of applicability. The sentence says what is required; `shows` are the values to tell with it."""

    code: str
    condition: Condition
    sentence: Label
    shows: Term
    when: tuple[tuple[str, str], ...] = ()
    of: Term | None = None
    """The symbol that it is about: it applies where that symbol is computed; without one it always does."""


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """A set that terms run over, and how it is called."""

    name: str
    meaning: Label
    numbers: bool = False
    """Whether its elements are numbers: years, ages, seasons."""
    count: Term | None = None
    """Where the elements are not given: how many there are, 1, 2, … up to the greatest value of this term."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Equations of one methodology or tool, in the order of reading."""

    equations: tuple[Equation, ...]
    results: Mapping[str, str]
    """Which symbols are the baseline emissions, project emissions, leakage and emission reductions."""
    targets: tuple[str, ...] = ()
    """What a calculation ends with where nothing else is asked for; without it, the emission reductions."""
    sets: tuple[Sets, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    terms: Mapping[str, Term] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", _all_terms(self))

    def active(self, chosen: Chosen) -> dict[str, Equation]:
        """Return the equation of each symbol under the options taken. Raises ValueError where two apply."""
        found: dict[str, Equation] = {}
        for each in self.equations:
            if not each.applies(chosen):
                continue
            if each.symbol.symbol in found:
                raise ValueError(f"two equations define {each.symbol.symbol} under {dict(chosen)}")
            found[each.symbol.symbol] = each
        return found


def closure(equations: Mapping[str, Equation], wanted: Iterable[str]) -> tuple[set[str], list[Term]]:
    """Return the symbols computed on the way to those wanted, and the terms that must be given for it."""
    computed: set[str] = set()
    needed: dict[str, Term] = {}
    waiting = list(wanted)
    while waiting:
        symbol = waiting.pop()
        if symbol in computed or symbol not in equations:
            continue
        computed.add(symbol)
        for term in terms(equations[symbol].expression):
            if term.symbol in equations:
                waiting.append(term.symbol)
            else:
                needed[term.symbol] = term
    return computed, list(needed.values())


def _all_terms(model: Model) -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    named: list[tuple[Term, ...]] = [(each.symbol, *terms(each.expression)) for each in model.equations]
    named += [(each.shows, *terms(each.condition)) for each in model.requirements]
    named += [(each.count,) for each in model.sets if each.count is not None]
    for term in (term for group in named for term in group):
        if found.setdefault(term.symbol, term) is not term:
            raise ValueError(f"two terms are called {term.symbol}; declare it once")
    return found


def term(
    symbol: str,
    unit: str,
    english: str,
    chinese: str,
    *over: str,
    least: str | int | None = None,
    above: str | int | None = None,
    most: str | int | None = None,
    measured: bool = False,
    whole: bool = False,
    gas: str | None = None,
    sparse: bool = False,
    by: tuple[tuple[str, str], ...] = (),
) -> Term:
    """Return a term. `over` names the sets that index it; limits are included, but for `above`."""
    limits = Limits(*(None if each is None else Fraction(each) for each in (least, above, most)))
    return Term(symbol, unit, Label(english, chinese), over, limits, measured, whole, gas, sparse, by)


def share(symbol: str, english: str, chinese: str, *over: str, measured: bool = False) -> Term:
    """Return a term that is a fraction between 0 and 1, both included."""
    return term(symbol, "1", english, chinese, *over, least=0, most=1, measured=measured)


def efficiency(symbol: str, english: str, chinese: str, *over: str, measured: bool = False) -> Term:
    """Return a term that is an efficiency: above 0, at most 1."""
    return term(symbol, "1", english, chinese, *over, above=0, most=1, measured=measured)


def measured(symbol: str, unit: str, english: str, chinese: str, *over: str, whole: bool = False) -> Term:
    """Return a term that is monitored and cannot be negative."""
    return term(symbol, unit, english, chinese, *over, least=0, measured=True, whole=whole)
