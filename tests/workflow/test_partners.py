"""Three partners share one base and differ in listed points: what passes in one is refused in another."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.workflow.invented import PARTNERS, partner_texts, partners, sixth
from tests.workflow.play import Play, on

from sextant.domain.rule_value import ValueInForce
from sextant.rules.levy import Occasion, amount
from sextant.rules.loading import load
from sextant.rules.text import RuleTextError
from sextant.storage.rulebook_files import folder_texts
from sextant.workflow.case import Actor
from sextant.workflow.cyclebook import check, load_cycles, needs_of_one, users_of_needs

STEWARD, CLERK, MASTER = Actor("Nia", "steward"), Actor("Tom", "clerk"), Actor("Ida", "harbour_master")
SOUTH = timedelta(hours=-3)
EAST = timedelta(hours=8)
EVERY = ("sixth", *PARTNERS)


def member(number: int) -> Actor:
    return Actor(f"Member {number}", "council_member")


def begun(mechanism: str, day: str = "2026-01-05", **papers) -> Play:
    offset = EAST if mechanism == "tidal_south" else SOUTH
    return Play(f"{mechanism}.shore", on(day, 9, offset=offset), facts={}, rules=partners(), subject="Shore 1")


def proposed(mechanism: str, day: str = "2026-01-05") -> Play:
    play = begun(mechanism, day)
    play.take("shore", "propose", STEWARD, play.begun)
    return play


def restoring(mechanism: str) -> Play:
    play = proposed(mechanism)
    for number in (1, 2, 3):
        if play.state("plan", play.begun) == "filed":
            play.take("plan", "accept", member(number), play.begun)
    return play


def claimed(mechanism: str) -> Play:
    play = restoring(mechanism)
    at = play.begun + timedelta(days=1)
    if mechanism == "tidal_north":
        play.take("shore", "survey", CLERK, at)
    play.take("shore", "claim", STEWARD, at, units=100)
    play.take("claim", "pay", CLERK, at, amount_received="20.00")
    for number in (1, 2, 3):
        if play.state("claim", at) == "filed":
            play.take("claim", "accept", member(number), at)
    return play


@pytest.mark.parametrize("mechanism", EVERY)
def test_a_paper_more(mechanism):
    play = begun(mechanism)
    refused = play.try_("shore", "propose", STEWARD, play.begun, papers=("map_of_the_shore",))
    expected = ("document_missing", "word_of_the_elders") if mechanism == "tidal_north" else None
    assert (refused and (refused.code, refused.about["document"])) == expected


@pytest.mark.parametrize("mechanism", EVERY)
def test_a_step_more(mechanism):
    play = restoring(mechanism)
    refused = play.try_("shore", "claim", STEWARD, play.begun, units=1)
    assert (refused and refused.code) == ("step_out_of_order" if mechanism == "tidal_north" else None)
    known = play.try_("shore", "survey", CLERK, play.begun)
    assert (known and known.code) == (None if mechanism == "tidal_north" else "step_unknown")


@pytest.mark.parametrize("mechanism", EVERY)
def test_another_time_of_silence(mechanism):
    play = proposed(mechanism)
    days = 30 if mechanism == "tidal_north" else 20
    offset = EAST if mechanism == "tidal_south" else SOUTH
    ends = on(date(2026, 1, 5) + timedelta(days=days + 1), 0, offset=offset)
    assert play.state("shore", ends - timedelta(seconds=1)) == "planned"
    assert play.state("shore", ends) == "restoring"


@pytest.mark.parametrize(("mechanism", "votes", "state"), [
    ("sixth", (True, True), "filed"),
    ("sixth", (True, False, True), "accepted"),
    ("tidal_north", (True, False, True), "accepted"),
    ("tidal_south", (True, True), "accepted"),
    ("tidal_south", (True, False, True), "filed"),
])  # fmt: skip
def test_another_vote(mechanism, votes, state):
    play = proposed(mechanism)
    for number, yes in enumerate(votes):
        play.take("plan", "accept", member(number), play.begun, yes=yes)
    assert play.state("plan", play.begun) == state


@pytest.mark.parametrize("mechanism", EVERY)
def test_another_time_for_closing_in_another_zone(mechanism):
    play = claimed(mechanism)
    filed = play.run("claim", play.begun + timedelta(days=2)).dates["filed"]
    who = MASTER if mechanism == "tidal_east" else CLERK
    late = play.try_("shore", "close", who, datetime.fromisoformat("2027-01-06T23:00:00+00:00"))
    assert filed == date(2026, 1, 6)
    assert (late and late.code) == ("too_late" if mechanism == "tidal_south" else None)


def test_the_last_second_for_closing_in_the_south():
    play = claimed("tidal_south")
    assert play.try_("shore", "close", CLERK, datetime.fromisoformat("2027-01-06T22:59:59+00:00")) is None


@pytest.mark.parametrize("mechanism", EVERY)
def test_another_role_and_a_fee_more(mechanism):
    play = claimed(mechanism)
    at = on("2026-09-01", offset=SOUTH)
    refused = play.try_("shore", "close", CLERK, at)
    assert (refused and refused.code) == ("role_not_entitled" if mechanism == "tidal_east" else None)
    closing = play.run("shore", at).cycle.steps["close"].fee
    assert closing == ("tidal_east.closing_fee" if mechanism == "tidal_east" else None)


@pytest.mark.parametrize("mechanism", EVERY)
def test_a_step_less(mechanism):
    play = claimed(mechanism)
    refused = play.try_("shore", "go_on", STEWARD, play.begun + timedelta(days=3))
    assert (refused and refused.code) == ("step_unknown" if mechanism == "tidal_south" else None)


@pytest.mark.parametrize(("mechanism", "due"), [("sixth", "100"), ("tidal_north", "100"), ("tidal_east", "200")])
def test_another_price(mechanism, due):
    levy = partners().rulebooks.levy(f"{mechanism}.claim_fee")
    assert amount(levy, Occasion(quantity=1_000, dates={"filed": date(2026, 1, 1)})).due == Decimal(due)


def test_a_levy_less():
    books = partners().rulebooks.books
    assert [code for code in EVERY if f"{code}.commons_share" not in books[code].levies] == ["tidal_east"]


def test_a_later_version_of_a_cycle_that_the_others_do_not_have():
    versions = {code: [each.from_date for each in partners().versions(f"{code}.plan")] for code in EVERY}
    later = versions.pop("tidal_east")
    assert later == [date(2025, 1, 1), date(2026, 2, 1)]
    assert set(map(tuple, versions.values())) == {(date(2025, 1, 1),)}
    play = proposed("tidal_east", "2026-02-01")
    play.take("plan", "accept", member(1), play.begun)
    assert play.state("shore", play.begun) == "restoring"


def test_what_is_not_changed_is_that_of_the_base_and_what_is_has_its_own_source():
    books = partners().rulebooks
    on_day = date(2026, 1, 1)
    for code in PARTNERS:
        found, base = books.parameter(f"{code}.claims_max").on(on_day), books.parameter("sixth.claims_max").on(on_day)
        assert isinstance(found, ValueInForce)
        assert (found.value, found.source) == (base.value, base.source)
        assert books.books[code].mechanism.registry_code != "TIDE"
        assert set(books.books[code].account_types) == {f"{code}.stewards", f"{code}.commons", f"{code}.kept"}
    assert books.parameter("tidal_north.silence_days").on(on_day).source.document == "Northern Agreement"
    assert books.parameter("tidal_north.silence_days").on(date(2025, 5, 31)).first == date(2025, 6, 1)
    assert partners().latest("tidal_south.plan").steps["accept"].source.document == "Southern Agreement"
    assert partners().latest("tidal_south.plan").steps["accept"].decided_by.share == "tidal_south.council_share"


def test_the_base_itself_is_as_it_was():
    alone, beside = sixth(), partners()
    for path in alone.books["sixth"].versions:
        assert alone.versions(path) == beside.versions(path)
    assert alone.rulebooks.books["sixth"] == beside.rulebooks.books["sixth"]


def test_pages_of_paragraphs_name_what_stands_in_a_base_once():
    books = partners()
    for code, agreement in (("tidal_north", "Northern Agreement"), ("tidal_south", "Southern Agreement")):
        book = books.books[code]
        cited = [*books.rulebooks.books[code].citations(), *book.citations(books.base_of(book))]
        assert {each.source.document for each in cited} == {agreement}
    assert "Tidal Rules" in {each.source.document for each in books.books["sixth"].citations()}


def test_what_extends_a_rulebook_counts_with_it_as_one_mechanism():
    assert set(map(tuple, users_of_needs(partners()).values())) == {("sixth",)}
    assert all(each.startswith("sixth/needs.yaml") for each in needs_of_one(partners()))


def test_an_extension_may_be_extended():
    isle = {
        "tidal_isle/mechanism.yaml": partner_texts()["tidal_south/mechanism.yaml"]
        .replace("tidal_south", "tidal_isle").replace("extends: sixth", "extends: tidal_south").partition("instead")[0],
        "tidal_isle/parameters/days.yaml": """
