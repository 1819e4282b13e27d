"""A rulebook is a folder of rules of one mechanism; all rulebooks share the register of documents and the units.

Nothing here opens a file: the texts come by name, as `article_6_4/parameters/issuance.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from sextant.domain.account import AccountType
from sextant.domain.document import Documents
from sextant.domain.label import Label
from sextant.domain.rule_value import Bracket, NotInForce, Parameter, RuleValue, ValueInForce
from sextant.domain.source import Source
from sextant.domain.transaction import Transaction
from sextant.rules.agreement import Agreement
from sextant.rules.issuance import IssuanceRule
from sextant.rules.levy import Exemption, Levy
from sextant.rules.measure import Measure
from sextant.rules.mechanism import Mechanism
from sextant.rules.party_list import PartyList
from sextant.rules.units_and_acts import UnitClass
from sextant.rules.words import Group, Words
from sextant.rules.working_days import WorkingDays
from sextant.rules.zone import Zone


class PathUnknown(LookupError):
    """There is no rule under this path."""


@dataclass(frozen=True)
class Cited:
    """One place in the rules that rests on a text: what it is, from which day, and the source."""

    file: str
    item: str
    """What cites: the path of a parameter, or the kind and the name of anything else."""
    source: Source
    on: date | None = None
    kind: str = ""
    """What sort of thing cites: parameter, levy, cycle, step, account; a word of the wording for each."""
    label: Label | None = None
    path: str = ""
    """The path of a parameter, a levy or a cycle; of a step its cycle, "#" and its name."""


def own_citations(found: Iterable[Cited], inherited: Iterable[Cited]) -> Iterator[Cited]:
    """Yield what cites, but for what stands in the base of a rulebook with the same words, day and source."""
    known = {_place(each) for each in inherited}
    return (each for each in found if _place(each) not in known)


def _place(each: Cited) -> tuple[str, str, Source, date | None]:
    """Return what tells a citation apart, whatever the mechanism."""
    item = each.item.partition(":")[2] or each.item.partition(".")[2]
    return each.kind, item, each.source, each.on


@dataclass(frozen=True)
class Rulebook:
    """Everything one mechanism states."""

    mechanism: Mechanism
    parameters: Mapping[str, Parameter]
    levies: Mapping[str, Levy]
    exemptions: Mapping[str, Exemption]
    account_types: Mapping[str, AccountType]
    unit_classes: Mapping[str, UnitClass]
    transactions: Mapping[str, Transaction]
    working_days: WorkingDays
    other_texts: Mapping[str, str]
    """Files of the folder that other layers read: cycles, roles, documents of steps."""
    issuance: IssuanceRule | None = None
    """What an issuance brings into being, where one is done by a step of a cycle."""
    agreements: tuple[Agreement, ...] = ()
    """The agreements by which Parties run the mechanism together, oldest first."""
    words: Words = field(default_factory=Words)
    """For what is named by code and labelled nowhere else, those of all mechanisms among them."""
    base: Rulebook | None = None
    """The rulebook that this one extends, where it extends one."""

    @property
    def code(self) -> str:
        return self.mechanism.code

    def levy(self, name: str) -> Levy:
        """Return a levy by its name or path. Raises PathUnknown."""
        found = self.levies.get(name) or self.levies.get(f"{self.code}.{name}")
        if found is None:
            raise PathUnknown(name)
        return found

    def unit_label(self, code: str) -> Label | None:
        """Return the label of a unit class or a unit type, or none where there is no such unit here."""
        found = self.unit_classes.get(code)
        return found.label if found else self.words.label(Group.UNIT_TYPES, code)

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by its name or path. Raises PathUnknown."""
        found = self.parameters.get(name) or self.parameters.get(f"{self.code}.{name}")
        if found is None:
            raise PathUnknown(name)
        return found

    @property
    def issuing(self) -> IssuanceRule:
        """Return what an issuance brings into being. Raises PathUnknown where the rulebook does not say."""
        if self.issuance is None:
            raise PathUnknown(f"{self.code}: issuance")
        return self.issuance

    def issued_class(self, *, authorized: bool) -> UnitClass:
        """Return the class in which units are issued here, with or without an authorization. Raises PathUnknown."""
        for each in self.issuing.issued:
            found = self.unit_classes[each.unit_class]
            if found.authorized is authorized:
                return found
        raise PathUnknown(f"{self.code}: issued class")

    def citations(self) -> Iterator[Cited]:
        """Yield every source of this rulebook, in the order of its files; what it has from its base is not repeated."""
        inherited = () if self.base is None else self.base._citations()
        return own_citations(self._citations(), inherited)

    def _citations(self) -> Iterator[Cited]:
        code, body = self.code, self.mechanism
        file = f"{code}/mechanism.yaml"
        yield Cited(file, f"{code}: mechanism", body.source, kind="mechanism", label=body.label)
        if body.registry and body.registry.source:
            yield Cited(file, f"{code}: registry", body.registry.source, kind="registry", label=body.registry.label)
        for name, (_, each) in body.other_registries.items():
            if each.source:
                yield Cited(file, f"{code}: registry {name}", each.source, kind="registry", label=each.label)
        yield Cited(file, f"{code}: time zone of deadlines", body.deadlines.source, kind="zone_of_deadlines")
        yield Cited(file, f"{code}: time zone of records", body.records.source, kind="zone_of_records")
        for kind, declared in (("body", body.bodies), ("date", body.dates), ("fact", body.facts), ("base", body.bases),
                               ("payer", body.payers), ("stage", body.stages)):  # fmt: skip
            for name, each in declared.items():
                if each.source:
                    yield Cited(file, f"{code}: {kind} {name}", each.source, kind=kind, label=each.label)
        yield from self._rule_citations()
        days = self.working_days
        for each_day in days.holidays:
            item = f"{code}: holiday {each_day.day}"
            yield Cited(f"{code}/working_days.yaml", item, each_day.source, kind="holiday", label=each_day.label)
        for week in days.weeks:
            item = f"{code}: week from {week.from_date}"
            yield Cited(f"{code}/working_days.yaml", item, week.source, week.from_date, kind="week")
        for account in self.account_types.values():
            item, label = f"account {account.code.partition('.')[2]}", _label_of(account)
            yield Cited(f"{code}/accounts.yaml", f"{code}: {item}", account.source, kind="account", label=label)
        file = f"{code}/unit_classes.yaml"
        for unit in self.unit_classes.values():
            yield Cited(file, f"{code}: unit class {unit.code}", unit.source, kind="unit_class", label=unit.label)
            for mark in (*unit.statuses, *unit.uses, *unit.flags, *unit.identifier):
                label = Label(f"{unit.code}: {mark.label.english}", f"{unit.code}：{mark.label.chinese}")
                yield Cited(file, f"{code}: {unit.code} {mark.code}", mark.source, kind="mark", label=label)
        if self.issuance is not None:
            file, item, made = f"{code}/issuance.yaml", f"{code}: issuance", self.issuance
            yield Cited(file, item, made.source, kind="issuance", label=made.label)
        for agreed in self.agreements:
            file, item = f"{code}/agreements.yaml", f"{code}: agreement with {agreed.party}"
            yield Cited(file, item, agreed.source, kind="agreement", label=Label(agreed.party, agreed.party))
        for act in self.transactions.values():
            item = f"{code}: transaction {act.name}"
            yield Cited(
                f"{code}/transactions.yaml", item, act.source, act.from_date, kind="transaction", label=act.label
            )

    def _rule_citations(self) -> Iterator[Cited]:
        for each in self.parameters.values():
            for value in each.values:
                yield Cited(
                    each.file, each.path, value.source, value.from_date, "parameter", label=each.label, path=each.path
                )
        for free in self.exemptions.values():
            item = f"{self.code}: exemption {free.name}"
            yield Cited(free.file, item, free.source, free.from_date, kind="exemption", label=free.label)
        for levy in self.levies.values():
            item = f"{self.code}: levy {levy.path.partition('.')[2]}"
            yield Cited(levy.file, item, levy.source, kind="levy", label=levy.label, path=levy.path)


