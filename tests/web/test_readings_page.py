"""The page of readings of devices: counts and strata as the command has them, limits, files that are none."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from typer.testing import CliRunner

from sextant.cli.main import app
from sextant.storage import reading_uploads

ADDRESS = "/methodologies/readings/"
HEAD = "device,day,fuel,hours,qc,stratum\n"
ROWS = HEAD + "".join(f"{device},2025-01-0{day},2.5,3,{int(day == 1)},s\n" for device in (1, 2) for day in range(1, 6))
PARAMETERS = '{"eta_old": 0.1, "eta_new": 0.3}'
ASKED = {"methodology": "AMS-II.G", "parameters": PARAMETERS, "from": "2025-01-01", "to": "2025-01-05"}


def example(name):
    return files("sextant.web.examples").joinpath(name).read_text()


def said(answer, status=422):
    assert answer.status_code == status
    return answer.content.decode()


def test_a_small_file_gives_the_record_of_the_command(client, tmp_path):
    rows, parameters = example("readings.csv"), example("readings_parameters.json")
    (tmp_path / "readings.csv").write_text(rows)
    (tmp_path / "parameters.json").write_text(parameters)
    period = {"from": "2025-01-01", "to": "2025-01-31"}
    given = ["quantify", "AMS-II.G", "--monitoring", str(tmp_path / "readings.csv"), "--parameters",
             str(tmp_path / "parameters.json"), "--period", "2025-01-01:2025-01-31", "--json"]  # fmt: skip
    printed = json.loads(CliRunner().invoke(app, given).stdout, parse_float=Decimal)
    sent = {"monitoring": rows, "parameters": parameters, "methodology": "AMS-II.G", **period}
    record = json.loads(client.post(ADDRESS, sent | {"format": "json"}).content, parse_float=Decimal)
    assert record["readings"] == printed["readings"]
    assert record["results"] == printed["results"]
    text = client.post(ADDRESS, sent | {"format": "csv"}).content.decode("utf-8-sig")
    strata = {each["stratum"]: each for each in csv.DictReader(io.StringIO(text))}
    for each in record["readings"]["strata"]:
        assert int(strata[each["stratum"]]["days_filled"]) == each["days_filled"]
        assert Decimal(strata[each["stratum"]]["discount"]) == each["discount"]


def test_used_filled_and_rejected_days_are_told_with_the_reason_in_both_languages(client):
    rows = ROWS + "3,2025-01-01,2.5,3,0,s\n3,2025-01-01,9.5,3,0,s\n,2025-01-02,1,1,0,s\n1,2025-02-01,1,1,0,s\n"
    for language, words in (
        ("en", {"used as they were measured": 8, "filled from the device’s own mean": 2, "without a row": 4,
                "flagged by the device or its operator": 2, "with copies that contradict each other": 1,
                "left out: no device or no day": 1, "left out: outside the period": 1}),
        ("zh-hant", {"依量測值採用": 8, "經設備或操作者標記": 2}),
    ):  # fmt: skip
        client.cookies["sextant_language"] = language
        shown = said(client.post(ADDRESS, ASKED | {"monitoring": rows}), 200)
        for word, count in words.items():
            assert f'{word}</th><td class="amount">{count}<' in shown, word


def test_a_parquet_file_is_answered_and_sent_along_byte_for_byte(client, tmp_path):
    import re

    import duckdb

    (tmp_path / "r.csv").write_text(ROWS)
    duckdb.sql(f"COPY (SELECT * FROM '{tmp_path / 'r.csv'}') TO '{tmp_path / 'r.parquet'}'")
    sent = SimpleUploadedFile("../r of May.parquet", (tmp_path / "r.parquet").read_bytes())
    shown = said(client.post(ADDRESS, ASKED | {"monitoring_file": sent}), 200)
    assert "2 of 2" in shown
    along = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown))
    again = json.loads(client.post(ADDRESS, along | {"format": "json"}).content)
    assert again["readings"]["counts"]["days_used"] == 8


@pytest.mark.parametrize(("sent", "sentence"), [
    ({"monitoring": "device,day,fuel,fuel\n1,2,3,4\n"}, "names each column once"),
    ({"monitoring": ROWS + "3,2025-01-01\n"}, "Nothing of it was counted"),
    ({"monitoring": "device,day,hours,qc,stratum\n1,2025-01-01,1,0,s\n"}, "no column fuel"),
    ({"monitoring": ROWS, "from": "2025-01-05", "to": "2025-01-01"}, "the last is not before the first"),
    ({"monitoring": ROWS, "from": "", "to": "soon"}, "the last is not before the first"),
    ({"monitoring": ROWS, "methodology": "TOOL33"}, "takes no readings"),
    ({"monitoring": ROWS, "methodology": "NOVEL"}, "no methodology NOVEL"),
    ({"monitoring": ROWS, "parameters": '{"eta_old": 2, "eta_new": 0.3}'}, "eta_old"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_and_nothing_is_counted(client, sent, sentence):
    shown = said(client.post(ADDRESS, ASKED | sent))
    assert sentence in shown
    assert "What came of the readings" not in shown


@pytest.mark.parametrize(("name", "content"), [("r.parquet", b"PAR1 no more"), ("r.xlsx", b"PK"), ("r", b"device")])
def test_a_file_that_is_none_is_said(client, name, content):
    shown = said(client.post(ADDRESS, ASKED | {"monitoring_file": SimpleUploadedFile(name, content)}))
    assert 'class="refusal"' in shown


def test_few_bytes_that_stand_for_many_rows_are_left_to_the_command(client, tmp_path, monkeypatch):
    import duckdb

    monkeypatch.setattr(reading_uploads, "ROWS_MAX", 1000)
    wide = "SELECT 1 AS device, DATE '2025-01-01' AS day, 1.0 AS fuel, 1.0 AS hours, 0 AS qc, 's' AS stratum"
    duckdb.sql(f"COPY ({wide} FROM range(1001)) TO '{tmp_path / 'r.parquet'}'")
    sent = SimpleUploadedFile("r.parquet", (tmp_path / "r.parquet").read_bytes())
    shown = said(client.post(ADDRESS, ASKED | {"monitoring_file": sent}))
    assert "1,001 rows" in shown
    assert "sextant quantify AMS-II.G --monitoring" in shown


def test_the_form_tells_the_limit_and_the_command_and_is_filled_with_an_example(client):
    shown = said(client.get(f"{ADDRESS}?example=yes"), 200)
    assert "at most 4 MB and 1,000,000 rows" in shown
    assert "sextant quantify AMS-II.G --monitoring PATH --parameters FILE" in shown
    assert "SYN-001,2025-01-01" in shown
    assert f'href="{ADDRESS}"' in client.get("/methodologies/").content.decode()
    assert f'href="{ADDRESS}?methodology=AMS-II.G"' in client.get("/methodologies/AMS-II.G/").content.decode()
