"""A deadline may end in a zone of its own, with summer time; working days have holidays, as far as they are known."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import yaml
from tests.workflow.invented import sixth, texts
from tests.workflow.play import Play, on

from sextant.rules import loading
from sextant.rules.loading import load
from sextant.rules.text import load_text
from sextant.rules.zone import parse_zones
from sextant.storage.rulebook_files import rulebooks
from sextant.wording.cycles_page import pages
from sextant.workflow.case import Actor
from sextant.workflow.cyclebook import Cyclebooks, check, load_cycles
from sextant.workflow.moment import Calendar

SOUTH = timedelta(hours=-3)
SHORE, MECHANISM, DAYS = "sixth/cycles/shore.yaml", "sixth/mechanism.yaml", "sixth/working_days.yaml"
STEWARD, CLERK = Actor("Nia", "steward"), Actor("Tom", "clerk")
CENTRAL = rulebooks().zones["central_european_summer_time"]
# South of the equator, at midnight by the standard clock, and abolished later.
SOUTHERN = """
zones:
  southern:
    label: {en: Southern time, zh-Hant: 南方時間}
    offset: "-04:00"
    source: {document: Tidal Rules, paragraph: "4"}
    summer:
      2025-01-01:
        offset: "-03:00"
        begins: {month: 9, which: first, weekday: sunday, at: 00:00 standard}
        ends: {month: 4, which: first, weekday: sunday, at: 23:00 standard}
        source: {document: Tidal Rules, paragraph: "4"}
      2028-06-01: {offset: none, source: {document: Tidal Rules, paragraph: "4"}}
