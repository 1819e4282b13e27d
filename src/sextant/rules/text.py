"""Reading rule text strictly: every scalar is text, and no key may be given twice.

Ordinary YAML reads NO, the code of Norway, as false and 0.05 as a binary float.
"""

from __future__ import annotations

from typing import Any

import yaml

_DEEPEST, _MOST = 24, 200_000
"""How deep a rule file may be nested, and how many values it may hold, those of its aliases counted each time."""
_MANY_OPENINGS, _FAR_TOO_DEEP = 5_000, 500
"""From how many openings on the depth is looked at before anything is built, and which depth is not built at all."""
_RESOLVER = yaml.resolver.BaseResolver
_PLAIN_TAGS = (_RESOLVER.DEFAULT_SCALAR_TAG, _RESOLVER.DEFAULT_SEQUENCE_TAG, _RESOLVER.DEFAULT_MAPPING_TAG)
_TAG_OF = dict(zip((yaml.ScalarNode, yaml.SequenceNode, yaml.MappingNode), _PLAIN_TAGS, strict=True))


class RuleTextError(ValueError):
    """Rule text that does not load; each sentence names file, key and remedy.

    There may be several sentences, as all faults of one thing are told together. There may be none: what cannot be
    told is then the consequence of a fault that was told elsewhere.
    """

    def __init__(self, *sentences: str) -> None:
        super().__init__(sentences[0] if sentences else "what it names did not load")
        self.sentences = sentences


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """YAML in which every scalar stays text."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of what carries none. Nothing is guessed from how a value is written, so none is looked up."""
        return _TAG_OF[kind]


def _mapping(loader: yaml.BaseLoader, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = loader.construct_object(key_node, deep=True), key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise RuleTextError(f"line {line}: {shown(key)} stands where a name is expected; write `name: value`")
        if key in found:
            raise RuleTextError(f"line {line}: the key {shown(key)} is given twice; remove one")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _scalar(loader: yaml.BaseLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


def _sequence(loader: yaml.BaseLoader, node: yaml.SequenceNode) -> list[Any]:
    return [loader.construct_object(each, deep=True) for each in node.value]


def _tagged(loader: yaml.BaseLoader, node: yaml.Node) -> Any:
    line = node.start_mark.line + 1
    raise RuleTextError(f"line {line}: rules carry no tags, and {shown(node.tag)} is one; remove it")


for _tag, _read in zip(_PLAIN_TAGS, (_scalar, _sequence, _mapping), strict=True):
    _Loader.add_constructor(_tag, _read)
_Loader.add_constructor(None, _tagged)


def load_text(text: str, name: str) -> Any:
    """Return the content of a rule file. Raises RuleTextError with file, key and remedy, in one sentence."""
    try:
        _measure_openings(text)
        content = yaml.load(text, Loader=_Loader)
        _measure(content, {}, 1)
        return content
    except RuleTextError as error:
        raise RuleTextError(f"{name}: {error}") from None
    except RecursionError:
        raise RuleTextError(f"{name}: it is nested more than {_DEEPEST} deep; write it flatter") from None
    except yaml.YAMLError as error:
        mark, position = getattr(error, "problem_mark", None), getattr(error, "position", None)
        line = mark.line + 1 if mark is not None else text.count("\n", 0, position or 0) + 1
        what = " ".join(str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).split())
        raise RuleTextError(f"{name}: line {line}: not readable as YAML: {what}; mend it there") from None


def shown(content: Any) -> str:
    """Return what was found as a sentence can hold it: on one line, and short whatever it is."""
    if isinstance(content, str):
        return repr(content if len(content) <= 40 else f"{content[:37]}...")
    if content is None:
        return "nothing"
    return "a list" if isinstance(content, list) else "names with values below them"


def _measure_openings(text: str) -> None:
    """Refuse what is nested so deep that the C library, which builds by recursion, would end the process."""
    if sum(map(text.count, "[{-?")) <= _MANY_OPENINGS:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _FAR_TOO_DEEP:
            raise RuleTextError(f"it is nested more than {_DEEPEST} deep; write it flatter")


def _measure(content: Any, known: dict[int, int], depth: int) -> int:
    """Return how many values there are, with what aliases repeat."""
    if not isinstance(content, dict | list):
        return 1
    if depth > _DEEPEST:
        raise RuleTextError(f"it is nested more than {_DEEPEST} deep; write it flatter")
    if id(content) not in known:
        inner = content.values() if isinstance(content, dict) else content
        known[id(content)] = 1 + sum(_measure(each, known, depth + 1) for each in inner)
    if known[id(content)] > _MOST:
        raise RuleTextError(f"it holds more than {_MOST:,} values; do not repeat aliases of aliases")
    return known[id(content)]
