"""Authorized units of a registry that is kept here, told to the sections of Parties as any other registry would.

Credits of such a mechanism are underlying units (settled point 29): an ITMO stands for each one, under the identifier
of the Party's registry and of the approach that its authorization names. What is told twice is recorded once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sextant.application.foreign.event import ForeignEvent, Kind
from sextant.application.reader import LedgerReader
from sextant.domain.activity import activity_id
from sextant.domain.foreign_serial import MARK, ForeignRange
from sextant.rules.rulebook import Rulebook


def events_of(reader: LedgerReader, book: Rulebook, reference: str, party_registry: str) -> Iterator[ForeignEvent]:
    """Yield the issuance and the authorization of every lot of an activity that was issued as authorized.

    `party_registry` is the registry of the host Party that tracks the ITMOs, such as GHA01. Both events are dated the
    day of the issuance: only then are there units that the authorization can be of.
    """
    number = activity_id(book.mechanism.registry_code, reference)
    lots = [lot for lot in reader.lots(mechanism=book.code) if lot.activity == number]
    spaces = {each.id: each for each in reader.spaces()}
    terms = reader.terms()
    for lot in lots:
        blocks = reader.blocks(ranges=[lot.range])
        keys = {terms[each.terms].authorization for each in blocks} - {None}
        if len(keys) != 1 or lot.vintage is None:
            continue
        [key] = keys
        issued = ForeignEvent(
            id=f"{lot.id}-issued",
            registry=book.mechanism.unit_types[0],
            kind=Kind.ISSUANCE,
            executed_on=lot.issued_on,
            units=ForeignRange(f"{spaces[lot.space].prefix}-{MARK}", lot.first, lot.last),
            project=reference,
            host_party=lot.host_party,
            vintage=lot.vintage,
            verified_on=lot.issued_on,
        )
        yield issued
        letter = str(key).partition(":")[2]
        yield replace(
            issued, id=f"{lot.id}-authorized", kind=Kind.AUTHORIZATION, authorization=letter,
            party_registry=party_registry,
        )  # fmt: skip
