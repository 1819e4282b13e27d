"""Acts on approaches, offers, matches and the forum, on every kind of store: what is done, refused, repeated."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from tests.clock import FakeClock
from tests.cooperation.forms import approach_form, offer_form

from sextant.application.commands.cooperation.add_note import AddNote, add_note
from sextant.application.commands.cooperation.answer_version import AnswerVersion, answer_version
from sextant.application.commands.cooperation.list_offer import ListOffer, list_offer
from sextant.application.commands.cooperation.moderate_post import ModeratePost, moderate_post
from sextant.application.commands.cooperation.move_match import ENGINE, MoveMatch, move_match
from sextant.application.commands.cooperation.record_approach import RecordApproach, record_approach
from sextant.application.commands.cooperation.say_with_reason import SayWithReason, say_with_reason
from sextant.application.commands.cooperation.submit_approach import SubmitApproach, submit_approach
from sextant.application.commands.cooperation.withdraw_offer import WithdrawOffer, withdraw_offer
from sextant.application.commands.cooperation.write_post import WritePost, write_post
from sextant.application.commands.cooperation.write_version import WriteVersion, write_version
from sextant.application.cooperation import Cooperation, Said
from sextant.application.demo.cooperation import build_cooperation
from sextant.application.queries.cooperation.approaches import approach, approaches, findings
from sextant.application.queries.cooperation.forum import topics
from sextant.application.queries.cooperation.matching import open_needs, open_offers, planned
from sextant.application.queries.cooperation.offers import offers, providers
from sextant.cooperation.form import NotAForm
from sextant.cooperation.journal import Answer, Kind, State
from sextant.cooperation.offer_state import MatchState, OfferState
from sextant.domain.refusal import Refusal
from sextant.storage.database.cooperation import DatabaseCooperation
from sextant.storage.database.driver import connect
from sextant.storage.database.url import parse_database_url
from sextant.storage.memory.cooperation import MemoryCooperation
from sextant.storage.rulebook_files import catalogue

NMA = "NMA-0001"
STORES = ("memory", "sqlite", "postgresql", "postgresql-serializable")
LATE = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture(params=STORES)
def desk(request, database_url):
    """Return journals on each kind of store in turn, and what opens them a second time."""
    url = database_url(request.param)
    store = MemoryCooperation() if url is None else None
    opened = []

    def open_it():
        own = store or DatabaseCooperation(connect(parse_database_url(url)))
        opened.append(own)
        return Cooperation(own, FakeClock(LATE), catalogue())

    yield open_it
    for each in opened:
        if isinstance(each, DatabaseCooperation):
            each.driver.close()


def write(there, **changes):
    return write_version(WriteVersion(uuid4(), "office", approach_form(**changes)), there)


def consent(there, party, said=Answer.CONSENTED, version=1):
    return answer_version(AnswerVersion(uuid4(), "office", NMA, party, said, version, "letter"), there)


def submit(there, party="XM"):
    return submit_approach(SubmitApproach(uuid4(), "point", NMA, party, "point"), there)


def record(there):
    return record_approach(RecordApproach(uuid4(), "platform", NMA), there)


def code_of(outcome):
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def recorded(there):
    assert isinstance(write(there), Said)
    for party in ("XM", "XA", "XQ", "XV"):
        assert isinstance(consent(there, party), Said)
    assert isinstance(submit(there), Said)
    assert isinstance(record(there), Said)


def state(there):
    return approach(there, NMA, there.today()).told.state


def test_an_approach_goes_from_its_first_version_to_the_public_record(desk):
    there = desk()
    assert code_of(consent(there, "XM")) == "approach_unknown"
    assert isinstance(write(there), Said)
    assert code_of(write(there)) == "version_unchanged"
    assert code_of(submit(there)) == "concurrence_missing"
    assert code_of(record(there)) == "approach_state_wrong"
    assert code_of(consent(there, "GH")) == "party_not_in_approach"
    assert code_of(consent(there, "XM", version=2)) == "version_not_the_latest"
    assert code_of(consent(there, "XM", Answer.LEFT)) == "answer_out_of_order"
    for party in ("XM", "XA", "XQ", "XV"):
        assert isinstance(consent(there, party), Said)
    assert code_of(consent(there, "XM")) == "answer_out_of_order"
    assert code_of(submit(there, "XA")) == "not_the_submitting_party"
    assert state(there) is State.READY
    assert isinstance(submit(there), Said)
    assert approaches(there, there.today(), public=True) == [], "what is not recorded is not public"
    assert isinstance(record(there), Said)
    assert state(there) is State.RECORDED
    again = desk()
    [known] = approaches(again, again.today(), public=True)
    assert {each.outcome for each in findings(again, known, again.today())} == {"declared"}


def test_an_incomplete_record_is_not_recorded_and_is_told_what_is_missing(desk):
    there = desk()
    assert isinstance(write(there, entities=[], safeguards=None), Said)
    for party in ("XM", "XA", "XQ", "XV"):
        consent(there, party)
    assert isinstance(submit(there), Said)
    refusal = record(there)
    assert code_of(refusal) == "record_incomplete"
    assert refusal.about["found"] == "NMA-C10 missing, NMA-C11 missing"
    back = SayWithReason(uuid4(), Kind.RETURN, "platform", NMA, "entities and safeguards are missing")
    assert isinstance(say_with_reason(back, there), Said)
    assert state(there) is State.RETURNED


def test_the_next_version_asks_the_parties_again_and_the_old_one_stays(desk):
    there = desk()
    recorded(there)
    assert isinstance(write(there, title="Another title (synthetic)"), Said)
    assert state(there) is State.READY, "a title is not material"
    assert isinstance(write(there, stage="develop"), Said)
    assert state(there) is State.DRAFT
    known = approach(there, NMA, there.today())
    assert (known.told.recorded, known.shown.number, len(known.told.versions)) == (1, 1, 3)
    assert {each.outcome for each in findings(there, known, there.today())} == {"declared"}


def test_what_was_ended_is_written_to_no_more(desk):
    there = desk()
    recorded(there)
    end = SayWithReason(uuid4(), Kind.WITHDRAWAL, "office", NMA, "merged with another one")
    assert isinstance(say_with_reason(end, there), Said)
    assert code_of(write(there, title="New (synthetic)")) == "approach_ended"
    assert code_of(consent(there, "XM", Answer.LEFT)) == "approach_ended"
    assert (
        code_of(say_with_reason(SayWithReason(uuid4(), Kind.WITHDRAWAL, "o", NMA, "r"), there))
        == "approach_state_wrong"
    )


def test_asking_twice_changes_nothing_and_an_id_serves_one_saying(desk):
    there = desk()
    command = WriteVersion(uuid4(), "office", approach_form())
    first = write_version(command, there)
    again = write_version(command, desk())
    assert (first.number, first.replayed, again.number, again.replayed) == (1, False, 1, True)
    other = WriteVersion(command.id, "office", approach_form(title="Other (synthetic)"))
    assert code_of(write_version(other, there)) == "idempotency_key_reused"
    elsewhere = WriteVersion(command.id, "office", approach_form(reference="NMA-0009"))
    assert code_of(write_version(elsewhere, there)) == "idempotency_key_reused"
    assert len(there.lines("approach", NMA)) == 1


def test_nothing_is_said_in_the_future_or_before_the_last_line(desk):
    there = desk()
    late = datetime(2027, 1, 1, tzinfo=UTC)
    assert (
        code_of(write_version(WriteVersion(uuid4(), "office", approach_form(), late), there))
        == "effective_in_the_future"
    )
    assert isinstance(write(there), Said)
    early = datetime(2026, 1, 1, tzinfo=UTC)
    command = AnswerVersion(uuid4(), "office", NMA, "XM", Answer.CONSENTED, 1, "letter", early)
    assert code_of(answer_version(command, there)) == "said_before_the_last"


def test_a_form_that_smuggles_units_writes_nothing(desk):
    there = desk()
    with pytest.raises(NotAForm):
        write(there, description="for 500 ITMOs")
    with pytest.raises(NotAForm):
        add_note(AddNote(uuid4(), "o", NMA, "progress", "CA0001-XAA-XBB-2025-17"), there)
    with pytest.raises(NotAForm):
        write_version(WriteVersion(uuid4(), "GH-1234567", approach_form()), there)
    assert there.references("approach") == []


def test_two_who_answer_at_once_are_both_heard(desk):
    there = desk()
    assert isinstance(write(there), Said)
    desks, outcomes = {party: desk() for party in ("XM", "XA", "XQ", "XV")}, {}
    barrier = threading.Barrier(len(desks))

    def say(party):
        barrier.wait()
        outcomes[party] = consent(desks[party], party)

    threads = [threading.Thread(target=say, args=(party,)) for party in desks]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert all(isinstance(each, Said) for each in outcomes.values()), outcomes
    assert sorted(each.number for each in outcomes.values()) == [2, 3, 4, 5]
    assert state(there) is State.READY


def test_offers_are_listed_changed_and_withdrawn_and_providers_gathered(desk):
    there = desk()
    assert isinstance(list_offer(ListOffer(uuid4(), "fund", offer_form()), there), Said)
    assert code_of(list_offer(ListOffer(uuid4(), "fund", offer_form()), there)) == "offer_unchanged"
    changed = offer_form(sdgs=[7])
    assert isinstance(list_offer(ListOffer(uuid4(), "fund", changed), there), Said)
    [listed] = offers(there, there.today())
    assert (listed.offer.sdgs, listed.state, listed.tied_to) == ((7,), OfferState.LISTED, ())
    assert [each.name for each in providers([listed])] == [listed.offer.provider]
    assert offers(there, date(2029, 1, 1))[0].state is OfferState.EXPIRED
    assert offers(there, date(2028, 12, 31))[0].state is OfferState.LISTED, "the last day is one"
    assert code_of(withdraw_offer(WithdrawOffer(uuid4(), "fund", "O-9", "r"), there)) == "offer_unknown"
    assert isinstance(withdraw_offer(WithdrawOffer(uuid4(), "fund", "O-101", "spent"), there), Said)
    assert code_of(withdraw_offer(WithdrawOffer(uuid4(), "fund", "O-101", "spent"), there)) == "offer_withdrawn"
    assert code_of(list_offer(ListOffer(uuid4(), "fund", offer_form()), there)) == "offer_withdrawn"
    assert offers(there, there.today())[0].state is OfferState.WITHDRAWN
    assert open_offers(there, there.today()) == []


def move(there, to, actor="office"):
    return move_match(MoveMatch(uuid4(), actor, f"{NMA}/XM/implement", "O-101", to, "note"), there)


def test_the_comparison_suggests_and_people_move(desk):
    there = desk()
    assert code_of(move(there, MatchState.VIEWED)) == "match_unknown"
    assert code_of(move(there, MatchState.SUGGESTED)) == "match_moved_by_people"
    assert code_of(move(there, MatchState.AGREED, ENGINE)) == "match_moved_by_people"
    assert isinstance(move(there, MatchState.SUGGESTED, ENGINE), Said)
    assert code_of(move(there, MatchState.SUGGESTED, ENGINE)) == "match_step_wrong"
    assert code_of(move(there, MatchState.AGREED)) == "match_step_wrong"
    for state in (MatchState.VIEWED, MatchState.CONTACTED, MatchState.DISCUSSING, MatchState.AGREED,
                  MatchState.DELIVERING, MatchState.DELIVERED):  # fmt: skip
        assert isinstance(move(there, state), Said)
    assert code_of(move(there, MatchState.DECLINED)) == "match_step_wrong"


def test_a_match_without_a_move_lapses_after_its_days(desk):
    there = desk()
    there.clock.turn_to(date(2026, 1, 1))
    assert isinstance(move(there, MatchState.SUGGESTED, ENGINE), Said)
    there.clock.turn_to(date(2026, 6, 30))
    assert isinstance(move(there, MatchState.VIEWED), Said)
    there.clock.turn_to(date(2026, 12, 28))
    assert code_of(move(there, MatchState.CONTACTED)) == "match_step_wrong"


def test_posts_are_hidden_with_a_reason_and_never_deleted(desk):
    there = desk()
    post = WritePost(uuid4(), "a", "t", "hello")
    assert code_of(write_post(post, there)) == "topic_without_title"
    assert isinstance(write_post(WritePost(uuid4(), "a", "t", "hello", "Title", NMA), there), Said)
    assert isinstance(write_post(WritePost(uuid4(), "b", "t", "spam"), there), Said)
    hide = ModeratePost(uuid4(), "m", "t", 2, True, "advertising")
    assert isinstance(moderate_post(hide, there), Said)
    assert code_of(moderate_post(ModeratePost(uuid4(), "m", "t", 3, True, "r"), there)) == "post_unknown"
    [(reference, topic)] = topics(there, there.today())
    assert (reference, topic.title, topic.approach) == ("t", "Title", NMA)
    assert [(each.text, each.hidden_because) for each in topic.posts] == [("hello", None), ("spam", "advertising")]
    assert isinstance(moderate_post(ModeratePost(uuid4(), "m", "t", 2, False, "mistake"), there), Said)
    assert topics(there, there.today())[0][1].posts[1].hidden_because is None


def test_notes_are_told_of_public_records_only(desk):
    there = desk()
    write(there)
    assert code_of(add_note(AddNote(uuid4(), "o", NMA, "lesson", "text"), there)) == "approach_not_public"


def test_the_demonstration_builds_twice_and_shows_the_plan_of_the_vector(desk):
    there = desk()
    build_cooperation(there)
    before = {
        key: there.store.lines(key)
        for kind in ("approach", "offer", "match", "topic")
        for key in there.store.keys(kind)
    }
    build_cooperation(desk())
    assert before == {key: there.store.lines(key) for key in before}
    on = date(2026, 11, 24)
    assert [(each.reference, each.told.state) for each in approaches(there, on)] == [
        (NMA, State.RECORDED),
        ("NMA-0002", State.BELOW_MINIMUM),
        ("NMA-0003", State.CONCURRENCE_OPEN),
    ]
    assert [each.reference for each in approaches(there, on, public=True)] == [NMA, "NMA-0002"]
    known, need = open_needs(there, on)[0]
    found = planned(there, known, need, open_offers(there, on), on)
    assert (found.plan.order, found.plan.gap) == (("O-101", "O-102", "O-103", "O-106"), 800_000)
    assert found.talks["O-101"].state is MatchState.DISCUSSING
    assert {known.reference for known, _ in open_needs(there, on)} == {NMA}, "with too few Parties it is hidden"
