"""Blocks in memory: by space and first serial, and by account. The plain model of what a store keeps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sextant.domain.unit import Block, SerialRange


class BlockMap:
    """Blocks that never overlap. Adding one that does is a programmer's mistake and is asserted against."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._firsts: defaultdict[int, list[int]] = defaultdict(list)
        self._blocks: dict[tuple[int, int], Block] = {}
        self._by_account: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        for block in blocks:
            self.add(block)

    def __iter__(self) -> Iterator[Block]:
        return (self._blocks[key] for key in sorted(self._blocks))

    def __len__(self) -> int:
        return len(self._blocks)

    def get(self, space: int, first: int) -> Block | None:
        """Return the block that begins at this serial, if one does."""
        return self._blocks.get((space, first))

    def add(self, block: Block) -> None:
        """Add a block; it may touch its neighbours but not overlap them."""
        firsts = self._firsts[block.space]
        at = bisect_left(firsts, block.first)
        assert at == len(firsts) or firsts[at] > block.last, "two blocks overlap"
        assert at == 0 or self._blocks[block.space, firsts[at - 1]].last < block.first, "two blocks overlap"
        firsts.insert(at, block.first)
        self._blocks[block.space, block.first] = block
        self._by_account[block.account].add((block.space, block.first))

    def remove(self, block: Block) -> None:
        """Take a block out; it must stand there exactly as given."""
        key = (block.space, block.first)
        assert self._blocks.get(key) == block, "the block is not as expected"
        del self._blocks[key]
        firsts = self._firsts[block.space]
        del firsts[bisect_left(firsts, block.first)]
        self._by_account[block.account].discard(key)

    def overlapping(self, wanted: SerialRange) -> list[Block]:
        """Return the blocks that share a serial with a range, in order."""
        firsts = self._firsts[wanted.space]
        start = max(bisect_right(firsts, wanted.first) - 1, 0)
        found: list[Block] = []
        for first in firsts[start : bisect_right(firsts, wanted.last)]:
            block = self._blocks[wanted.space, first]
            if block.last >= wanted.first:
                found.append(block)
        return found

    def of_account(self, account: int) -> list[Block]:
        """Return the blocks of an account, by space and first serial."""
        return [self._blocks[key] for key in sorted(self._by_account[account])]

    def replace(self, expected: Iterable[Block], becomes: Iterable[Block]) -> None:
        """Take out the expected blocks and put in what becomes of them."""
        for block in expected:
            self.remove(block)
        for block in becomes:
            self.add(block)
