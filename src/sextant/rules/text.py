"""Reading rule text strictly: every scalar is text, and no key may be given twice.

Ordinary YAML reads NO, the code of Norway, as false and 0.05 as a binary float.
"""

from __future__ import annotations

from typing import Any

import yaml


class RuleTextError(ValueError):
    """A rule file that does not load; the message names file, key and remedy."""


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """YAML in which every scalar stays text."""


def _mapping(loader: yaml.BaseLoader, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            line = key_node.start_mark.line + 1
            raise RuleTextError(f"line {line}: the key {key!r} is given twice; remove one")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_text(text: str, name: str) -> Any:
    """Return the content of a rule file. Raises RuleTextError with file, key and remedy."""
    try:
        return yaml.load(text, Loader=_Loader)
    except RuleTextError as error:
        raise RuleTextError(f"{name}: {error}") from None
    except yaml.YAMLError as error:
        raise RuleTextError(f"{name}: not readable as YAML: {error}") from error
