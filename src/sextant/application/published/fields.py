"""Fields of a row as they are read: what cannot be read is noted, and nothing is put in its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from sextant.application.cdm_report.report import ReportRow
from sextant.application.published.noted import Noted, noted
from sextant.rules.party import Parties

_LONGEST_NUMBER = 15


class Fields:
    """One row of a file; what is wrong with it is gathered in `notes`."""

    def __init__(self, file: str, row: ReportRow) -> None:
        self.file = file
        self.row = row
        self.notes: list[Noted] = []

    def note(self, code: str, *, kept: bool = True, **about: str | int) -> None:
        """Note something about the row."""
        self.notes.append(noted(self.file, self.row.number, code, kept=kept, **about))

    @property
    def whole_row(self) -> bool:
        """Whether the row has as many fields as the header announces; where it has not, that is noted."""
        damage = self.row.damage
        if damage is not None:
            self.note("fields_differ", kept=False, found=damage.fields_found, expected=damage.fields_expected)
        return damage is None

    @property
    def usable(self) -> bool:
        """Whether nothing was noted that keeps the row from being used."""
        return all(each.kept for each in self.notes)

    def text(self, column: str, *, needed: bool = False) -> str:
        """Return a text in one line; where nothing stands, nothing, which is noted where something is needed."""
        found = self.row.values.get(column, "").strip()
        if "\n" in found or "\r" in found:
            self.note("text_over_lines", column=column)
        if not found and needed:
            self.note("nothing_stated", column=column)
        return " ".join(found.split())

    def day(self, column: str, *, needed: bool = True) -> date | None:
        """Return a day, or none where there is none; what is no day is noted."""
        found = self.row.values.get(column, "").strip()
        if not found and not needed:
            return None
        try:
            return date.fromisoformat(found)
        except ValueError:
            self.note("not_a_day", column=column, found=found[:60])
            return None

    def number(self, column: str) -> Decimal | None:
        """Return a number that is not negative, or none; what is no number is noted."""
        found = self.row.values.get(column, "").strip()
        try:
            number = Decimal(found) if len(found) <= _LONGEST_NUMBER else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and number >= 0:
            return number
        self.note("not_a_number", column=column, found=found[:60])
        return None

    def whole(self, column: str, *, needed: bool = True) -> int | None:
        """Return a whole number, also one written as `12.0`, or none; what is none is noted."""
        if not needed and not self.row.values.get(column, "").strip():
            return None
        found = self.number(column)
        if found is None:
            return None
        if found != int(found):
            self.note("not_a_number", column=column, found=str(found))
            return None
        return int(found)

    def party(self, column: str, parties: Parties) -> str | None:
        """Return the code of a Party by any form of its name, or none; an unknown one is noted."""
        found = self.text(column)
        party = parties.by_name(found)
        if party is None:
            self.note("party_not_known", column=column, found=found[:60])
            return None
        return party.code