"""


def loaded(changed: dict[str, str]) -> Cyclebooks:
    return load_cycles(load(changed), changed)


def with_close(**limit) -> dict[str, str]:
    """Return the rules with a last day for closing a shore."""
    content = load_text(texts()[SHORE], SHORE)
    content["steps"]["close"].pop("not_before")
    content["steps"]["close"]["within"] = limit
    return texts() | {SHORE: yaml.safe_dump(content, allow_unicode=True, sort_keys=False)}


def days(first: date, last: date):
    return (first + timedelta(days=number) for number in range((last - first).days))


def test_the_declared_summer_time_is_that_of_the_time_zone_database():
    berlin, calendar = ZoneInfo("Europe/Berlin"), Calendar(CENTRAL)
    for day in days(date(1996, 1, 1), date(2037, 12, 31)):
        begins = datetime(day.year, day.month, day.day, tzinfo=berlin).astimezone(UTC)
        assert calendar.start_of(day) == begins
        assert calendar.day_of(begins) == day
        assert calendar.day_of(begins - timedelta(microseconds=1)) == day - timedelta(days=1)


def test_summer_time_south_of_the_equator_lasts_over_the_new_year_and_ends_when_it_is_abolished():
    calendar = Calendar(parse_zones(SOUTHERN, "zones.yaml")["southern"])
    assert calendar.written(date(2026, 1, 1)) == "-03:00"
    assert calendar.written(date(2026, 7, 1)) == "-04:00"
    assert calendar.written(date(2029, 1, 1)) == "-04:00"
    # Midnight of 6 September 2026 does not exist; the day begins when the clock is put forward.
    assert calendar.start_of(date(2026, 9, 6)) == datetime(2026, 9, 6, 4, tzinfo=UTC)
    # Midnight of 5 April 2026 is met once; the hour before it, on the fifth, twice.
    assert calendar.end_of(date(2026, 4, 5)) == datetime(2026, 4, 6, 4, tzinfo=UTC)
    for day in days(date(2025, 1, 1), date(2030, 1, 1)):
        assert calendar.day_of(calendar.start_of(day)) == day
        assert calendar.day_of(calendar.start_of(day) - timedelta(microseconds=1)) == day - timedelta(days=1)


@pytest.mark.parametrize(("begun", "hour", "zone"), [("2026-01-05", 23, "+01:00"), ("2026-07-05", 22, "+02:00")])
def test_a_limit_ends_in_its_own_zone_in_winter_and_in_summer(begun, hour, zone):
    rules = loaded(with_close(after="opened", days="30", zone="central_european_summer_time"))
    opened = on(begun, 9, offset=SOUTH)
    play = Play("sixth.shore", opened, facts={}, rules=rules, subject="Shore 1")
    play.take("shore", "propose", STEWARD, opened)
    last = date.fromisoformat(begun) + timedelta(days=30)
    ends = datetime(last.year, last.month, last.day, hour, tzinfo=UTC)
    refused = play.try_("shore", "close", CLERK, ends)
    assert (refused.code, refused.about["zone"], refused.about["expected"]) == ("too_late", zone, last.isoformat())
    assert play.try_("shore", "close", CLERK, ends - timedelta(seconds=1)).code == "step_out_of_order"


def test_the_clock_of_a_mechanism_may_be_a_zone_with_summer_time():
    changed = texts()
    changed[MECHANISM] = changed[MECHANISM].replace('offset: "-03:00"', "zone: central_european_summer_time")
    calendar = loaded(changed).calendar("sixth.shore")
    assert calendar.day_of(datetime(2026, 7, 1, 21, 59, tzinfo=UTC)) == date(2026, 7, 1)
    assert calendar.day_of(datetime(2026, 7, 1, 22, tzinfo=UTC)) == date(2026, 7, 2)


def test_the_page_of_a_cycle_says_in_which_zone_a_deadline_ends():
    found = pages(loaded(with_close(after="opened", days="30", zone="central_european_summer_time")))
    assert "(Central European Time or Central European Summer Time)" in found["sixth/shore.md"]
    assert "（歐洲中部時間或歐洲中部夏令時間）" in found["sixth/shore.zh-Hant.md"]


FAULTY_ZONES = {
    "a limit in a zone nobody declared": (with_close(after="opened", days="3", zone="lagoon_time"),
        "sixth/cycles/shore.yaml: steps.close.within.zone: 'lagoon_time' is no zone; write an offset as +01:00, or one "
        "of zones.yaml: central_european_summer_time"),
    "a mechanism in a zone nobody declared": (
        texts() | {MECHANISM: texts()[MECHANISM].replace('offset: "-03:00"', "zone: lagoon_time")},
        "sixth/mechanism.yaml: time_zones.deadlines: 'lagoon_time' is no zone; write an offset as +01:00, or one of "
        "zones.yaml: central_european_summer_time"),
    "a zone declared twice": (texts() | {"sixth/zones.yaml": texts()["zones.yaml"]},
        "zones.yaml: central_european_summer_time: this zone is declared twice; remove one"),
    "an hour that is none": (texts() | {"sixth/zones.yaml": SOUTHERN.replace("00:00 standard", "midnight")},
        "sixth/zones.yaml: southern.summer.2025-01-01.begins.at: 'midnight' is no hour; write 01:00 UTC or "
        "02:00 standard"),
    "a summer without an end": (texts() | {"sixth/zones.yaml": SOUTHERN.replace("        ends", "        # ends")},
        "sixth/zones.yaml: southern.summer.2025-01-01: ends is missing; add it, or write offset: none where there is "
        "none"),
    "a zone from a text that is not there": (
        texts() | {"sixth/zones.yaml": SOUTHERN.replace("Tidal Rules", "Lagoon Rules")},
        "zones.yaml: southern: the document 'Lagoon Rules' is not in documents.yaml; add it or correct the id"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTY_ZONES)
def test_a_zone_that_is_not_declared_or_declared_badly_does_not_load(what):
    changed, sentence = FAULTY_ZONES[what]
    assert sentence in check(changed)


# --- working days -----------------------------------------------------------------------------------------

WORKING = """
weeks:
  2025-01-01: {days: [sunday, monday, tuesday, wednesday, thursday], source: {document: Tidal Rules, paragraph: "4"}}
  2026-03-01: {days: [monday, tuesday, wednesday, thursday, friday], source: {document: Tidal Rules, paragraph: "4"}}
