"""How cycles name things: as the rules write them (in the documentation), or in words (on pages).

In words a parameter still stands as its path between backticks; a page makes a link to the rule of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sextant.domain.rule_value import ValueInForce
from sextant.rules.mechanism import Declared
from sextant.rules.rulebook import Rulebooks, written
from sextant.rules.words import Group
from sextant.wording.word import CHINESE
from sextant.workflow.cycle import Cycle
from sextant.workflow.cyclebook import Cyclebooks


class Names(Protocol):
    """What the sentences about a cycle are set with."""

    @property
    def language(self) -> str:
        """`en` or `zh-Hant`."""
        ...

    def date(self, name: str) -> str:
        """Return a date of a case; a fixed day as it is."""
        ...

    def states(self, names: Iterable[str], cycle: str | None = None) -> str:
        """Return states of a cycle, of the present one where none is named."""
        ...

    def cycle(self, path: str) -> str:
        """Return a cycle."""
        ...

    def facts(self, names: Iterable[str]) -> str:
        """Return facts, or what an actor states."""
        ...

    def asked(self, name: str) -> str:
        """Return what a condition asks about: a step, a fact, a date, a state, a rule."""
        ...

    def body(self, path: str) -> str:
        """Return a body that meets."""
        ...

    def value(self, path: str) -> str:
        """Return the value of a parameter."""
        ...

    def mark(self, path: str) -> str:
        """Return what stands after the value of a parameter, to find it by."""
        ...


def joined(names: Iterable[str], language: str) -> str:
    """Return names as a list in a language."""
    return ("、" if language == CHINESE else ", ").join(names)


def uncapital(said: str) -> str:
    """Return a label as it stands within a sentence; an abbreviation stays as it is."""
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]


@dataclass(frozen=True)
class Coded:
    """Names as the rules write them, between backticks, and values as they are since last."""

    rulebooks: Rulebooks
    language: str

    def date(self, name: str) -> str:
        """Return the name as it is written."""
        return f"`{name}`"

    def states(self, names: Iterable[str], cycle: str | None = None) -> str:
        """Return the names as they are written."""
        return ", ".join(f"`{name}`" for name in names)

    def cycle(self, path: str) -> str:
        """Return the name of a cycle without its mechanism."""
        return f"`{path.partition('.')[2]}`"

    def facts(self, names: Iterable[str]) -> str:
        """Return the names as they are written."""
        return ", ".join(f"`{name}`" for name in names)

    def asked(self, name: str) -> str:
        """Return the name as it is written."""
        return f"`{name}`"

    def body(self, path: str) -> str:
        """Return the name of a body without its mechanism."""
        return f"`{path.partition('.')[2]}`"

    def value(self, path: str) -> str:
        """Return the value that a parameter has since last."""
        last = self.rulebooks.parameter(path).values[-1].value
        return "–" if last is None else written(last)

    def mark(self, path: str) -> str:
        """Return the name of the parameter in brackets."""
        return f" (`{path.partition('.')[2]}`)"


@dataclass(frozen=True)
class Spoken:
    """Names in words, and values as they are on a day."""

    books: Cyclebooks
    here: Cycle
    language: str
    on: date

    def date(self, name: str) -> str:
        """Return the label of a date, or the word for it; a fixed day as it is."""
        declared = self.books.rulebooks.books[self.here.mechanism].mechanism.dates.get(name)
        if declared is not None:
            said = declared.label.in_language(self.language)
            return self._quoted(said)
        return self._word(name, Group.DATES, Group.STATED)

    def states(self, names: Iterable[str], cycle: str | None = None) -> str:
        """Return the labels of states, or of a state wherever it is declared."""
        of = self.books.latest(cycle) if cycle else self.here
        return joined((self._quoted(self._state(of, name)) for name in names), self.language)

    def cycle(self, path: str) -> str:
        """Return the label of a cycle."""
        return self._quoted(self.books.latest(path).label.in_language(self.language))

    def facts(self, names: Iterable[str]) -> str:
        """Return facts and things stated in words."""
        return joined((self._fact(name) for name in names), self.language)

    def asked(self, name: str) -> str:
        """Return the label of what a condition asks about, whatever it is."""
        if self.books.rulebooks.has(name):
            return f"{self.value(name)}{self.mark(name)}"
        if name in self.here.steps:
            return self._quoted(self.here.steps[name].label.in_language(self.language))
        mechanism = self.here.mechanism
        of, dot, state = name.partition(".")
        cycle = self.books.books[mechanism].cycles.get(f"{mechanism}.{of}")
        if cycle is not None:
            said = cycle.label.in_language(self.language)
            if not dot:
                return self._quoted(said)
            colon = "：" if self.language == CHINESE else ": "
            step = cycle.steps.get(state)
            told = step.label.in_language(self.language) if step else self._state(cycle, state)
            return self._quoted(f"{said}{colon}{told}")
        if self.is_stated(name):
            return self._fact(name)
        book = self.books.rulebooks.books[mechanism]
        if book.words.label(Group.DATES, name) or name in book.mechanism.dates:
            return self.date(name)
        return self._quoted(self._state(self.here, name))

    def body(self, path: str) -> str:
        """Return the label of a body."""
        mechanism, _, name = path.partition(".")
        body = self.books.rulebooks.books[mechanism].mechanism.bodies.get(name)
        return body.label.in_language(self.language) if body else name

    def value(self, path: str) -> str:
        """Return the value of a parameter on the day."""
        found = self.books.rulebooks.parameter(path).on(self.on)
        if not isinstance(found, ValueInForce):
            return "–"
        named = (
            self.books.rulebooks.books[path.partition(".")[0]].words.label(Group.CHOICES, str(found.value))
            if isinstance(found.value, str)
            else None
        )
        return named.in_language(self.language) if named else written(found.value)

    def rule(self, path: str) -> str:
        """Return the label of a parameter."""
        return self._quoted(self.books.rulebooks.parameter(path).label.in_language(self.language))

    def mark(self, path: str) -> str:
        """Return the path between backticks: a page makes a link of it."""
        return f" `{path}`"

    def _fact(self, name: str) -> str:
        declared = self._declared_fact(name) or self.books.rulebooks.books[self.here.mechanism].mechanism.dates.get(
            name
        )
        if declared is not None:
            return uncapital(declared.label.in_language(self.language))
        return self._word(name, Group.STATED, Group.DATES)

    def is_stated(self, name: str) -> bool:
        """Whether a name is that of a fact, or of something that an actor states."""
        words = self.books.rulebooks.books[self.here.mechanism].words
        return words.label(Group.STATED, name) is not None or self._declared_fact(name) is not None

    def _word(self, name: str, *groups: Group) -> str:
        """Return what the rulebook calls a name, in the first of some groups; the name itself where it says nothing."""
        words = self.books.rulebooks.books[self.here.mechanism].words
        found = next((label for group in groups if (label := words.label(group, name))), None)
        return found.in_language(self.language) if found else name.replace("_", " ")

    def _declared_fact(self, name: str) -> Declared | None:
        return self.books.rulebooks.books[self.here.mechanism].mechanism.facts.get(name)

    def _state(self, cycle: Cycle, name: str) -> str:
        every = (cycle, *self.books.books[cycle.mechanism].every())
        found = next((each.states[name] for each in every if name in each.states), None)
        return found.label.in_language(self.language) if found else name.replace("_", " ")

    def _quoted(self, said: str) -> str:
        return f"「{said}」" if self.language == CHINESE else f"“{said}”"
