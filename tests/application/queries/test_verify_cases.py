"""What `sextant verify` finds in journals of cases: lines that no rule allows, and journals that cannot be replayed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from tests.conftest import STORES
from tests.journals import (
    ACTIVITY,
    BEGUN,
    HOST_CYCLE,
    MECHANISM,
    OWN_FACTS,
    PARTY,
    SUBJECT,
    Desk,
    act_of,
    close,
    notified,
    number_of,
)
from tests.workflow.play import SECRETARIAT, on

from sextant.application.case_finding import CASE_FINDING_CODES, CaseFinding
from sextant.application.cases import key_of
from sextant.application.queries.verify_cases import verify_cases
from sextant.wording.findings import _SENTENCES, finding_sentence
from sextant.workflow.case import Case, History

KEY, HOST_KEY = key_of(MECHANISM, SUBJECT), key_of(MECHANISM, PARTY)
PUBLISHED = act_of(ACTIVITY, SUBJECT, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="r")


@pytest.fixture(params=STORES)
def desk(request, database_url) -> Iterator[Desk]:
    made = Desk(database_url(request.param))
    made.open_host()
    made.open()
    yield made
    close(made.store)


def found(desk: Desk) -> list[tuple[str, dict]]:
    return [(each.code, dict(each.about)) for each in verify_cases(desk.cases).findings]


def test_journals_that_the_rules_allow_have_no_findings(desk):
    desk.take(notified())
    desk.take(PUBLISHED)
    done = verify_cases(desk.cases)
    assert (done.findings, done.subjects, done.acts) == ([], 2, 2)


def test_the_first_act_that_no_rule_allows_is_named_and_nothing_after_it(desk):
    desk.take(notified())
    late = replace(PUBLISHED, step="withdraw_from_nowhere")
    wrong = replace(PUBLISHED, actor=notified().actor)
    assert desk.store.append(KEY, 3, wrong, beside={HOST_KEY: 1})
    assert desk.store.append(KEY, 4, replace(late, id=number_of("late")), beside={HOST_KEY: 1})
    assert found(desk) == [
        ("act_not_allowed", {"subject": KEY, "step": "publish_prior_consideration", "act": str(wrong.id),
                             "reason": "role_not_entitled"})
    ]  # fmt: skip


def test_a_step_or_a_case_that_is_not_there_is_not_allowed(desk):
    assert desk.store.append(KEY, 2, replace(notified(), step="fly"), beside={HOST_KEY: 1})
    assert [(code, about["reason"]) for code, about in found(desk)] == [("act_not_allowed", "step_unknown")]


def test_a_cycle_that_no_rulebook_has_leaves_the_journal_unreadable(desk):
    number = number_of("elsewhere")
    desk.store.open("nowhere:X", History("X", {}, (Case(number, "nowhere.cycle", "X", BEGUN),)))
    [(code, about)] = found(desk)
    assert (code, about["subject"]) == ("case_journal_unreadable", "nowhere:X")
    assert "nowhere" in about["reason"]


def test_a_journal_whose_host_party_has_none_is_unreadable_once_it_was_acted_in(desk):
    desk.open("Other")
    other = notified(subject="Other", host_party="ZZ")
    assert found(desk) == []
    assert desk.store.append(key_of(MECHANISM, "Other"), 2, other)
    assert found(desk) == [
        ("case_journal_unreadable", {"subject": key_of(MECHANISM, "Other"), "reason": "ZZ has no journal"})
    ]


BROKEN = {
    "no JSON": "UPDATE case_line SET body = '{' WHERE kind = 'act'",
    "no actor": "UPDATE case_line SET body = json_remove(body, '$.actor') WHERE kind = 'act'",
    "no instant": "UPDATE case_line SET at = 'soon' WHERE kind = 'act'",
    "facts are none": f"UPDATE case_subject SET facts = '[' WHERE key = '{KEY}'",
    "a line is gone": f"UPDATE case_line SET number = 3 WHERE subject = '{KEY}' AND kind = 'act'",
    "no first case": f"DELETE FROM case_line WHERE subject = '{KEY}'",
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_line_that_is_none_leaves_the_journal_unreadable_and_the_others_read(what, sqlite_database):
    file = sqlite_database()
    desk = Desk(f"sqlite:///{file}")
    for subject, cycle, facts in ((PARTY, HOST_CYCLE, {}), (SUBJECT, ACTIVITY, OWN_FACTS)):
        desk.open(subject, cycle, facts)
    desk.take(notified())
    with closing(sqlite3.connect(file)) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(BROKEN[what])
    [(code, about)] = found(desk)
    assert (code, about["subject"]) == ("case_journal_unreadable", KEY)
    assert about["reason"]
    close(desk.store)


def test_every_finding_has_its_sentence_in_both_languages():
    for code in CASE_FINDING_CODES:
        about = {"subject": "S", "step": "a_step", "act": "an act", "reason": "a reason"}
        for language in ("en", "zh-Hant"):
            said = finding_sentence(CaseFinding(code, about), language)
            assert "S" in said
        assert _SENTENCES[code][0] != _SENTENCES[code][1]
    with pytest.raises(ValueError, match="not declared"):
        CaseFinding("something", {})