holidays:
  2026-01-07: {label: {en: Day of the tide, zh-Hant: 潮汐日}, source: {document: Tidal Rules, paragraph: "4"}}
known_until: 2026-12-31
"""


def working() -> Calendar:
    return loaded(texts() | {DAYS: WORKING}).calendar("sixth.shore")


def test_the_days_of_the_week_are_those_of_the_time_and_holidays_do_not_count():
    # Sunday 4 January 2026 is worked, Friday and Saturday are not.
    assert working().working_day_after(date(2026, 1, 1)) == date(2026, 1, 4)
    assert working().working_day_after(date(2026, 1, 6)) == date(2026, 1, 8)
    assert working().working_day_after(date(2026, 1, 5), 3) == date(2026, 1, 11)
    # From March on Friday is worked, Sunday is not.
    assert working().working_day_after(date(2026, 3, 5)) == date(2026, 3, 6)
    assert working().working_day_after(date(2026, 3, 6)) == date(2026, 3, 9)


def test_a_mechanism_that_states_none_works_from_monday_to_friday():
    assert sixth().calendar("sixth.shore").working_day_after(date(2026, 1, 2)) == date(2026, 1, 5)


def test_beyond_the_holidays_that_are_known_no_day_is_told():
    assert working().working_day_after(date(2026, 12, 30)) == date(2026, 12, 31)
    assert working().working_day_after(date(2026, 12, 31)) is None


@pytest.mark.parametrize("limit", [
    {"after": "opened", "working_days": "3"},
    {"working_day_after": {"after": "opened", "days": "2"}},
])  # fmt: skip
def test_a_step_that_hangs_on_working_days_nobody_knows_is_refused(limit):
    content = load_text(with_close(**limit)[SHORE], SHORE)
    content["steps"]["close"]["from"] = ["idea", "claimed"]
    changed = texts() | {DAYS: WORKING, SHORE: yaml.safe_dump(content, allow_unicode=True, sort_keys=False)}
    opened = on("2026-12-29", 9, offset=SOUTH)
    play = Play("sixth.shore", opened, facts={}, rules=loaded(changed), subject="Shore 1")
    refused = play.try_("shore", "close", CLERK, opened)
    assert (refused.code, refused.about["rule"]) == ("rule_not_in_force", "sixth.working_days")
    opened = on("2026-12-28", 9, offset=SOUTH)
    play = Play("sixth.shore", opened, facts={}, rules=loaded(changed), subject="Shore 1")
    assert play.try_("shore", "close", CLERK, opened) is None


FAULTY_DAYS = {
    "a holiday after the last day that is known": (
        WORKING.replace("known_until: 2026-12-31", "known_until: 2026-01-06"),
        "sixth/working_days.yaml: holidays.2026-01-07: it is after known_until, 2026-01-06; correct one"),
    "a weekday that is none": (WORKING.replace("sunday,", "restday,"),
        "sixth/working_days.yaml: weeks.2025-01-01.days: 'restday' is no weekday; use one of friday, monday, saturday, "
        "sunday, thursday, tuesday, wednesday"),
    "weeks out of order": (WORKING.replace("2026-03-01", "2024-03-01"),
        "sixth/working_days.yaml: weeks: the dates are out of order; add a new week under the old ones"),
    "a holiday without a source": (WORKING.replace(", source: {document: Tidal Rules, paragraph: \"4\"}}\nknown",
                                                   "}\nknown"),
        "sixth/working_days.yaml: holidays.2026-01-07: source is missing; add it"),
    "a holiday from a text that is not there": (WORKING.replace(
        "潮汐日}, source: {document: Tidal", "潮汐日}, source: {document: Lagoon"),
        "sixth/working_days.yaml: sixth: holiday 2026-01-07: the document 'Lagoon Rules' is not in documents.yaml; add "
        "it or correct the id"),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTY_DAYS)
def test_working_days_that_are_declared_badly_do_not_load(what):
    text, sentence = FAULTY_DAYS[what]
    assert sentence in loading.check(texts() | {DAYS: text})