def _label_of(account: AccountType) -> Label:
    return Label(account.label_english, account.label_chinese)


@dataclass(frozen=True)
class Rulebooks:
    """The rulebooks of all mechanisms, with the register of documents they cite."""

    documents: Documents
    units: Mapping[str, Label]
    """The units of measurement of parameters."""
    books: Mapping[str, Rulebook]
    zones: Mapping[str, Zone] = field(default_factory=dict)
    """The named time zones that rules may refer to."""
    measures: Mapping[str, Measure] = field(default_factory=lambda: MappingProxyType({}))
    """The same units with the range of what is possible in each."""
    party_lists: Mapping[str, PartyList] = field(default_factory=lambda: MappingProxyType({}))
    """Lists of Parties that change with time, by name."""

    def __iter__(self) -> Iterator[Rulebook]:
        return iter(self.books.values())

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """All parameters by path."""
        return MappingProxyType({path: each for book in self for path, each in book.parameters.items()})

    @property
    def account_types(self) -> Mapping[str, AccountType]:
        """All account types by code."""
        return MappingProxyType({code: each for book in self for code, each in book.account_types.items()})

    def parameter(self, path: str) -> Parameter:
        """Return a parameter by its path. Raises PathUnknown."""
        book = self.books.get(path.partition(".")[0])
        found = book.parameters.get(path) if book else None
        if found is None:
            raise PathUnknown(path)
        return found

    def label(self, group: Group, code: str) -> Label | None:
        """Return the label of a code wherever it is named first, or none."""
        return next((found for book in self if (found := book.words.label(group, code))), None)

    def unit_label(self, code: str) -> Label | None:
        """Return the label of a unit class or unit type wherever it is named first, or none."""
        return next((found for book in self if (found := book.unit_label(code))), None)

    def root(self, mechanism: str) -> str:
        """Return the rulebook from which a mechanism's is made in the end; itself where it extends none."""
        book = self.books.get(mechanism)
        return mechanism if book is None or book.base is None else self.root(book.base.code)

    def has(self, path: str) -> bool:
        """Whether there is a parameter with this path."""
        return path in self.parameters

    def at(self, path: str, dates: Mapping[str, date]) -> ValueInForce | NotInForce:
        """Return the value of a parameter at the dates of a case. Raises PathUnknown."""
        return self.parameter(path).at(dates)

    def listed_facts(self, mechanism: str) -> Iterator[tuple[str, PartyList, str]]:
        """Yield the facts of a mechanism that a list of Parties answers: fact, list, and the fact that names whom."""
        book = self.books.get(mechanism)
        for name, (of, party) in (book.mechanism.listed if book else {}).items():
            if of in self.party_lists:
                yield name, self.party_lists[of], party

    def number(self, path: str, dates: Mapping[str, date]) -> int | None:
        """Return a whole number in force at the dates of a case, or none."""
        value = self._value(path, dates)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def text(self, path: str, dates: Mapping[str, date]) -> str | None:
        """Return a value in force at the dates of a case as it is written, or none."""
        value = self._value(path, dates)
        return None if value is None else written(value)

    def levy(self, path: str) -> Levy:
        """Return a levy by its path. Raises PathUnknown."""
        book = self.books.get(path.partition(".")[0])
        if book is None:
            raise PathUnknown(path)
        return book.levy(path)

    def _value(self, path: str, dates: Mapping[str, date]) -> RuleValue | None:
        found = self.at(path, dates)
        return found.value if isinstance(found, ValueInForce) else None


def written(value: RuleValue) -> str:
    """Return a value as text: the number as it stands in the rules, a table with its keys."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value:,}"
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {written(number)}" for key, number in value.items())
    if isinstance(value, tuple):
        return "; ".join(each.replace("_", " ") if isinstance(each, str) else _bracket_written(each) for each in value)
    return str(value)


def _bracket_written(each: Bracket) -> str:
    lower = "" if each.lower is None else f"{'≥' if each.lower_included else '>'} {written(each.lower)}"
    upper = "" if each.upper is None else f"{'≤' if each.upper_included else '<'} {written(each.upper)}"
    return f"{', '.join(filter(None, (lower, upper)))}: {written(each.value)}".lstrip(": ")