instead:
  parameters:
    silence_days: {values: {2025-06-01: {value: 9, source: {document: Southern Agreement, paragraph: "6"}}}}
""",
    }  # fmt: skip
    changed = partner_texts() | isle
    books = load_cycles(load(changed), changed)
    assert books.calendar("tidal_isle.shore").written() == "+08:00"
    assert books.number("tidal_isle.silence_days", {"filed": date(2026, 1, 1)}) == 9
    assert books.latest("tidal_isle.plan").steps["accept"].decided_by.share == "tidal_isle.council_share"
    assert "go_on" not in books.latest("tidal_isle.shore").steps
    assert books.rulebooks.root("tidal_isle") == "sixth"


def changed(name: str, old: str, new: str) -> dict[str, str]:
    found = partner_texts()
    assert old in found[name]
    return found | {name: found[name].replace(old, new, 1)}


NORTH = "tidal_north/"
REFUSED = {
    "a base that is not there": (changed(f"{NORTH}mechanism.yaml", "extends: sixth", "extends: seventh"),
        "tidal_north/mechanism.yaml: extends: there is no rulebook 'seventh'; add its folder or correct the name"),
    "a circle of itself": (changed(f"{NORTH}mechanism.yaml", "extends: sixth", "extends: tidal_north"),
        "tidal_north/mechanism.yaml: extends: tidal_north → tidal_north is a circle; let one of them extend nothing"),
    "a circle of two": (changed(f"{NORTH}mechanism.yaml", "extends: sixth", "extends: tidal_south") | {
        "tidal_south/mechanism.yaml": partner_texts()["tidal_south/mechanism.yaml"].replace(
            "extends: sixth", "extends: tidal_north")},
        "tidal_south/mechanism.yaml: extends: tidal_north → tidal_south → tidal_north is a circle; let one of them "
        "extend nothing"),
    "a parameter that the base has not": (changed(f"{NORTH}parameters/days.yaml", "silence_days", "patience_days"),
        "tidal_north/parameters/days.yaml: instead.parameters.patience_days: sixth has none; correct the name, or move "
        "it out of `instead`"),
    "a step that the base has not": (changed(f"{NORTH}cycles/shore.yaml", "    grant:", "    grants:"),
        "tidal_north/cycles/shore.yaml: instead.steps.grants: sixth has none; correct the name, or move it out of "
        "`instead`"),
    "a step that the base has already": (changed(f"{NORTH}cycles/shore.yaml", "  survey:", "  propose:"),
        "tidal_north/cycles/shore.yaml: steps.propose: sixth has it; write it under `instead`"),
    "a file that the base has not": (partner_texts() | {f"{NORTH}cycles/reef.yaml": "instead: {steps: {a: none}}\n"},
        "tidal_north/cycles/reef.yaml: instead: sixth has no cycles/reef.yaml; correct the name of the file"),
    "a file to take away that is not there": (partner_texts() | {f"{NORTH}cycles/reef.yaml": "none\n"},
        "tidal_north/cycles/reef.yaml: sixth has no cycles/reef.yaml to take away; remove the file"),
    "a step changed without a source": (
        changed(f"{NORTH}cycles/shore.yaml",
                "grant: {from: [surveyed], source: {document: Northern Agreement, paragraph: \"4\"}}",
                "grant: {from: [surveyed]}"),
        "tidal_north/cycles/shore.yaml: instead.steps.grant: source is missing; what is changed rests on a text of "
        "its own"),
    "a key of the base given again": (changed(f"{NORTH}cycles/shore.yaml", "states:", "initial: surveyed\nstates:"),
        "tidal_north/cycles/shore.yaml: initial: sixth has it; write it under `instead`"),
    "a key that the base has not": (
        changed(f"{NORTH}cycles/shore.yaml", "instead:", "instead:\n  several: no"),
        "tidal_north/cycles/shore.yaml: instead.several: sixth has none; correct the name, or move it out of "
        "`instead`"),
    "a mechanism without a source of its own": (
        changed(f"{NORTH}mechanism.yaml", "source: {document: Northern Agreement, paragraph: \"1\"}\n", ""),
        "tidal_north/mechanism.yaml: source is missing; what extends another rulebook has its own"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_an_extension_that_does_not_fit_its_base_does_not_load(what):
    texts_of, sentence = REFUSED[what]
    assert sentence in check(texts_of), check(texts_of)
    with pytest.raises(RuleTextError):
        load(texts_of)


def test_a_file_of_the_base_may_be_taken_away():
    without = partner_texts() | {"tidal_north/needs.yaml": "none\n"}
    assert "tidal_north/needs.yaml: sixth has no needs.yaml to take away; remove the file" in check(without)
    without = partner_texts() | {"tidal_north/meetings.yaml": "none\n"}
    assert (
        "tidal_north/cycles/shore.yaml: steps.close.not_before: no meetings are known of tidal_north.council; "
        "add them to meetings.yaml"
    ) in check(without)


def test_a_folder_alone_is_checked_with_the_rulebook_that_it_extends(tmp_path):
    folder = tmp_path / "national"
    folder.mkdir()
    (folder / "mechanism.yaml").write_text(
        "mechanism: national\nextends: cdm\nlabel: {en: National scheme, zh-Hant: 國家機制}\n"
        "source: {document: Kyoto Protocol, paragraph: Article 12, verified: false}\n",
        encoding="utf-8",
    )
    assert check(folder_texts(folder)) == ()
    assert "national.registration_fee" in load(folder_texts(folder)).books["national"].levies
