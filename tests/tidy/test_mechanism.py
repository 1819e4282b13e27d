"""A mechanism is a folder of rules: no code and no page asks which mechanism it is dealing with."""

import ast
import re
from collections.abc import Iterator

from tests.tidy.repository import python_modules, text_files

IN_A_PAGE = re.compile(r"\{%[^%]*\bmechanism(?:[._]\w+)*\s*(?:==|!=|(?:not\s+)?in\b)\s*[\"'(\[]")
IN_TEXT = re.compile(r"\bmechanism(?:[._]\w+)*\s*(?:==|!=)\s*[\"'(\[]")


def test_no_code_compares_a_mechanism_with_a_name():
    assert not [f"{path}:{line}" for path, module in python_modules().items() for line in mechanism_comparisons(module)]


def test_no_page_or_rule_compares_a_mechanism_with_a_name():
    assert not [
        f"{path}:{number}: {line.strip()}"
        for path, text in text_files().items()
        if path.startswith("src/") and not path.endswith(".py")
        for number, line in enumerate(text.splitlines(), start=1)
        if IN_A_PAGE.search(line) or IN_TEXT.search(line)
    ]


def test_a_comparison_is_found_however_it_is_written():
    found = (
        "if mechanism == 'JCM': pass",
        "x = 'CDM' != activity.mechanism",
        "if mechanism in ('A6.4', 'CDM'): pass",
        "if mechanism_code not in {'CDM'}: pass",
        "match unit.mechanism:\n    case 'CDM': pass",
    )
    for code in found:
        assert list(mechanism_comparisons(ast.parse(code))), code
    for code in ("if mechanism == other.mechanism: pass", "if mechanism in rulebooks: pass"):
        assert not list(mechanism_comparisons(ast.parse(code))), code
    assert IN_A_PAGE.search('{% if activity.mechanism == "CDM" %}')


def mechanism_comparisons(module: ast.Module) -> Iterator[int]:
    """Yield the lines where something called a mechanism is compared with text that is written there."""
    for node in ast.walk(module):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
            if any(map(_is_mechanism, operands)) and any(map(_is_written_out, operands)):
                yield node.lineno
        elif isinstance(node, ast.Match) and _is_mechanism(node.subject):
            yield node.lineno


def _is_mechanism(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return "mechanism" in name.lower()


def _is_written_out(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        # "Is there one at all?" is a fair question.
        return isinstance(node.value, str) and node.value != ""
    return isinstance(node, ast.Tuple | ast.List | ast.Set) and any(map(_is_written_out, node.elts))
