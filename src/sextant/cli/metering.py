"""Files of meters for `sextant quantify`: what they give as inputs, and what came of their readings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sextant.cli.outcome import read_inputs_file, refused
from sextant.wording.command_line import CHINESE, language, say


def with_meters(
    inputs: dict[str, Any], files: Sequence[Path], *, as_json: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the inputs with what meters give, and the record of it; ends the command where it is refused."""
    if not files:
        return inputs, {}
    from sextant.application.queries.metered_inputs import metered_inputs, metering_record
    from sextant.domain.refusal import Refusal
    from sextant.storage.metering_file import metering_sources
    from sextant.wording.quantify_refusals import warning_sentence

    done = metered_inputs(inputs, [read_inputs_file(each) for each in files])
    if isinstance(done, Refusal):
        refused(done, as_json=as_json)
    found, quantities = done
    records = [metering_record(each, metering_sources(), language()) for each in quantities]
    for quantity, record in zip(quantities, records, strict=True):
        for warned, each in zip(quantity.warnings, record["warnings"], strict=True):
            each["message"] = warning_sentence(warned, chinese=language() == CHINESE)
    return found, {"meters": records}


def tell_meters(record: dict[str, Any]) -> None:
    """Print what came of meters for people."""
    print(say("quantify_meters_told", symbol=record["symbol"], unit=record["unit"], metered=record["metered"],
              used=record["quantity"]))  # fmt: skip
    for each in record["warnings"]:
        print(f"  {each['message']}")
