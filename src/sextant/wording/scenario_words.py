"""What a scenario says of a step: its own sentence, or the label of what was done, in both languages."""

from __future__ import annotations

from sextant.application.scenario.run import Happened
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Kind
from sextant.domain.label import Label
from sextant.domain.source import Source

_OPENED = Label("The case is opened: {what}", "開啟案件：{what}")
_ACCOUNT = Label("The account {what} is opened", "開立帳戶 {what}")
_MOVED = Label(
    "{quantity} units of class {what}: {giving} to {receiving}",
    "{quantity} {what} 類單位：{giving} 至 {receiving}",
)


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
        return _ACCOUNT.in_language(language).format(what=scene.account.code)
    move = scene.movement
    assert move is not None, "what is left are movements"
    return _MOVED.in_language(language).format(
        quantity=f"{move.units.quantity:,}",
        what=move.units.unit_class,
        giving=move.from_account,
        receiving=move.to_account,
    )


def cited(source: Source | None) -> str:
    """Return a source in one line: document, version, paragraph."""
    if source is None:
        return "–"
    return " ".join(each for each in (source.document, source.version, f"¶{source.paragraph}") if each)
