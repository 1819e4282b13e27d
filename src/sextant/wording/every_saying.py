"""The sayings of every command in one place: a file of sayings is added here, on a line of its own."""

from __future__ import annotations

from sextant.wording.compare_sayings import COMPARE_SAYINGS
from sextant.wording.cooperation_sayings import COOPERATION_SAYINGS
from sextant.wording.effects_sayings import EFFECTS_SAYINGS
from sextant.wording.export_sayings import EXPORT_SAYINGS
from sextant.wording.foreign_sayings import FOREIGN_SAYINGS
from sextant.wording.letter_words import LETTER_SAYINGS
from sextant.wording.party_list_sayings import PARTY_LIST_SAYINGS
from sextant.wording.passage_sayings import PASSAGE_SAYINGS
from sextant.wording.published_sayings import PUBLISHED_SAYINGS
from sextant.wording.quantification_sayings import SAYINGS_OF_QUANTIFICATION
from sextant.wording.report_sayings import REPORT_SAYINGS
from sextant.wording.run_sayings import RUN_SAYINGS
from sextant.wording.signature_sayings import SIGNATURE_SAYINGS

EVERY_SAYING: tuple[dict[str, tuple[str, str]], ...] = (
    COMPARE_SAYINGS,
    COOPERATION_SAYINGS,
    EFFECTS_SAYINGS,
    EXPORT_SAYINGS,
    FOREIGN_SAYINGS,
    LETTER_SAYINGS,
    PARTY_LIST_SAYINGS,
    PASSAGE_SAYINGS,
    SAYINGS_OF_QUANTIFICATION,
    PUBLISHED_SAYINGS,
    REPORT_SAYINGS,
    RUN_SAYINGS,
    SIGNATURE_SAYINGS,
)
