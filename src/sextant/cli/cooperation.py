"""`sextant cooperation`: acts on approaches, offers, matches and the forum. What asks is in `cooperation_asked.py`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli import cooperation_asked
from sextant.cli.common import Database, Json, database_url, existing_reader, fail, print_json, usable
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sextant.application.cooperation import Cooperation, Said
    from sextant.domain.refusal import Refusal

Actor = Annotated[str, typer.Option("--actor", help=say("cooperation_actor"))]
At = Annotated[str | None, typer.Option("--at", help=say("cooperation_at"))]
Reference = Annotated[str, typer.Argument(help=say("cooperation_reference"))]
Party = Annotated[str, typer.Option("--party", help=say("cooperation_party"))]
Text = Annotated[str, typer.Option("--text", help=say("cooperation_text"))]
Reason = Annotated[str, typer.Option("--reason", help=say("cooperation_reason"))]
_OFFER_WITHDRAWAL = "offer-withdrawal"


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    cooperation = typer.Typer(help=say("cooperation"), no_args_is_help=True)
    acts: dict[str, Callable[..., None]] = {
        "register": register, "answer": answer, "submit": submit, "record": record, "say": say_why, "note": note,
        "move": move, "post": post, "moderate": moderate,
    }  # fmt: skip
    for name, each in acts.items():
        cooperation.command(name, help=say(f"cooperation_{name}"))(each)
    cooperation_asked.declare(cooperation)
    app.add_typer(cooperation, name="cooperation")


def register(
    file: Annotated[Path, typer.Argument(help=say("cooperation_file"))],
    actor: Actor,
    at: At = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write a version of an approach, or list an offer."""
    from sextant.application.commands.cooperation.list_offer import ListOffer, list_offer
    from sextant.application.commands.cooperation.write_version import WriteVersion, write_version

    content = read_json(file)
    if not isinstance(content, dict) or len(content) != 1 or next(iter(content)) not in ("approach", "offer"):
        fail(say("cooperation_neither", file=file))
    [(kind, form)] = content.items()

    def act(there: Cooperation) -> Said | Refusal:
        if kind == "approach":
            return write_version(WriteVersion(new_id(), actor, form, instant(at)), there)
        return list_offer(ListOffer(new_id(), actor, form, instant(at)), there)

    if not isinstance(form, dict):
        fail(say("cooperation_neither", file=file))
    subject = str(form.get("reference") or form.get("id") or "")
    done(act, subject, database, as_json=as_json)


