"""What a scenario says of a step: its own sentence, or the label of what was done, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sextant.application.scenario.run import Happened
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Kind, Scene, Story
from sextant.domain.account import Account
from sextant.domain.label import Label
from sextant.domain.refusal import Refusal
from sextant.domain.source import Source
from sextant.storage.rulebook_files import cyclebooks
from sextant.wording.account_name import account_said
from sextant.wording.case_refusals import spoken
from sextant.wording.citation import citation
from sextant.wording.rule_names import Spoken
from sextant.workflow.cycle import Cycle
from sextant.workflow.cyclebook import Cyclebooks

_OPENED = Label("The case is opened: {what}", "開啟案件：{what}")
_ACCOUNT = Label("The account “{what}” ({code}) is opened", "開立帳戶「{what}」（{code}）")
_MOVED = Label(
    "{quantity} units of class {what}: {giving} to {receiving}",
    "{quantity} 個 {what} 類單位：{giving} 至 {receiving}",
)

ABROAD: Mapping[Kind, Label] = {
    Kind.STATEMENT: Label("An authorization is stated", "授權聲明"),
    Kind.FOREIGN: Label("Another registry tells what it did", "其他登記簿通知其作為"),
    Kind.REPORT: Label("Reports are written and checked together", "編製報告並一併檢核"),
}
"""What a step is called that tells of what happened outside the registry."""


def what_happened(stage: Stage, each: Happened, language: str) -> str:
    """Return what was done in a step, or tried, in one line."""
    scene = each.scene
    if scene.told is not None:
        return scene.told.in_language(language)
    if scene.kind is Kind.TAKE:
        step = each.cycle.steps.get(scene.take or "") if each.cycle else None
        return step.label.in_language(language) if step else str(scene.take)
    if scene.kind is Kind.OPEN:
        name = each.cycle.label.in_language(language) if each.cycle else scene.cycle
        return _OPENED.in_language(language).format(what=name)
    if scene.account is not None:
        called = stage.story.said(scene.account.name, language)
        return _ACCOUNT.in_language(language).format(what=called, code=scene.account.code)
    if scene.kind in ABROAD:
        return ABROAD[scene.kind].in_language(language)
    move = scene.movement
    assert move is not None, "what is left are movements"
    return _MOVED.in_language(language).format(
        quantity=f"{move.units.quantity:,}",
        what=move.units.unit_class,
        giving=move.from_account,
        receiving=move.to_account,
    )


def why_refused(
    story: Story,
    scene: Scene,
    refusal: Refusal,
    source: Source | None,
    accounts: Iterable[Account],
    language: str,
    *,
    cycle: Cycle | None = None,
    books: Cyclebooks | None = None,
) -> str:
    """Return why a step was refused, with the names of its cycle and of accounts in words, and its paragraph.

    `books` are the rules under which it was taken, where they are not those that ship.
    """
    books = books or cyclebooks()
    cycles = books.books[scene.mechanism].cycles
    cycle = cycle or cycles.get(f"{scene.mechanism}.{scene.cycle}")
    names = Spoken(books, cycle or next(iter(cycles.values())), language, scene.at.date())
    people = {each: label.in_language(language) for each, label in story.names.items()}
    called = people | {each.code: account_said(each, language) for each in accounts}
    return spoken(refusal, cycle, names, source=source, called=called)


def cited(source: Source | None, language: str = "en") -> str:
    """Return a source in one line: document, version, paragraph."""
    return "–" if source is None else citation(source, language)
