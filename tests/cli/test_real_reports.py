"""The CDM Registry's own reports of 29 Parties through the commands: every published total, on both databases."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from datetime import date

import pytest
from tests.application.recomputed import printed, recomputed
from tests.shared_data import shared

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="module")
def folder():
    return shared("data/cdm-registry-29-parties")


@pytest.fixture(scope="module")
def totals(folder):
    return json.loads((folder / "totals.json").read_text())


@pytest.fixture(scope="module")
def rows(folder):
    return [_rows(folder / f"{name}.csv.gz") for name in ("issuances", "cancellations")]


def _rows(file):
    with gzip.open(file, "rt", encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(params=KINDS)
def full(request, folder, ledger):
    """Return a registry with the whole of both reports, and how their import ended."""
    made = ledger(request.param)
    ended = made.import_files(folder / "issuances.csv.gz", folder / "cancellations.csv.gz")
    return made, ended


def test_every_published_total_comes_out_of_the_commands(full, totals, rows, folder):
    made, ended = full
    assert ended.code == 0
    assert ended.err == ""
    outcome = ended.json
    assert outcome["issuances"] == {"accepted": 1978, "already_known": 0, "rejected": 0}
    assert outcome["cancellations"] == {"accepted": 7528, "already_known": 0, "rejected": 0}
    everything = {"issued": 293_670_912, "cancelled": 39_932_523, "remaining": 253_738_389, "blocks": 2186}
    assert outcome["units"] == everything
    assert outcome["rejections"] == []
    assert outcome["seconds"] < 60
    assert made.verified()["units"] == 293_670_912
    _by_unit_type_and_period(made, totals, everything)
    _by_party(made, totals)
    _by_year(made, totals)
    _fully_cancelled(made, totals, rows)
    _past_days(made, rows)
    _traces(made, rows)
    again = made.import_files(folder / "issuances.csv.gz", folder / "cancellations.csv.gz")
    assert again.code == 0
    assert again.json["issuances"] == {"accepted": 0, "already_known": 1978, "rejected": 0}
    assert again.json["cancellations"] == {"accepted": 0, "already_known": 7528, "rejected": 0}
    assert again.json["units"] == everything


def _by_unit_type_and_period(made, totals, everything):
    found = made.holdings("--as-of", "2023-12-31", "--by", "unit_type,cp")
    for amount in ("issued", "cancelled"):
        by_unit = {f"{row['unit_type']}|CP{row['cp']}": row[amount] for row in found["rows"]}
        assert by_unit == totals[f"{amount}_by_unit_cp"]
    assert found["total"] == everything
    assert totals["remaining_total"] == everything["remaining"]
    assert totals["remaining_fragments"] == everything["blocks"]


def _by_party(made, totals):
    found = made.holdings("--as-of", "2023-12-31", "--by", "party")
    assert [row["party"] for row in found["rows"]] == sorted(totals["by_party"])
    for row in found["rows"]:
        expected = totals["by_party"][row["party"]]
        assert row["issued"] == expected["issued"]
        assert row["remaining"] == expected["remaining"]
        assert row["blocks"] == expected["remaining_fragments"]
        last = expected["last_serial"]
        assert made.trace(f"{row['party']}-{last}")["issued"]["last"] == last


def _by_year(made, totals):
    """Past days tell the years apart: what the end of a year has more than the end of the year before."""
    for amount in ("issued", "cancelled"):
        by_year, before = {}, 0
        for year in range(2005, 2025):
            now = made.holdings("--as-of", f"{year}-12-31", "--by", "")["total"][amount]
            if now != before:
                by_year[str(year)] = now - before
            before = now
        assert by_year == totals[f"{amount}_by_year"]
    issued = made.holdings("--by", "issued_year")["rows"]
    assert {str(row["issued_year"]): row["issued"] for row in issued} == totals["issued_by_year"]


def _fully_cancelled(made, totals, rows):
    """An issuance of which nothing remains has no block; and the platform's share of all cancellations."""
    traced = 0
    via = {"Yes": [0, 0], "No": [0, 0]}
    gone: dict[tuple[str, str], int] = {}
    for row in rows[1]:
        via[row["via_vcp"]][0] += 1
        via[row["via_vcp"]][1] += int(row["quantity"])
        gone[row["party"], row["project_ref"]] = gone.get((row["party"], row["project_ref"]), 0) + int(row["quantity"])
    assert via == totals["cancelled_via_vcp"]
    by_project = made.holdings("--as-of", "2023-12-31", "--by", "party,activity")["rows"]
    assert {(row["party"], row["activity"]): row["cancelled"] for row in by_project if row["cancelled"]} == gone
    for row in rows[0]:
        if gone.get((row["party"], row["project_ref"]), 0) >= int(row["quantity"]):
            own = [
                each
                for each in rows[1]
                if each["party"] == row["party"]
                and int(row["serial_first"]) <= int(each["serial_first"]) <= int(row["serial_last"])
            ]
            traced += sum(int(each["quantity"]) for each in own) == int(row["quantity"])
    assert traced == totals["issued_blocks_fully_cancelled"]


def _past_days(made, rows):
    by = ("party", "unit_type", "cp")
    for day in ("2007-11-08", "2007-11-09", "2012-11-30", "2015-02-28", "2019-12-31", "2020-01-01", "2023-11-23"):
        found = made.holdings("--as-of", day, "--by", ",".join(by))
        assert found["as_of"] == day
        assert printed(found["rows"], by) == recomputed(*rows, date.fromisoformat(day), by)


