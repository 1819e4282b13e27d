"""The record of an authorization is signed by a key that stays with the Party; any change is found out."""

from __future__ import annotations

import json
import stat

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from tests.application.foreign.test_feed import Office

from sextant.application.letters import twin
from sextant.cli import main
from sextant.storage.signatures import Checked, NoKey, check, new_key, sign


@pytest.fixture
def signed(tmp_path):
    office = Office()
    office.authorize()
    (version,) = office.office.reader.authorizations()["GH:LoA 1"]
    public = new_key(tmp_path / "party.pem")
    record = twin(version)
    return record, sign(record, (tmp_path / "party.pem").read_bytes()), public, tmp_path


def test_the_private_key_is_for_its_owner_only_and_never_overwritten(signed):
    *_, folder = signed
    assert stat.S_IMODE((folder / "party.pem").stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        new_key(folder / "party.pem")


def test_a_signature_is_of_one_record_and_one_key(signed):
    record, signature, public, folder = signed
    assert check(record, signature, public) is Checked.VALID
    assert check(record.replace(b"1000", b"9000"), signature, public) is Checked.ANOTHER_RECORD
    assert check(record, signature, new_key(folder / "other.pem")) is Checked.ANOTHER_KEY
    told = json.loads(signature)
    forged = told | {"record_sha256": json.loads(sign(b"x", (folder / "party.pem").read_bytes()))["record_sha256"]}
    assert check(b"x", json.dumps(forged), public) is Checked.FALSE
    assert sign(record, (folder / "party.pem").read_bytes()) == signature, "the same record has the same signature"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"algorithm": "none"}', "[" * 100_000, '{"signature": 1}'])
def test_what_is_no_signature_is_said_to_be_none(signed, text):
    record, _, public, _ = signed
    assert check(record, text, public) is Checked.MALFORMED


def test_a_key_of_another_kind_is_refused(signed):
    record, signature, public, _ = signed
    other = generate_private_key(65537, 2048)
    pem = other.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for wrong in (pem, public, b"nonsense"):
        with pytest.raises(NoKey):
            sign(record, wrong)
    with pytest.raises(NoKey):
        check(record, signature, b"nonsense")


def test_the_command_line_checks_files(signed, capsys):
    record, signature, public, folder = signed
    for name, content in (
        ("r.json", record),
        ("r.sig", signature.encode()),
        ("p.pub", public),
        ("x.json", record + b" "),
    ):
        (folder / name).write_bytes(content)

    def asked(name):
        code = main.run(
            ["letter", "check", str(folder / name), str(folder / "r.sig"), "--key", str(folder / "p.pub"), "--json"]
        )
        return code, json.loads(capsys.readouterr().out)["code"]

    assert asked("r.json") == (0, "valid")
    assert asked("x.json") == (1, "another_record")
    assert main.run(["letter", "new-key", str(folder / "k.pem")]) == 0
    assert (folder / "k.pem.pub").read_bytes().startswith(b"-----BEGIN PUBLIC KEY")
