"""An authorization as table 2 of the agreed electronic format tells it, as a version in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sextant.domain.authorization import Authorization, FirstTransferEvent, Use, Window
from sextant.domain.refusal import Refusal, refuse
from sextant.reporting.aef.model import Authorization as Row

_USES: Mapping[str, tuple[str, ...]] = {
    "ndc": (Use.NDC.value,),
    "imp": (Use.INTERNATIONAL_MITIGATION.value,),
    "op": (Use.OTHER_PURPOSES.value,),
    "oimp": (Use.INTERNATIONAL_MITIGATION.value, Use.OTHER_PURPOSES.value),
    "ndc_imp": (Use.NDC.value, Use.INTERNATIONAL_MITIGATION.value),
    "ndc_op": (Use.NDC.value, Use.OTHER_PURPOSES.value),
    "ndc_oimp": (Use.NDC.value, Use.INTERNATIONAL_MITIGATION.value, Use.OTHER_PURPOSES.value),
}
METRICS = {"ghg": "GHG", "non_ghg": "non-GHG"}


def uses_of(purposes: str | None) -> tuple[str, ...]:
    """Return the uses that a code of the list covers; none where it is no code of it."""
    return _USES.get(purposes or "", ())


def statement_of(row: Row, party: str, alpha2: Mapping[str, str]) -> Authorization | Refusal:
    """Return the version that a row tells, or what the row lacks for it."""
    uses = uses_of(row.purposes)
    for name, value in (("Authorization ID", row.authorization), ("Date of authorization", row.authorized_on),
                        ("Purposes for authorization", uses)):  # fmt: skip
        if not value:
            return refuse("foreign_field_missing", field=name, found=str(row.row), expected="authorization")
    assert isinstance(row.authorized_on, date)
    frame = row.timeframe
    events = {each.value for each in FirstTransferEvent}
    event = row.first_transfer_definition
    return Authorization(
        party=party,
        reference=str(row.authorization),
        version=row.version or 1,
        authorized_on=row.authorized_on,
        effective_on=row.authorized_on,
        uses=uses,
        cooperative_approach=row.approach,
        first_transfer=FirstTransferEvent(event) if event in events else None,
        purposes_named=(row.oimp,) if row.oimp else (),
        parties=tuple(alpha2.get(each, each) for each in row.parties),
        entities=row.entities,
        quantity=row.quantity,
        mitigation=Window(frame.occurred_from, frame.occurred_to) if frame else Window(),
        use=Window(frame.use_from, frame.use_to) if frame else Window(),
        sectors=row.sectors,
        activity_types=row.activity_types,
        metric=METRICS.get(row.metric or "ghg", "GHG"),
        non_ghg_metric=row.non_ghg_metric,
        gwp=row.gwp,
        terms=row.terms,
    )
