"""What came of events of other registries, as programs read it: for the command line and for those who send events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sextant.application.foreign.opening import Opened
from sextant.application.foreign.rows import RowTold
from sextant.wording.foreign_sayings import FOREIGN_SAYINGS
from sextant.wording.refusals import sentence
from sextant.wording.word import CHINESE


def outcome_of(done: Iterable[RowTold], name: str, language: str) -> dict[str, Any]:
    """Return what came of the rows, as programs read it."""
    outcome: dict[str, Any] = {"format": name, "accepted": 0, "known": 0, "itmos": 0,
                               "rejections": [], "warnings": [], "undetermined": []}  # fmt: skip
    for each in done:
        told = each.told
        if told is None:
            rejection = {"row": each.row, "code": "row_damaged", "message": _damaged(language)}
            outcome["rejections"].append(rejection)
        elif told.refusal is not None:
            message = sentence(told.refusal, language)
            row = {"row": each.row, "event": told.event, "code": told.refusal.code, "message": message}
            outcome["rejections"].append(row)
        else:
            outcome["known" if told.known else "accepted"] += 1
            outcome["itmos"] += sum(found.quantity for found in told.itmos)
            if told.warnings:
                outcome["warnings"].append({"row": each.row, "event": told.event, "codes": list(told.warnings)})
            if told.undetermined is not None:
                outcome["undetermined"].append({"row": each.row, "event": told.event, "named": told.undetermined})
    return outcome


def opened_record(done: Opened, language: str) -> dict[str, Any]:
    """Return what became of earlier reports that were taken over, as programs read it."""
    return {
        "recorded": done.recorded,
        "known": done.known,
        "reconciled": done.reconciled,
        "rejections": [
            {"file": each.file, "table": each.table, "row": each.row, "code": each.refusal.code,
             "message": sentence(each.refusal, language)}
            for each in done.not_taken
        ],
        "warnings": [{"file": file, "row": row, "codes": list(codes)} for file, row, codes in done.warnings],
        "differences": [
            {"series": each.series, "first": each.first, "last": each.last, "held": "here" if each.here else "report"}
            for each in done.differences
        ],
    }  # fmt: skip


def _damaged(language: str) -> str:
    english, chinese = FOREIGN_SAYINGS["foreign_row_damaged"]
    return chinese if language == CHINESE else english
