"""Malformed reports through the command line: one sentence or a named rejection each, and nothing lost."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from tests import reports

COLUMNS = {"issuances": reports.ISSUANCE_COLUMNS, "cancellations": reports.CANCELLATION_COLUMNS}


@pytest.fixture
def given():
    return reports.synthetic_reports(5, issuances=6, cancellations=12)


@pytest.fixture
def filled(ledger, given):
    """Return a registry that holds what stands before the last rows of the reports."""
    made = ledger()
    earlier = reports.Reports(given.issuances[:4], [])
    assert made.import_reports(earlier).code == 0
    return made


class Faulty:
    """Imports in which one of the two files is not a sound report."""

    def __init__(self, made, given, tmp_path: Path) -> None:
        self.made, self.given, self.folder = made, given, tmp_path
        self.before = self.state()

    def state(self):
        self.made.verified()
        return self.made.holdings("--as-of", "2031-12-31", "--by", "party,unit_type,cp,activity")

    def text(self, report: str) -> str:
        return reports.as_csv(getattr(self.given, report), COLUMNS[report])

    def ended(self, report: str, content: bytes | Path, language: str = "en"):
        files = dict(zip(COLUMNS, reports.write_reports(self.folder, self.given, packed=False), strict=True))
        if isinstance(content, bytes):
            content_file = self.folder / "given.csv"
            content_file.write_bytes(content)
            content = content_file
        files[report] = content
        return self.made.import_files(*files.values(), language=language)

    def refused(self, report: str, content: bytes | Path) -> str:
        """Return the sentence about a file, after which nothing has changed and the sound files go in."""
        chinese = self.ended(report, content, language="zh-Hant").sentence
        assert not chinese.isascii()
        english = self.ended(report, content).sentence
        assert self.state() == self.before
        return english

    def taken(self, report: str, content: bytes) -> None:
        """Assert that a file is read as if nothing were odd about it."""
        ended = self.ended(report, content)
        assert ended.code == 0, ended
        assert self.made.verified()["units"] == self.given.issued
        assert ended.json["units"]["cancelled"] == self.given.cancelled


@pytest.fixture
def faulty(filled, given, tmp_path):
    return Faulty(filled, given, tmp_path)


@pytest.mark.parametrize("report", COLUMNS)
@pytest.mark.parametrize("fault", reports.FILE_FAULTS, ids=lambda fault: fault.__name__)
def test_a_file_that_is_no_report_changes_nothing(fault, report, faulty):
    sentence = faulty.refused(report, fault(faulty.text(report)))
    assert reports.FILE_FAULTS[fault] in sentence
    assert "given.csv" in sentence


@pytest.mark.parametrize("report", COLUMNS)
def test_a_file_that_cannot_be_opened_changes_nothing(report, faulty, tmp_path):
    assert "does not exist" in faulty.refused(report, tmp_path / "absent.csv")
    assert "does not exist" in faulty.refused(report, tmp_path / "absent" / "report.csv")
    assert "is a folder" in faulty.refused(report, tmp_path)
    (tmp_path / "file.csv").write_bytes(b"")
    assert "cannot be read: Not a directory" in faulty.refused(report, tmp_path / "file.csv" / "inside.csv")
    assert "cannot be read" in faulty.refused(report, tmp_path / ("long" * 100))
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    assert "cannot be read" in faulty.refused(report, loop)


def test_a_file_of_others_is_not_read(faulty, tmp_path, monkeypatch):
    closed = tmp_path / "closed.csv"
    closed.write_bytes(b"x")
    closed.chmod(0)
    if os.geteuid() == 0:  # Permissions do not bind root, so the refusal of the system is put in its place.
        opened = Path.open

        def refuse(file: Path, *arguments, **options):
            if file == closed:
                raise PermissionError(13, "Permission denied")
            return opened(file, *arguments, **options)

        monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read by this user" in faulty.refused("cancellations", closed)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (gzip.compress(b""), "gzip file with nothing in it"),
        (gzip.compress(gzip.compress(b"a,b\n")), "gzip file inside a gzip file"),
        (gzip.compress(b"a,b\n")[:9], "ends too early"),
        (b"\x1f\x8b", "ends too early"),
        (b"\x1f\x8b" + b"\x00" * 40, "damaged gzip"),
        (gzip.compress(b"a,b\n") + b"more", "damaged gzip"),
        (b"\n \n\r\n", "blank lines"),
        (b"\xef\xbb\xbf", "blank lines"),
        (b'"a,b\n1,2\n', "unpaired quotation marks"),
        (b"\x00" * 4000, "UTF-16"),
        (os.urandom(16).replace(b"\x00", b"x").join([b"\xc3\x28"] * 3), "not in UTF-8"),
        (b"PAR1" + b"x" * 50, "Parquet"),
        (b"SQLite format 3\x00" + b"x" * 50, "SQLite"),
        (b"\x89PNG\r\n", "a picture"),
        (b'{"rows": []}\n', "lacks the columns"),
        (b"[" * 100_000, "lacks the columns"),
        (b"a" * 3_000_000, "lacks the columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_things_than_a_report(content, said, faulty):
    sentence = faulty.refused("issuances", content)
    assert said in sentence
    assert len(sentence) < 1_000


def test_files_given_in_each_others_place(faulty, given, tmp_path):
    issuances, cancellations = reports.write_reports(tmp_path, given, packed=False)
    for first, second in ((cancellations, issuances), (issuances, issuances)):
        assert "lacks the column via_vcp" in faulty.made.import_files(first, second).sentence
    assert faulty.state() == faulty.before
    ended = faulty.made.import_files(cancellations, cancellations)
    assert ended.code == 1
    assert ended.json["issuances"] == {"accepted": 0, "already_known": 0, "rejected": 12}
    codes = [each["code"] for each in ended.json["rejections"]]
    assert codes[:12] == ["transaction_not_an_issuance"] * 12


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: gzip.compress(text.encode("utf-8-sig")),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("\n", "\n\n").encode(),
        lambda text: "\n".join(
            ",".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines()
        ).encode(),
        lambda text: "\n".join(f"{line},more" for line in text.splitlines()).encode(),
        lambda text: "\n".join(
            ",".join(f" {cell}\t" for cell in line.split(",")) for line in text.split("\n")
        ).encode(),
        lambda text: "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines()).encode(),
        lambda text: b"".join(gzip.compress(line.encode() + b"\n") for line in text.splitlines()),
    ],
    ids=[
        "CRLF",
        "CR",
        "mark",
        "packed mark",
        "no last end",
        "blank lines",
        "quoted",
        "column",
        "spaces",
        "order",
        "parts",
    ],
)
@pytest.mark.parametrize("report", COLUMNS)
def test_what_is_odd_and_harmless_is_read(changed, report, faulty):
    faulty.taken(report, changed(faulty.text(report)))


def test_a_report_without_rows_is_one(faulty, given):
    header = reports.as_csv([], reports.CANCELLATION_COLUMNS).encode()
    ended = faulty.ended("cancellations", header)
    assert ended.code == 0
    assert ended.json["cancellations"] == {"accepted": 0, "already_known": 0, "rejected": 0}
    assert faulty.made.verified()["units"] == given.issued


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_fault_of_a_row_is_named_and_the_others_go_in(kind, ledger, given):
    made = ledger(kind)
    rows: list[reports.Row] = []
    expected: list[tuple[int, str]] = []
    sound = iter(given.issuances * len(reports.ROW_FAULTS))
    for fault, code in reports.ROW_FAULTS.values():
        rows.append(fault(next(sound)))
        expected.append((len(rows), code))
    broken = reports.Reports([*rows, *given.issuances], given.cancellations)
    ended = made.import_reports(broken)
    assert ended.code == 1
    assert ended.err == ""
    assert [(each["row"], each["code"]) for each in ended.json["rejections"]] == expected
    assert all(each["message"] and len(each["message"]) < 500 for each in ended.json["rejections"])
    assert ended.json["issuances"] == {"accepted": 6, "already_known": 0, "rejected": len(expected)}
    assert ended.json["units"]["remaining"] == given.remaining
    assert made.verified()["units"] == given.issued
    # The same again: what was refused is refused again, what went in is known.
    again = made.import_reports(broken)
    assert [each["code"] for each in again.json["rejections"]] == [code for _, code in expected]
    assert again.json["issuances"]["already_known"] == 6
    assert again.json["units"] == ended.json["units"]


CUT = {
    "a field too few": lambda line: line.rsplit(",", 1)[0],
    "two fields too many": lambda line: line + ",a,b",
    "nothing but a word": lambda line: "total",
    "commas only": lambda line: ",,,,,,,,,",
    "a quotation mark without partner": lambda line: '"' + line,
    "a number of five thousand digits": lambda line: line.replace(",CER,", ",CER,", 1) + "9" * 5_000,
}


@pytest.mark.parametrize("name", CUT)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_line_that_is_no_row_is_named_and_the_others_go_in(kind, name, ledger, given, tmp_path):
    made = ledger(kind)
    files = reports.write_reports(tmp_path, given, packed=False)
    lines = files[0].read_text().splitlines()
    lines.insert(3, CUT[name](lines[2]))
    files[0].write_text("\n".join(lines))
    ended = made.import_files(*files)
    assert ended.code == 1
    assert [(each["file"], each["row"]) for each in ended.json["rejections"]] == [("issuances.csv", 3)]
    assert ended.json["issuances"]["accepted"] == 6
    assert made.verified()["units"] == given.issued


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_values_that_no_column_could_hold_are_rejected(kind, ledger, given):
    made = ledger(kind)
    row = given.issuances[0]
    rows = [
        {**row, "project_ref": "9" * 200},
        {**row, "project_ref": "9" * 5_000},
        {**row, "party": "K" * 500},
        {**row, "unit_type": "CER" * 500},
        {**row, "serial_first": "٣", "quantity": "٣"},
        {**row, "completed_at": "0001-01-01T00:00:00"},
        {**row, "completed_at": "9999-12-31T23:59:59.999999999"},
        {**row, "cp": "1" * 5_000},
        {**row, "status": "\x85"},
        {**row, "party": "'; DROP TABLE entry; --"},
        {**row, "project_ref": "{found}"},
        {**row, "unit_type": "%s{0}"},
    ]
    ended = made.import_reports(reports.Reports(rows, []))
    assert ended.code == 1
    rejected = {each["row"] for each in ended.json["rejections"]}
    assert rejected == set(range(1, 13)) - {6}
    assert ended.json["issuances"]["accepted"] == 1
    made.verified()


def _cancel(row: reports.Row, first: int, last: int, **changes: str) -> reports.Row:
    shared = {key: row[key] for key in ("party", "project_ref", "unit_type", "cp")}
    return {
        "completed_at": "2025-05-05T05:05:05",
        **shared,
        "serial_first": str(first),
        "serial_last": str(last),
        "quantity": str(last - first + 1),
        "via_vcp": "No",
        "transaction_type": "Cancellation (4)",
        "status": "4 - Completed",
        **changes,
    }


def test_cancellations_that_fit_no_issuance_are_named(ledger, given):
    made = ledger()
    kenyan = sorted((row for row in given.issuances if row["party"] == "KE"), key=lambda row: int(row["serial_first"]))
    one, two = kenyan[0], kenyan[1]
    begin, end = int(one["serial_first"]), int(one["serial_last"])
    highest = int(kenyan[-1]["serial_last"])
    cancellations = [
        _cancel(one, end - 1, end + 1),
        _cancel(one, begin, int(two["serial_last"])),
        _cancel(one, highest + 10, highest + 20),
        _cancel(kenyan[-1], highest, highest + 1),
        _cancel(one, begin, begin, project_ref="1"),
        _cancel(one, begin, begin, unit_type="lCER" if one["unit_type"] != "lCER" else "CER"),
        _cancel(one, begin, begin, cp="2" if one["cp"] == "1" else "1"),
        _cancel(one, begin, begin, completed_at="2001-01-01T00:00:00"),
        _cancel(one, begin, begin + 4),
        _cancel(one, begin, begin + 4),
        _cancel(one, begin, begin + 4, via_vcp="Yes"),
        _cancel(one, begin + 4, begin + 9),
        _cancel(one, begin + 5, begin + 9, completed_at="2025-05-05T05:05:06"),
    ]
    ended = made.import_reports(reports.Reports(kenyan, cancellations))
    assert ended.code == 1
    assert [(each["row"], each["code"]) for each in ended.json["rejections"]] == [
        (1, "range_spans_issuances"),
        (2, "range_spans_issuances"),
        (3, "issuance_not_found"),
        (4, "issuance_not_found"),
        (5, "project_differs"),
        (6, "unit_type_differs"),
        (7, "commitment_period_differs"),
        (8, "cancelled_before_issuance"),
        (11, "serials_recorded_with_other_content"),
        (12, "units_already_cancelled"),
    ]
    assert ended.json["cancellations"] == {"accepted": 2, "already_known": 1, "rejected": 10}
    assert ended.json["units"]["cancelled"] == 10
    made.verified()


def test_a_gap_between_issuances_is_no_fault_and_holds_nothing(ledger, given):
    made = ledger()
    first, second = (row for row in given.issuances[:6] if row["party"] == "KE")
    moved = {**second, "serial_first": "900000000", "serial_last": "900000009", "quantity": "10"}
    gap = _cancel(first, 800_000_000, 800_000_000)
    ended = made.import_reports(reports.Reports([first, moved], [gap]))
    assert [each["code"] for each in ended.json["rejections"]] == ["issuance_not_found"]
    assert ended.json["units"]["issued"] == int(first["quantity"]) + 10
    assert made.trace("KE-800000000")["found"] == []
    made.verified()


def test_a_list_that_cannot_be_read_or_compared(sextant, given, tmp_path):
    files = reports.write_reports(tmp_path, given)
    huge = [{**row, "CDM project reference number": "7" * 5_000} for row in reports.published_list(given)]
    listed = reports.write_csv(tmp_path / "list.csv", huge, reports.LIST_COLUMNS)
    ended = sextant("reconcile", "cdm", "--registry", files[0], "--list", listed, "--json")
    assert ended.code == 1
    assert ended.json["totals"]["list"] == 0
    huge = [{**row, "project_ref": "7" * 5_000} for row in given.issuances]
    other = reports.write_csv(tmp_path / "other.csv", huge, reports.ISSUANCE_COLUMNS)
    assert sextant("reconcile", "cdm", "--registry", other, "--list", listed, "--json").code in (0, 1)
    assert "lacks" in sextant("reconcile", "cdm", "--registry", files[0], "--list", files[0]).sentence
    assert "lacks" in sextant("reconcile", "cdm", "--registry", listed, "--list", listed).sentence
    assert "is a folder" in sextant("reconcile", "cdm", "--registry", tmp_path, "--list", listed).sentence
