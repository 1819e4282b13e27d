"""What the command line says to a person: suggestions, where a unit stands, what is missing, in both languages."""

import socket

import pytest
from tests import reports

from sextant.application.queries.trace import first_of_range, parse_serial


@pytest.fixture
def filled(ledger):
    made = ledger()
    assert made.import_reports(reports.synthetic_reports(5, issuances=6, cancellations=12)).code == 0
    return made


def test_a_mistyped_command_is_answered_with_the_nearest(sextant):
    assert sextant("trcae").sentence == "There is no command 'trcae'; did you mean `trace`? See `sextant --help`."
    assert sextant("xyzzy").sentence == "There is no command 'xyzzy'; see `sextant --help`."
    assert "是否為 `trace`" in sextant("trcae", language="zh-Hant").sentence


def test_it_tells_its_version(sextant):
    from importlib.metadata import version

    assert sextant("--version").out == f"sextant {version('sextant')}\n"


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("of", [(), ("import",), ("rules",), ("reconcile",)])
def test_no_short_text_is_cut(sextant, of, language):
    assert "..." not in sextant(*of, "--help", language=language).out.replace("[ARGS]...", "").replace("[引數]...", "")


@pytest.mark.parametrize(("text", "parsed"), [
    ("GH-123456", ("GH", 123_456)),
    ("GH 123,456", ("GH", 123_456)),
    ("GH 1\u202f234", ("GH", 1_234)),
    ("UN01-XA-S0001-2026-421", ("UN01-XA-S0001-2026", 421)),
    ("UN01-XA-S0001-2026 421", ("UN01-XA-S0001-2026", 421)),
    ("UN01-XA-S0001-2026 4,210", ("UN01-XA-S0001-2026", 4_210)),
    ("UN01-XA-S0001-2026--1", None),
    ("UN01-XA-S0001-2026-01", None),
    ("GH-0", None),
    ("GH-12,34", None),
    ("GH", None),
    ("123", None),
    ("GH-1234567890123456", None),
])  # fmt: skip
def test_a_serial_is_read_as_it_is_printed_and_nothing_else_is(text, parsed):
    assert parse_serial(text) == parsed


@pytest.mark.parametrize("text", ["GH 1–2,210", "GH-1–2,210", "GH 1 to 2,210", "GH 1—5", "GH 1至5", "GH-1..5"])
def test_a_range_is_known_by_its_first_serial(text, sextant):
    assert first_of_range(text) == "GH-1"
    assert sextant("trace", text).sentence.endswith("is a range; name one serial of it, such as GH-1.")


def test_two_numbers_after_a_known_prefix_are_a_range(filled):
    done = filled.run("trace", "KE-1-5", "--database", filled.url)
    assert done.sentence == "'KE-1-5' is a range; name one serial of it, such as KE-1."
    assert filled.run("trace", "ZZ-1-5", "--database", filled.url).code == 1


def test_a_trace_ignores_case_and_says_in_words_where_the_unit_stands(filled):
    upper, lower = (filled.run("trace", text, "--database", filled.url) for text in ("KE-1", "ke-1"))
    assert upper.code == lower.code == 0
    assert upper.out == lower.out
    assert "Issuance" in upper.out
    assert "Kenya" in upper.out
    assert "record_issuance" not in upper.out
    assert upper.out.splitlines()[-1].startswith("  Now: ")
    chinese = filled.run("trace", "KE-1", "--database", filled.url, language="zh-Hant").out
    assert "核發" in chinese
    assert chinese.splitlines()[-1].startswith("  目前：")


def test_a_retirement_is_told_as_one(sextant, tmp_path):
    url = f"sqlite:///{tmp_path / 'played.sqlite3'}"
    assert sextant("run", "pacm_solar.yaml", "--database", url).code == 0
    retired = [
        told
        for serial in range(1, 8_800, 400)
        if "retired" in (told := sextant("trace", f"UN01-XA-S0001-2026-{serial}", "--database", url).out)
    ]
    assert retired
    assert any("Retirement" in line and "S-VERNIER-NDC" in line for line in retired[0].splitlines())
    assert "Now: retired, Vernier, contribution to 2030 (synthetic)." in retired[0]


def test_where_there_is_no_registry_the_one_of_the_demo_is_named(sextant, monkeypatch, tmp_path):
    monkeypatch.setenv("SEXTANT_HOME", str(tmp_path / "kept"))
    assert f"sqlite:///{tmp_path}/kept/demo.sqlite3" in sextant("verify").sentence
    assert sextant("demo", "--no-serve").code == 0
    assert sextant("verify").sentence.endswith(
        f"see the demo's with --database sqlite:///{tmp_path}/kept/demo.sqlite3."
    )


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_port_that_is_taken_is_told_before_anything_is_imported(sextant, monkeypatch, tmp_path, language):
    monkeypatch.setenv("SEXTANT_HOME", str(tmp_path / "kept"))
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert str(port) in sextant("demo", "--port", port, language=language).sentence
    assert not (tmp_path / "kept").exists()
    assert "65535" in sextant("demo", "--port", 70_000).sentence


@pytest.mark.parametrize("command", [("verify",), ("migrate",), ("holdings",), ("trace", "GH-1")])
def test_without_psycopg_a_postgresql_url_is_one_sentence(sextant, monkeypatch, command):
    from sextant.storage.database import driver

    monkeypatch.setattr(driver, "find_spec", lambda name: None)
    url = "postgresql://user:secret@localhost/registry"
    assert "psycopg" in sextant(*command, "--database", url).sentence
    assert "psycopg" in sextant(*command, "--database", url, language="zh-Hant").sentence


def test_rules_are_listed_in_words_of_the_language(sextant):
    chinese = sextant("rules", "list", "--mechanism", "article_6_4", language="zh-Hant").out
    assert "授權；不授權；日後得授權" in chinese
    assert "3 位專家" in chinese
    values = [line.split("\t")[2] for line in chinese.splitlines()]
    assert not [value for value in values if "does not authorize" in value or "ineligible" in value]
    shown = sextant("rules", "show", "article_6_4.appeal_panel_experts", language="zh-Hant").out
    assert "第" in shown
    assert "paragraph" not in shown


def test_one_finding_is_no_plural(sextant, tmp_path):
    folder = tmp_path / "rules" / "here"
    folder.mkdir(parents=True)
    (folder / "mechanism.yaml").write_text("mechanism: [", encoding="utf-8")
    found = sextant("rules", "check", tmp_path / "rules", "--json").json["findings"]
    assert len(found) == 1
    done = sextant("rules", "check", tmp_path / "rules")
    assert (done.code, done.out.splitlines()[-1]) == (1, "1 finding.")
    assert sextant("rules", "check", tmp_path / "rules", language="zh-Hant").out.splitlines()[-1] == "1 項發現。"
