"""The ledger store on a relational database, by portable statements: the reference for every other path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from sextant.application.ports import Batch, BatchFacts, Locking, QuarantinedRow, TransientFault
from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.unit import Block
from sextant.ledger.facts import Facts, Needed, Tally
from sextant.ledger.posting import AlreadyPosted, Posted, Posting, Stale
from sextant.ledger.request import Take
from sextant.storage.database import rows
from sextant.storage.database.driver import Driver, DuplicateEntry, reading, transaction
from sextant.storage.database.load import Loader
from sextant.storage.database.write import Writer


class DatabaseStore:
    """A ledger store on one connection, for one thread."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self._loader = Loader(driver)
        self._writer = Writer(driver)

    def load(self, needed: Needed, *, locking: str = Locking.NONE) -> Facts:
        """Return what is stored of what a decision needs; with a lock only inside `transaction`."""
        return self._loader.load(needed, locking=locking)

    def taken(self, take: Take) -> tuple[Block, ...]:
        """Return free blocks that hold enough, locked, as far as there are any that nobody is changing just now."""
        return tuple(self._loader.taken(take))

    def load_batch(self, needed: Sequence[Needed]) -> BatchFacts:
        """Return what is stored of what several decisions need, all of it as it was at one instant."""
        with reading(self.driver):
            return self._loader.load_batch(needed)

    @property
    def inside(self) -> bool:
        """Whether a transaction is open that what is written now becomes part of."""
        return self.driver.inside

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context in which loads may lock; it commits at its end, and rolls back on any fault."""
        return transaction(self.driver)

    def post(self, posting: Posting) -> Posted | Stale | AlreadyPosted:
        """Write all of a posting if what it expects still holds, else nothing.

        Inside `transaction` a conflict ends the transaction: TransientFault is raised and the caller asks again.
        """
        if self.driver.inside:
            return self._post_inside(posting)
        self.driver.begin()
        try:
            if not self._writer.write(posting):
                self.driver.rollback()
                return Stale()
            self.driver.commit()
        except DuplicateEntry:
            self.driver.rollback()
            return self._stored(posting)
        except BaseException:
            self.driver.rollback()
            raise
        return posted(posting)

    def _post_inside(self, posting: Posting) -> Posted:
        try:
            if not self._writer.write(posting):
                raise TransientFault("what the decision saw has changed")
        except DuplicateEntry as error:
            raise TransientFault("the entry, or what it adds, was written meanwhile") from error
        return posted(posting)

    def _stored(self, posting: Posting) -> Stale | AlreadyPosted:
        """Return the entry that is in the way, or Stale where another row was (new terms, a new space)."""
        return self._loader.stored([posting.entry.id]).get(posting.entry.id) or Stale()

    def post_batch(self, batch: Batch) -> Stale | None:
        """Write all of a batch if what it expects still holds, else nothing."""
        self.driver.begin()
        try:
            if not self._writer.write_batch(batch):
                self.driver.rollback()
                return Stale()
            self.driver.commit()
        except DuplicateEntry:
            self.driver.rollback()
            return Stale()
        except BaseException:
            self.driver.rollback()
            raise
        return None

    def open_account(self, account: Account) -> bool:
        """Write a new account; return whether it was new."""
        sql = f"INSERT INTO account ({rows.columns(rows.ACCOUNT)}) VALUES ({rows.marks(rows.ACCOUNT)})"
        return self.driver.execute(f"{sql} ON CONFLICT DO NOTHING", rows.account_row(account)) == 1

    def change_account(self, account: Account) -> bool:
        """Write the next version of an account; return whether the version before it was the stored one."""
        names = rows.ACCOUNT[3:]
        sql = f'UPDATE account SET {", ".join(f"{name} = ?" for name in names)} WHERE "id" = ? AND "version" = ?'
        values = (*rows.account_row(account)[3:], account.id, account.version - 1)
        return self.driver.execute(sql, values) == 1

    def account(self, number: int) -> Account | None:
        """Return an account by its id."""
        return self._loader.accounts([number]).get(number)

    def put_tally(self, tally: Tally) -> bool:
        """Write a new tally, or the next version of one; return whether it followed the stored version.

        What was used is never written here: it moves only with the acts that draw on the tally.
        """
        if tally.version == 1:
            sql = 'INSERT INTO tally ("name", "used", "limit", "version") VALUES (?, ?, ?, 1) ON CONFLICT DO NOTHING'
            return self.driver.execute(sql, (tally.name, tally.used, tally.limit)) == 1
        sql = 'UPDATE tally SET "limit" = ?, "version" = ? WHERE "name" = ? AND "version" = ?'
        return self.driver.execute(sql, (tally.limit, tally.version, tally.name, tally.version - 1)) == 1

    def tally(self, name: str) -> Tally | None:
        """Return a tally by its name."""
        return self._loader.tallies([name]).get(name)

    def lock_activities(self, ids: Iterable[int]) -> Mapping[int, Activity]:
        """Return what is known of activities; nobody else writes any until the end of the `transaction` it needs.

        An activity that is not there yet has no row to lock, so the table is. It is written to by imports only.
        """
        if self.driver.vendor == "postgresql":
            self.driver.execute("LOCK TABLE activity IN SHARE ROW EXCLUSIVE MODE")
        return self._loader.activities(ids)

    def put_activities(self, activities: Sequence[Activity]) -> None:
        """Write activities, each in place of what was known of it; inside `transaction` or as one of its own."""
        if self.driver.inside:
            self._put_activities(activities)
            return
        with self.transaction():
            self._put_activities(activities)

    def _put_activities(self, activities: Sequence[Activity]) -> None:
        names = rows.ACTIVITY
        changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names[3:])
        put = (
            f"INSERT INTO activity ({rows.columns(names)}) VALUES ({rows.marks(names)})"
            f' ON CONFLICT ("id") DO UPDATE SET {changes}'
        )
        hosts = [(each.id, party) for each in activities for party in each.host_parties]
        self.driver.many(put, [rows.activity_row(each) for each in activities])
        self.driver.many('DELETE FROM activity_host WHERE "activity" = ?', [(each.id,) for each in activities])
        self.driver.many('INSERT INTO activity_host ("activity", "party") VALUES (?, ?)', hosts)

    def lock_projection(self) -> None:
        """Keep everybody else from writing until the transaction ends; only inside `transaction`."""
        if self.driver.vendor == "postgresql":
            self.driver.execute("LOCK TABLE block, entry IN EXCLUSIVE MODE")

    def replace_projection(self, blocks: Sequence[Block]) -> None:
        """Put these blocks in place of all blocks; only inside `transaction`."""
        self.driver.execute("DELETE FROM block")
        self._writer.fill_blocks(blocks)

    def put_quarantine(self, rows_apart: Sequence[QuarantinedRow]) -> None:
        """Keep rows apart; one that is kept already stays as it is."""
        names = ("id", "report", "file", "row", "code", "values", "recorded_at")
        sql = f"INSERT INTO quarantine ({rows.columns(names)}) VALUES ({rows.marks(names)}) ON CONFLICT DO NOTHING"
        values = (
            (
                each.id,
                each.report,
                each.file,
                each.row,
                each.code,
                json.dumps(dict(each.values)),
                each.recorded_at,
            )
            for each in rows_apart
        )
        with self.transaction():
            self.driver.many(sql, values)


def posted(posting: Posting) -> Posted:
    """Return what a caller is told of a posting that was written."""
    blocks: tuple[Block, ...] = posting.becomes
    return Posted(posting.entry.id, blocks, posting.entry.result)
