"""Activities of a registry that may be an approach: a reason to look, and never where the record names them already."""

from dataclasses import replace
from datetime import date

from tests.cooperation.forms import read

from sextant.application.queries.cooperation.look_alikes import look_alikes
from sextant.cooperation.record import Overlap
from sextant.domain.activity import Activity
from sextant.storage.overlap_files import technology_of, weights

APPROACH = replace(read(), title="Storage and solar plant at Port Meridian (synthetic)", first=date(2025, 7, 1))
HOST = APPROACH.hosts[0]


def activity(reference, title, host=HOST):
    return Activity("UNFCCC", reference, "article_6_4", (host,), title=title, registered_on=date(2025, 8, 1))


SAME = activity("A1", "Storage and solar plant at Port Meridian (synthetic)")
OTHERS = (
    activity("A2", "Landfill gas at Northgate (synthetic)"),
    activity("A3", "Storage and solar plant at Port Meridian (synthetic)", host="ZZ"),
    Activity("UNFCCC", "A4", "article_6_4", (HOST,)),
)


def found(approach, *activities):
    return [each.other.reference for each in look_alikes(approach, activities, weights(), technology_of)]


def test_an_activity_of_a_host_party_with_the_same_title_is_to_be_looked_at_and_no_other():
    assert found(APPROACH, *OTHERS, SAME) == ["A1"]
    [candidate] = look_alikes(APPROACH, [SAME], weights(), technology_of)
    assert candidate.one.reference == APPROACH.reference
    assert candidate.likeness.points


def test_what_the_record_names_already_is_not_named_again():
    kept_apart = replace(APPROACH, overlaps=(Overlap("article_6_4", "A1", False, "the line, not the plant"),))
    assert found(kept_apart, SAME) == []


def test_two_activities_that_look_like_each_other_say_nothing_of_the_approach():
    twins = (activity("B1", "Landfill gas at Northgate"), activity("B2", "Landfill gas at Northgate"))
    assert found(APPROACH, *twins) == []
