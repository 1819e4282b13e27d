"""What programs rely on: keys of the JSON, nothing else on standard output, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime

import pytest
from tests import reports
from tests.application.recomputed import printed, recomputed
from tests.cli.conftest import command, process_environment

AMOUNTS = ["issued", "cancelled", "remaining", "blocks"]


@pytest.fixture
def given():
    return reports.synthetic_reports(11, issuances=8, cancellations=16)


@pytest.fixture
def filled(ledger, given):
    made = ledger()
    assert made.import_reports(given).code == 0
    return made


def test_an_import_prints_the_counts_the_units_and_the_rejections(ledger, given):
    faulty = reports.Reports(
        issuances=[*given.issuances, {**given.issuances[0], "party": "DE"}],
        cancellations=[{**given.cancellations[0], "quantity": "0"}, *given.cancellations],
    )
    ended = ledger().import_reports(faulty)
    assert ended.code == 1
    assert ended.err == ""
    outcome = ended.json
    assert list(outcome) == ["issuances", "cancellations", "units", "rejections", "seconds"]
    assert outcome["issuances"] == {"accepted": 8, "already_known": 0, "rejected": 1}
    assert outcome["cancellations"] == {"accepted": 16, "already_known": 0, "rejected": 1}
    assert outcome["units"] == {
        "issued": given.issued,
        "cancelled": given.cancelled,
        "remaining": given.remaining,
        "blocks": given.blocks,
    }
    assert [list(each) for each in outcome["rejections"]] == [["file", "row", "code", "message"]] * 2
    assert [(each["file"], each["row"], each["code"]) for each in outcome["rejections"]] == [
        ("issuances.csv", 9, "party_not_a_cdm_host"),
        ("cancellations.csv", 1, "quantity_differs_from_range"),
    ]
    assert isinstance(outcome["seconds"], float)


def test_an_import_without_json_says_the_same_in_words(ledger, given):
    made = ledger()
    ended = made.import_reports(given, as_json=False)
    assert (ended.code, ended.err) == (0, "")
    amounts = f"cancelled {given.cancelled:,}, remaining {given.remaining:,} in {given.blocks:,} blocks."
    assert ended.out.splitlines() == [
        "issuances: 8 accepted, 0 already known, 0 not taken.",
        "cancellations: 16 accepted, 0 already known, 0 not taken.",
        f"Issued {given.issued:,}, {amounts}",
    ]
    chinese = made.import_reports(given, as_json=False, language="zh-Hant")
    assert chinese.code == 0
    assert "已知 16 列" in chinese.out


def test_a_rejection_speaks_the_language_of_the_command_line(ledger, given):
    wrong = reports.Reports([{**given.issuances[0], "quantity": "7"}], [])
    made = ledger()
    english = made.import_reports(wrong).json["rejections"][0]["message"]
    chinese = made.import_reports(wrong, language="zh-Hant").json["rejections"][0]["message"]
    assert english.startswith("The quantity is 7, but ")
    assert "7" in chinese
    assert not chinese.isascii()


@pytest.mark.parametrize(
    "by",
    ["party", "party,unit_type,cp", "cp, unit_type", "", "party,party", "mechanism,vintage,activity,issued_year"],
)
def test_holdings_print_the_day_the_groups_and_the_total(filled, by):
    outcome = filled.holdings("--as-of", "2030-01-31", "--by", by)
    assert list(outcome) == ["as_of", "rows", "total"]
    assert outcome["as_of"] == "2030-01-31"
    groups = list(dict.fromkeys(name.strip() for name in by.split(",") if name.strip()))
    assert all(list(row) == [*groups, *AMOUNTS] for row in outcome["rows"])
    assert list(outcome["total"]) == AMOUNTS
    for name in AMOUNTS:
        assert sum(row[name] for row in outcome["rows"]) == outcome["total"][name]


def test_holdings_without_a_day_are_those_of_today(filled):
    before = datetime.now(UTC).date().isoformat()
    assert before <= filled.holdings()["as_of"] <= datetime.now(UTC).date().isoformat()


def test_holdings_group_by_what_the_report_says(filled, given):
    by = ["party", "unit_type", "cp", "activity"]
    found = filled.holdings("--as-of", "2029-12-31", "--by", ",".join(by))
    whole = recomputed(given.issuances, given.cancellations, datetime(2029, 12, 31, tzinfo=UTC).date(), by)
    assert printed(found["rows"], by) == whole
    assert {row["mechanism"] for row in filled.holdings("--by", "mechanism")["rows"]} == {"cdm"}


def test_holdings_without_json_are_a_table(filled, given):
    ended = filled.run("holdings", "--by", "party", "--database", filled.url)
    assert (ended.code, ended.err) == (0, "")
    assert f"{given.remaining:,}" in ended.out
    assert "KE" in ended.out


def test_what_was_recorded_later_is_not_known_before(ledger, given, database_url):
    for kind in ("sqlite", "postgresql"):
        made = ledger(kind)
        half = reports.Reports(given.issuances[:5], [])
        begin = datetime.now(UTC)
        assert made.import_reports(half).code == 0
        between = datetime.now(UTC)
        assert made.import_reports(given).code == 0
        day = ("--as-of", "2029-12-31")
        assert made.holdings(*day, "--known-at", begin.isoformat())["rows"] == []
        known = made.holdings(*day, "--known-at", between.isoformat())
        assert list(known) == ["as_of", "known_at", "rows", "total"]
        assert datetime.fromisoformat(known["known_at"]) == between
        assert known["total"]["issued"] == half.issued
        assert known["total"]["cancelled"] == 0
        eastern = between.astimezone().isoformat()
        assert made.holdings(*day, "--known-at", eastern)["total"] == known["total"]
        assert made.holdings(*day, "--known-at", "2999-01-01T00:00")["total"]["issued"] == given.issued
        assert made.holdings(*day)["total"]["cancelled"] == given.cancelled


def test_a_trace_tells_block_activity_and_every_event(filled, given):
    row = given.cancellations[0]
    found = filled.trace(f"{row['party']}-{row['serial_first']}")
    assert list(found) == [
        "serial", "registry", "unit_type", "cp", "vintage", "host_party", "issued", "block", "activity", "events",
    ]  # fmt: skip
    assert list(found["issued"]) == ["first", "last", "quantity", "on"]
    assert list(found["block"]) == [
        "first", "last", "quantity", "account", "account_type", "class", "first_transfer", "held",
    ]  # fmt: skip
    assert list(found["activity"]) == [
        "registry", "reference", "title", "host_parties", "methodologies", "status", "registered_on", "synthetic",
    ]  # fmt: skip
    assert all(
        list(event)
        == [
            "entry", "kind", "changed", "effective_on", "recorded_at", "first", "last", "quantity",
            "from_account", "account", "purpose", "reported",
        ]
        for event in found["events"]
    )  # fmt: skip
    assert [event["kind"] for event in found["events"]] == ["record_issuance", "cancel"]
    assert found["events"][1]["reported"] == row
    assert (found["unit_type"], str(found["cp"])) == (row["unit_type"], row["cp"])
    assert found["registry"] == "CDM"


@pytest.mark.parametrize("form", ["{party}-{serial}", "{party} {serial}", " {party}-{serial:,} "])
def test_a_serial_may_be_written_as_it_is_printed_elsewhere(filled, given, form):
    party, serial = given.issuances[0]["party"], int(given.issuances[0]["serial_last"])
    assert filled.trace(form.format(party=party, serial=serial))["serial"] == f"{party}-{serial}"


def test_a_trace_without_json_names_every_event(filled, given):
    row = given.cancellations[0]
    ended = filled.run("trace", f"{row['party']}-{row['serial_first']}", "--database", filled.url)
    assert (ended.code, ended.err) == (0, "")
    assert "Issuance" in ended.out
    assert "Cancellation" in ended.out
    assert ended.out.splitlines()[-1].startswith("  Now: cancelled")


@pytest.mark.parametrize("serial", ["KE-999999999999999", "XX-1"])
def test_a_serial_that_nobody_issued_is_said_to_be_so(filled, serial):
    ended = filled.run("trace", serial, "--database", filled.url)
    assert (ended.code, ended.err) == (1, "")
    assert ended.out == f"No registry known here has issued {serial}.\n"
    assert filled.trace(serial) == {"serial": serial, "found": []}


def test_verify_prints_findings_and_what_was_checked(filled, given):
    ended = filled.run("verify", "--database", filled.url, "--json")
    assert ended.code == 0
    assert list(ended.json) == ["findings", "checked", "seconds"]
    assert ended.json["checked"] == {
        "entries": 24,
        "legs": 8 + 2 * 16,
        "lots": 8,
        "blocks": given.blocks + 16,
        "units": given.issued,
        "subjects": 0,
        "acts": 0,
    }
    spoken = filled.run("verify", "--database", filled.url)
    assert spoken.code == 0
    assert spoken.out.startswith("Every law holds: 24 entries")


def test_two_publications_that_agree_and_two_that_do_not(tmp_path, given, sextant):
    files = reports.write_reports(tmp_path, given)
    listed = reports.published_list(given)
    same = reports.write_csv(tmp_path / "list.csv", listed, reports.LIST_COLUMNS)
    other = reports.write_csv(tmp_path / "other.csv", listed[1:], reports.LIST_COLUMNS)
    ended = sextant("reconcile", "cdm", "--registry", files[0], "--list", same, "--json")
    assert ended.code == 0
    assert list(ended.json) == ["projects", "parties", "totals", "seconds"]
    assert ended.json["projects"] == ended.json["parties"] == []
    assert sextant("reconcile", "cdm", "--registry", files[0], "--list", same).out == "The two publications agree.\n"
    ended = sextant("reconcile", "cdm", "--registry", files[0], "--list", other, "--json")
    assert ended.code == 1
    missing = given.issuances[0]
    assert [(each["party"], each["project"], each["difference"]) for each in ended.json["projects"]] == [
        (missing["party"], missing["project_ref"], -int(missing["quantity"]))
    ]
    assert ended.json["totals"]["difference"] == -int(missing["quantity"])
    assert sextant("reconcile", "cdm", "--registry", files[0], "--list", other).code == 1


def test_the_registration_list_prints_what_became_of_its_rows(ledger, given, tmp_path):
    listed = reports.registration_list(given)
    listed.append({**listed[0], "Ref": "none"})
    ended = ledger().import_projects(reports.write_csv(tmp_path / "projects.csv", listed, reports.PROJECT_COLUMNS))
    assert ended.code == 1
    assert list(ended.json) == ["projects", "rejections", "seconds"]
    assert list(ended.json["projects"]) == ["accepted", "changed", "rejected", "by_status"]
    assert ended.json["projects"]["accepted"] == len(listed) - 1
    assert ended.json["rejections"][0]["code"] == "reference_not_digits"
    assert ended.json["rejections"][0]["row"] == len(listed)


def test_migrate_puts_a_registry_in_place_and_says_so(absent_database, sextant):
    ended = sextant("migrate", "--database", absent_database)
    assert (ended.code, ended.out.count("\n"), ended.err) == (0, 1, "")
    assert sextant("verify", "--database", absent_database).code == 0


WRONG_USAGE = {
    ("nothing",): "nothing",
    ("--nothing",): "--nothing",
    ("import", "nothing"): "nothing",
    ("import", "cdm-registry"): "--issuances",
    ("import", "cdm-registry", "--issuances", "x"): "--cancellations",
    ("import", "cdm-registry", "--issuances"): "--issuances",
    ("import", "cdm-projects"): "file",
    ("reconcile", "cdm", "--registry", "x"): "--list",
    ("trace",): "serial",
    ("trace", "KE-1", "KE-2"): "KE-2",
    ("trace", "KE"): "'KE'",
    ("trace", "KE-1.5"): "KE-1.5",
    ("trace", "KE-1000000000000000"): "KE-1000000000000000",
    ("trace", ""): "''",
    ("holdings", "--as-of", "yesterday"): "yesterday",
    ("holdings", "--as-of", "2023-02-29"): "2023-02-29",
    ("holdings", "--as-of", ""): "''",
    ("holdings", "--known-at", "noon"): "noon",
    ("holdings", "--known-at", "0001-01-01T00:00+14:00"): "0001-01-01",
    ("holdings", "--by", "owner"): "owner",
    ("holdings", "--by", "party,owner"): "owner",
    ("verify", "--jason"): "--jason",
    ("serve", "--port", "eighty"): "--port",
}


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("arguments", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_gets_one_sentence(arguments, language, sextant):
    sentence = sextant(*arguments, language=language).sentence
    assert WRONG_USAGE[arguments] in sentence
    assert (language == "en") == sentence.isascii()


@pytest.mark.parametrize("arguments", [(), ("import",), ("reconcile",)])
def test_a_command_that_needs_another_one_shows_its_help(arguments, sextant):
    ended = sextant(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: sextant")


def test_the_installed_command_prints_only_json_and_ends_as_its_answer_says(tmp_path, given, sextant_process):
    files = reports.write_reports(tmp_path, given)
    url = f"sqlite:///{tmp_path}/own/registry.sqlite3"
    arguments = ["--issuances", files[0], "--cancellations", files[1]]
    ended = sextant_process("import", "cdm-registry", *arguments, "--database", url, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.json["cancellations"]["accepted"] == 16
    ended = sextant_process("holdings", "--json", SEXTANT_DATABASE=url)
    assert (ended.code, ended.err) == (0, "")
    assert ended.json["total"]["remaining"] == given.remaining
    ended = sextant_process("import", "cdm-registry", *arguments, SEXTANT_DATABASE=url)
    assert (ended.code, ended.err) == (0, "")
    assert "already known" in ended.out
    assert "不存在" in sextant_process("import", "cdm-projects", "absent.csv", language="zh-Hant").sentence
    assert "absent.csv does not exist" in sextant_process("import", "cdm-projects", "absent.csv").sentence


def test_without_a_database_the_registry_is_below_the_working_folder(tmp_path, given, sextant_process):
    assert "sqlite:///var/sextant.sqlite3" in sextant_process("holdings").sentence
    files = reports.write_reports(tmp_path, given)
    ended = sextant_process("import", "cdm-registry", "--issuances", files[0], "--cancellations", files[1])
    assert ended.code == 0
    assert (tmp_path / "var" / "sextant.sqlite3").is_file()
    assert sextant_process("verify").code == 0


def test_a_reader_that_closes_the_pipe_ends_the_command_quietly(filled, tmp_path):
    shell = f"{' '.join(command('holdings', '--json', '--by', 'activity', '--database', filled.url))} | true"
    done = subprocess.run(
        ["sh", "-c", shell], env=process_environment(), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_a_name_that_is_no_text_is_shown_and_stops_nothing(ledger, given, tmp_path, sextant_process):
    made = ledger()
    broken = [{**given.issuances[0], "party": "DE"}]
    file = reports.write_csv(tmp_path / "issuances.csv", broken, reports.ISSUANCE_COLUMNS)
    named = os.fsencode(tmp_path) + b"/r\xe9port.csv"
    os.rename(file, named)
    other = reports.write_csv(tmp_path / "cancellations.csv", [], reports.CANCELLATION_COLUMNS)
    arguments = ["--issuances", os.fsdecode(named), "--cancellations", other, "--database", made.url]
    ended = sextant_process("import", "cdm-registry", *arguments, "--json")
    assert ended.code == 1
    assert ended.json["rejections"][0]["file"] == "r?port.csv"
    assert made.run("trace", "\udcff-1", "--database", made.url).code in (1, 2)
    assert json.loads(json.dumps(ended.json))
