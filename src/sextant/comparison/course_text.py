"""Reading a course from its text: what names a step, an account or an assumption that is not there does not load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from sextant.comparison.aspect import parse_fact
from sextant.comparison.assumption import Assumptions
from sextant.comparison.course import (
    CONDITIONS,
    Course,
    Credited,
    Fee,
    Issued,
    Moved,
    NewAccount,
    Player,
    Split,
    Stage,
    Written,
)
from sextant.comparison.readings import Read, parse_read
from sextant.domain.account import Act
from sextant.domain.rounding import Rounding
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.rulebook import PathUnknown
from sextant.rules.text import RuleTextError, load_text
from sextant.workflow.cyclebook import Cyclebooks

FOLDER = "courses/"
_BODY = {
    "mechanism",
    "binding",
    "usable",
    "cast",
    "subjects",
    "accounts",
    "holders",
    "before",
    "each_year",
    "empty_year",
}
_MORE = frozenset(
    {
        "replayed", "last_year", "credited", "information", "information_authorized", "remarks", "fixed_above", "fees",
        "signoffs", "walked", "joins_empty_years", "untimed", "counts", "splits", "after",
    }
)  # fmt: skip
_STAGE = frozenset(
    {
        "who", "subject", "open", "beside", "take", "case", "states", "last_day", "on", "only_in", "when",
        "open_accounts", "issue", "write", "says", "source",
        *(each.value for each in (Act.TRANSFER, Act.CANCELLATION, Act.RETIREMENT)),
    }
)  # fmt: skip

_KINDS = ("open", "take", "open_accounts", "issue", "transfer", "cancellation", "retirement", "write")
LINES = ("version", "answer", "submission", "recording", "note", "completion")
"""Lines of a journal that a course may write."""


def parse_course(text: str, file: str, faults: Faults) -> Course | None:
    """Return the course in a file, or none; what does not load is told to `faults`."""
    found: list[Course] = []
    with faults.caught(file, text):
        item = Item(load_text(text, file), file, needed=_BODY, optional=_MORE, mark=": ")
        cast = item.read("cast", reading.named(_player), {})
        subjects = item.read("subjects", reading.named(reading.some_text), {})
        accounts = item.read("accounts", reading.named(_account), {})
        stages = {
            name: item.read(name, _stages(cast, subjects, accounts), ())
            for name in ("before", "each_year", "empty_year", "after")
        }
        course = Course(
            mechanism=item.read("mechanism", reading.name, ""),
            binding=item.read("binding", parse_fact),
            replayed=item.maybe("replayed", parse_fact),
            last_year=item.maybe("last_year", reading.path),
            credited=item.maybe("credited", _credited),
            splits=item.read("splits", reading.many(_split), ()),
            usable=item.read("usable", reading.texts, ()),
            cast=MappingProxyType(cast),
            subjects=MappingProxyType(subjects),
            accounts=MappingProxyType(accounts),
            holders=MappingProxyType(item.read("holders", reading.named(reading.some_text), {})),
            before=stages["before"],
            each_year=stages["each_year"],
            empty_year=stages["empty_year"],
            after=stages["after"],
            counts=item.read("counts", reading.texts, ("activity",)),
            walked=item.read("walked", reading.yes, True),
            untimed=item.maybe("untimed", parse_fact),
            joins=item.read("joins_empty_years", reading.yes, False),
            fixed_above=item.maybe("fixed_above", reading.path),
            fees=item.read("fees", reading.many(_fee), ()),
            signoffs=item.read("signoffs", reading.many(parse_read), ()),
            information=item.read("information", reading.many(parse_read), ()),
            information_authorized=item.read("information_authorized", reading.many(parse_read), ()),
            remarks=MappingProxyType(item.read("remarks", reading.named(reading.label), {})),
        )
        item.done()
        found.append(course)
    return found[0] if found else None


def _player(content: Any, where: str) -> Player:
    item = Item(content, where, needed={"name", "role"}, optional=frozenset({"party", "entity", "own"}))
    found = Player(
        item.read("name", reading.label),
        item.read("role", reading.name, ""),
        item.maybe("party", reading.some_text),
        item.maybe("entity", reading.some_text),
        item.read("own", reading.yes, False),
    )
    item.done()
    return found


def _account(content: Any, where: str) -> NewAccount:
    item = Item(content, where, needed={"type"}, optional=frozenset({"party", "owner", "ndc_period", "registry"}))
    found = NewAccount(
        item.read("type", reading.name, ""),
        item.maybe("party", reading.some_text),
        item.maybe("owner", reading.some_text),
        item.maybe("ndc_period", reading.some_text),
        item.maybe("registry", reading.name),
    )
    item.done()
    return found


def _split(content: Any, where: str) -> Split:
    body = reading.keys(content, where, needed={"share", "gives", "leaves", "rounding"})
    return Split(*(reading.some_text(body[key], f"{where}.{key}") for key in ("share", "gives", "leaves", "rounding")))


def _fee(content: Any, where: str) -> Fee:
    body = reading.keys(content, where, needed={"levy", "each_year"})
    return Fee(reading.name(body["levy"], f"{where}.levy"), reading.yes(body["each_year"], f"{where}.each_year"))


def _issued(content: Any, where: str) -> Issued:
    optional = frozenset({"uses", "authorization", "first_transferred", "rests_on"})
    body = reading.keys(content, where, needed={"class", "to"}, optional=optional)
    return Issued(
        unit_class=reading.some_text(body["class"], f"{where}.class"),
        to_account=reading.some_text(body["to"], f"{where}.to"),
        uses=reading.texts(body.get("uses", []), f"{where}.uses"),
        authorization=reading.some_text(body["authorization"], where) if "authorization" in body else None,
        first_transferred=reading.yes(body.get("first_transferred", "no"), f"{where}.first_transferred"),
        rests_on=_rests_on(body["rests_on"], f"{where}.rests_on") if "rests_on" in body else None,
    )


def _rests_on(content: Any, where: str) -> tuple[str, str]:
    body = reading.keys(content, where, needed={"case", "in"})
    return reading.name(body["case"], f"{where}.case"), reading.name(body["in"], f"{where}.in")


def _credited(content: Any, where: str) -> Credited:
    optional = frozenset({"less", "methodology", "case", "factors"})
    item = Item(content, where, needed={"minuend", "subtrahend"}, optional=optional)
    found = Credited(
        item.read("minuend", reading.name, ""),
        item.read("subtrahend", reading.name, ""),
        item.maybe("less", reading.name),
        item.maybe("methodology", reading.some_text),
        item.read("case", reading.texts, ()),
        MappingProxyType(item.read("factors", reading.named(reading.path), {})),
    )
    item.done()
    return found


def _stages(cast: Any, subjects: Any, accounts: Any) -> Any:
    def read(content: Any, where: str) -> tuple[Stage, ...]:
        listed = reading.listed(content, where) if content else []
        return tuple(_stage(each, f"{where} {at}", (cast, subjects, accounts)) for at, each in enumerate(listed, 1))

    return read


def _stage(content: Any, where: str, names: tuple[Any, Any, Any]) -> Stage:
    cast, subjects, accounts = names
    body = reading.keys(content, where, needed={"who"}, optional=_STAGE)
    kinds = [each for each in _KINDS if each in body]
    if len(kinds) != 1:
        raise RuleTextError(f"{where}: found {' and '.join(kinds) or 'nothing to do'}; write one thing that is done")
    if "take" in body and "case" not in body:
        raise RuleTextError(f"{where}: case is missing; name the cycle of the step")
    subject = body.get("subject", "activity")
    if not set(_spoken(subject)) <= {*subjects, "activity"}:
        raise RuleTextError(f"{where}.subject: {subject!r} is no subject; declare it under subjects")
    when = reading.texts(body.get("when", []), f"{where}.when")
    for each in when:
        reading.one_of(each, CONDITIONS, f"{where}.when", "condition")
    taken = body.get("take", [])
    return Stage(
        who=reading.one_of(body["who"], cast, f"{where}.who", "member of the cast"),
        subject=str(subject),
        opens=reading.name(body["open"], f"{where}.open") if "open" in body else None,
        beside=reading.texts(body.get("beside", []), f"{where}.beside"),
        takes=(taken,) if isinstance(taken, str) else reading.texts(taken, f"{where}.take"),
        cycle=reading.name(body["case"], f"{where}.case") if "case" in body else None,
        states=MappingProxyType(reading.named(_said)(body.get("states", {}), f"{where}.states")),
        last_day=reading.yes(body.get("last_day", "no"), f"{where}.last_day"),
        on=reading.name(body["on"], f"{where}.on") if "on" in body else None,
        only_in=reading.texts(body.get("only_in", []), f"{where}.only_in"),
        when=when,
        accounts=reading.texts(body.get("open_accounts", []), f"{where}.open_accounts"),
        moves=_moved(kinds[0], body[kinds[0]], where, accounts) if kinds[0] in {each.value for each in Act} else None,
        issues=_issued(body["issue"], f"{where}.issue") if "issue" in body else None,
        writes=_written(body, where) if "write" in body else None,
    )


def _written(body: Any, where: str) -> Written:
    if "source" not in body:
        raise RuleTextError(f"{where}: source is missing; name the paragraph that knows such a line")
    return Written(
        kind=reading.one_of(body["write"], LINES, f"{where}.write", "line of a journal"),
        said=MappingProxyType(reading.mapping(body.get("says", {}), f"{where}.says")),
        source=reading.source(body["source"], f"{where}.source"),
    )


def _spoken(subject: object) -> Iterator[str]:
    yield str(subject)


def _said(content: Any, where: str) -> str:
    return reading.some_text(content, where)


def _moved(act: str, content: Any, where: str, accounts: Any) -> Moved:
    optional = frozenset({"purpose", "share", "rounding"})
    body = reading.keys(content, f"{where}.{act}", needed={"classes", "from", "to"}, optional=optional)
    return Moved(
        act=act,
        classes=reading.texts(body["classes"], f"{where}.classes"),
        from_account=reading.some_text(body["from"], f"{where}.from"),
        to_account=reading.some_text(body["to"], f"{where}.to"),
        purpose=reading.some_text(body["purpose"], f"{where}.purpose") if "purpose" in body else None,
        share=reading.name(body["share"], f"{where}.share") if "share" in body else None,
        rounding=reading.one_of(body.get("rounding", "ceil"), [each.value for each in Rounding], where, "rounding"),
    )


def faults_of(course: Course, cycles: Cyclebooks, assumptions: Assumptions) -> Iterator[str]:
    """Yield what a course names that is not there."""
    file = f"{FOLDER}{course.mechanism}.yaml"
    book = cycles.rulebooks.books.get(course.mechanism)
    if book is None:
        return
    steps = {
        path.partition(".")[2]: {step for each in versions for step in each.steps}
        for path, versions in cycles.books[course.mechanism].versions.items()
    }
    for stage in (*course.before, *course.each_year, *course.empty_year, *course.after):
        named = stage.opens or stage.cycle
        if named is not None and named not in steps:
            yield f"{file}: there is no cycle {named}; name one of {course.mechanism}"
            continue
        for each in stage.takes:
            if each not in steps[named or ""]:
                yield f"{file}: {named} has no step {each}; name one of its steps"
        if stage.issues is not None and stage.issues.rests_on is not None:
            yield from _faults_of_rest(course, cycles, *stage.issues.rests_on)
    for code, account in course.accounts.items():
        if f"{course.mechanism}.{account.type}" not in book.account_types:
            yield f"{file}: {code}: there is no type of account {account.type}; name one of {course.mechanism}"
    for unit in course.usable:
        if unit not in book.unit_classes:
            yield f"{file}: there is no class of units {unit}; name one of {course.mechanism}"
    yield from (f"{file}: {fault}" for fault in _faults_of_paths((course.last_year, course.fixed_above), cycles))
    yield from _faults_of_credited(course, cycles, assumptions, file)


def _faults_of_rest(course: Course, cycles: Cyclebooks, cycle: str, state: str) -> Iterator[str]:
    versions = cycles.books[course.mechanism].versions.get(f"{course.mechanism}.{cycle}", ())
    if not any(state in each.states for each in versions):
        yield f"{FOLDER}{course.mechanism}.yaml: there is no state {state} of {cycle}; name one of a cycle"


def _faults_of_credited(course: Course, cycles: Cyclebooks, assumptions: Assumptions, file: str) -> Iterator[str]:
    credited = course.credited
    shares = [each.moves.share for each in course.each_year if each.moves and each.moves.share]
    shares += [each.share for each in course.splits]
    for name in (*((credited.case + ((credited.less,) if credited.less else ())) if credited else ()), *shares):
        if name not in assumptions.all:
            yield f"{file}: there is no assumption {name}; name one of assumptions.yaml"
    factors = tuple(credited.factors.values()) if credited else ()
    yield from (f"{file}: {fault}" for fault in _faults_of_paths(factors, cycles))


def _faults_of_paths(paths: Iterable[str | None], cycles: Cyclebooks) -> Iterator[str]:
    for path in paths:
        try:
            if path is not None:
                cycles.rulebooks.parameter(path)
        except PathUnknown:
            yield f"there is no parameter {path}; name one of a rulebook"


__all__ = ["FOLDER", "Read", "faults_of", "parse_course"]
