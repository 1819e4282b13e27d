"""Tables of factors with a schema: invented ones, and the published grid factors where they are beside us."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.shared_data import shared
from typer.testing import CliRunner

from sextant.cli.main import app
from sextant.methodology.tables.lookup import Table, look_up
from sextant.methodology.tables.schema import read_schema

SOURCE = {"document": "Synthetic factors", "version": "v1", "paragraph": "table 1"}
SCHEMA = {
    "file": "factors.csv", "key": ["territory", "year"], "source": SOURCE,
    "columns": {"cm": {"unit": "gCO2/kWh", "as": "tCO2e/MWh", "factor": Decimal("0.001"), "least": 0, "most": 2000}},
}  # fmt: skip
ROWS = (
    "territory,year,cm\nNorth,2024,758\nNorth,2025,700\nSouth,2024,0.1\nEast,2024,\nWest,2024,NaN\nHigh,2024,2000.1\n"
)


@pytest.fixture
def run(tmp_path):
    def asked(lookup, schema=None, rows=ROWS, methodology="AMS-I.D", symbol="EF_grid", **more):
        (tmp_path / "factors.csv").write_text(rows, encoding="utf-8")
        (tmp_path / "schema.json").write_text(json.dumps(schema or SCHEMA, default=float))
        given = ({"EG_PJ_facility": 1000} if methodology == "AMS-I.D" else {}) | {symbol: lookup} | more
        (tmp_path / "inputs.json").write_text(json.dumps(given))
        done = CliRunner().invoke(app, [
            "quantify", methodology, "--inputs", str(tmp_path / "inputs.json"), "--trace", "--json",
            "--table", f"grid={tmp_path / 'schema.json'}",
        ])  # fmt: skip
        assert done.exit_code in (0, 1), done.output
        return json.loads(done.stdout, parse_float=Decimal)

    return asked


def row(territory, year="2024"):
    """Return an input that names a row."""
    return {"table": "grid", "row": {"territory": territory, "year": year}, "column": "cm"}


def test_a_row_gives_the_value_with_file_row_and_source(run):
    record = run(row("North"))
    assert record["results"]["emission_reductions"] == 758
    (looked,) = record["tables"]
    assert (looked["value"], looked["unit"], looked["verified"]) == (Decimal("0.758"), "tCO2e/MWh", False)
    assert len(looked["sha256"]) == 64
    assert "North, 2024, cm (Synthetic factors v1, table 1)" in json.dumps(record["trace"], default=str)


@pytest.mark.parametrize(("lookup", "code"), [
    (row("north"), "table_row_absent"), (row("North", "2023"), "table_row_absent"), (row("East"), "table_value"),
    (row("West"), "table_value"), (row("High"), "table_value"),
    ({"table": "grid", "row": {"territory": "North"}, "column": "cm"}, "table_rows_many"),
    ({"table": "other", "row": {}, "column": "cm"}, "table_unknown"),
    ({"table": "grid", "row": {}, "column": "om"}, "table_column"),
    ({"table": "grid", "row": {"cm": "758"}, "column": "cm"}, "table_lookup"),
    ({"table": "grid", "row": {}, "column": "cm", "novel": 1}, "table_lookup"),
])  # fmt: skip
def test_what_the_table_does_not_say_is_refused(run, lookup, code):
    assert run(lookup)["refused"]["code"] == code


@pytest.mark.parametrize(("schema", "code"), [
    (SCHEMA | {"novel": 1}, "table_schema"), (SCHEMA | {"key": []}, "table_schema"),
    (SCHEMA | {"columns": {}}, "table_schema"), (SCHEMA | {"source": {"document": "x"}}, "table_schema"),
    (SCHEMA | {"columns": {"cm": {"unit": "apples"}}}, "table_schema"),
    (SCHEMA | {"columns": {"cm": {"unit": "gCO2/kWh", "as": "tCO2e/MWh"}}}, "table_schema"),
    (SCHEMA | {"columns": {"om": {"unit": "tCO2e/MWh"}}}, "table_column"),
    (SCHEMA | {"key": ["territory"]}, "table_row_twice"),
    (SCHEMA | {"columns": {"cm": {"unit": "tCO2e/GJ"}}}, "unit_wrong"),
])  # fmt: skip
def test_a_schema_that_does_not_fit_is_refused(run, schema, code):
    assert run(row("North"), schema)["refused"]["code"] == code


def test_a_broken_row_is_refused(run):
    assert run(row("North"), rows=ROWS + "North,2030\n")["refused"]["code"] == "table_malformed"
    assert run(row("North"), rows="territory,cm,cm\nNorth,1,2\n")["refused"]["code"] == "table_malformed"


PER_KWH = {"unit": "gCO2/kWh", "as": "tCO2e/MWh", "factor": Decimal("0.001"), "least": 0}
IFI = {
    "file": "ifi_v3.2.csv", "key": ["territory"], "source": SOURCE, "columns": {"cm_intermittent_gco2_kwh": PER_KWH},
}  # fmt: skip
EMBER = {
    "file": "average_intensities.csv", "key": ["country_or_region", "year"], "source": SOURCE,
    "columns": {"emissions_intensity_gco2_per_kwh": PER_KWH},
}  # fmt: skip
PUBLISHED = [
    ("data/grid-factors-ifi-v3.2/ifi_v3.2.csv", IFI, {"territory": "India"}),
    ("data/grid-factors-ember/average_intensities.csv", EMBER, {"country_or_region": "Afghanistan", "year": "2023"}),
]


@pytest.mark.parametrize(("path", "schema", "key"), PUBLISHED, ids=["ifi", "ember"])
def test_published_grid_factors_are_read_in_place_digit_by_digit(tmp_path, path, schema, key):
    file = shared(path)
    (column,) = schema["columns"]
    with file.open(encoding="utf-8-sig", newline="") as opened:
        found = next(each for each in csv.DictReader(opened) if all(each[name] == text for name, text in key.items()))
    shutil.copy(file, tmp_path / file.name)
    (tmp_path / "schema.json").write_text(json.dumps(schema, default=float))
    lookup = {"table": "grid", "row": key, "column": column}
    (tmp_path / "inputs.json").write_text(json.dumps({"EG_PJ_facility": 1000, "EF_grid": lookup}))
    done = CliRunner().invoke(app, [
        "quantify", "AMS-I.D", "--inputs", str(tmp_path / "inputs.json"), "--table", f"grid={tmp_path / 'schema.json'}",
        "--json",
    ])  # fmt: skip
    assert done.exit_code == 0, done.output
    reductions = json.loads(done.stdout, parse_float=Decimal)["results"]["emission_reductions"]
    assert Fraction(reductions) == Fraction(found[column])


def test_each_matching_row_gives_one_element():
    rows = ({"unit": "A", "year": "2024", "eg": "5"}, {"unit": "B", "year": "2024", "eg": "7"},
            {"unit": "A", "year": "2023", "eg": "9"})  # fmt: skip
    schema = read_schema("plants", {"file": "x.csv", "key": ["unit", "year"], "source": SOURCE,
                                    "columns": {"eg": {"unit": "MWh"}}})  # fmt: skip
    table = Table("plants", schema, ("unit", "year", "eg"), rows, "00")
    wanted = {"table": "plants", "row": {"year": "2024"}, "column": "eg", "element": "unit"}
    inputs, looked = look_up({"EG": wanted, "other": 3}, {"plants": table})
    assert inputs["EG"]["value"] == looked[0].values == {"A": 5, "B": 7}
    assert inputs["other"] == 3
    assert look_up({"EG": wanted | {"row": {}}}, {"plants": table}).code == "table_rows_many"
