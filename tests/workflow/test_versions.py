"""A case keeps the version of its cycle that was in force on the day it was opened, whatever the rules say later."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
import yaml
from tests.clock import FakeClock
from tests.workflow.invented import sixth, texts
from tests.workflow.play import Play, on

from sextant.application.cases import Cases
from sextant.domain.refusal import Refusal
from sextant.rules.loading import load
from sextant.rules.reading import Faults
from sextant.rules.text import load_text
from sextant.storage.cycle_fingerprints import edited
from sextant.storage.memory.cases import MemoryCases
from sextant.storage.rulebook_files import cyclebooks
from sextant.wording.cycles_page import pages
from sextant.workflow.case import Actor
from sextant.workflow.cyclebook import Cyclebooks, check, load_cycles, read_cycles
from sextant.workflow.fingerprint import faults, fingerprint, fingerprints, read, written
from sextant.workflow.timeline import world_at
from sextant.workflow.version import CannotReplay

SOUTH = timedelta(hours=-3)
STEWARD, MEMBER = Actor("Nia", "steward"), Actor("Member 1", "council_member")
SHORE, PLAN = "sixth/cycles/shore.yaml", "sixth/cycles/plan.yaml"
LATER = "2026-02-01"
PARAGRAPH = {"document": "Tidal Rules", "paragraph": "12"}


def dumped(content) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def loaded(changed: dict[str, str]) -> Cyclebooks:
    return load_cycles(load(changed), changed)


def faults_of(changed: dict[str, str]) -> list[str]:
    found = Faults()
    read_cycles(load(changed), changed, found)
    return found.sentences


def shore(**changes) -> dict:
    return {**load_text(texts()[SHORE], SHORE), **changes}


def with_shore(day: str = LATER, *, renamed: bool = True, **keys) -> dict[str, str]:
    """Return the rules with a later version of the main cycle, in which a step has another name."""
    content = shore(**{"from": day, **keys})
    if renamed:
        content["steps"]["present"] = content["steps"].pop("propose")
    return texts() | {f"sixth/cycles/shore.{day}.yaml": dumped(content)}


def with_plan(**keys) -> dict[str, str]:
    """Return the rules with a later version of the plan, in which silence accepts after 5 days."""
    content = {
        **load_text(texts()[PLAN], PLAN),
        "from": LATER,
        "steps": {
            "accept_by_silence": {
                "label": {"en": "Accepted by silence", "zh-Hant": "視為接受"},
                "source": PARAGRAPH,
                "from": ["filed"],
                "to": "accepted",
                "on": {"after": "filed", "days": "5"},
            }
        },
        **keys,
    }
    return texts() | {f"sixth/cycles/plan.{LATER}.yaml": dumped(content)}


def begun(rules: Cyclebooks, day: str, *clock: int) -> Play:
    return Play("sixth.shore", on(day, *clock, offset=SOUTH), facts={}, rules=rules, subject="Shore 1")


def test_a_stored_history_reads_the_same_after_a_step_was_renamed_in_a_later_version():
    play = begun(sixth(), "2026-01-05")
    play.take("shore", "propose", STEWARD, on("2026-01-06", offset=SOUTH))
    until = on("2026-03-01", offset=SOUTH)
    before, after = play.world(until), world_at(play.history, loaded(with_shore()), until)
    assert [run.state for run in after.runs.values()] == [run.state for run in before.runs.values()]
    assert [run.transitions for run in after.runs.values()] == [run.transitions for run in before.runs.values()]


def test_the_day_of_the_opening_is_that_of_the_mechanism():
    rules = loaded(with_shore())
    old = begun(rules, "2026-01-31", 23, 59, 59)
    new = begun(rules, "2026-02-01", 0)
    assert old.run("shore", old.begun).cycle.from_date == date(2025, 1, 1)
    assert new.run("shore", new.begun).cycle.from_date == date(2026, 2, 1)
    assert old.try_("shore", "present", STEWARD, on(LATER, offset=SOUTH)).code == "step_unknown"
    assert new.try_("shore", "propose", STEWARD, on(LATER, offset=SOUTH)).code == "step_unknown"
    new.take("shore", "present", STEWARD, on(LATER, offset=SOUTH))


def test_a_case_inside_has_the_version_of_its_own_day():
    play = begun(loaded(with_plan()), "2026-01-05")
    play.take("shore", "propose", STEWARD, on("2026-02-02", 9, offset=SOUTH))
    assert play.run("plan", on("2026-02-02", offset=SOUTH)).cycle.from_date == date(2026, 2, 1)
    assert play.state("shore", on("2026-02-07", 23, 59, offset=SOUTH)) == "planned"
    assert play.state("shore", on("2026-02-08", 0, offset=SOUTH)) == "restoring"


def test_a_changeover_lets_a_case_inside_an_older_one_keep_the_version_of_then():
    changed = with_plan(changeover={"cases_inside": "follow_the_case_above", "source": PARAGRAPH})
    play = begun(loaded(changed), "2026-01-05")
    play.take("shore", "propose", STEWARD, on("2026-02-02", 9, offset=SOUTH))
    found = play.run("plan", on("2026-02-02", offset=SOUTH))
    assert (found.cycle.from_date, found.pinned_on) == (date(2025, 1, 1), date(2026, 1, 5))
    assert play.state("shore", on("2026-02-22", 23, 59, offset=SOUTH)) == "planned"
    assert play.state("shore", on("2026-02-23", 0, offset=SOUTH)) == "restoring"
    young = begun(loaded(changed), LATER)
    young.take("shore", "propose", STEWARD, on("2026-02-02", 9, offset=SOUTH))
    assert young.run("plan", on("2026-02-02", offset=SOUTH)).cycle.from_date == date(2026, 2, 1)


def edit(change) -> Cyclebooks:
    """Return the rules after somebody edited the published version of the main cycle."""
    content = shore()
    change(content)
    return loaded(texts() | {SHORE: dumped(content)})


def rename(content) -> None:
    content["steps"]["present"] = content["steps"].pop("propose")


def never_open(content) -> None:
    content["steps"]["propose"].pop("opens")
    for step in ("begin", "think_again"):
        content["steps"][step].pop("on_child")
        content["steps"][step]["by"] = ["clerk"]


def begin_later(content) -> None:
    content["from"] = "2026-02-01"


@pytest.mark.parametrize(("change", "what"), [
    (rename, "it has no step propose"),
    (never_open, "no step opened it before ask was taken in it"),
    (begin_later, "sixth.shore: no version is in force on 2026-01-05; its first version applies from 2026-02-01"),
])  # fmt: skip
def test_what_cannot_be_replayed_is_named_with_its_subject_and_remedy(change, what):
    play = begun(sixth(), "2026-01-05")
    play.take("shore", "propose", STEWARD, on("2026-01-06", offset=SOUTH))
    play.take("plan", "ask", MEMBER, on("2026-01-07", offset=SOUTH))
    with pytest.raises(CannotReplay) as found:
        world_at(play.history, edit(change), on("2026-01-08", offset=SOUTH))
    assert str(found.value).startswith("Shore 1: the case ")
    assert what in str(found.value)
    assert str(found.value).endswith("put the version back as it was published, and add a new one beside it")


def test_a_history_of_a_mechanism_that_is_gone_is_named_too():
    play = begun(sixth(), "2026-01-05")
    with pytest.raises(CannotReplay, match="there is no rulebook sixth"):
        world_at(play.history, cyclebooks(), play.begun)


def test_no_case_is_opened_before_the_first_version_or_after_the_last():
    day = on("2024-12-31", offset=SOUTH)
    cases = Cases(MemoryCases(), sixth(), FakeClock(on("2026-12-31")))
    refused = cases.open("Shore 1", "sixth.shore", {}, UUID(int=1), at=day)
    assert refused == Refusal(
        "cycle_not_in_force", {"cycle": "sixth.shore", "found": "2024-12-31", "expected": "2025-01-01"}
    )
    ended = shore(until={"day": "2026-02-01", "source": PARAGRAPH})
    cases = Cases(MemoryCases(), loaded(texts() | {SHORE: dumped(ended)}), FakeClock(on("2026-12-31")))
    assert cases.open("Shore 1", "sixth.shore", {}, UUID(int=1), at=on("2026-02-01", offset=SOUTH)).code == (
        "cycle_not_in_force"
    )
    assert cases.open("Shore 1", "sixth.shore", {}, UUID(int=1), at=on("2026-01-31", offset=SOUTH)) is None


def test_a_step_that_opens_a_cycle_that_has_ended_is_refused():
    ended = {**load_text(texts()[PLAN], PLAN), "until": {"day": LATER, "source": PARAGRAPH}}
    play = begun(loaded(texts() | {PLAN: dumped(ended)}), "2026-01-05")
    assert play.try_("shore", "propose", STEWARD, on(LATER, offset=SOUTH)).code == "cycle_not_in_force"
    play.take("shore", "propose", STEWARD, on("2026-01-31", offset=SOUTH))


UNTIL = {"day": "2026-03-01", "source": PARAGRAPH}
FAULTY = {
    "two versions from one day": (
        texts() | {"sixth/cycles/shore.2025-01-01.yaml": texts()[SHORE]},
        "sixth/cycles/shore.yaml: sixth.shore from 2025-01-01 is also in sixth/cycles/shore.2025-01-01.yaml; give "
        "another day",
    ),
    "a name that says another day": (
        texts() | {"sixth/cycles/shore.2026-01-01.yaml": dumped(shore(**{"from": LATER}))},
        "sixth/cycles/shore.2026-01-01.yaml: it holds shore from 2026-02-01; name it cycles/shore.yaml or "
        "cycles/shore.2026-02-01.yaml",
    ),
    "an overlap": (
        with_shore() | {SHORE: dumped(shore(until=UNTIL))},
        "sixth/cycles/shore.yaml: until: it overlaps the version from 2026-02-01; drop the line or give that day",
    ),
    "a gap": (
        with_shore() | {SHORE: dumped(shore(until={**UNTIL, "day": "2026-01-01"}))},
        "sixth/cycles/shore.yaml: until: no version applies from 2026-01-01 to the one from 2026-02-01; drop the "
        "line, or let the next begin on that day",
    ),
    "an end before the beginning": (
        texts() | {SHORE: dumped(shore(until={**UNTIL, "day": "2025-01-01"}))},
        "sixth/cycles/shore.yaml: until: 2025-01-01 is not after 2025-01-01, from which it applies; correct one",
    ),
    "a cycle that opens one that is not there yet": (
        texts() | {PLAN: texts()[PLAN].replace("from: 2025-01-01", "from: 2026-02-01")},
        "sixth/cycles/shore.yaml: steps.propose.opens: sixth.plan has no version before 2026-02-01, and this one "
        "applies from 2025-01-01; add a version or let this one begin later",
    ),
    "a state that a later version inside no longer has": (
        with_plan(states={"blessed": {"label": {"en": "Blessed", "zh-Hant": "蒙福"}, "terminal": "yes"},
                          "accepted": "none"},
                  steps={"accept": "none", "accept_by_silence": {
                      "label": {"en": "B", "zh-Hant": "乙"}, "source": PARAGRAPH, "from": ["filed"], "to": "blessed",
                      "on": {"after": "filed", "days": "5"}}}),
        "sixth/cycles/shore.yaml: steps.begin.on_child: sixth.plan from 2026-02-01 has no state accepted",
    ),
    "a fault in an older version": (
        with_shore() | {SHORE: dumped(shore(initial="dawn"))},
        "sixth/cycles/shore.yaml: initial: the state dawn is not declared under states",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTY)
def test_versions_that_do_not_follow_each_other_do_not_load(what):
    changed, sentence = FAULTY[what]
    assert sentence in faults_of(changed)


def test_a_version_without_a_day_or_with_a_day_its_text_did_not_have_does_not_load():
    without = shore()
    without.pop("from")
    assert "sixth/cycles/shore.yaml: from is missing; add it" in faults_of(texts() | {SHORE: dumped(without)})
    early = texts() | {SHORE: texts()[SHORE].replace("from: 2025-01-01", "from: 1999-01-01")}
    assert any("Tidal Rules did not exist on 1999-01-01" in each for each in check(early)), check(early)


def test_the_pages_show_every_version_and_lead_from_one_to_the_other():
    found = pages(loaded(with_shore()))
    latest, older = found["sixth/shore.md"], found["sixth/shore.2025-01-01.md"]
    assert "Applies from 2026-02-01." in latest
    assert "[from 2025-01-01](shore.2025-01-01.md)" in latest
    assert "Applied from 2025-01-01 to the day before 2026-02-01." in older
    assert "[自 2026-02-01 起](shore.zh-Hant.md)" in found["sixth/shore.2025-01-01.zh-Hant.md"]
    assert "sixth/shore.2025-01-01.svg" in found


# --- fingerprints of what was published -------------------------------------------------------------------


def test_no_published_version_was_edited():
    assert edited() == ()


def changed_step(name: str, **keys):
    def change(content) -> None:
        content["steps"][name] = {**content["steps"][name], **keys}

    return change


MEANS_THE_SAME = {
    "a label": changed_step("propose", label={"en": "Offer", "zh-Hant": "提議"}),
    "a source": changed_step("propose", source={"document": "Tidal Rules", "paragraph": "11"}),
}
MEANS_SOMETHING_ELSE = {
    "another name of a step": rename,
    "another state before it": changed_step("close", **{"from": ["claimed", "restoring"]}),
    "another role": changed_step("close", by=["steward"]),
    "a paper more": changed_step("propose", documents=["map_of_the_shore", "tide_log"]),
    "a day more": changed_step("close", not_before={"next_meeting": "sixth.council", "after": "filed_last",
                                                    "more_than_days": "15"}),
    "another zone": changed_step("close", not_before={"next_meeting": "sixth.council", "after": "filed_last",
                                                      "more_than_days": "14", "zone": "+09:00"}),
    "a state that is public now": lambda content: content["states"]["idea"].pop("public"),
}  # fmt: skip


@pytest.mark.parametrize("what", MEANS_THE_SAME)
def test_words_may_be_mended_in_a_published_version(what):
    found = edit(MEANS_THE_SAME[what])
    assert fingerprint(found.latest("sixth.shore")) == fingerprint(sixth().latest("sixth.shore"))


@pytest.mark.parametrize("what", MEANS_SOMETHING_ELSE)
def test_an_edit_that_changes_what_a_published_version_means_is_found(what):
    recorded = fingerprints(each for book in sixth() for each in book.every())
    found = fingerprints(each for book in edit(MEANS_SOMETHING_ELSE[what]) for each in book.every())
    [sentence] = faults(recorded, found)
    assert sentence.startswith("sixth.shore from 2025-01-01: this version was published and means something else now")
    assert "add a version with a later `from` beside it" in sentence


def test_a_version_that_is_gone_or_new_is_named():
    book = sixth().books["sixth"]
    recorded = fingerprints(book.every())
    [gone] = faults(recorded, fingerprints(each for each in book.every() if each.path != "sixth.claim"))
    assert gone.startswith("sixth.claim from 2025-01-01: this version was published and is gone")
    later = replace(book.cycles["sixth.claim"], from_date=date(2026, 2, 1))
    [new] = faults(recorded, fingerprints((*book.every(), later)))
    assert new.startswith("sixth.claim from 2026-02-01: this version has no fingerprint yet")
    assert read(written(recorded)) == recorded
