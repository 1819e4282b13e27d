"""What does not load, and the one sentence that each fault gets: file, key and remedy."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.shipped import TEXTS, content, with_content

from sextant.rules.loading import check, load
from sextant.rules.text import RuleTextError

ISSUANCE = "article_6_4/parameters/issuance.yaml"
UNITS = "article_6_4/levies/units.yaml"
MECHANISM = "article_6_4/mechanism.yaml"
SHARE = "share_of_proceeds_for_adaptation"


def edited(file, *keys, value=None, remove=False):
    """Return the texts with one key of one file changed or removed."""
    whole = content(file)
    inner = whole
    for key in keys[:-1]:
        inner = inner[key]
    if remove:
        del inner[keys[-1]]
    else:
        inner[keys[-1]] = value
    return with_content(file, whole)


NUMBER = ("parameters", SHARE)
DATED = (*NUMBER, "values", "2025-08-07")
FAULTS = {
    "a source removed": (edited(ISSUANCE, *DATED, "source", remove=True), "source is missing; add it"),
    "a paragraph removed": (edited(ISSUANCE, *DATED, "source", "paragraph", remove=True), "paragraph is missing"),
    "a label in one language": (edited(ISSUANCE, *NUMBER, "label", "zh-Hant", remove=True), "zh-Hant is missing"),
    "no anchor": (edited(ISSUANCE, *NUMBER, "anchor", remove=True), "anchor is missing; add it"),
    "an anchor that is no date": (edited(ISSUANCE, *NUMBER, "anchor", value="isued"), "'isued' is no date of a case"),
    "an unknown unit": (edited(ISSUANCE, *NUMBER, "unit", value="furlongs"), "'furlongs' is no unit of measurement"),
    "an unknown type": (edited(ISSUANCE, *NUMBER, "type", value="float"), "'float' is no type of value"),
    "a misspelled key": (edited(ISSUANCE, *NUMBER, "lable", value="x"), "'lable' is not declared; use one of"),
    "no number": (edited(ISSUANCE, *DATED, "value", value="5%"), "'5%' is no number; write digits"),
    "a day that is none": (edited(ISSUANCE, *NUMBER, "values", "2025-13-01", value={}), "is missing"),
    "an unknown document": (
        edited(ISSUANCE, *DATED, "source", "document", value="A6.4-PROC-REGS-002"),
        "'A6.4-PROC-REGS-002' is not in documents.yaml",
    ),
    "an unknown version": (
        edited(ISSUANCE, *DATED, "source", "version", value="v09.0"),
        "A6.4-PROC-REGS-001 has no version v09.0; it has v01.0, v02.0, v02.1",
    ),
    "no version": (edited(ISSUANCE, *DATED, "source", "version", remove=True), "has no version (none given)"),
    "a text that nobody read, called verified": (
        edited("cdm/levies/levies.yaml", "levies", "registration_fee", "source", "verified", value="true"),
        "EB 54 Annex 29 was not read for these rules; mark the source verified: false",
    ),
    "a version younger than its value": (
        edited(
            ISSUANCE,
            *NUMBER,
            "values",
            "2021-11-13",
            "source",
            value={"document": "A6.4-PROC-REGS-001", "version": "v02.1", "paragraph": "43(c)"},
        ),
        "did not exist on 2021-11-13; it is from 2025-08-07",
    ),
    "an unknown exemption of a parameter": (
        edited(ISSUANCE, *NUMBER, "exemptions", value=["nobody"]),
        "'nobody' is no exemption",
    ),
    "a choice that is none": (
        edited(ISSUANCE, "parameters", "levy_rounding", "values", "2021-11-13", "value", value="up"),
        "'up' is no choice; use one of ceil, floor, half_up",
    ),
    "a levy without its rate": (
        edited(UNITS, "levies", "omge", "rate", value="overal_mitigation"),
        "there is no parameter 'overal_mitigation'",
    ),
    "a levy to no account": (
        edited(UNITS, "levies", "omge", "account", value="article_6_4.omge"),
        "is no account type",
    ),
    "a levy in units without rounding": (
        edited(UNITS, "levies", "omge", "rounding", remove=True),
        "needs rounding and account",
    ),
    "a levy of no kind": (edited(UNITS, "levies", "omge", "kind", value="tax"), "'tax' is no kind of levy"),
    "a levy with an unknown exemption": (
        edited(UNITS, "levies", "omge", "exemptions", value=["all"]),
        "'all' is no exemption",
    ),
    "an exemption on an unknown fact": (
        edited(UNITS, "exemptions", "host_uses_adaptation_exemption", "when_any", value=["host_poor"]),
        "'host_poor' is no fact declared in mechanism.yaml",
    ),
    "a rate that is no number": (
        edited(UNITS, "levies", "omge", "rate", value="levy_rounding"),
        "levy_rounding is of the type text",
    ),
    "an advance on no levy": (
        edited("cdm/levies/levies.yaml", "levies", "registration_fee", "credited_against", value="issue_fee"),
        "there is no levy 'issue_fee'",
    ),
    "a stage that both pays back and does not": (
        edited(
            "article_6_4/levies/fees.yaml",
            "levies",
            "registration_fee",
            "refund",
            "nothing_back",
            value=["completeness_check"],
        ),
        "both pays back and does not",
    ),
    "an account that admits no class": (
        edited("article_6_4/accounts.yaml", "account_types", "article_6_4.pending", "admits", value=["AERS"]),
        "'AERS' is no unit class",
    ),
    "an account of another mechanism": (
        edited("cdm/accounts.yaml", "account_types", value=content("article_6_4/accounts.yaml")["account_types"]),
        "begins with cdm.",
    ),
    "a transaction to no account": (
        edited("article_6_4/transactions.yaml", "transactions", "issuance", "to", value=["pendng"]),
        "'article_6_4.pendng' is no account type",
    ),
    "a transaction by nobody": (
        edited("article_6_4/transactions.yaml", "transactions", "issuance", "by", value=["clerk"]),
        "'clerk' is no body",
    ),
    "a transaction without an effect": (
        edited("article_6_4/transactions.yaml", "transactions", "issuance", "first_transfer", value="maybe"),
        "'maybe' is no effect on the first transfer",
    ),
    "a class of no unit type": (
        edited("article_6_4/unit_classes.yaml", "unit_classes", "AER", "unit_type", value="ERU"),
        "'ERU' is no unit type",
    ),
    "a mechanism in another folder": (edited(MECHANISM, "mechanism", value="article_6"), "give both the same name"),
    "a time zone that is none": (
        edited(MECHANISM, "time_zones", "deadlines", "offset", value="CET"),
        "'CET' is no offset; write it as +01:00",
    ),
    "a mechanism without dates": (edited(MECHANISM, "dates", value={}), "no date is declared"),
    "an unknown kind of document": (
        edited("documents.yaml", "documents", "A6.4-PROC-REGS-001", "kind", value="law"),
        "'law' is no kind of document",
    ),
    "versions out of order": (
        edited(
            "documents.yaml",
            "documents",
            "A6.4-PROC-REGS-001",
            "versions",
            value=content("documents.yaml")["documents"]["A6.4-PROC-REGS-001"]["versions"][::-1],
        ),
        "the dates are out of order",
    ),
    "a file nobody reads": (TEXTS | {"article_6_4/paramters/x.yaml": "a: b"}, "no reader is known for this file"),
    "a file of no mechanism": (TEXTS | {"article_6_9/accounts.yaml": "a: b"}, "there is no article_6_9/mechanism.yaml"),
    "no units of measurement": (
        {name: text for name, text in TEXTS.items() if name != "measures.yaml"},
        "measures.yaml is missing",
    ),
    "text that is no YAML": (TEXTS | {ISSUANCE: "a: [b"}, "not readable as YAML"),
    "an empty file": (TEXTS | {ISSUANCE: ""}, "expected names with values below it"),
    "a list where names are expected": (TEXTS | {ISSUANCE: "parameters: [a]"}, "expected names with values below it"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_gets_one_sentence_and_does_not_load(fault):
    texts, expected = FAULTS[fault]
    found = check(texts)
    assert any(expected in sentence for sentence in found), found
    with pytest.raises(RuleTextError):
        load(texts)


def test_the_sentence_names_file_and_key():
    [sentence] = check(edited(ISSUANCE, *DATED, "source", remove=True))[:1]
    assert sentence.startswith(f"{ISSUANCE}: {SHARE}.values.2025-08-07: source is missing")


def test_a_key_given_twice_is_named_with_its_line():
    text = TEXTS[ISSUANCE].replace("    type: decimal\n", "    type: decimal\n    type: decimal\n", 1)
    assert "the key 'type' is given twice; remove one" in check(TEXTS | {ISSUANCE: text})[0]


def test_a_parameter_in_two_files_is_refused():
    again = {"parameters": {SHARE: content(ISSUANCE)["parameters"][SHARE]}}
    texts = TEXTS | {"article_6_4/parameters/zz.yaml": yaml.safe_dump(again, allow_unicode=True)}
    assert any(f"is also declared in {ISSUANCE}; remove one" in each for each in check(texts))


def test_dates_out_of_order_are_refused():
    whole = content(ISSUANCE)
    values = whole["parameters"][SHARE]["values"]
    whole["parameters"][SHARE]["values"] = dict(reversed(values.items()))
    assert any("the dates are out of order" in each for each in check(with_content(ISSUANCE, whole)))


@pytest.mark.parametrize(
    ("brackets", "expected"),
    [
        ([{"to": "5", "value": "1"}, {"above": "6", "value": "2"}], "leave a gap or overlap at 5"),
        ([{"to": "5", "value": "1"}, {"from": "5", "value": "2"}], "leave a gap or overlap at 5"),
        ([{"below": "5", "value": "1"}, {"above": "5", "value": "2"}], "leave a gap or overlap at 5"),
        ([{"to": "5", "value": "1"}], "nothing is said above 5"),
        ([{"from": "1", "above": "2", "value": "1"}], "a bracket has one bound on a side"),
        ([], "expected a list of brackets"),
    ],
)
def test_brackets_neither_overlap_nor_leave_a_gap(brackets, expected):
    keys = ("parameters", "registration_fee_by_size", "values", "2025-08-07", "value")
    assert any(expected in each for each in check(edited("article_6_4/parameters/fees.yaml", *keys, value=brackets)))


def test_every_fault_of_a_folder_is_told_at_once():
    whole = content(ISSUANCE)
    for body in whole["parameters"].values():
        del body["anchor"]
    found = [each for each in check(with_content(ISSUANCE, whole)) if "anchor is missing" in each]
    assert len(found) == len(whole["parameters"])


def with_version_four(*, read):
    """Return the texts with a version 04.0 of a procedure, and a value that rests on it."""
    register = content("documents.yaml")
    four = {
        "version": "v04.0",
        "dated": "2027-01-01",
        "in_force_from": "2027-01-01",
        **({"read": "yes"} if read else {}),
    }
    register["documents"]["A6.4-PROC-AC-002"]["versions"].append(four)
    file, path = "article_6_4/parameters/registration.yaml", ("parameters", "completeness_check_days", "values")
    whole = content(file)
    whole[path[0]][path[1]][path[2]]["2027-01-01"] = {
        "value": "14", "source": {"document": "A6.4-PROC-AC-002", "version": "v04.0", "paragraph": "76"}}  # fmt: skip
    return with_content("documents.yaml", register) | {file: with_content(file, whole)[file]}


def test_a_new_version_of_a_document_is_read_beside_the_old_one():
    [sentence] = check(with_version_four(read=False))
    assert sentence.endswith(
        "A6.4-PROC-AC-002 v04.0 was not read for these rules; mark the source verified: false, or, once its text was "
        "read and the value found in it, that version `read: yes` in documents.yaml"
    )
    assert check(with_version_four(read=True)) == ()
    read = load(with_version_four(read=True)).documents.by_id("A6.4-PROC-AC-002")
    assert [each.name for each in read.versions if each.read] == ["v03.0", "v04.0"]


def test_a_document_of_its_own_folder_joins_the_register():
    own = {"documents": {"Treaty of Nowhere": {"kind": "treaty", "title": {"en": "Treaty", "zh-Hant": "條約"},
                                               "versions": [{"dated": "2020-01-01"}]}}}  # fmt: skip
    texts = TEXTS | {"cdm/documents.yaml": yaml.safe_dump(own, allow_unicode=True)}
    assert load(texts).documents.by_id("Treaty of Nowhere") is not None
    twice = TEXTS | {"cdm/documents.yaml": TEXTS["documents.yaml"]}
    assert any("is registered twice" in each for each in check(twice))


def nodes(inner, path=()):
    """Yield the path to everything inside a rule file."""
    for key, each in inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ():
        yield (*path, key)
        yield from nodes(each, (*path, key))


@given(st.data())
@settings(max_examples=45, deadline=None)
def test_whatever_stands_in_a_file_the_answer_is_a_sentence_and_never_a_crash(data):
    file = data.draw(st.sampled_from(sorted(TEXTS)))
    path = data.draw(st.sampled_from(list(nodes(content(file)))))
    found = check(edited(file, *path, value=data.draw(st.sampled_from(["", [], {}, "x", [["a"]], [{}], {"x": "y"}]))))
    assert all(sentence.count("\n") == 0 or "YAML" in sentence for sentence in found)
