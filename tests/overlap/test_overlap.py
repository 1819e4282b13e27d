"""Candidates for the same activity: on labelled pairs made from real lists, and each piece of evidence by itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.overlap.labelled import LISTS, lists, pairs

from sextant.overlap.find import candidates
from sextant.overlap.likeness import Evidence, Rarity, likeness
from sextant.overlap.listed import Listed, numbers_of, words_of
from sextant.storage.overlap_files import ListUnreadable, read_list, technology_of, weights

beside = pytest.mark.skipif(not all(each.is_file() for each in LISTS), reason="the lists are not beside the project")
WIND = Listed("cdm", "1", "Windy Ridge Wind Farm, 30 MW, in Alidade (synthetic)", host="GH", technology="wind",
              participants=("Windy Ridge Energy Ltd",), place="Windy Ridge", annual_tonnes=40_000,
              first_day=date(2015, 1, 1), last_day=date(2021, 12, 31))  # fmt: skip


def compared(one, other):
    return likeness(one, other, Rarity([one, other]), weights())


def met(one, other):
    return compared(one, other).score >= weights()["candidate"]


@beside
def test_at_least_500_labelled_pairs_give_a_recall_of_95_at_a_precision_of_80_per_cent():
    every = lists()
    labelled = pairs(every)
    assert len(labelled) >= 500
    assert {each.made for each in labelled if not each.same} == {"other site", "other phase", "alike but other"}
    rarity, least = Rarity(every), weights()["candidate"]
    found = [(each, likeness(each.one, each.other, rarity, weights()).score >= least) for each in labelled]
    right = sum(each.same and hit for each, hit in found)
    recall = right / sum(each.same for each, _ in found)
    precision = right / sum(hit for _, hit in found)
    assert recall >= 0.95
    assert precision >= 0.8
    for made in {each.made for each in labelled}:
        # No kind of pair is got wrong as a whole behind a good total.
        of_kind = [each.same == hit for each, hit in found if each.made == made]
        assert sum(of_kind) / len(of_kind) >= 0.8, made


@beside
def test_the_search_finds_the_pairs_without_comparing_each_with_each():
    every = lists()
    planted = [each for each in pairs(every, of_each=20) if each.same]
    rarity, least = Rarity(every), weights()["candidate"]
    wanted = [each for each in planted if likeness(each.one, each.other, rarity, weights()).score >= least]
    others = [replace(each.other, reference=f"planted {at}") for at, each in enumerate(wanted)]
    found = {(each.one.reference, each.other.reference) for each in candidates([*every, *others], weights())}
    there = [(each.one.reference, other.reference) in found for each, other in zip(wanted, others, strict=True)]
    assert sum(there) / len(there) >= 0.95


def test_a_shared_identifier_settles_it():
    successor = replace(WIND, scheme="article_6_4", reference="T1", title="Another name", host=None,
                        identifiers={"cdm": "1"})  # fmt: skip
    found = compared(WIND, successor)
    assert (found.score, found.points[0].evidence) == (Decimal(1), Evidence.IDENTIFIER)


def test_other_hosts_are_other_activities_and_an_unknown_host_is_not_held_against_a_pair():
    assert compared(WIND, replace(WIND, scheme="vcs", host="TH")).score == 0
    assert met(WIND, replace(WIND, scheme="vcs", reference="9", host=None))


@pytest.mark.parametrize(
    ("changed", "evidence", "candidate"),
    [
        ({"title": "Windy Ridge Wind Farm, 50 MW, in Alidade (synthetic)"}, Evidence.NUMBERS, False),
        (
            {"title": "Calm Valley Wind Farm, 30 MW, in Alidade (synthetic)", "place": "Calm Valley"},
            Evidence.PLACE,
            False,
        ),
        ({"technology": "solar"}, Evidence.TECHNOLOGY, True),
        ({"participants": ("Somebody Else AG",)}, Evidence.PARTICIPANTS, True),
        ({"annual_tonnes": 400_000}, Evidence.SIZE, True),
        ({"first_day": date(2030, 1, 1), "last_day": date(2035, 1, 1)}, Evidence.PERIOD, True),
    ],
)
def test_what_differs_is_told_with_both_sides_and_takes_points(changed, evidence, candidate):
    other = replace(WIND, scheme="vcs", reference="9", **changed)
    [point] = [each for each in compared(WIND, other).points if each.evidence is evidence]
    assert point.points <= 0 or evidence is Evidence.TITLE
    assert point.found != point.other
    assert met(WIND, other) is candidate


def test_what_is_not_known_counts_neither_for_nor_against():
    bare = Listed("vcs", "9", WIND.title, host="GH")
    found = compared(WIND, bare)
    assert found.score == 1
    assert {each.evidence for each in found.points} == {Evidence.TITLE}


def test_the_score_is_the_sum_of_its_points():
    found = compared(WIND, replace(WIND, scheme="vcs", reference="9", technology="solar"))
    points, most = sum(each.points for each in found.points), sum(each.most for each in found.points)
    assert found.score == (points / most).quantize(Decimal("0.001"))


def test_the_order_of_two_entries_does_not_matter():
    other = replace(WIND, scheme="vcs", reference="9", title="Wind farm Windy Rige 30MW", annual_tonnes=50_000)
    assert compared(WIND, other).score == compared(other, WIND).score


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Solar Park Phase II (30 MWp)", {"phase": {"2"}, "mw": {"30"}}),
        ("CPA 007 of a programme", {"cpa": {"7"}}),
        ("MN 0.50 tower", {"": {"0.5"}}),
        ("Vitamin factory", {}),
    ],
)
def test_numbers_are_told_apart_by_what_they_count(title, numbers):
    assert {kind: set(found) for kind, found in numbers_of(title).items()} == numbers


def test_words_lose_case_and_accents_and_keep_other_scripts():
    assert words_of("Énergie ÉOLIENNE 風力") == ["energie", "eolienne", "風力"]


def test_a_file_with_other_columns_is_told_what_was_expected(tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ListUnreadable, match="found the columns a, b; expected"):
        read_list(tmp_path / "other.csv")


def test_rows_without_a_title_or_with_an_unknown_host_are_told_by_number(tmp_path):
    file = tmp_path / "cdm.csv"
    file.write_text("Ref,Project title,Host parties\n1,,Ghana\n2,A dam,Atlantis\n3,A park,Ghana\n", encoding="utf-8")
    read = read_list(file)
    assert (read.kind, len(read.listed), read.passed_over) == ("cdm", 2, [(1, "title"), (2, "host")])


@pytest.mark.parametrize(
    ("text", "technology"),
    [
        ("Grid-connected PV plant", "solar"),
        ("Cleaner cooking", "cooking"),
        ("Landfill gas", "landfill gas"),
        ("A thing", None),
    ],
)
def test_technologies_are_read_from_words(text, technology):
    assert technology_of(text) == technology


def test_rows_with_a_field_too_many_are_told_by_the_columns(tmp_path):
    (tmp_path / "list.csv").write_text("a,b\n1,2,3\n", encoding="utf-8")
    with pytest.raises(ListUnreadable, match="found the columns a, b;"):
        read_list(tmp_path / "list.csv")
