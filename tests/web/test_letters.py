"""The pages of authorizations, the draft and the record of a letter, and the page that verifies one."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import uuid5

import pytest
from tests.web.conftest import _database_access, pages_on

from sextant.application.commands.file_letter import Original, file_letter
from sextant.application.letters import twin, twin_hash
from sextant.domain.account import account_id
from sextant.domain.authorization import Authorization, AuthorizationState, FirstTransferEvent, Window
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Terms, space_id
from sextant.ledger.request import Authorize, Cancel, IssuanceCell, Issue, SerialRange, Transfer
from sextant.storage.database.letters import DatabaseLetters
from sextant.storage.letters.typesetting import can_set
from sextant.storage.opening import open_reader, open_registry, prepare_database

NDC, IMP = "nationally_determined_contribution", "international_mitigation"
FIRST = Authorization(
    "XA", "LET-1", 1, date(2026, 1, 5), date(2026, 1, 10), (NDC, IMP),
    first_transfer=FirstTransferEvent.USE_OR_CANCELLATION, parties=("XV",), quantity=300,
    use=Window(None, date(2035, 12, 31)), terms="<script>alert(1)</script>",
)  # fmt: skip
SECOND = replace(FIRST, version=2, authorized_on=date(2026, 3, 1), effective_on=date(2026, 3, 1), quantity=400)
REVOKED = replace(SECOND, version=3, effective_on=date(2026, 6, 1), authorized_on=date(2026, 6, 1))
REVOKED = replace(REVOKED, state=AuthorizationState.REVOKED)
OVER = replace(FIRST, reference="LET-2", use=Window(None, date(2026, 2, 1)))
LATER = replace(FIRST, reference="LET-3", effective_on=date(2099, 1, 1))
SUSPENDED = replace(FIRST, reference="LET-4", state=AuthorizationState.SUSPENDED)
FULL = replace(FIRST, reference="LET-5", quantity=1000)
NAMED = replace(FIRST, reference="LET-6", document="ef" * 32)
ORIGINAL = b"%PDF signed original of LET-1, version 2"


@pytest.fixture(scope="module")
def lettered(tmp_path_factory, request):
    """A database with the world, authorizations in every state, and a filed original."""
    import sys

    from tests.web.conftest import _world

    url = f"sqlite:///{tmp_path_factory.mktemp('letters') / 'letters.sqlite3'}"
    with _database_access(request):
        prepare_database(url)
    registry = open_registry(url)
    (sys.modules.get("sextant_test_world") or _world()).fill(registry)
    _issue(registry)
    reader = open_reader(url)
    known = reader.authorizations([FIRST.key])[FIRST.key]
    filed = Original(sha256(ORIGINAL).hexdigest(), "signed <2>.pdf", len(ORIGINAL))
    file_letter(DatabaseLetters(reader.driver), known, 2, filed, datetime(2026, 3, 2, 9, tzinfo=UTC))
    reader.close()
    return url


def _issue(registry):
    number = iter(range(100))

    def do(kind, on, **fields):
        from uuid import UUID

        outcome = registry.perform(
            kind(id=uuid5(UUID(int=1), f"{next(number)}"), actor="XA", effective_on=on, **fields)
        )
        assert not isinstance(outcome, Refusal), outcome

    for version in (FIRST, OVER, LATER, SUSPENDED, FULL, NAMED, SECOND):
        do(Authorize, version.authorized_on, authorization=version)
    space, holder = space_id("UN01", "XA-LET"), account_id("UN01", "XA-holding")
    from sextant.domain.activity import activity_id

    cells = tuple(
        IssuanceCell("XA-LET", "UN01-XA-LET", 2025, Terms("AER", uses=(NDC, IMP), authorization=key), quantity)
        for key, quantity in ((FIRST.key, 350), (FULL.key, 1000))
    )
    do(
        Issue, date(2026, 4, 1), registry="UN01", mechanism="article_6_4", unit_type="A6.4ER", host_party="XA",
        activity=activity_id("UN01", "A0001"), cells=cells,
        distribution=_distribution(holder),
    )  # fmt: skip
    for first, last in ((1, 120), (351, 1350)):
        do(
            Transfer, date(2026, 4, 20), units=(SerialRange(space, first, last),), from_account=holder,
            to_account=account_id("UN01", "XV-holding"), first_transfer="international_transfer",
        )  # fmt: skip
    from sextant.domain.account import Act

    do(
        Cancel, date(2026, 5, 2), units=(SerialRange(space, 1, 20),), to_account=account_id("UN01", "ndc"), purpose=NDC,
        act=Act.RETIREMENT, on_behalf_of="Vernier",
    )  # fmt: skip
    do(Authorize, REVOKED.authorized_on, authorization=REVOKED)


def _distribution(holder):
    from sextant.ledger.request import Distribution

    return Distribution((), holder)


@pytest.fixture
def visitor(lettered, request):
    with pages_on(lettered, request) as found:
        yield found


def answer(visitor, address, **more):
    response = visitor.get(address, **more)
    assert response.status_code == 200, response.content[:500]
    return json.loads(response.content)


def test_every_state_is_told_and_filtered_for(visitor):
    rows = answer(visitor, "/authorizations/?format=json")["rows"]
    states = {row["reference"]: row["state"] for row in rows}
    assert states == {
        "LET-1": "revoked", "LET-2": "expired", "LET-3": "not_yet", "LET-4": "suspended", "LET-5": "exhausted",
        "LET-6": "valid",
    }  # fmt: skip
    for reference, state in states.items():
        found = answer(visitor, f"/authorizations/?format=json&state={state}")["rows"]
        assert [row["reference"] for row in found] == [reference]
        page = visitor.get(f"/authorizations/?state={state}").content.decode()
        assert "1 of 6 authorizations" in page
        assert reference in page
    assert answer(visitor, "/authorizations/?format=json&party=GH")["rows"] == []
    assert answer(visitor, "/authorizations/?format=json&party=XA&use=other_purposes")["count"] == 0
    assert answer(visitor, f"/authorizations/?format=json&use={IMP}")["count"] == 6
    assert visitor.get("/authorizations/?state=nothing").status_code == 400


def test_the_csv_has_the_rows_of_the_json(visitor):
    import csv

    rows = answer(visitor, "/authorizations/?format=json")["rows"]
    text = visitor.get("/authorizations/?format=csv").content.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [row["key"] for row in found] == [row["key"] for row in rows]
    assert [row["first_transferred"] for row in found] == [str(row["first_transferred"]) for row in rows]


@pytest.mark.parametrize(
    ("day", "state", "version", "issued", "moved", "used", "left"),
    [
        ("2026-01-09", "not_yet", 1, 0, 0, 0, 300),
        ("2026-01-10", "valid", 1, 0, 0, 0, 300),
        ("2026-03-01", "valid", 2, 0, 0, 0, 400),
        ("2026-04-01", "valid", 2, 350, 0, 0, 400),
        ("2026-04-20", "valid", 2, 350, 120, 0, 280),
        ("2026-05-31", "valid", 2, 350, 120, 20, 280),
        ("2026-06-01", "revoked", 3, 350, 120, 20, 0),
    ],
)
def test_what_is_counted_is_that_of_the_day(visitor, day, state, version, issued, moved, used, left):
    found = answer(visitor, f"/authorizations/XA:LET-1?format=json&as_of={day}")
    assert (found["state"], found["version"]) == (state, version)
    assert (found["issued"], found["first_transferred"], found["used"], found["left"]) == (issued, moved, used, left)
    today = answer(visitor, "/authorizations/XA:LET-1?format=json")
    if day == "2026-06-01":
        assert {**found, "as_of": ""} == {**today, "as_of": ""}


def test_before_it_was_recorded_there_is_no_authorization(visitor):
    assert visitor.get("/authorizations/XA:LET-1?as_of=2026-01-04").status_code == 404
    assert visitor.get("/authorizations/XA:LET-1?known_at=2020-01-01T00:00").status_code == 404
    response = visitor.get("/authorizations/XA:LET-9")
    assert response.status_code == 404
    assert "No authorization XA:LET-9 is on record here." in response.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_page_tells_versions_changes_units_and_rules(visitor, language):
    visitor.cookies["sextant_language"] = language
    page = visitor.get("/authorizations/XA:LET-1").content.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for said in ("300", "400", "UN01-XA-LET", "XA-holding", "XV-holding", twin_hash(FIRST), twin_hash(REVOKED)):
        assert said in page, said
    assert sha256(ORIGINAL).hexdigest() in page
    assert page.count("/letters/XA:LET-1/") == (9 if can_set() else 3)
    assert ("international mitigation purposes" if language == "en" else "國際減緩目的") in page
    assert ("Decision 2/CMA.3" if language == "en" else "2/CMA.3") in page
    assert ("unverified" if language == "en" else "未核對") in page
    versions = answer(visitor, "/authorizations/XA:LET-1?format=json")["versions"]
    assert [(each["version"], each["state"], each["changed"]) for each in versions] == [
        (3, "revoked", ["state"]), (2, "revoked", ["quantity"]), (1, "revoked", []),
    ]  # fmt: skip
    past = answer(visitor, "/authorizations/XA:LET-1?format=json&as_of=2026-04-01")["versions"]
    assert [(each["version"], each["state"]) for each in past] == [(2, "valid"), (1, "amended")]


def test_the_record_is_exactly_what_the_letter_states_the_hash_of(visitor):
    response = visitor.get("/letters/XA:LET-1/2.json")
    assert response.content == twin(SECOND)
    assert sha256(response.content).hexdigest() == twin_hash(SECOND)
    for address in ("/letters/XA:LET-1/4.json", "/letters/XA:LET-1/0.json", "/letters/XA:LET-9/1.json"):
        assert visitor.get(address).status_code == 404


@pytest.mark.skipif(not can_set(), reason="the extra `letters` is not installed")
def test_the_draft_is_served_the_same_each_time_and_leads_to_its_verification(visitor, settings):
    import pypdf

    settings.BASE_URL = "https://registry.example"
    for language in ("en", "zh-Hant"):
        response = visitor.get(f"/letters/XA:LET-1/2.{language}.pdf")
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.content == visitor.get(f"/letters/XA:LET-1/2.{language}.pdf").content
        pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
        links = {each.get_object()["/A"]["/URI"] for page in pages for each in page.get("/Annots", ())}
        assert links == {f"https://registry.example/verify/{twin_hash(SECOND)}"}
        assert ("SYNTHETIC" if language == "en" else "模擬") in "".join(page.extract_text() for page in pages)
    assert visitor.get("/letters/XA:LET-1/2.fr.pdf").status_code == 404


def test_without_the_extra_the_pages_say_so_and_work(visitor, monkeypatch):
    from sextant.web.views import authorization, letter

    for module in (authorization, letter):
        monkeypatch.setattr(module, "can_set", lambda: False)
    page = visitor.get("/authorizations/XA:LET-1").content.decode()
    assert "it runs without the extra" in page
    assert ".pdf" not in page.replace("signed &lt;2&gt;.pdf", "")
    response = visitor.get("/letters/XA:LET-1/2.en.pdf")
    assert response.status_code == 503
    assert "it runs without the extra" in response.content.decode()


@pytest.mark.parametrize(
    ("version", "state"),
    [(OVER, "expired"), (LATER, "not_yet"), (SUSPENDED, "suspended"), (FULL, "exhausted"), (NAMED, "valid"),
     (FIRST, "revoked"), (REVOKED, "revoked")],
)  # fmt: skip
def test_the_code_on_a_letter_tells_every_state(visitor, version, state):
    [found] = answer(visitor, f"/verify/{twin_hash(version)}?format=json")["found"]
    assert (found["authorization"], found["version"], found["hash_of"]) == (version.key, version.version, "record")
    assert found["state"] == state
    page = visitor.get(f"/verify/{twin_hash(version)}").content.decode()
    assert f'class="state {state}"' in page
    assert "It does not say that a letter was signed." in page
    assert "Synthetic demonstration data" in page


def test_an_earlier_version_is_amended_until_the_revocation(visitor):
    address = f"/verify/{twin_hash(FIRST)}?format=json&as_of="
    for day, state, current in (("2026-02-01", "valid", 1), ("2026-03-01", "amended", 2), ("2026-06-01", "revoked", 3)):
        [found] = answer(visitor, address + day)["found"]
        assert (found["state"], found["version_in_force"]) == (state, current)


def test_the_signed_original_is_told_from_the_record(visitor):
    [found] = answer(visitor, f"/verify/{sha256(ORIGINAL).hexdigest()}?format=json")["found"]
    assert (found["version"], found["hash_of"], found["state"]) == (2, "original", "revoked")
    assert found["filed_at"] == "2026-03-02T09:00:00+00:00"
    [named] = answer(visitor, f"/verify/{'ef' * 32}?format=json")["found"]
    assert (named["authorization"], named["hash_of"], named["filed_at"]) == (NAMED.key, "original", None)
    assert "itself names" in visitor.get(f"/verify/{'ef' * 32}").content.decode()


def test_an_unknown_hash_is_said_to_be_unknown_and_no_hash_is_said_to_be_none(visitor):
    response = visitor.get(f"/verify/{'0' * 64}")
    assert response.status_code == 404
    assert "No letter with this hash is on record here." in response.content.decode()
    assert json.loads(visitor.get(f"/verify/{'0' * 64}?format=json").content)["known"] is False
    for wrong in ("0" * 63, "0" * 65, "g" * 64, "x"):
        response = visitor.get(f"/verify/{wrong}")
        assert response.status_code == 400
        assert "is not a SHA-256" in response.content.decode()


def test_a_printed_hash_with_spaces_and_capitals_is_read(visitor):
    printed = " ".join(twin_hash(FIRST).upper()[at : at + 8] for at in range(0, 64, 8))
    response = visitor.get("/verify/", {"hash": printed})
    assert (response.status_code, response.headers["Location"]) == (302, f"/verify/{twin_hash(FIRST)}")


def test_a_file_is_hashed_and_kept_nowhere(visitor, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *given, **more: pytest.fail("a file was written"))
    large = ORIGINAL + b"\0" * 3_000_000
    for content in (ORIGINAL, large):
        response = visitor.post("/verify/", {"file": io.BytesIO(content)})
        assert (response.status_code, response.headers["Location"]) == (303, f"/verify/{sha256(content).hexdigest()}")
    assert visitor.get(f"/verify/{sha256(ORIGINAL).hexdigest()}").status_code == 200


def test_no_file_an_empty_one_and_one_that_is_too_large_are_each_answered(visitor, monkeypatch):
    from sextant.web import hashing

    assert visitor.post("/verify/", {}).status_code == 400
    assert visitor.post("/verify/", {"file": io.BytesIO(b"")}).status_code == 400
    monkeypatch.setattr(hashing, "LARGEST", 100_000)
    assert visitor.post("/verify/", {"file": io.BytesIO(b"x" * 100_000)}).status_code == 303
    response = visitor.post("/verify/", {"file": io.BytesIO(b"x" * 100_001)})
    assert response.status_code == 413
    assert "larger than" in response.content.decode()


def test_the_public_pages_write_nothing(visitor, lettered):
    def rows():
        reader = open_reader(lettered)
        counts = [reader.driver.query(f"SELECT count(*) FROM {table}") for table in ("entry", "letter_original")]
        reader.close()
        return counts

    before = rows()
    for address in ("/authorizations/", "/authorizations/XA:LET-1", f"/verify/{twin_hash(FIRST)}"):
        for method in (visitor.post, visitor.put, visitor.delete):
            method(address, {"file": io.BytesIO(b"x")} if method == visitor.post else b"x")
    assert rows() == before


def test_postgresql_tells_the_same(postgresql_server, postgresql_database, request):
    import sys

    from tests.web.conftest import _world

    url = postgresql_server.url(postgresql_database())
    registry = open_registry(url)
    (sys.modules.get("sextant_test_world") or _world()).fill(registry)
    _issue(registry)
    with pages_on(url, request) as visitor:
        for day in ("", "&as_of=2026-04-20"):
            found = answer(visitor, f"/authorizations/XA:LET-1?format=json{day}")
            assert (found["issued"], found["first_transferred"]) == (350, 120)
        page = visitor.get("/authorizations/XA:LET-1?known_at=2999-01-01T00:00").content.decode()
        assert "UN01" in page
        assert answer(visitor, f"/verify/{twin_hash(FIRST)}?format=json")["found"][0]["state"] == "revoked"
