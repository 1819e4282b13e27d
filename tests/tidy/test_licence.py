"""Sextant is Apache-2.0: nothing it is installed or tested with may be under the GPL or AGPL."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.tidy.repository import ROOT

# The Lesser GPL only binds the library itself.
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )(?<!Library or )\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)


def test_no_locked_package_is_under_the_gpl_or_agpl():
    assert not {name: stated for name, stated in _licences().items() if binding(stated)}


def test_every_locked_package_says_what_its_licence_is():
    assert not [name for name, stated in _licences().items() if not stated]


def test_the_licences_that_bind_are_told_from_those_that_do_not():
    assert binding(["GPL-3.0-or-later"])
    assert binding(["AGPLv3+"])
    assert binding(["License :: OSI Approved :: GNU General Public License v2 (GPLv2)"])
    assert binding(["License :: OSI Approved :: GNU Affero General Public License v3"])
    assert binding(["MIT AND GPL-2.0-only"])
    assert not binding(["LGPL-3.0-only"])
    assert not binding(["License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)"])
    assert not binding(["GPL-2.0-only OR MIT"])


def binding(stated: list[str]) -> bool:
    """Return whether every alternative that a package offers is under the GPL or AGPL in some part."""
    return any(all(COPYLEFT.search(choice) for choice in re.split(r"\bOR\b", text)) for text in stated)


def _licences() -> dict[str, list[str]]:
    lock = (ROOT / "requirements" / "development.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([\w.-]+)(?:\[.*\])?==", lock, re.MULTILINE)
    assert len(names) > 20, "the lock file was not understood"
    found = {}
    for name in names:
        try:
            found[name] = _stated(distribution(name))
        except PackageNotFoundError:
            continue  # Locked for another system than this one.
    assert found, "none of the locked packages is installed"
    return found


def _stated(package: Distribution) -> list[str]:
    """Return what a package says its licence is: in its metadata or else in its licence files."""
    metadata = package.metadata
    classifiers = [text for text in metadata.get_all("Classifier") or [] if text.startswith("License ::")]
    fields = [metadata.get("License-Expression"), (metadata.get("License") or "").strip().split("\n")[0]]
    stated = [text for text in [*fields, *classifiers] if text]
    files = [file for file in package.files or [] if file.name.upper().startswith(("LICEN", "COPYING"))]
    return stated or [file.read_text().strip().split("\n")[0] for file in files]
