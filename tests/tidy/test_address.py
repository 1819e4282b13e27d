"""No file says where one machine keeps things or fetches packages from; every reader has their own."""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.tidy.repository import ROOT, text_files

# The letter classes keep these patterns from finding themselves.
HOME_FOLDER = re.compile(r"(?<![\w.~-])/(?:roo[t]|hom[e]|User[s]|wor[k])/[\w.]")
INSTALLER_OPTION = re.compile(r"(?i)(?:extra[-_ ])?index[-_]ur[l]|find[-_]link[s]|trusted[-_]hos[t]")


def test_no_file_names_the_host_of_a_package_registry():
    hosts = registry_hosts()
    if not hosts:
        pytest.skip("no installer on this machine says where packages come from")
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(host)}(?![\w-])" for host in sorted(hosts)), re.IGNORECASE)
    assert not _lines_with(pattern)


def test_no_file_tells_an_installer_where_to_fetch():
    assert not _lines_with(INSTALLER_OPTION)


def test_no_file_holds_a_path_of_the_machine_it_was_written_on():
    here = {str(ROOT), str(Path.home()), sys.prefix, sys.base_prefix} - {
        "/",
        "/usr",
        "/tmp",
        "/opt",
        "/usr/local",
    }
    pattern = "|".join(rf"(?<![\w.]){re.escape(path)}(?=[/\s\"'`)]|$)" for path in sorted(here))
    assert not _lines_with(re.compile(f"(?:{HOME_FOLDER.pattern})|{pattern}"))


def test_no_lock_file_holds_an_address():
    locks = sorted((ROOT / "requirements").glob("*.txt")) + sorted((ROOT / "requirements").glob("*.in"))
    assert len(locks) >= 4, "the lock files and their sources were expected in requirements/"
    assert not [lock.name for lock in locks if re.search(r"https?:/|file:/|git\+", lock.read_text(encoding="utf-8"))]


@cache
def registry_hosts() -> frozenset[str]:
    """Return the hosts that the installers of this machine know, so that none is spelled out here."""
    from pip._internal.models.index import PyPI, TestPyPI

    found = {PyPI.netloc, PyPI.file_storage_domain, TestPyPI.netloc, TestPyPI.file_storage_domain}
    found |= _hosts(_output(sys.executable, "-m", "pip", "config", "list"))
    if shutil.which("npm"):
        found |= _hosts(_output("npm", "config", "get", "registry"))
    for file in [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]:
        if file.is_file():
            # A comment there may mention any site; only the lines in force name a source of packages.
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
            found |= _hosts("\n".join(line for line in lines if not line.lstrip().startswith("#")))
    return frozenset(host for host in found if "." in host and not re.fullmatch(r"[\d.:]+|localhost.*", host))


def _hosts(text: str) -> set[str]:
    return {urlsplit(address).hostname or "" for address in re.findall(r"https?://[^\s'\"]+", text)}


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in text_files().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]
