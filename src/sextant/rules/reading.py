"""What all readers of rule files share: the shapes that are expected, and one sentence where they are not met.

Every sentence names file, key and remedy. `Faults` gathers them, so that a folder is checked in one go; `Item` reads
all keys of one thing before it tells what is wrong, so that no fault hides another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar, cast

from sextant.domain.calendar_text import OffsetError, parse_day, parse_offset
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules.text import RuleTextError, shown

T = TypeVar("T")
"""What a reader returns."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,30})?")
_LONGEST_LIST, _NEAREST = 300, 8
"""How long a list of names may be in a sentence; of a longer one, so many names are told."""
_LONG = re.compile(r"\S{100,}")
_WORD = re.compile(r"[^\W_]\w*")
_YEARS = range(1900, 2200)
"""Days of rules lie in these years; what is counted from them then still is a day."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that look like nothing."""


@dataclass
class Faults:
    """Sentences about what does not load, in the order of reading."""

    sentences: list[str] = field(default_factory=list)
    unread: dict[str, frozenset[str]] = field(default_factory=dict)
    """The words in each file, or part of one, that did not load: what they declare cannot be missed elsewhere."""

    @contextmanager
    def caught(self, file: str | None = None, content: Any = None) -> Iterator[None]:
        """Keep the sentences of what fails inside, and go on after it; what it would have declared is lost."""
        try:
            yield
        except RuleTextError as error:
            for sentence in error.sentences:
                self.add(sentence)
            if file is not None:
                self.lose(file, content)

    def add(self, sentence: str) -> None:
        """Keep a sentence, once, on one line; a key can be anything, so what no line holds is shortened."""
        sentence = _LONG.sub(lambda found: f"{found[0][:60]}...", " ".join(sentence.split()))
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def lose(self, file: str, content: Any) -> None:
        """Note that what stands in a file, or a part of it, did not load."""
        self.unread[file] = self.unread.get(file, frozenset()) | words_in(content)

    def lost(self, *files: str) -> frozenset[str]:
        """Return the words of what did not load in files whose names begin so."""
        return frozenset(word for name, words in self.unread.items() if name.startswith(files) for word in words)

    def lost_in(self, *parts: str) -> frozenset[str]:
        """Return the words of what did not load in files of this name, or in folders of it, of any mechanism."""
        return frozenset(
            word for name, words in self.unread.items() if set(parts) & {*name.split("/")} for word in words
        )


def words_in(content: Any) -> frozenset[str]:
    """Return every word of a text, or of everything that was read from one."""
    if isinstance(content, str):
        return frozenset(_WORD.findall(content))
    inner = [*content, *content.values()] if isinstance(content, dict) else content if isinstance(content, list) else []
    return frozenset(word for each in inner for word in words_in(each))