def _traces(made, rows):
    _trace_of_a_cancelled_serial(made, rows)
    _trace_of_a_remaining_serial(made, rows)
    ended = made.run("trace", "GH-999999999", "--database", made.url, "--json")
    assert ended.code == 1
    assert ended.json == {"serial": "GH-999999999", "found": []}


def _trace_of_a_cancelled_serial(made, rows):
    cancelled = max(rows[1], key=lambda row: int(row["quantity"]))
    party = cancelled["party"]
    serial = (int(cancelled["serial_first"]) + int(cancelled["serial_last"])) // 2
    found = made.trace(f"{party}-{serial}")
    assert found["serial"] == f"{party}-{serial}"
    assert [event["changed"] for event in found["events"]] == [["issued"], ["account"]]
    issued, gone = found["events"]
    assert gone["reported"] == cancelled
    assert gone["effective_on"] == cancelled["completed_at"][:10]
    assert gone["first"] <= serial <= gone["last"]
    assert gone["account"] == found["block"]["account"] == f"{party}-cancellation"
    assert issued["reported"]["project_ref"] == cancelled["project_ref"] == found["activity"]["reference"]
    assert int(issued["reported"]["serial_first"]) == found["issued"]["first"] <= serial <= found["issued"]["last"]


def _trace_of_a_remaining_serial(made, rows):
    ends = {(row["party"], end) for row in rows[1] for end in (int(row["serial_first"]), int(row["serial_last"]))}
    party, after = next(
        (party, end + 1)
        for party, end in sorted(ends)
        if not any(
            row["party"] == party and int(row["serial_first"]) <= end + 1 <= int(row["serial_last"]) for row in rows[1]
        )
        and any(row["party"] == party and int(row["serial_first"]) < end < int(row["serial_last"]) for row in rows[0])
    )
    found = made.trace(f"{party}-{after}")
    assert [event["kind"] for event in found["events"]] == ["record_issuance"]
    assert found["block"]["account"] == f"{party}-holder-not-published"


def test_half_of_the_reports_by_date_and_then_all_is_the_same_as_all_at_once(full, folder, tmp_path, ledger, rows):
    made, _ = full
    half = ledger("sqlite" if made.url.startswith("sqlite") else "postgresql")
    files = []
    for name, whole in zip(("issuances", "cancellations"), rows, strict=True):
        file = tmp_path / f"{name}-to-2019.csv"
        with file.open("w", newline="") as opened:
            writer = csv.DictWriter(opened, whole[0])
            writer.writeheader()
            writer.writerows(row for row in whole if row["completed_at"] < "2019-07-01")
        files.append(file)
    first = half.import_files(*files)
    assert first.code == 0
    second = half.import_files(folder / "issuances.csv.gz", folder / "cancellations.csv.gz")
    assert second.code == 0
    for report, count in (("issuances", 1978), ("cancellations", 7528)):
        assert second.json[report]["already_known"] == first.json[report]["accepted"] > 0
        assert second.json[report]["accepted"] + second.json[report]["already_known"] == count
    by = "party,unit_type,cp,activity"
    assert half.holdings("--as-of", "2023-12-31", "--by", by) == made.holdings("--as-of", "2023-12-31", "--by", by)
    assert half.verified() == made.verified()


def test_the_second_published_list_differs_in_two_projects_of_two_parties(folder, rows, sextant):
    ended = sextant(
        *("reconcile", "cdm", "--json"),
        *("--registry", folder / "issuances.csv.gz"),
        *("--list", folder / "issuance_list_2023-11-03.csv.gz"),
    )
    assert ended.code == 1
    outcome = ended.json
    assert outcome.pop("seconds") >= 0
    issued, listed = Counter(), Counter()
    for row in rows[0]:
        issued[row["party"], row["project_ref"]] += int(row["quantity"])
    for row in _rows(folder / "issuance_list_2023-11-03.csv.gz"):
        listed[row["HostParty"], row["CDM project reference number"]] += int(row["Units - Total"])
    differing = {("SV", "297"): -119_311, ("VN", "10517"): -206}
    assert outcome == {
        "projects": [
            {
                "party": party,
                "project": project,
                "registry": issued[party, project],
                "list": listed[party, project],
                "difference": difference,
            }
            for (party, project), difference in differing.items()
        ],
        "parties": [
            {
                "party": party,
                "registry": sum(quantity for key, quantity in issued.items() if key[0] == party),
                "list": sum(quantity for key, quantity in listed.items() if key[0] == party),
                "difference": difference,
            }
            for (party, _), difference in differing.items()
        ],
        "totals": {"registry": 293_670_912, "list": 293_551_395, "difference": -119_517},
    }


def test_the_registration_list_names_the_activities_of_the_units(folder, rows, ledger):
    listed = shared("data/cdm-projects-29-parties") / "projects.csv.gz"
    made = ledger()
    before = made.import_projects(listed)
    assert before.code == 0
    assert before.json["projects"]["accepted"] == before.json["projects"]["changed"] == 1181
    assert before.json["projects"]["by_status"] == {"registered": 1099, "rejected": 45, "withdrawn": 8, "undated": 29}
    assert made.import_files(folder / "issuances.csv.gz", folder / "cancellations.csv.gz").code == 0
    again = made.import_projects(listed)
    assert again.json["projects"] == {**before.json["projects"], "changed": 0}
    titles = {row["Ref"]: row["Project title"] for row in _rows(listed)}
    named = next(row for row in rows[0] if titles.get(row["project_ref"], "").isascii())
    activity = made.trace(f"{named['party']}-{named['serial_first']}")["activity"]
    assert activity["reference"] == named["project_ref"]
    assert activity["title"] == titles[named["project_ref"]].strip()
    assert activity["methodologies"]
    assert named["party"] in activity["host_parties"]
    made.verified()
