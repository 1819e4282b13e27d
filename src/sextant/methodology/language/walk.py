"""Walking an expression: its parts, the terms it names, and the sets it runs over."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.methodology.language.expression import (
    Both,
    Choose,
    Compare,
    Condition,
    Either,
    Element,
    Expression,
    Extreme,
    Function,
    Not,
    Term,
    Total,
    _Two,
)

Part = Expression | Condition


def parts(part: Part) -> Iterator[Part]:
    """Yield a part and everything below it, from the left to the right."""
    yield part
    for each in below(part):
        yield from parts(each)


def below(part: Part) -> tuple[Part, ...]:
    """Return the parts directly below a part."""
    match part:
        case _Two(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Both(left=one, right=other) | Either(left=one, right=other):
            return (one, other)
        case Not(of=one):
            return (one,)
        case Function(argument=argument):
            return (argument,)
        case Extreme(of=of):
            return of
        case Choose(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Total(body=body, where=where):
            return (body,) if where is None else (where, body)
        case Element(at=at):
            return tuple(each for each in at if isinstance(each, Expression))
    return ()


def terms(part: Part) -> tuple[Term, ...]:
    """Return the terms that an expression names, each once, in the order of reading."""
    found: dict[str, Term] = {}
    for each in parts(part):
        if isinstance(each, Element):
            found.setdefault(each.term.symbol, each.term)
        elif isinstance(each, Term):
            found.setdefault(each.symbol, each)
    return tuple(found.values())