def answer(
    reference: Reference,
    party: Party,
    said: Annotated[str, typer.Option("--said", help=say("cooperation_said"))],
    version: Annotated[int, typer.Option("--version", help=say("cooperation_version"))],
    evidence: Annotated[str, typer.Option("--evidence", help=say("cooperation_evidence"))],
    actor: Actor,
    at: At = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """A Party answers the latest version for itself."""
    from sextant.application.commands.cooperation.answer_version import AnswerVersion, answer_version
    from sextant.cooperation.journal import Answer

    chosen = Answer(one_of(said, tuple(each.value for each in Answer if each is not Answer.INVITED)))
    command = AnswerVersion(new_id(), actor, reference, party, chosen, version, evidence, instant(at))
    done(lambda there: answer_version(command, there), reference, database, as_json=as_json)


def submit(
    reference: Reference,
    party: Party,
    focal_point: Annotated[str, typer.Option("--focal-point", help=say("cooperation_focal_point"))],
    actor: Actor,
    at: At = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """A focal point submits the latest version."""
    from sextant.application.commands.cooperation.submit_approach import SubmitApproach, submit_approach

    command = SubmitApproach(new_id(), actor, reference, party, focal_point, instant(at))
    done(lambda there: submit_approach(command, there), reference, database, as_json=as_json)


def record(reference: Reference, actor: Actor, at: At = None, database: Database = None, as_json: Json = False) -> None:
    """Record what was submitted, where it is complete."""
    from sextant.application.commands.cooperation.record_approach import RecordApproach, record_approach

    command = RecordApproach(new_id(), actor, reference, instant(at))
    done(lambda there: record_approach(command, there), reference, database, as_json=as_json)


def say_why(
    reference: Reference,
    act: Annotated[str, typer.Option("--act", help=say("cooperation_act"))],
    reason: Reason,
    actor: Actor,
    at: At = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Return, challenge, complete or withdraw, with a reason."""
    from sextant.application.commands.cooperation.say_with_reason import FROM, SayWithReason, say_with_reason
    from sextant.application.commands.cooperation.withdraw_offer import WithdrawOffer, withdraw_offer
    from sextant.cooperation.journal import Kind

    chosen = one_of(act, (*(each.value for each in FROM), _OFFER_WITHDRAWAL))

    def do(there: Cooperation) -> Said | Refusal:
        if chosen == _OFFER_WITHDRAWAL:
            return withdraw_offer(WithdrawOffer(new_id(), actor, reference, reason, instant(at)), there)
        return say_with_reason(SayWithReason(new_id(), Kind(chosen), actor, reference, reason, instant(at)), there)

    done(do, reference, database, as_json=as_json)


def note(
    reference: Reference,
    kind: Annotated[str, typer.Option("--kind", help=say("cooperation_kind"))],
    text: Text,
    actor: Actor,
    at: At = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Add a note to a recorded approach."""
    from sextant.application.commands.cooperation.add_note import AddNote, add_note

    command = AddNote(new_id(), actor, reference, kind, text, instant(at))
    done(lambda there: add_note(command, there), reference, database, as_json=as_json)


def move(
    need: Annotated[str, typer.Argument(help=say("cooperation_need"))],
    offer: Annotated[str, typer.Argument(help=say("cooperation_offer"))],
    to: Annotated[str, typer.Option("--to", help=say("cooperation_to"))],
    text: Text,
    actor: Actor,
    at: At = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Move a match; the comparison suggests it, people do the rest."""
    from sextant.application.commands.cooperation.move_match import ENGINE, MoveMatch, match_reference, move_match
    from sextant.cooperation.offer_state import MatchState

    state = MatchState(one_of(to, tuple(each.value for each in MatchState if each is not MatchState.LAPSED)))
    by = ENGINE if state is MatchState.SUGGESTED else actor
    command = MoveMatch(new_id(), by, need, offer, state, text, instant(at))
    done(lambda there: move_match(command, there), match_reference(need, offer), database, as_json=as_json)


def post(
    topic: Annotated[str, typer.Argument(help=say("cooperation_topic"))],
    text: Text,
    actor: Actor,
    title: Annotated[str | None, typer.Option("--title", help=say("cooperation_title"))] = None,
    approach: Annotated[str | None, typer.Option("--approach", help=say("cooperation_reference"))] = None,
    at: At = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write in the forum."""
    from sextant.application.commands.cooperation.write_post import WritePost, write_post

    command = WritePost(new_id(), actor, topic, text, title, approach, instant(at))
    done(lambda there: write_post(command, there), topic, database, as_json=as_json)


def moderate(
    topic: Annotated[str, typer.Argument(help=say("cooperation_topic"))],
    number: Annotated[int, typer.Argument(help=say("cooperation_post_number"))],
    reason: Reason,
    actor: Actor,
    shown: Annotated[bool, typer.Option("--shown", help=say("cooperation_shown"))] = False,
    at: At = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Hide a post with a reason, or show it again."""
    from sextant.application.commands.cooperation.moderate_post import ModeratePost, moderate_post

    command = ModeratePost(new_id(), actor, topic, number, not shown, reason, instant(at))
    done(lambda there: moderate_post(command, there), topic, database, as_json=as_json)


def done(act: Callable[[Cooperation], Said | Refusal], subject: str, database: str | None, *, as_json: bool) -> None:
    """Carry an act out and tell what became of it: exit 1 with the sentence of a refusal, 2 where a form is faulty."""
    from sextant.cooperation.form import NotAForm
    from sextant.domain.refusal import Refusal
    from sextant.storage.opening import open_cooperation
    from sextant.wording.cooperation_said import form_sentence
    from sextant.wording.refusals import sentence

    existing_reader(database).close()
    url = database_url(database)
    try:
        with usable(url):
            outcome = act(open_cooperation(url))
    except NotAForm as fault:
        fail(form_sentence(fault, language()))
    if isinstance(outcome, Refusal):
        told = sentence(outcome, language())
        if as_json:
            print_json({"refused": outcome.code, "about": dict(outcome.about), "message": told})
        else:
            print(say("cooperation_refused", sentence=told))
        raise typer.Exit(1)
    if as_json:
        print_json(
            {
                "subject": subject,
                "number": outcome.number,
                "kind": outcome.line.kind,
                "id": str(outcome.line.id),
                "replayed": outcome.replayed,
            }
        )
    else:
        key = "cooperation_done_already" if outcome.replayed else "cooperation_done"
        print(say(key, subject=subject, number=outcome.number, kind=outcome.line.kind))


def read_json(file: Path) -> Any:
    """Return the content of a JSON file, every number with a point as it is written; end with one sentence."""
    from decimal import Decimal

    try:
        return json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        fail(say("cooperation_not_readable", file=file, reason=error.strerror))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        fail(say("cooperation_not_json", file=file, reason=" ".join(str(error).split()).rstrip(".")))


def one_of(found: str, expected: tuple[str, ...]) -> str:
    """Return a choice, or end with one sentence that names those that there are."""
    if found not in expected:
        fail(say("cooperation_choice", found=found, expected=", ".join(expected)))
    return found


def new_id() -> UUID:
    """Return a new id."""
    from uuid import uuid4

    return uuid4()


def instant(text: str | None) -> datetime | None:
    """Return the instant that was named, or none."""
    from sextant.cli.queries import instant as read

    return read(text)
