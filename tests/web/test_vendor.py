"""What was written elsewhere is what we say it is."""

import hashlib
import tomllib
from pathlib import Path

import sextant.web

WEB = Path(sextant.web.__file__).parent
VENDOR = WEB / "static" / "sextant" / "vendor"


def test_every_vendored_file_has_its_digest_and_licence():
    listed = tomllib.loads((WEB / "vendor.toml").read_text(encoding="utf-8"))
    digests = {}
    for name, body in listed.items():
        assert {"version", "licence", "licence_file", "sha256"} == set(body), name
        assert (VENDOR / body["licence_file"]).is_file()
        digests |= body["sha256"]
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.iterdir()}
    assert found == digests


def test_our_sheet_asks_nobody_else_for_anything():
    sheet = (WEB / "static" / "sextant" / "sextant.css").read_text(encoding="utf-8")
    assert "url(" not in sheet
    assert "@import" not in sheet
