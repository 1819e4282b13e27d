"""What came of events of other registries and of reports in a scenario, line by line, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sextant.application.foreign.told import Told
from sextant.application.scenario.abroad import Reported
from sextant.application.scenario.stage import Outcome
from sextant.domain.label import Label
from sextant.wording.party_name import party_name

_ITMOS = Label("New ITMOs: {quantity}", "新增 ITMO：{quantity}")
_UNDETERMINED = Label("When they are first transferred cannot be determined", "無法判定單位何時首次轉讓")
_AGAINST = Label("Recorded; the authorization says against it: {codes}", "已登錄；與授權不符之處：{codes}")
_LINE = Label("{party}: {figures}", "{party}：{figures}")
_FIGURES: Mapping[str, Label] = {
    "first_transfer": Label("first transferred {tonnes}", "首次轉讓 {tonnes}"),
    "transfer": Label("transferred {tonnes}", "轉讓 {tonnes}"),
    "acquisition": Label("acquired {tonnes}", "取得 {tonnes}"),
    "use": Label("used towards the contribution {tonnes}", "用於國家自定貢獻 {tonnes}"),
    "cancellation": Label("cancelled or used for other purposes {tonnes}", "取消或用於其他目的 {tonnes}"),
    "held": Label("held at the end {tonnes}", "期末持有 {tonnes}"),
}
_ADJUSTED = Label("corresponding adjustment of {year}: {tonnes}", "{year} 年相應調整 {tonnes}")
_NO_ADJUSTMENT = Label("no corresponding adjustment", "無相應調整")
_PASSED = Label(
    "{files} reports checked together in the profile {profile}: no rule of severity E fails",
    "以設定檔 {profile} 一併檢核 {files} 份報告：嚴重度 E 之規則均通過",
)
_FAILED = Label(
    "{files} reports checked together in the profile {profile}: rules that fail: {rules}",
    "以設定檔 {profile} 一併檢核 {files} 份報告：未通過之規則：{rules}",
)
_COMMA = Label(", ", "，")


def said_of(outcome: Outcome, language: str) -> list[str]:
    """Return what came of an event of another registry or of reports, a line each; nothing for other outcomes."""
    if isinstance(outcome, Told):
        return list(_told(outcome, language))
    return list(_reported(outcome, language)) if isinstance(outcome, Reported) else []


def reported_record(outcome: Outcome) -> dict[str, Any] | None:
    """Return what reports say as programs read it; none for other outcomes."""
    if not isinstance(outcome, Reported):
        return None
    return {
        "approach": outcome.reports.approach,
        "profile": outcome.reports.profile,
        "files": list(outcome.files),
        "failed": list(outcome.failed),
        "parties": {
            party: {
                **figures,
                "adjustments": {str(year): tonnes for year, tonnes in outcome.adjustments[party].items()},
            }
            for party, figures in outcome.figures.items()
        },
    }


def _told(told: Told, language: str) -> Iterator[str]:
    quantity = sum(each.quantity for each in told.itmos)
    if quantity:
        yield _ITMOS.in_language(language).format(quantity=f"{quantity:,}")
    if told.undetermined is not None:
        yield _UNDETERMINED.in_language(language)
    if told.warnings:
        yield _AGAINST.in_language(language).format(codes=", ".join(told.warnings))


def _reported(reported: Reported, language: str) -> Iterator[str]:
    comma = _COMMA.in_language(language)
    for party, figures in reported.figures.items():
        parts = [_FIGURES[name].in_language(language).format(tonnes=f"{tonnes:,}") for name, tonnes in figures.items()
                 if tonnes]  # fmt: skip
        adjusted = reported.adjustments[party]
        parts += [_ADJUSTED.in_language(language).format(year=year, tonnes=f"{tonnes:+,}".replace("-", "−"))
                  for year, tonnes in adjusted.items()]  # fmt: skip
        parts += [] if adjusted else [_NO_ADJUSTMENT.in_language(language)]
        yield _LINE.in_language(language).format(party=party_name(party, language), figures=comma.join(parts))
    told = _FAILED if reported.failed else _PASSED
    yield told.in_language(language).format(
        files=len(reported.files), profile=reported.reports.profile, rules=", ".join(reported.failed)
    )
