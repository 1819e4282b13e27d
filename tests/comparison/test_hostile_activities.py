"""What is given as an activity may be anything: it is compared, or refused in one sentence, and never takes long."""

import json
from time import perf_counter

import pytest
from tests.comparison.activities import ON

from sextant.application.comparing.compare import compare_activity
from sextant.comparison.activity import Fault
from sextant.storage.activity_files import activity_of_text, read_activity
from sextant.storage.comparison_files import stand
from sextant.wording.compare_faults import fault_sentence

YEAR = {"year": 2027, "baseline_emissions": 100, "activity_emissions": 0}
CHECK_DAYS, CANCELLED = "article_6_4.completeness_check_days", "article_6_4.overall_mitigation"


def text(**more):
    return json.dumps({"years": [YEAR], **more})


REFUSED = {
    "lists_in_lists": ('{"years":' + "[" * 100_000 + "]" * 100_000 + "}", "nested_too_deeply"),
    "nothing": ("", "not_json"),
    "top_is_null": ("null", "not_an_object"),
    "year_without_end": ('{"years": [{"year": Infinity, "baseline_emissions": 1, "activity_emissions": 0}]}',
                         "not_a_number"),
    "year_beyond_measure": (text(years=[YEAR | {"year": 10**30}]), "out_of_range"),
    "tonnes_beyond_measure": (text(years=[YEAR | {"baseline_emissions": 10**30}]), "out_of_range"),
    "digits_beyond_measure": ('{"years": [{"year": 2027, "activity_emissions": 0, "baseline_emissions": '
                              + "9" * 100_000 + "}]}", "number_too_long"),
    "name_beyond_measure": (json.dumps({"k" * 100_000: 1}), "key_unknown"),
    "name_twice_beyond_measure": ('{"' + "k" * 9_000 + '": 1, "' + "k" * 9_000 + '": 1}', "key_twice"),
    "choice_is_a_list": (text(assumptions={"levy_rounding": ["ceil"]}), "not_a_choice"),
    "choice_is_an_object": (text(assumptions={"carry_deficit": {}}), "not_a_choice"),
    "price_beyond_measure": (text(assumptions={"price": "1e30"}), "out_of_range"),
    "share_of_too_many_decimals": (text(assumptions={"japan_share": "0." + "3" * 10}), "too_many_decimals"),
    "rule_is_no_number": (text(rules={CANCELLED: "NaN"}), "rule_not_a_number"),
    "rule_in_other_digits": (text(rules={CANCELLED: "٠.٠٢"}), "rule_not_a_number"),
    "rule_beyond_measure": (text(rules={CHECK_DAYS: "1e9999999"}), "rule_not_a_number"),
    "rule_in_part": (text(rules={CHECK_DAYS: "1.5"}), "rule_not_whole"),
    "rule_below_zero": (text(rules={CHECK_DAYS: -7}), "rule_out_of_range"),
    "rule_is_a_word": (text(rules={"cdm.levy_rounding": "up"}), "rule_not_a_choice"),
    "rule_is_a_date": (text(rules={"cdm.last_day_of_crediting": "2030-12-31"}), "rule_not_replaceable"),
}  # fmt: skip
COMPARED = {
    "title_of_half_a_character": text(title="\ud800"),
    "title_like_a_place": text(title="{start_date}"),
    "title_that_commands": text(title="a\x00\x1b[31m\n"),
    "share_of_many_digits": text(assumptions={"japan_share": "0." + "3" * 9, "authorized_share": "0." + "9" * 50}),
    "uncertainty_of_many_digits": text(assumptions={"uncertainty": "0." + "3" * 50}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_a_short_sentence_of_each_language_at_once(name):
    given, code = REFUSED[name]
    begun = perf_counter()
    with pytest.raises(Fault) as raised:
        compare_activity(activity_of_text(given, "FILE"), stand(ON))
    assert perf_counter() - begun < 2
    assert raised.value.code == code
    for language in ("en", "zh-Hant"):
        said = fault_sentence(raised.value, language)
        assert len(said) < 300, said
        assert "None" not in said or "null" in given
    assert not any(word in said for word in ("expected", " the ", " number", "nested")), said


@pytest.mark.parametrize("name", COMPARED)
def test_it_is_compared(name):
    found = compare_activity(activity_of_text(COMPARED[name], "FILE"), stand(ON))
    assert [each.refusal for each in found.outcomes] == [None] * 5


@pytest.mark.parametrize(("name", "content", "code"), [
    ("folder", None, "file_unreadable"), ("bytes.json", b"\xff\xfe{}", "file_not_text"),
    ("absent.json", b"", "file_absent"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_so(tmp_path, name, content, code):
    file = tmp_path / name
    if content is None:
        file.mkdir()
    elif content:
        file.write_bytes(content)
    with pytest.raises(Fault) as raised:
        read_activity(file)
    assert raised.value.code == code
