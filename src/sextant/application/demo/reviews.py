"""Two reviews of the synthetic Party Alidade: a recommendation of the first is carried into the second."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sextant.application.commands.state_for_party import record_statement
from sextant.application.party_statements import PartyStatements, StatementKind
from sextant.application.ports import Clock


def _label(english: str, chinese: str) -> dict[str, str]:
    return {"en": f"{english} (synthetic)", "zh-Hant": f"{chinese}（模擬）"}


FIRST: Mapping[str, Any] = {
    "party": "XA", "review": "irterr2026_XAa01", "of_report": "initial", "report_version": 1, "format": "desk",
    "review_week": "2026-06-01", "synthetic": True,
    "steps": {"week_agreed": "2026-04-01", "team_composed": "2026-04-22", "questions_sent": "2026-05-04",
              "draft_sent": "2026-06-05", "comments_received": "2026-06-17", "finished": "2026-06-29"},
    "findings": [
        {"id": "F1", "paragraph": "18(a)", "consistent": True,
         "text": _label("All responsibilities are shown", "各項參與責任均已證明")},
        {"id": "F2", "paragraph": "18(g)", "consistent": False,
         "text": _label("The duration of the approach is not stated", "未載合作方式之期間"),
         "replies": [{"on": "2026-06-17", "text": _label("It will be stated in the update", "將於更新時載明")}],
         "recommendation": _label("State the duration of the approach", "載明合作方式之期間")},
        {"id": "F3", "paragraph": "18(i)(v)", "consistent": False,
         "text": _label("The part for adaptation cannot be followed from the price", "調適部分無法自價格得知"),
         "basis": _label("Commercial confidentiality of the operator", "營運者之商業機密"),
         "recommendation": _label("Explain the part for adaptation", "說明調適部分")},
    ],
    "improvements": [_label("Training in non-permanence", "非永久性之訓練")],
}  # fmt: skip

SECOND: Mapping[str, Any] = {
    "party": "XA", "review": "irterr2027_XAa02", "of_report": "initial", "report_version": 1, "format": "centralized",
    "review_week": "2027-03-01", "synthetic": True,
    "steps": {"week_agreed": "2026-11-20"},
    "resolves": [{"review": "irterr2026_XAa01", "finding": "F3",
                  "how": _label("The contract was shown to the team", "已向審查小組出示契約")}],
}  # fmt: skip


def build_reviews(statements: PartyStatements, clock: Clock) -> None:
    """Put the reviews on record; what is there already stays as it is."""
    for body in (FIRST, SECOND):
        kept = [each.subject for each in statements.of(body["party"], StatementKind.REVIEW)]
        if body["review"] not in kept:
            text = json.dumps(body, ensure_ascii=False)
            record_statement(statements, body["party"], StatementKind.REVIEW, body["review"], text, clock.now())
