"""Every value of every rulebook, changed one by one: a check that cites its paragraph fails each time.

Three kinds of check hold the values: the cases of levies, the numbers in the official texts where those lie beside
the project, and the cases of single values (values.yaml) for what neither of these would notice.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.rules import test_against_texts as texts
from tests.rules.shipped import TEXTS, another, books, whole, written_in
from tests.rules.test_levy_cases import used_by_levies

from sextant.domain.rule_value import DatedValue
from sextant.rules.parameter import parse_parameters
from sextant.rules.reading import Faults
from sextant.rules.text import load_text

FILE = Path(__file__).parent / "values.yaml"
CASES = load_text(FILE.read_text(encoding="utf-8"), FILE.name)["cases"]
BY_LEVIES = set(used_by_levies())
VALUES = [
    (file, name, day)
    for file in sorted(TEXTS)
    if "/parameters/" in file
    for name, body in written_in(file)
    for day, value in body["values"].items()
    if value["value"] != "none" and (file, name, day) not in BY_LEVIES
]


def written(file, name, day, value):
    """Return one value of a rulebook as it loads when this is what stands in its file."""
    body = whole(file)["parameters"][name]
    body["values"][day]["value"] = value
    body.pop("choices", None)
    faults = Faults()
    mechanism = file.partition("/")[0]
    text = yaml.safe_dump({"parameters": {name: body}}, allow_unicode=True, sort_keys=False)
    anchors = books().books[mechanism].mechanism.dates
    found = parse_parameters(text, file, mechanism=mechanism, units=books().measures, anchors=anchors, faults=faults)[
        f"{mechanism}.{name}"
    ]
    assert faults.sentences == []
    return next(each for each in found.values if each.from_date.isoformat() == day)


def parsed(path, expected):
    """Return what a case expects, read as the parameter reads its values."""
    parameter = books().parameter(path)
    name = path.partition(".")[2]
    return written(parameter.file, name, parameter.values[0].from_date.isoformat(), expected).value


def holds(case, value: DatedValue):
    """Whether a value is what a case expects, on the word of the paragraph that the case names."""
    cited = (value.source.document, value.source.paragraph) == (case["source"]["document"], case["source"]["paragraph"])
    return cited and value.value == parsed(case["parameter"], case["expect"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    found = books().parameter(case["parameter"]).on(date.fromisoformat(case["on"]))
    assert found is not None
    assert (found.source.document, found.source.paragraph) == (case["source"]["document"], case["source"]["paragraph"])
    assert found.value == parsed(case["parameter"], case["expect"])


def noticed(path, day, value):
    """Return how a check notices that this value is not what its paragraph says, or none where none does."""
    if value.source.verified and texts.missing_from_text(path, value):
        return "text"
    cases = [each for each in CASES if (each["parameter"], each["on"]) == (path, day)]
    return "case" if cases and not all(holds(each, value) for each in cases) else None


@pytest.mark.parametrize(("file", "name", "day"), VALUES, ids=lambda each: str(each).rpartition("/")[2])
def test_a_changed_value_is_noticed(file, name, day):
    path = f"{file.partition('/')[0]}.{name}"
    body = whole(file)["parameters"][name]
    now = body["values"][day]["value"]
    assert noticed(path, day, written(file, name, day, now)) is None
    found = noticed(path, day, written(file, name, day, another(now, body["type"])))
    if found is None and not texts.REFERENCE.is_dir():
        pytest.skip("the official texts are not beside the project")
    assert found is not None


def test_a_changed_source_is_noticed():
    case = next(each for each in CASES if each["parameter"] == "cdm.review_requests_min")
    value = books().parameter("cdm.review_requests_min").values[0]
    assert holds(case, value)
    assert not holds(case | {"source": {"document": "Decision 3/CMP.1", "paragraph": "annex, 42"}}, value)
