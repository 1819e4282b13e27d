"""The pages of forms: the list, an empty form, one filled, and one read back with a sentence for each bad cell."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.application.forms.test_forms import SOLAR, fill

from sextant.application.forms.layout import sheets_of
from sextant.storage.exact_json import exact_json
from sextant.storage.form_files import data_bytes, forms, read_form_bytes, sheets_bytes

ADDRESS = "/methodologies/forms/"


def sent(client, content, name="form.xlsx", **more):
    """Send a file to be read back."""
    return client.post(ADDRESS, {"form_file": SimpleUploadedFile(name, content), **more})


def changed(key, column, value):
    """Return the bytes of a filled form with one cell changed."""
    sheets = sheets_of(fill("JCM-MRS", SOLAR))
    line = next(each for name, lines in sheets.items() for each in lines if name != "Fields" and each[:1] == [key])
    line[column] = value
    return sheets_bytes(sheets)


@pytest.mark.parametrize("name", list(forms()))
def test_an_empty_form_can_be_downloaded_and_is_known_again(client, name):
    shown = client.get(f"{ADDRESS}{name}/").content.decode()
    assert all(
        each.label.in_language("en") in shown.replace("&#x27;", "'").replace("&quot;", '"')
        for _, each in forms()[name].fields()
    )
    for kind in ("xlsx", "json"):
        content = client.get(f"{ADDRESS}{name}/empty.{kind}").content
        assert read_form_bytes(content, f"form.{kind}")[:2] == (name, "en")
        told = sent(client, content, f"form.{kind}", format="json").json()
        assert not told["in_order"]
        assert {each["code"] for each in told["findings"]} == {"form_cell_empty"}
        assert all(each["about"]["field"] in each["message"] for each in told["findings"])


def test_a_filled_form_is_downloaded_and_read_back_to_what_it_was_filled_from(client):
    filled = client.post(f"{ADDRESS}JCM-MRS/", {"statement": exact_json(SOLAR), "format": "xlsx"})
    assert filled["Content-Type"].endswith("spreadsheetml.sheet")
    told = sent(client, filled.content, format="json").json()
    assert told["in_order"], told["findings"]
    assert told["statement"]["request"]["methodology"] == "JCM-SOLAR-PV"
    page = sent(client, filled.content).content.decode()
    assert "Every cell is in order." in page
    assert "2500.123456789012345678" in page
    assert sent(client, data_bytes(fill("JCM-MRS", SOLAR)), "form.json", format="json").json() == told


@pytest.mark.parametrize(("key", "column", "value", "said"), [
    ("EG", 3, "much", "(value) holds much; expected 1234.5"),
    ("EG", 3, "=1+1", "expected 1234.5"),
    ("units", 2, 5, "(units) holds 5, and the rest of the form gives 1862"),
    ("form", 2, "JCM-XYZ", "There is no form JCM-XYZ; expected one of"),
    ("language", 2, "fr", "its language is fr, expected one of en, zh-Hant"),
])  # fmt: skip
def test_each_bad_cell_is_a_sentence_on_the_page(client, key, column, value, said):
    assert said in sent(client, changed(key, column, value)).content.decode()


@pytest.mark.parametrize("content", [b"PK\x03\x04 no archive", b"\xff\xfe", b"[1]", b'{"form": 3}', b"{"])
def test_what_is_no_form_is_refused_with_a_sentence_in_both_languages(client, content):
    for language in ("en", "zh-hant"):
        client.cookies["sextant_language"] = language
        answer = sent(client, content)
        assert answer.status_code == 422
        assert 'class="refusal"' in answer.content.decode()


def test_a_form_that_cannot_be_filled_says_why_and_gives_no_workbook(client):
    wrong = SOLAR | {"request": SOLAR["request"] | {"methodology": "AM9999"}}
    for form in ("html", "xlsx", "json"):
        answer = client.post(f"{ADDRESS}JCM-MRS/", {"statement": exact_json(wrong), "format": form})
        assert answer.status_code == 422
        assert "AM9999" in answer.content.decode()
    assert client.get(f"{ADDRESS}NONE/").status_code == 404
    assert client.get(f"{ADDRESS}JCM-MRS/empty.pdf").status_code == 404


@pytest.mark.parametrize("name", list(forms()))
def test_the_example_of_each_form_fills_it(client, name):
    page = client.get(f"{ADDRESS}{name}/?example=yes")
    (offer,) = page.context["offers"]
    found = client.post(f"{ADDRESS}{name}/", {"statement": offer.content.decode()})
    assert found.status_code == 200, found.content.decode()
    assert "synthetic" in offer.content.decode()
    assert io.BytesIO(json.dumps(found.context["outcome"].record, default=str).encode()).getbuffer().nbytes > 500
