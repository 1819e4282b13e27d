"""The page of a period year by year: as the command has it, with a sentence for each bad year, in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.methodology.test_forecast import wind
from typer.testing import CliRunner

from sextant.cli.main import app

ADDRESS = "/methodologies/forecast/"
MONITORED = {"monitoring_period": "2026-03-15:2027-12-31", "adjustment": {"BAU": {"2026": 58400, "2027": 73000}},
             "by_year": {"2026": {"EG_PJ_facility": 28100}, "2027": {"EG_PJ_facility": 38200}}}  # fmt: skip


def text(**more):
    return json.dumps(wind(**more), default=float)


def command(tmp_path, *files):
    """Return what `sextant forecast` prints for the same files."""
    paths = []
    for number, content in enumerate(files):
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(content)
    options = [str(paths[0])] if len(paths) == 1 else [str(paths[0]), "--monitored", str(paths[1])]
    return json.loads(CliRunner().invoke(app, ["forecast", *options, "--json"]).stdout, parse_float=Decimal)


def test_the_page_is_linked_and_filled_with_an_example_that_is_answered(client):
    assert f'href="{ADDRESS}"' in client.get("/methodologies/").content.decode()
    filled = client.get(f"{ADDRESS}?example=yes").content.decode()
    assert "Synthetic demonstration data" in filled
    assert filled.count("(synthetic)") > 5
    for language, said in (("en", "Crediting baseline"), ("zh-hant", "計入基線")):
        client.cookies["sextant_language"] = language
        answer = client.post(ADDRESS, {"plan": text()})
        assert answer.status_code == 200
        assert said in answer.content.decode()


def test_a_chosen_file_gives_the_record_of_the_command_and_a_row_a_year(client, tmp_path):
    sent = {"plan_file": SimpleUploadedFile("plan.json", text().encode())}
    record = json.loads(client.post(ADDRESS, sent | {"format": "json"}).content, parse_float=Decimal)
    assert record == command(tmp_path, text())
    sent = {"plan_file": SimpleUploadedFile("plan.json", text().encode())}
    rows = list(csv.DictReader(io.StringIO(client.post(ADDRESS, sent | {"format": "csv"}).content.decode("utf-8-sig"))))
    assert [int(each["year"]) for each in rows] == list(range(2026, 2032))
    for row, year in zip(rows, record["years"], strict=True):
        assert Decimal(row["crediting_baseline"]) == year["baseline"]["crediting_baseline"]
        assert int(row["units"]) == year["units"]


def test_what_was_shown_can_be_downloaded_by_what_the_page_sends_along(client):
    shown = client.post(ADDRESS, {"plan": text()}).content.decode()
    along = dict(re.findall(r'<input type="hidden" name="(plan_\w+)" value="([^"]*)">', shown))
    again = client.post(ADDRESS, along | {"format": "json"})
    assert json.loads(again.content) == json.loads(client.post(ADDRESS, {"plan": text(), "format": "json"}).content)
    assert client.post(ADDRESS, {"plan_along": "%%"}).status_code == 400


def test_an_increase_without_a_reason_is_told_and_one_with_it_is_complete(client, tmp_path):
    bare, reasoned = text(**MONITORED), text(**MONITORED, reasons={"EG_PJ_facility": "more wind"})
    shown = client.post(ADDRESS, {"plan": text(), "monitored": bare}).content.decode()
    assert "An increase has no recorded reason" in shown
    shown = client.post(ADDRESS, {"plan": text(), "monitored": reasoned}).content.decode()
    assert "Every increase has its recorded reason" in shown
    assert "more wind" in shown
    sent = {"plan": text(), "monitored": reasoned, "format": "json"}
    found = json.loads(client.post(ADDRESS, sent).content, parse_float=Decimal)
    assert found == command(tmp_path, text(), reasoned)


def test_every_bad_year_has_its_sentence_and_nothing_is_calculated(client):
    by_year = {str(year): {"EG_PJ_facility": 1000} for year in range(2026, 2032)}
    by_year |= {"2027": {"EG_PJ_facility": "many"}, "2029": {}}
    answer = client.post(ADDRESS, {"plan": text(by_year=by_year)})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert shown.count("In the year 2027:") == shown.count("In the year 2029:") == 1
    assert "In the year 2028:" not in shown
    outside = client.post(ADDRESS, {"plan": text(by_year={"2019": {}, "2041": {}, "2026": 3})}).content.decode()
    assert all(f"by_year.{year}" in outside for year in (2019, 2041, 2026))
    client.cookies["sextant_language"] = "zh-hant"
    assert "2027 年：" in client.post(ADDRESS, {"plan": text(by_year=by_year)}).content.decode()


@pytest.mark.parametrize(("sent", "status", "said"), [
    ({"plan": "{"}, 422, "is not JSON"), ({"plan": "[]"}, 422, "holds no inputs"), ({}, 400, "no file came"),
    ({"plan": '{"a": 1, "a": 2}'}, 422, "gives a twice"), ({"plan": "{}", "format": "pdf"}, 400, "no answer as"),
    ({"plan": text(methodology="NOVEL")}, 422, "no methodology NOVEL"),
    ({"plan": text(by_year={})}, 422, "EG_PJ_facility"),
])  # fmt: skip
def test_what_cannot_be_read_or_calculated_is_said(client, sent, status, said):
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_a_refusal_is_downloaded_as_such_and_a_large_file_is_not_read(client):
    found = client.post(ADDRESS, {"plan": "{}", "format": "json"})
    assert found.status_code == 422
    assert json.loads(found.content)["refused"][0]["code"] == "outlook_value"
    found = client.post(ADDRESS, {"plan": "{}", "format": "csv"})
    assert (found.status_code, b"outlook_value" in found.content) == (422, True)
    large = SimpleUploadedFile("plan.json", b" " * 4_000_001)
    assert client.post(ADDRESS, {"plan_file": large}).status_code == 413
