"""A rulebook that extends another one: everything of the base that it does not change is its own too.

`extends: base` in `mechanism.yaml` names the base. A file of the extending folder adds to the file of the same name in
the base; what it changes stands under `instead`, entry by entry, and `none` takes an entry away. Whatever is changed
brings its own source. What both would declare, or what `instead` names and the base has not, does not load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from sextant.rules import reading
from sextant.rules.reading import Faults
from sextant.rules.template import made
from sextant.rules.text import RuleTextError, load_text

MECHANISM, INSTEAD, EXTENDS, NONE = "mechanism.yaml", "instead", "extends", "none"
_OF_ITSELF = frozenset({"mechanism", EXTENDS, "label", "source", "registry"})
"""What a mechanism states of itself in any case."""
_NOT_INHERITED = frozenset({"documents.yaml", "zones.yaml"})
"""What counts for all folders, wherever it stands."""
_WHOLE = frozenset({"working_days.yaml"})
"""What is taken from one folder or the other: the days of one place have nothing to do with those of another."""
_WORDS = ({"en", "zh-Hant"}, {"document", "version", "paragraph", "verified"})
"""Mappings that are one value: a label, a source."""
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

Files = Mapping[str, str]
Contents = dict[str, Any]


def effective(files: Files, faults: Faults) -> dict[str, str]:
    """Return the texts of all files with those of extending folders written out; what is wrong is told to `faults`.

    A folder that cannot be joined with its base is left out.
    """
    folders = sorted({name.partition("/")[0] for name in files if name.count("/") == 1 and name.endswith(MECHANISM)})
    bases = {folder: base for folder in folders if (base := _base(files, folder)) is not None}
    found = {name: text for name, text in files.items() if name.partition("/")[0] not in bases}
    for folder in folders:
        if folder not in bases:
            continue
        try:
            contents = _joined(folder, files, bases, ())
        except RuleTextError as error:
            for sentence in error.sentences:
                faults.add(sentence)
            continue
        found |= {f"{folder}/{name}": _dumped(content) for name, content in contents.items()}
    return found


def base_of(text: str) -> str | None:
    """Return the folder that a `mechanism.yaml` extends, or none where it extends none or is not readable."""
    try:
        body = load_text(text, MECHANISM)
    except RuleTextError:
        return None
    found = body.get(EXTENDS) if isinstance(body, dict) else None
    return None if found is None else str(found)


def _base(files: Files, folder: str) -> str | None:
    return base_of(files[f"{folder}/{MECHANISM}"])


def _joined(folder: str, files: Files, bases: Mapping[str, str], above: tuple[str, ...]) -> Contents:
    """Return the contents of a folder by file, with those of its base."""
    own = {
        name.partition("/")[2]: load_text(text, name) for name, text in files.items() if name.startswith(f"{folder}/")
    }
    base, file = bases.get(folder), f"{folder}/{MECHANISM}"
    if base is None:
        return own
    if base in (*above, folder):
        circle = " → ".join((*above, folder, base))
        raise RuleTextError(f"{file}: {EXTENDS}: {circle} is a circle; let one of them extend nothing")
    if f"{base}/{MECHANISM}" not in files:
        raise RuleTextError(f"{file}: {EXTENDS}: there is no rulebook {base!r}; add its folder or correct the name")
    for key in sorted({"mechanism", "label", "source"} - set(reading.mapping(own[MECHANISM], file))):
        raise RuleTextError(f"{file}: {key} is missing; what extends another rulebook has its own")
    inherited = _renamed(_joined(base, files, bases, (*above, folder)), base, folder)
    return _overlaid(folder, base, own, {name: inherited[name] for name in inherited if name not in _NOT_INHERITED})


def _overlaid(folder: str, base: str, own: Contents, inherited: Contents) -> Contents:
    for name, content in inherited.items():
        reading.mapping(content, f"{base}/{name}")
    found = {name: content for name, content in inherited.items() if name not in own}
    for name, content in own.items():
        where = f"{folder}/{name}"
        if name not in inherited or name in _WHOLE:
            if isinstance(content, dict) and INSTEAD in content:
                raise RuleTextError(f"{where}: {INSTEAD}: {base} has no {name}; correct the name of the file")
            if content == NONE:
                raise RuleTextError(f"{where}: {base} has no {name} to take away; remove the file")
            found[name] = content
        elif content != NONE and not name.startswith("cycles/"):
            found[name] = _merged(inherited[name], reading.mapping(content, where), base, where)
    templates = {
        name.removeprefix("templates/").removesuffix(".yaml"): content
        for name, content in found.items()
        if name.startswith("templates/")
    }
    for name, content in own.items():
        if name.startswith("cycles/") and name in inherited and content != NONE:
            where = f"{folder}/{name}"
            of_base = made(inherited[name], templates, where)
            found[name] = _merged(of_base, reading.mapping(content, where), base, where)
    return found


def _merged(base: Contents, own: Contents, base_name: str, where: str) -> Contents:
    """Return the content of a file of the base with what the extending folder adds to it and changes in it."""
    found = dict(base)
    own_words = _OF_ITSELF if where.endswith(f"/{MECHANISM}") else frozenset()
    for key, value in own.items():
        if key == INSTEAD:
            continue
        if key not in base or key in own_words:
            found[key] = value
        elif _entries(value) and _entries(base[key]):
            for entry in value:
                if entry in base[key]:
                    raise RuleTextError(f"{where}: {key}.{entry}: {base_name} has it; write it under `{INSTEAD}`")
            found[key] = {**base[key], **value}
        elif value != base[key]:
            raise RuleTextError(f"{where}: {key}: {base_name} has it; write it under `{INSTEAD}`")
    for key, value in reading.mapping(own.get(INSTEAD, {}), f"{where}: {INSTEAD}").items():
        at = f"{where}: {INSTEAD}.{key}"
        if key not in base:
            raise RuleTextError(f"{at}: {base_name} has none; correct the name, or move it out of `{INSTEAD}`")
        if _entries(value) and _entries(base[key]):
            found[key] = _changed(base[key], found[key], value, base_name, at)
        elif value == NONE:
            del found[key]
        else:
            found[key] = value
    return found


def _changed(base: Contents, added: Contents, changes: Contents, base_name: str, where: str) -> Contents:
    """Return entries of the base after those that are changed; one that is changed in part keeps the rest."""
    found = dict(added)
    for entry, change in changes.items():
        at = f"{where}.{entry}"
        if entry not in base:
            raise RuleTextError(f"{at}: {base_name} has none; correct the name, or move it out of `{INSTEAD}`")
        if change == NONE:
            del found[entry]
        elif isinstance(change, dict) and isinstance(base[entry], dict) and not _is_word(change):
            if "source" in base[entry] and "source" not in change:
                raise RuleTextError(f"{at}: source is missing; what is changed rests on a text of its own")
            both = {**base[entry], **change}
            found[entry] = {key: value for key, value in both.items() if value != NONE}
        else:
            found[entry] = change
    return found


def _entries(content: Any) -> bool:
    return isinstance(content, dict) and not _is_word(content)


def _is_word(content: Mapping[str, Any]) -> bool:
    return bool(content) and any(set(content) <= words for words in _WORDS)


def _renamed(content: Any, base: str, folder: str) -> Any:
    """Return content in which the paths of the base are those of the folder: `jcm.fee` becomes `jcm_mongolia.fee`."""
    path = re.compile(rf"(\$?){re.escape(base)}(\.[a-z0-9_.]+)")

    def text(each: str) -> str:
        found = path.fullmatch(each)
        return f"{found[1]}{folder}{found[2]}" if found else each

    def walk(each: Any) -> Any:
        if isinstance(each, str):
            return text(each)
        if isinstance(each, list):
            return [walk(item) for item in each]
        if isinstance(each, dict):
            return {
                text(key): folder if key == "mechanism" and value == base else walk(value)
                for key, value in each.items()
            }
        return each

    return walk(content)


def _dumped(content: Any) -> str:
    return str(yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000))
