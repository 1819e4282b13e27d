"""The page of a sample: plan, draw and result as the command has them, a sentence for each bad row."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from decimal import Decimal
from importlib.resources import files

from sextant.cli.main import run

ADDRESS = "/methodologies/sampling/"
PLAN, SEED = '{"N": 100, "p": 0.9}', "a seed"
LISTED = "id,stratum\n" + "".join(f"n{each},north\n" for each in range(60)) + "".join(
    f"s{each},south\n" for each in range(40))  # fmt: skip


def rows_of(answer):
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def drawn(client, **more):
    return client.post(ADDRESS, {"plan": PLAN, "population": LISTED, "seed": SEED, **more})


def test_a_plan_alone_says_how_many(client):
    shown = client.post(ADDRESS, {"plan": PLAN}).content.decode()
    assert "24 of 100 are to be drawn" in shown
    assert "known from memory, not verified" in shown
    assert {each["symbol"]: each["value"] for each in rows_of(client.post(ADDRESS, {"plan": PLAN, "format": "csv"}))}[
        "n"] == "24"  # fmt: skip


def test_the_draw_is_that_of_the_command_and_each_place_follows_from_the_hash(client, tmp_path, capfd):
    rows = rows_of(drawn(client, format="csv"))
    for stratum, letter, size in (("north", "n", 60), ("south", "s", 40)):
        hashes = sorted(
            (hashlib.sha256(f"{SEED}\n{stratum}\n{letter}{each}".encode()).hexdigest(), f"{letter}{each}")
            for each in range(size)
        )
        mine = [each for each in rows if each["stratum"] == stratum]
        assert [(each["sha256"], each["id"]) for each in mine] == hashes[: len(mine)]
    assert sum(each["drawn_as"] == "sample" for each in rows) == 24
    measured = "id,value\n" + "".join(f"{each['id']},{place % 3}\n" for place, each in enumerate(rows[:30]))
    paths = {}
    for name, content in (("plan.json", PLAN), ("population.csv", LISTED), ("measured.csv", measured)):
        paths[name] = str(tmp_path / name)
        (tmp_path / name).write_text(content)
    capfd.readouterr()
    run(["quantify", "CDM-SAMPLING", "--inputs", paths["plan.json"], "--draw", paths["population.csv"], "--seed", SEED,
         "--measured", paths["measured.csv"], "--bound", "high", "--json"])  # fmt: skip
    printed = json.loads(capfd.readouterr().out, parse_float=Decimal)
    found = json.loads(drawn(client, measured=measured, bound="high", format="json").content, parse_float=Decimal)
    assert found["sample"] == printed["sample"]
    line = drawn(client, seed="it's").content.decode()
    assert "printf &#x27;%s\\n%s\\n%s&#x27; &#x27;it&#x27;&quot;&#x27;&quot;&#x27;s&#x27; north n" in line
    assert found["intermediate"] == printed["intermediate"]


def test_the_example_misses_the_precision_and_its_safe_end_is_told_in_both_languages(client):
    example = {name: files("sextant.web.examples").joinpath(f"sampling_{name}.{ending}").read_text()
               for name, ending in (("plan", "json"), ("population", "csv"), ("measured", "csv"))}  # fmt: skip
    filled = client.get(f"{ADDRESS}?example=yes").content.decode()
    assert 'value="synthetic seed of 2026-11-25"' in filled
    assert f'href="{ADDRESS}"' in client.get("/methodologies/").content.decode()
    for language, said in (("en", "the lower end of the interval</span>"), ("zh-hant", "區間下限</span>")):
        client.cookies["sextant_language"] = language
        sent = {**example, "seed": "synthetic seed of 2026-11-25", "bound": "low"}
        assert said in client.post(ADDRESS, sent).content.decode()


def test_every_bad_row_has_its_sentence(client):
    listed = LISTED + "n7,north\n,north\nx1,\n"
    answer = client.post(ADDRESS, {"plan": PLAN, "population": listed, "seed": SEED, "measured": "id,value\nn1,much\n"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert all(f"Row {row} of" in shown for row in (103, 104, 2))
    assert "n7" in shown
    nobody = drawn(client, measured="id,value\nnobody,1\nnoone,2\n").content.decode()
    assert nobody.count('aria-hidden="true">✕') == 2


def test_what_does_not_go_together_is_said(client):
    assert "needs a seed" in drawn(client, seed="").content.decode()
    assert "needs a seed" in drawn(client, bound="middle").content.decode()
    lone = client.post(ADDRESS, {"plan": PLAN, "measured": "id,value\nn1,1\n"})
    assert (lone.status_code, "without the population" in lone.content.decode()) == (422, True)
    fewer = drawn(client, population="id\na\nb\n").content.decode()
    assert "100" in fewer
    unclosed = drawn(client, population='id,stratum\n"' + "x" * 200_000).content.decode()
    assert "Row 2 of" in unclosed
