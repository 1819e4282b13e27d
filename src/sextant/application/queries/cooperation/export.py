"""What leaves the records of Article 6.8 on a day, as plain values. Every export is voluntary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sextant.application.cooperation import Cooperation
from sextant.application.queries.cooperation.approaches import Known, approaches, findings
from sextant.application.queries.cooperation.offers import offers
from sextant.cooperation.exports.contribution_narrative import narrative
from sextant.cooperation.exports.platform_pack import form_text, letter, pack
from sextant.cooperation.exports.support_chapters import support_chapters
from sextant.cooperation.exports.synthesis import adaptation_indicators, submission, synthesis


@dataclass(frozen=True, slots=True)
class Asked:
    """Which export, of which approach or Party where one is named, on which day, in which language."""

    what: str
    on: date
    language: str
    approach: str | None = None
    party: str | None = None
    party_name: Callable[[str, str], str] = lambda code, language: code


class ExportNeeds(Exception):
    """An export that needs a Party or an approach, and was asked for without."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def export(cooperation: Cooperation, asked: Asked) -> Any:
    """Return an export of public records. Raises ExportNeeds, KeyError where there is no such export."""
    return EXPORTS[asked.what](cooperation, asked)


def _public(cooperation: Cooperation, asked: Asked) -> list[Known]:
    every = approaches(cooperation, asked.on, public=True)
    chosen = [each for each in every if asked.approach in (None, each.reference)]
    return [each for each in chosen if asked.party is None or asked.party in each.shown.approach.parties]


def _party(asked: Asked) -> str:
    if asked.party is None:
        raise ExportNeeds("party")
    return asked.party


def _support_chapters(cooperation: Cooperation, asked: Asked) -> Any:
    # A Party may provide support to an approach in which it does not take part.
    known = [each.shown.approach for each in approaches(cooperation, asked.on, public=True)]
    chosen = [each for each in known if asked.approach in (None, each.reference)]
    return [asdict(each) for each in support_chapters(_party(asked), chosen)]


def _narrative(cooperation: Cooperation, asked: Asked) -> Any:
    party = _party(asked)
    known = _public(cooperation, asked)
    return [narrative(party, each.shown.approach, cooperation.catalogue, asked.language) for each in known]


def _platform(cooperation: Cooperation, asked: Asked) -> Any:
    if asked.approach is None:
        raise ExportNeeds("approach")
    found = []
    for each in _public(cooperation, asked):
        content = pack(each.shown, each.told, findings(cooperation, each, asked.on))
        fields = form_text(each.shown, each.told, cooperation.catalogue, asked.language)
        content["form"] = [asdict(one) for one in fields]
        content["letters"] = {
            party: letter(
                each.shown, party, cooperation.catalogue, asked.language, asked.party_name(party, asked.language)
            )
            for party in each.shown.approach.parties
        }
        found.append(content)
    return found


def _submission(cooperation: Cooperation, asked: Asked) -> Any:
    return submission([(each.shown.approach, each.told) for each in _public(cooperation, asked)])


def _synthesis(cooperation: Cooperation, asked: Asked) -> Any:
    chosen = [each.shown.approach for each in _public(cooperation, asked)]
    query = f"approach={asked.approach or ''}&party={asked.party or ''}"
    listed = [each.offer for each in offers(cooperation, asked.on) if each.state.value == "listed"]
    return synthesis(chosen, listed, cooperation.catalogue, on=asked.on, query=query)


def _adaptation(cooperation: Cooperation, asked: Asked) -> Any:
    chosen = [each.shown.approach for each in _public(cooperation, asked)]
    return adaptation_indicators(chosen, cooperation.catalogue, asked.on)


EXPORTS: Mapping[str, Callable[[Cooperation, Asked], Any]] = {
    "support-chapters": _support_chapters,
    "narrative": _narrative,
    "platform": _platform,
    "submission": _submission,
    "synthesis": _synthesis,
    "adaptation": _adaptation,
}
"""The exports by the name by which they are asked for."""