class Names(Collection[str]):
    """Names that are declared. What may stand in a file that did not load is taken to be one of them."""

    def __init__(self, found: Collection[str], lost: frozenset[str] = frozenset()) -> None:
        self.found = found
        self.lost_words = lost

    def __contains__(self, name: object) -> bool:
        return name in self.found or self.lost(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def lost(self, name: object) -> bool:
        """Whether a name is not known and may be declared where nothing could be read."""
        return isinstance(name, str) and name not in self.found and name.rpartition(".")[2] in self.lost_words


class Item:
    """One thing of a rule file with its keys. `done` raises everything that was wrong with it, together.

    `mark` divides the place of the thing from a key; a file is divided from its keys by a colon.
    """

    def __init__(
        self, content: Any, where: str, *, needed: set[str], optional: frozenset[str] = frozenset(), mark: str = "."
    ) -> None:
        self.body = mapping(content, where)
        self.where = where + mark
        self.sentences: list[str] = []
        self.silent = False
        known = ", ".join(sorted(needed | optional))
        for key in sorted(set(self.body) - needed - optional):
            self.sentences.append(f"{where}: {shown(key)} is not declared; use one of {known}")
        for key in sorted(needed - set(self.body)):
            self.sentences.append(f"{where}: {key} is missing; add it")

    def __contains__(self, key: str) -> bool:
        return key in self.body

    def read(self, key: str, reader: Callable[[Any, str], T], otherwise: Any = None) -> T:
        """Return what stands under a key. Where it is missing or wrong, `done` will say so, or `otherwise` holds."""
        if key in self.body:
            with self.kept():
                return reader(self.body[key], f"{self.where}{key}")
        return cast(T, otherwise)

    def maybe(self, key: str, reader: Callable[[Any, str], T]) -> T | None:
        """Return what stands under a key, or none where it is missing or wrong."""
        return self.read(key, reader)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the sentences of what fails inside for `done`."""
        try:
            yield
        except RuleTextError as error:
            self.sentences += error.sentences
            self.silent = True

    def done(self) -> None:
        """Raise RuleTextError where anything was wrong."""
        if self.sentences or self.silent:
            raise RuleTextError(*self.sentences)


def mapping(content: Any, where: str) -> dict[str, Any]:
    """Return names with values below it."""
    if not isinstance(content, dict):
        raise RuleTextError(f"{where}: expected names with values below it, and found {shown(content)}")
    return content


def keys(content: Any, where: str, *, needed: set[str], optional: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return a mapping that has all needed keys and none that is not declared."""
    item = Item(content, where, needed=needed, optional=optional)
    item.done()
    return item.body


def many(reader: Callable[[Any, str], T]) -> Callable[[Any, str], tuple[T, ...]]:
    """Return a reader of a list, each of whose parts is read by the one given."""

    def read(content: Any, where: str) -> tuple[T, ...]:
        if not isinstance(content, list):
            raise RuleTextError(f"{where}: expected a list, written in brackets, and found {shown(content)}")
        parts = Item({}, where, needed=set())
        found: list[T] = []
        for each in content:
            with parts.kept():
                found.append(reader(each, where))
        parts.done()
        return tuple(found)

    return read


def named(reader: Callable[[Any, str], T]) -> Callable[[Any, str], dict[str, T]]:
    """Return a reader of names with values below them, each of which is read by the one given."""
    return keyed(lambda _, content, where: reader(content, where))


def keyed(reader: Callable[[str, Any, str], T]) -> Callable[[Any, str], dict[str, T]]:
    """Return a reader of names with values below them; the one given is told the name of each."""

    def read(content: Any, where: str) -> dict[str, T]:
        found: dict[str, T] = {}
        parts = Item({}, where, needed=set())
        for key, each in mapping(content, where).items():
            with parts.kept():
                found[key] = reader(key, each, f"{where}.{key}")
        parts.done()
        return found

    return read


def texts(content: Any, where: str) -> tuple[str, ...]:
    """Return a list of texts, none of which is given twice."""
    if not isinstance(content, list) or not all(isinstance(each, str) and each for each in content):
        raise RuleTextError(f"{where}: expected a list of texts; write [one, two]")
    for index, each in enumerate(content):
        if each in content[:index]:
            raise RuleTextError(f"{where}: {shown(each)} is given twice; remove one")
    return tuple(content)


def listed(content: Any, where: str) -> list[Any]:
    """Return a list."""
    if not isinstance(content, list):
        raise RuleTextError(f"{where}: found {shown(content)}; write a list, or [] for none")
    return content


def some_texts(content: Any, where: str) -> tuple[str, ...]:
    """Return a list of at least one text."""
    found = texts(content, where)
    if not found:
        raise RuleTextError(f"{where}: the list is empty; name at least one")
    return found


def names(content: Any, where: str) -> tuple[str, ...]:
    """Return a list of names, none of which is given twice."""
    many(name)(content, where)
    return texts(content, where)


def some_names(content: Any, where: str) -> tuple[str, ...]:
    """Return a list of at least one name."""
    many(name)(content, where)
    return some_texts(content, where)


def some_text(content: Any, where: str) -> str:
    """Return a text that can be seen, and holds nothing that cannot."""
    if not isinstance(content, str) or not any(_visible(each) for each in content):
        raise RuleTextError(f"{where}: found {shown(content)}; write a text")
    for each in content:
        if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Cn") and each not in "\n\t":
            raise RuleTextError(f"{where}: it holds the invisible character U+{ord(each):04X}; remove it")
    return content


def _visible(each: str) -> bool:
    return unicodedata.category(each)[0] in "LNPS" and each not in _BLANK


def name(content: Any, where: str) -> str:
    """Return a name: lower case, digits and underscores."""
    if not isinstance(content, str) or not _NAME.fullmatch(content):
        raise RuleTextError(f"{where}: {shown(content)} is no name; write lower case letters, digits and underscores")
    return content


def path(content: Any, where: str) -> str:
    """Return a name, or one with its mechanism before it, as `article_6_4.review_window_days`."""
    if not isinstance(content, str) or not _PATH.fullmatch(content):
        raise RuleTextError(f"{where}: {shown(content)} is no name; write lower case letters, digits and underscores")
    return content


def one_of(content: Any, allowed: Collection[str], where: str, what: str) -> str:
    """Return a text that is one of those allowed."""
    if not isinstance(content, str) or content not in allowed:
        raise RuleTextError(f"{where}: {shown(content)} is no {what}; use one of {_told(content, sorted(allowed))}")
    return content


def yes(content: Any, where: str) -> bool:
    """Return a yes or no."""
    if content not in ("yes", "no"):
        raise RuleTextError(f"{where}: found {shown(content)}; write yes or no")
    return bool(content == "yes")


def whole(content: Any, where: str) -> int:
    """Return a whole number."""
    if not isinstance(content, str) or not _WHOLE.fullmatch(content):
        raise RuleTextError(f"{where}: {shown(content)} is no whole number; write digits only, at most 15")
    return int(content)


def quantity(content: Any, where: str) -> int:
    """Return a whole number from 0 on that fits a ledger."""
    if isinstance(content, str) and content.startswith("-"):
        raise RuleTextError(f"{where}: {shown(content)} is no whole number; write digits only, at most 15")
    return whole(content, where)


def number(content: Any, where: str) -> Decimal:
    """Return a decimal number, exactly as it is written."""
    if not isinstance(content, str) or not _NUMBER.fullmatch(content):
        raise RuleTextError(f"{where}: {shown(content)} is no number; write digits, as 0.05, at most 15 before the dot")
    return Decimal(content)


def day(content: Any, where: str) -> date:
    """Return a calendar date."""
    try:
        found = parse_day(content)
    except ValueError:
        raise RuleTextError(f"{where}: {shown(content)} is no day; write YYYY-MM-DD") from None
    if found.year not in _YEARS:
        raise RuleTextError(f"{where}: {content} is too far away; write a day from {_YEARS[0]} to {_YEARS[-1]}")
    return found


def day_or_unknown(content: Any, where: str) -> date | None:
    """Return a calendar date, or none where the file says that it is unknown."""
    return None if content == "unknown" else day(content, where)


def offset(content: Any, where: str) -> timedelta:
    """Return the offset of a time zone."""
    try:
        return parse_offset(content if isinstance(content, str) else shown(content))
    except OffsetError as error:
        raise RuleTextError(f"{where}: {error}") from None


def label(content: Any, where: str) -> Label:
    """Return a label in both languages."""
    item = Item(content, where, needed={"en", "zh-Hant"})
    found = Label(item.read("en", some_text), item.read("zh-Hant", some_text))
    item.done()
    return found


def source(content: Any, where: str) -> Source:
    """Return a source."""
    item = Item(content, where, needed={"document", "paragraph"}, optional=frozenset({"version", "verified"}))
    found = Source(
        document=item.read("document", some_text),
        paragraph=item.read("paragraph", some_text),
        version=item.read("version", some_text),
        verified=item.read("verified", true, True),
    )
    item.done()
    return found


def true(content: Any, where: str) -> bool:
    """Return a true or false, as sources write it."""
    if content not in ("true", "false"):
        raise RuleTextError(f"{where}: found {shown(content)}; write true or false")
    return bool(content == "true")


def _told(found: object, allowed: Sequence[str]) -> str:
    """Return the names that may be used; of very many the nearest to what was found, and how many there are."""
    whole = ", ".join(allowed)
    if len(whole) <= _LONGEST_LIST:
        return whole
    return f"{', '.join(get_close_matches(str(found), allowed, _NEAREST, 0))}, … ({len(allowed)} in all)"
