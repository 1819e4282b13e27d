"""How the synthetic cooperation comes about: versions, consents, a Party that leaves, offers, talks, a forum.

Made by the same use cases as a real one. Ids are derived from what they name: building it twice changes nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sextant.application.commands.cooperation.add_note import AddNote, add_note
from sextant.application.commands.cooperation.answer_version import AnswerVersion, answer_version
from sextant.application.commands.cooperation.list_offer import ListOffer, list_offer
from sextant.application.commands.cooperation.moderate_post import ModeratePost, moderate_post
from sextant.application.commands.cooperation.move_match import ENGINE, MoveMatch, move_match
from sextant.application.commands.cooperation.record_approach import RecordApproach, record_approach
from sextant.application.commands.cooperation.submit_approach import SubmitApproach, submit_approach
from sextant.application.commands.cooperation.write_post import WritePost, write_post
from sextant.application.commands.cooperation.write_version import WriteVersion, write_version
from sextant.application.cooperation import Cooperation, Said
from sextant.application.demo.cooperation_cast import ENERGY, OFFERS, TRADES, WARNING, energy, trades, warning
from sextant.cooperation.journal import Answer
from sextant.cooperation.offer_state import MatchState
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal

PLATFORM = "platform (synthetic)"


def build_cooperation(there: Cooperation) -> None:
    """Put the synthetic cooperation into a registry; what is there already stays as it is."""
    _recorded(there, ENERGY, energy(with_quadrant=False), 1, ("XM", "XA", "XV"), 2)
    _recorded(there, ENERGY, energy(with_quadrant=True), 2, ("XM", "XA", "XQ", "XV"), 6)
    _recorded(there, WARNING, warning(), 1, ("XQ", "XM"), 3)
    _answer(there, WARNING, "XM", Answer.LEFT, 1, _at(10, 1))
    _do(write_version(WriteVersion(_id("version", TRADES), _office("XA"), trades(), _at(9, 1)), there))
    _answer(there, TRADES, "XA", Answer.CONSENTED, 1, _at(9, 2))
    for day, form in enumerate(OFFERS, start=1):
        _do(list_offer(ListOffer(_id("offer", form["id"]), form["provider"], form, _at(4, day)), there))
    _talks(there)
    _told(there)


def _recorded(
    there: Cooperation, reference: str, form: dict[str, Any], version: int, parties: tuple[str, ...], month: int
) -> None:
    """Write a version, let every Party consent, submit and record it, each on a day of its own."""
    submitting = form["submitting_party"]
    name = f"{reference} {version}"
    _do(write_version(WriteVersion(_id("version", name), _office(submitting), form, _at(month, 2)), there))
    for day, party in enumerate(parties, start=3):
        _answer(there, reference, party, Answer.CONSENTED, version, _at(month, day))
    point = f"National focal point of {submitting} (synthetic)"
    _do(
        submit_approach(SubmitApproach(_id("submit", name), point, reference, submitting, point, _at(month, 16)), there)
    )
    _do(record_approach(RecordApproach(_id("record", name), PLATFORM, reference, _at(month, 20)), there))


def _answer(there: Cooperation, reference: str, party: str, said: Answer, version: int, at: datetime) -> None:
    number = _id("answer", reference, party, said.value, version)
    evidence = f"Letter of {party}, {at.date()} (synthetic)"
    _do(answer_version(AnswerVersion(number, _office(party), reference, party, said, version, evidence, at), there))


def _talks(there: Cooperation) -> None:
    need = f"{ENERGY}/XM/implement"
    moves = (
        ("O-101", MatchState.SUGGESTED, ENGINE, 6, 21),
        ("O-101", MatchState.VIEWED, _office("XM"), 6, 24),
        ("O-101", MatchState.CONTACTED, _office("XM"), 7, 1),
        ("O-101", MatchState.DISCUSSING, "Sextans Development Fund (synthetic)", 9, 15),
        ("O-102", MatchState.SUGGESTED, ENGINE, 6, 21),
        ("O-102", MatchState.DECLINED, _office("XM"), 8, 3),
    )
    for offer, state, actor, month, day in moves:
        number = _id("move", need, offer, state.value)
        note = "Said for the demonstration (synthetic)"
        _do(move_match(MoveMatch(number, actor, need, offer, state, note, _at(month, day)), there))


def _told(there: Cooperation) -> None:
    notes = (
        ("progress", "Quadrant Sea Power Pool (synthetic)", "The first island runs six hours a day without diesel."),
        ("lesson", "Quadrant Sea Power Pool (synthetic)", "Dispatchers of all States were trained together first."),
        ("case_study", "Academy of Tides (synthetic)", "How three operators came to share one forecast."),
        ("feedback", "Meridian Islanders' Council (synthetic)", "The cable route was changed after the fishers spoke."),
    )
    for day, (kind, actor, text) in enumerate(notes, start=1):
        number = _id("note", kind, text)
        _do(add_note(AddNote(number, actor, ENERGY, kind, f"{text} (synthetic)", _at(10, day)), there))
    topic = "shared-forecasts"
    posts = (
        ("Academy of Tides (synthetic)", "Who else shares forecasts between operators? (synthetic)"),
        ("A visitor (synthetic)", "Buy my panels! (synthetic)"),
        ("Weather office (synthetic)", "We share gauges with our neighbour, and could tell how. (synthetic)"),
    )
    for day, (actor, text) in enumerate(posts, start=5):
        title = "Forecasts shared between States (synthetic)" if day == 5 else None
        approach = ENERGY if day == 5 else None
        _do(write_post(WritePost(_id("post", text), actor, topic, text, title, approach, _at(10, day)), there))
    why = "Advertising (synthetic)"
    hide = ModeratePost(_id("hide", topic), "Moderator (synthetic)", topic, 2, True, why, _at(10, 8))
    _do(moderate_post(hide, there))


def _office(party: str) -> str:
    return f"Article 6 office of {party} (synthetic)"


def _at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def _id(*parts: object) -> UUID:
    return content_id("demo cooperation", " ".join(str(part) for part in parts))


def _do(outcome: Said | Refusal) -> None:
    if isinstance(outcome, Refusal):
        raise RuntimeError(f"the synthetic cooperation is inconsistent: {outcome.code} {dict(outcome.about)}")
