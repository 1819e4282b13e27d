"""A file has one subject, a function fits on a screen, and a folder says where to start reading."""

import ast
from collections import Counter

from tests.tidy.repository import ROOT, SOURCE, python_modules

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70
README_LINES_MAX = 40
FILES_WITHOUT_README_MAX = 5


def test_no_file_is_longer_than_400_lines():
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in python_modules()}
    assert lengths, "no module was found, so nothing was measured"
    assert not {path: length for path, length in lengths.items() if length > FILE_LINES_MAX}


def test_no_function_is_longer_than_70_lines():
    long = {
        f"{path}:{node.lineno} {node.name}": _lines(node)
        for path, module in python_modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > FUNCTION_LINES_MAX
    }
    assert not long


def test_every_module_opens_with_a_docstring():
    assert not [path for path, module in python_modules().items() if not ast.get_docstring(module)]


def test_a_folder_with_more_than_five_modules_has_a_readme():
    modules = Counter(path.parent for path in SOURCE.rglob("*.py"))
    # Migrations are numbered in the order to be read, by a tool.
    folders = [
        folder for folder, count in modules.items() if count > FILES_WITHOUT_README_MAX and folder.name != "migrations"
    ]
    assert not sorted(str(folder.relative_to(ROOT)) for folder in folders if not (folder / "README.md").exists())


def test_a_folder_readme_is_at_most_40_lines():
    lengths = {
        str(readme.relative_to(ROOT)): len(readme.read_text(encoding="utf-8").splitlines())
        for readme in SOURCE.rglob("README*.md")
    }
    assert not {path: length for path, length in lengths.items() if length > README_LINES_MAX}


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return function.end_lineno - function.lineno + 1
