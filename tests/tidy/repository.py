"""What the repository holds, as the tidiness tests see it: the files git tracks or is about to track."""

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sextant"


@cache
def repository_files() -> tuple[Path, ...]:
    """Return the files that are tracked, or are new and not ignored."""
    # A clone made by another user is still only read here, so git need not distrust it.
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this folder is no git checkout, so nothing says which files belong to it")
    paths = (ROOT / name.decode() for name in listing.split(b"\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def text_files() -> dict[str, str]:
    """Return the text of every file of the repository that is text, by its path from the root."""
    texts = {}
    for path in repository_files():
        content = path.read_bytes()
        if b"\0" not in content[:8192]:
            texts[path.relative_to(ROOT).as_posix()] = content.decode("utf-8", errors="replace")
    return texts


def python_modules() -> dict[str, ast.Module]:
    """Return the parsed modules of the package, by their path from the root."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }
