"""Every shared vector, each intermediate and final value, by the library and by the command line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.methodology.vector_table import ALL, Run
from tests.shared_data import SHARED

from sextant.application.queries.quantified_record import as_record
from sextant.application.queries.quantify import Quantified, quantify
from sextant.methodology.plan import Request
from sextant.storage.methodology_files import ShippedLibrary

FOLDER = SHARED / "vectors"
RELATIVE = Decimal("1e-9")
FILES = (
    "ACM0001", "ACM0002", "ACM0012", "AMS-I.D", "AMS-I.E", "AMS-II.C", "AMS-II.G", "AMS-II.J",
    "AMS-III.AV", "AMS-III.C", "AMS-III.D", "AR-ACM0003", "AR-TOOL14", "GUARDIAN-MECD-ATEC",
    "GUARDIAN-SMEC-v4", "JCM-CHILLER", "JCM-SOLAR-PV", "SAMPLING", "TOOL03", "TOOL04", "TOOL05",
    "TOOL07", "TOOL14", "TOOL30", "TOOL33",
)  # fmt: skip
"""The vector files that quantification is about."""


def vectors() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in FILES:
        content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
        for vector in content["vectors"]:
            assert vector["id"] not in found
            found[vector["id"]] = vector
    for vector in found.values():
        same = vector["inputs"].get("same_as")
        if same:
            vector["inputs"] = {**found[same]["inputs"], **vector["inputs"]}
            vector["inputs"].pop("same_as")
    return found


@pytest.fixture(scope="module")
def shared_vectors():
    if not FOLDER.is_dir():
        pytest.skip("the shared vectors are not at hand")
    return vectors()


def test_every_vector_is_in_the_table(shared_vectors):
    assert set(ALL) == set(shared_vectors)


@pytest.mark.parametrize("name", ALL)
def test_every_expected_value_is_mapped(name, shared_vectors):
    expected = shared_vectors[name]["expected"]
    wanted = {*expected["intermediate"], *expected["final"]}
    mapped = {key for run in ALL[name] for key in run.expect}
    assert mapped == wanted, (mapped - wanted, wanted - mapped)


@pytest.mark.parametrize("name", ALL)
def test_the_library_gives_every_value_of_a_vector(name, shared_vectors):
    vector = shared_vectors[name]
    for run in ALL[name]:
        request = Request(run.methodology, inputs_of(run, vector["inputs"]), run.case or None, results=run.results)
        done = quantify(request, ShippedLibrary())
        assert isinstance(done, Quantified), done
        check(run, vector, as_record(done, "en"))


@pytest.mark.parametrize("name", ALL)
def test_the_command_line_gives_every_value_of_a_vector(name, shared_vectors, tmp_path, capfd, monkeypatch):
    from sextant.cli.main import run as command_line

    monkeypatch.setenv("SEXTANT_LANGUAGE", "en")
    vector = shared_vectors[name]
    for place, run in enumerate(ALL[name]):
        file = tmp_path / f"{place}.json"
        write_inputs(file, inputs_of(run, vector["inputs"]))
        arguments = ["quantify", run.methodology, "--inputs", str(file), "--json"]
        arguments += ["--case", run.case] if run.case else []
        arguments += [each for result in run.results for each in ("--result", result)]
        assert command_line(arguments) == 0, capfd.readouterr()
        check(run, vector, json.loads(capfd.readouterr().out, parse_float=Decimal))


def inputs_of(run: Run, given: dict[str, Any]) -> dict[str, Any]:
    return {symbol: given[made] if isinstance(made, str) else made(given) for symbol, made in run.inputs.items()}


def write_inputs(file: Path, inputs: dict[str, Any]) -> None:
    from sextant.storage.exact_json import exact_json

    file.write_text(exact_json(inputs), encoding="utf-8")


def check(run: Run, vector: dict[str, Any], record: dict[str, Any]) -> None:
    expected = {**vector["expected"]["intermediate"], **vector["expected"]["final"]}
    for key, made in run.expect.items():
        found = at_path(record, made) if isinstance(made, str) else made(record)
        compare(found, expected[key], f"{vector['id']}: {key}")


def at_path(record: dict[str, Any], path: str) -> Any:
    if path == "units":
        return record["results"]["units"]
    if path.startswith("requirement:"):
        return record["requirements"][path.partition(":")[2]]
    symbol, *at = path.split("/")
    values = {**record["intermediate"], **{each["symbol"]: each["value"] for each in record["defaults_used"]}}
    found = values[symbol]
    for each in at:
        found = found[each]
    return found


def compare(found: Any, expected: Any, where: str) -> None:
    if isinstance(expected, dict):
        assert isinstance(found, dict), where
        for key, value in expected.items():
            compare(found[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for one, other in zip(found, expected, strict=True):
            compare(one, other, where)
    elif isinstance(expected, bool | str):
        assert found == expected, where
    else:
        assert not isinstance(found, bool), where
        # The vectors are printed to ten decimals.
        margin = max(abs(Decimal(expected)) * RELATIVE, Decimal("6e-11"))
        assert abs(Decimal(found) - Decimal(expected)) <= margin, (where, found, expected)
