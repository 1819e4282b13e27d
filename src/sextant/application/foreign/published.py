"""Files that registries publish, told as events: which registry a header is of, and what each row says.

A row of a retirement or a cancellation tells two events where the day of issuance stands in it: the units were issued,
and they were retired. Nothing in these files is an authorization; a mark of eligibility is told as a label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sextant.application.foreign.event import COLUMNS, NEEDED

Row = Mapping[str, str]
FindParty = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Published:
    """How one registry publishes what left it."""

    name: str
    registry: str
    serials: str
    """The column with the serials of the block; the next ones likewise."""
    left_on: str
    project: str
    country: str
    vintage: tuple[str, ...]
    """Columns that must name the same year."""
    issued_on: str | None = None
    kind: str = "retirement"
    reasons: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """Columns of marks, with the label that `Yes` stands for."""

    def columns(self) -> tuple[str, ...]:
        """Return the columns by which a file is recognized."""
        return (self.serials, self.left_on, self.project, self.country, *self.vintage, *self.reasons)


_AMERICAN = {"CCP Approved": "CCP approved"}
FORMATS: tuple[Published, ...] = (
    Published("vcs", "VCS", "Serial Number", "Retirement/Cancellation Date", "ID", "Country/Area",
              ("Vintage Start", "Vintage End"), "Issuance Date", reasons=("Retirement Reason",)),
    Published("acr-retirements", "ACR", "Credit Serial Numbers", "Status Effective (GMT)", "Project ID",
              "Project Site Country", ("Vintage",), "Date Issued (GMT)", reasons=("Retirement Reason",),
              labels=_AMERICAN),
    Published("acr-cancellations", "ACR", "Credit Serial Numbers", "Status Effective  (GMT)", "Project ID",
              "Project Site Country", ("Vintage",), "Date Issued (GMT)", kind="cancellation",
              reasons=("Cancellation Type",), labels=_AMERICAN),
    Published("car-retirements", "CAR", "Offset Credit Serial Numbers", "Status Effective", "Project ID",
              "Project Site Country", ("Vintage",), reasons=("Retirement Reason",), labels=_AMERICAN),
    Published("car-cancellations", "CAR", "Offset Credit Serial Numbers", "Status Effective", "Project ID",
              "Project Site Country", ("Vintage",), kind="cancellation", reasons=("Cancellation Reason",)),
    Published("art-retirements", "ART", "Credit Serial Numbers", "Status Effective", "Program ID", "Program  Country",
              ("Vintage",), "Date Approved", reasons=("Retirement Reason",), labels=_AMERICAN),
    Published("art-cancellations", "ART", "Credit Serial Numbers", "Status Effective", "Program ID", "Program  Country",
              ("Vintage",), "Date Approved", kind="cancellation", reasons=("Cancellation Reason",), labels=_AMERICAN),
)  # fmt: skip
EVENTS = "events"
"""The format of the feed itself, whose columns are those of an event."""


def format_of(columns: Sequence[str]) -> Published | str | None:
    """Return the format that a header is of: one of these, the feed's own, or none."""
    if set(NEEDED) <= set(columns):
        return EVENTS
    return next((each for each in FORMATS if set(each.columns()) <= set(columns)), None)


def events_of(row: Row, published: Published | str, find_party: FindParty) -> Iterator[Row]:
    """Yield the events that a row tells, as rows of the feed. What cannot be understood is left for the feed to say."""
    if isinstance(published, str):
        yield {name: row.get(name, "") for name in COLUMNS}
        return
    serials = row[published.serials].strip()
    left_on, issued_on = _day(row[published.left_on]), _day(row.get(published.issued_on or "", ""))
    years = {_year(row[each]) for each in published.vintage}
    units = {
        "registry": published.registry,
        "serials": serials,
        "project": row[published.project].strip(),
        "host_party": find_party(row[published.country].strip()) or row[published.country].strip(),
        # A block whose period is of two years has no vintage of its own.
        "vintage": years.pop() if len(years) == 1 else " to ".join(sorted(years)),
    }
    yield units | {"event": f"issuance {serials}", "kind": "issuance", "executed_on": issued_on or left_on}
    for column, label in published.labels.items():
        if row.get(column, "").strip().casefold() == "yes":
            on = issued_on or left_on
            yield units | {"event": f"{label} {serials}", "kind": "label", "label": label, "executed_on": on}
    if left_on:
        reason = "; ".join(row[each].strip() for each in published.reasons if row[each].strip())
        yield units | {"event": f"{published.kind} {serials}", "kind": published.kind, "executed_on": left_on,
                       "note": reason}  # fmt: skip


def _day(text: str) -> str:
    """Return a day as YYYY-MM-DD; what is none stays as it stands, so that it can be named."""
    found = text.strip()
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%Y %I:%M:%S %p"):
        try:
            return datetime.strptime(found, form).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    return found


def _year(text: str) -> str:
    found = text.strip()
    return found[:4] if len(found) == 10 and found[4] == "-" else found
