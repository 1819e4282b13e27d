"""Everything that the command line says about quantification and what belongs to it, in one table."""

from __future__ import annotations

from sextant.wording.assessment_words import ASSESSMENT_SAYINGS
from sextant.wording.forecast_words import FORECAST_SAYINGS
from sextant.wording.form_words import FORM_SAYINGS
from sextant.wording.quantify_words import QUANTIFY_SAYINGS
from sextant.wording.verification_words import VERIFICATION_SAYINGS

SAYINGS_OF_QUANTIFICATION: dict[str, tuple[str, str]] = (
    QUANTIFY_SAYINGS | ASSESSMENT_SAYINGS | FORECAST_SAYINGS | VERIFICATION_SAYINGS | FORM_SAYINGS
)
