"""The page of a table of factors: every cell against the schema, lookups as the command does them, both languages."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from importlib.resources import files

from tests.methodology.test_tables import ROWS, SCHEMA, row

ADDRESS = "/methodologies/tables/"


def sent(rows=ROWS, schema=SCHEMA, **more):
    return {"name": "grid", "schema": json.dumps(schema, default=float), "rows": rows} | more


def record_of(answer):
    return json.loads(answer.content, parse_float=Decimal)


def test_each_cell_is_a_value_empty_or_has_its_sentence(client):
    record = record_of(client.post(ADDRESS, sent(format="json")))
    (column,) = record["columns"]
    assert (column["values"], column["empty"], column["refused"]) == (3, 1, 2)
    assert (column["least"], column["greatest"], column["unit"]) == (Decimal("0.0001"), Decimal("0.758"), "tCO2e/MWh")
    assert [each["code"] for each in record["faults"]] == ["table_value", "table_value"]
    assert record["usable"] is True
    text = client.post(ADDRESS, sent(format="csv")).content.decode("utf-8-sig")
    rows = {each["territory"] + each["year"]: each for each in csv.DictReader(io.StringIO(text))}
    assert (rows["North2024"]["value"], rows["East2024"]["state"], rows["West2024"]["state"]) == (
        "0.758", "empty", "refused")  # fmt: skip
    assert "2000.1" in rows["High2024"]["message"]


def test_a_row_is_looked_up_with_value_and_hash_and_an_absent_one_is_said(client):
    shown = client.post(ADDRESS, sent(inputs=json.dumps({"EF_grid": row("North")}))).content.decode()
    assert "0.758" in shown
    found = record_of(client.post(ADDRESS, sent(inputs=json.dumps({"EF_grid": row("North")}), format="json")))
    assert (found["tables"][0]["value"], len(found["tables"][0]["sha256"])) == (Decimal("0.758"), 64)
    absent = record_of(client.post(ADDRESS, sent(inputs=json.dumps({"EF_grid": row("Nowhere")}), format="json")))
    assert (absent["tables"], absent["faults"][-1]["code"]) == ([], "table_row_absent")


def test_every_row_that_breaks_the_table_is_named_and_nothing_is_looked_up(client):
    broken = ROWS + "North,2024,1\nShort,2024\nLong,2024,1,2\n"
    answer = client.post(ADDRESS, sent(broken, inputs=json.dumps({"EF_grid": row("North")})))
    shown = answer.content.decode()
    assert "Row 9 of the table grid" in shown
    assert "Row 10 of the table grid" in shown
    assert "has two rows for North, 2024" in shown
    assert "before it is mended" in shown
    assert "Looked up" not in shown
    lacking = record_of(client.post(ADDRESS, sent("territory,year\nNorth,2024\n", format="json")))
    assert [each["code"] for each in lacking["faults"]] == ["table_column"]


def test_a_schema_or_a_file_that_cannot_be_read_is_said(client):
    for given, said in (
        (sent(schema={"file": "x"}), "schema of the table grid cannot be read"),
        (sent(schema=SCHEMA | {"columns": {"cm": {"unit": "furlong"}}}), "cannot be read"),
        (sent(name=" "), "needs a name"), (sent('a,a\n1,2\n'), "Row 1 of"),
        (sent('territory,year,cm\n"' + "x" * 200_000), "Row 2 of"), (sent(inputs="["), "is not JSON"),
    ):  # fmt: skip
        answer = client.post(ADDRESS, given)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_the_example_is_filled_in_and_answered_in_both_languages(client):
    assert f'href="{ADDRESS}"' in client.get("/methodologies/").content.decode()
    example = {name: files("sextant.web.examples").joinpath(f"table_{name}.{ending}").read_text()
               for name, ending in (("schema", "json"), ("rows", "csv"), ("inputs", "json"))}  # fmt: skip
    assert "Northland (synthetic)" in client.get(f"{ADDRESS}?example=yes").content.decode()
    for language, said in (("en", "Rows of this table can be looked up"), ("zh-hant", "此表可供查表")):
        client.cookies["sextant_language"] = language
        shown = client.post(ADDRESS, {"name": "grid", **example}).content.decode()
        assert said in shown
        assert "0.7315" in shown
