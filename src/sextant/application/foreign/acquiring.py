"""ITMOs of another Party's registry that come in: under their own identifiers, and first transferred there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sextant.application.foreign.sections import HOLDING, ITMO, MECHANISM, OUTCOME, series_of_units
from sextant.application.foreign.told import NotTaken
from sextant.domain.activity import Activity, activity_id
from sextant.domain.authorization import Use, authorization_key
from sextant.domain.first_transfer import Happening
from sextant.domain.refusal import refuse
from sextant.domain.unit import SerialRange, Terms, space_id
from sextant.ledger.request import MarkFirstTransfer, RecordIssuance, Transfer

if TYPE_CHECKING:
    from sextant.application.foreign.recording import Recording


def acquire(run: Recording) -> None:
    """Record an acquisition. Units that are here already move; others come into being here. Raises NotTaken."""
    event, feed = run.event, run.feed
    series = series_of_units(event.units)
    host = next((each.code for each in feed.parties if series and each.alpha3 == series.party), None)
    if series is None or host is None:
        found = str(event.units)
        raise NotTaken(refuse("foreign_field_wrong", field="serials", found=found, expected="the code of a Party"))
    if series.vintage < feed.first_year:
        raise NotTaken(refuse("foreign_vintage_too_early", found=series.vintage, expected=feed.first_year))
    code = feed.sections.code
    units = SerialRange(space_id(code, series.key), event.units.first, event.units.last)
    target = feed.sections.account(str(event.to_party), HOLDING)
    here = feed.reader.blocks(ranges=[units])
    if here:
        inside = tuple(
            SerialRange(units.space, max(each.first, units.first), min(each.last, units.last)) for each in here
        )
        if sum(each.quantity for each in inside) != units.quantity:
            raise NotTaken(refuse("foreign_units_unknown", found=str(event.units), expected=event.registry))
        run.do(
            Transfer(id=run.next_id(), actor=event.registry, effective_on=run.on, units=inside, to_account=target,
                     elsewhere=event.registry)
        )  # fmt: skip
        return
    project = f"{event.registry} {series.approach} {series.party}"
    if not feed.registry.store.lock_activities([activity_id(code, project)]):
        feed.registry.store.put_activities([Activity(code, project, MECHANISM, host_parties=(host,))])
    key = authorization_key(host, str(event.authorization))
    run.do(
        RecordIssuance(
            id=run.next_id(), actor=event.registry, effective_on=run.on, registry=code, space_key=series.key,
            prefix=series.prefix, first=units.first, last=units.last, mechanism=MECHANISM, unit_type=OUTCOME,
            host_party=host, activity=activity_id(code, project), vintage=series.vintage, account=target,
            terms=Terms(ITMO, uses=(event.purpose or Use.NDC.value,), authorization=key), underlying=event.underlying,
            reported={"event": event.id, "origin": event.registry},
        )
    )  # fmt: skip
    run.do(
        MarkFirstTransfer(id=run.next_id(), actor=event.registry, effective_on=run.on, units=(units,),
                          trigger=Happening.INTERNATIONAL_TRANSFER.value, trigger_date=run.on,
                          elsewhere=event.registry)
    )  # fmt: skip
