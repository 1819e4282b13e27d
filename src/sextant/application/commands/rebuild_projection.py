"""Where every unit stands, made again from the journal. The journal is the truth and is not touched."""

from __future__ import annotations

from sextant.application.ports import LedgerStore
from sextant.application.reader import LedgerReader
from sextant.ledger.replay import blocks_of


def rebuild_projection(store: LedgerStore, reader: LedgerReader) -> int:
    """Return how many blocks stand after the projection was made again; nobody writes meanwhile.

    The reader must read through the connection of the store, so that it sees what is locked.
    """
    with store.transaction():
        store.lock_projection()
        blocks = [block for _, legs in reader.legs_by_space() for block in blocks_of(legs)]
        store.replace_projection(sorted(blocks, key=lambda block: (block.space, block.first)))
    return len(blocks)
