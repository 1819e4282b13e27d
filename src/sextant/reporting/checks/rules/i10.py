"""I10: a block has as many identifiers as the quantity says."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.model import Action
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering

RULE = "I10"


def check(call: Call) -> Iterator[Finding]:
    """Yield rows whose block and quantity differ; one identifier is one tonne, or one unit of another metric.

    The conversion of another metric is documented in the remarks (settled; paragraph 22(d)).
    """
    found = Gathering(RULE)
    for filed, row, block in call.blocks():
        other_metric = row.metric == "non_ghg"
        quantity = row.quantity_non_ghg if other_metric else row.quantity
        if quantity is not None and quantity != block[2] - block[1] + 1:
            found.add(
                "quantity_differs",
                [call.place(filed, row)],
                series=block.series,
                units=(block.first, block.last),
                found=str(quantity),
                expected=str(block.size),
            )
        if other_metric and isinstance(row, Action) and row.quantity is not None and row.remarks is None:
            found.add("conversion_not_documented", [call.place(filed, row)])
    yield from found.findings()
