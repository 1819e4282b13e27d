"""The page of meters: as the command has it, a sentence for each bad row, in both languages."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from importlib.resources import files

from tests.methodology.test_metering import calibrated, file, meter
from typer.testing import CliRunner

from sextant.cli.main import app

ADDRESS = "/methodologies/meters/"


def text(*meters, **more):
    return json.dumps(file(*meters, **more), default=float)


def test_the_example_is_answered_as_the_command_answers_it(client, tmp_path):
    example = files("sextant.web.examples").joinpath("meters.json").read_text()
    (tmp_path / "meters.json").write_text(example)
    (tmp_path / "inputs.json").write_text('{"EF_grid": 0.8, "Cap": 5}')
    command = ["quantify", "AMS-I.D", "--inputs", str(tmp_path / "inputs.json"), "--meters",
               str(tmp_path / "meters.json"), "--json"]  # fmt: skip
    printed = json.loads(CliRunner().invoke(app, command).stdout, parse_float=Decimal)
    record = json.loads(client.post(ADDRESS, {"meters": example, "format": "json"}).content, parse_float=Decimal)
    assert record["meters"] == printed["meters"]
    assert f'href="{ADDRESS}"' in client.get("/methodologies/").content.decode()
    for language, said in (("en", "beyond the tolerance"), ("zh-hant", "超出容許差")):
        client.cookies["sextant_language"] = language
        shown = client.post(ADDRESS, {"meters": example}).content.decode()
        assert said in shown
        assert "SYN-4712" in shown
        assert "/methodologies/AMS-I.D/calculation?v_EG_PJ_facility=" in shown


def test_a_late_certificate_is_deducted_and_a_stretch_without_reading_is_shown(client):
    late = meter(calibrations=calibrated("2022-12-31", "2024-06-30", error=Decimal("-0.07")),
                 readings=[{"from": "2024-01-01", "to": "2024-11-30", "quantity": 100}])  # fmt: skip
    shown = client.post(ADDRESS, {"meters": text(late)}).content.decode()
    assert "= 93 MWh" in shown
    assert "7 %" in shown
    assert "2024-12-01 – 2024-12-31" in shown
    assert "not explained" in shown
    assert "nothing was compared" in shown
    rows = list(csv.DictReader(io.StringIO(
        client.post(ADDRESS, {"meters": text(late), "format": "csv"}).content.decode("utf-8-sig"))))  # fmt: skip
    assert [each["kind"] for each in rows] == [
        "reading",
        "certificate",
        "certificate",
        "delayed_calibration",
        "unexplained",
    ]
    assert (rows[1]["from"], rows[1]["to"]) == ("2022-12-31", "2023-12-31")
    assert (rows[0]["metered"], rows[0]["used"], rows[0]["error_applied"]) == ("100", "93", "0.07")


def test_every_row_that_cannot_be_read_has_its_sentence(client):
    bad = meter(readings=[{"from": "2024-01-01", "to": "soon", "quantity": 1},
                          {"from": "2024-02-01", "to": "2024-02-02", "quantity": -3}],
                calibrations=[{"on": "never"}])  # fmt: skip
    gap = {"from": "2024-03-01", "to": "2024-03-02", "cause": "whim", "why": "x"}
    answer = client.post(ADDRESS, {"meters": text(bad, gaps=[gap])})
    assert answer.status_code == 422
    shown = answer.content.decode()
    for where in ("meters[1].readings[1].to", "meters[1].readings[2].quantity", "meters[1].calibrations[1].on",
                  "gaps[1].cause"):  # fmt: skip
        assert where in shown
    twice = meter(readings=[{"from": "2024-01-01", "to": "2024-01-31", "quantity": 1},
                            {"from": "2024-01-31", "to": "2024-02-28", "quantity": 1},
                            {"from": "2025-01-01", "to": "2025-01-02", "quantity": 1}])  # fmt: skip
    shown = client.post(ADDRESS, {"meters": text(twice)}).content.decode()
    assert "counted twice" in shown
    assert "2025-01-01:2025-01-02" in shown
