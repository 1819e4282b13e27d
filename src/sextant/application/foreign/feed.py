"""The feed: events of other registries, one by one, each all or nothing and each once.

Units that nobody authorized are kept under the serials of their registry. An authorization locks them and puts ITMOs
in their place, with identifiers of their own and the units behind them named; a label does nothing of the kind. What
another registry has done is recorded, with what the authorization says against it; it is not undone here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sextant.application.foreign.event import ForeignEvent
from sextant.application.foreign.recording import Behind, Recording, behind
from sextant.application.foreign.sections import Sections
from sextant.application.foreign.told import NotTaken, Told
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.application.retry import until_settled
from sextant.rules.party import Parties
from sextant.rules.rulebook import Rulebook


class ForeignFeed:
    """Takes events into a registry; the reader must read through the connection of its store."""

    def __init__(
        self,
        registry: Registry,
        reader: LedgerReader,
        book: Rulebook,
        parties: Parties,
        first_year: int,
        periods: Mapping[str, tuple[int, int]] | None = None,
        *,
        synthetic: bool = False,
    ) -> None:
        self.registry = registry
        self.reader = reader
        self.sections = Sections(registry, book, synthetic=synthetic)
        self.parties = parties
        self.first_year = first_year
        self.periods = dict(periods or {})
        """The first and the last year of the contribution in which a Party uses units, by Party."""
        self.synthetic = synthetic

        self._behind: Behind | None = None

    def behind(self) -> Behind:
        """Return the lots of ITMOs by the registry and series of the units behind them, looked up once."""
        if self._behind is None:
            self._behind = behind(self.reader)
        return self._behind

    def take_all(self, events: Iterable[ForeignEvent]) -> Iterator[Told]:
        """Yield what came of each event, in their order."""
        for event in events:
            yield self.take(event)

    def take(self, event: ForeignEvent) -> Told:
        """Return what came of one event: recorded, known already, or refused with the reason. Raises RegistryBusy."""
        try:
            return until_settled(self.registry.clock, lambda: self._attempt(event))
        except NotTaken as error:
            return Told(event.id, refusal=error.refusal)

    def _attempt(self, event: ForeignEvent) -> Told:
        run = Recording(self, event)
        with self.registry.store.transaction():
            run.go()
        if run.itmos:
            self._behind = None
        return run.told()
