"""Import of what others publish about cooperation: projects and notices as activities, issued amounts as units.

Which rulebook a project of the JCM is under follows from its number: the partner whose numbers begin so, else the
part that all partners share. The lists name no holder: issued units stand in one account of each side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sextant.application.activities import change_activities
from sextant.application.published.jcm_issuances import Issuances, Part
from sextant.application.published.pipeline import BUYER_OF_JCM, Pipeline
from sextant.application.published.pipeline_rows import ListedNotice, ListedPilot, ListedProject
from sextant.application.registry import Registry
from sextant.domain.account import Account, account_id
from sextant.domain.activity import Activity, activity_id
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import Distribution, IssuanceCell, Issue
from sextant.rules.rulebook import Rulebook, Rulebooks
from sextant.rules.units_and_acts import StatusName

ACTOR = "Joint Committee, published amounts"
SHARED, PREFIX, BOUNDARY = "jcm", "project_prefix", "last_day_before_contributions"
"""The part that all partners share, and the parameters that tell a partner's numbers and where batches are cut."""
HOLDER = "party_unpublished"
NOTICES_UNDER, PILOTS_UNDER = "article_6_4", "article_6_2"


@dataclass(frozen=True, slots=True)
class IssuancesResult:
    """What became of a table of amounts."""

    posted: int
    already_known: int
    issued: int
    """Units, by all sides."""
    waiting: tuple[Part, ...]
    """Parts that were notified and that the side has not issued."""
    refusals: tuple[tuple[int, Refusal], ...]


def book_of(reference: str, books: Rulebooks) -> Rulebook:
    """Return the rulebook under whose numbers a project's begins, else the part that all partners share."""
    for book in books.books.values():
        if book.mechanism.extends == SHARED:
            found = book.parameter(PREFIX).values[-1].value
            if isinstance(found, str) and reference.startswith(found):
                return book
    return books.books[SHARED]


def boundary(books: Rulebooks) -> date:
    """Return the last day of batches before the periods of contributions."""
    found = books.books[SHARED].parameter(BOUNDARY).values[-1].value
    assert isinstance(found, date), "the boundary is a day"
    return found


def import_pipeline(registry: Registry, pipeline: Pipeline, books: Rulebooks) -> dict[str, int]:
    """Return how many activities of each kind are new or say something new. Raises RegistryBusy."""
    made = {
        "jcm_projects": [_project(each, books) for each in pipeline.projects],
        "pilot_projects": [_pilot(each, books.books[PILOTS_UNDER]) for each in pipeline.pilots],
        "prior_consideration": [_notice(each, books.books[NOTICES_UNDER]) for each in pipeline.notices],
    }
    return {kind: _put(registry, found) for kind, found in made.items()}


def _put(registry: Registry, activities: Iterable[Activity]) -> int:
    found = {each.id: each for each in activities}
    return len(change_activities(registry, found, lambda known: list(found.values())))


def _project(listed: ListedProject, books: Rulebooks) -> Activity:
    book = book_of(listed.reference, books)
    return Activity(
        registry=book.mechanism.registry_code,
        reference=listed.reference,
        mechanism=book.code,
        host_parties=(listed.host,),
        title=listed.title,
        other_parties=(BUYER_OF_JCM,),
        status=listed.status,
        registered_on=listed.registered_on,
        expected_annual_reductions=listed.annual_tonnes,
    )


def _pilot(listed: ListedPilot, book: Rulebook) -> Activity:
    reference = f"pilot-{_letters(listed.host, listed.buyer, listed.title)}"
    return Activity(
        registry=book.mechanism.registry_code, reference=reference, mechanism=book.code, host_parties=(listed.host,),
        title=listed.title, other_parties=(listed.buyer,),
    )  # fmt: skip


def _notice(listed: ListedNotice, book: Rulebook) -> Activity:
    # The list gives notices no number: what stands in the row tells them apart, and a row that repeats one is the same.
    submitted = listed.submitted.isoformat() if listed.submitted else ""
    said = (listed.host, submitted, listed.title, listed.methodology, str(listed.annual_tonnes))
    return Activity(
        registry=book.mechanism.registry_code,
        reference=f"notice-{_letters(*said)}",
        mechanism=book.code,
        host_parties=(listed.host,),
        title=listed.title,
        methodologies=(listed.methodology,) if listed.methodology else (),
        status="prior_consideration_published",
        expected_annual_reductions=listed.annual_tonnes or None,
    )


def _letters(*said: str) -> str:
    return content_id("published", "\n".join(said)).hex[:12]


def import_issuances(registry: Registry, issuances: Issuances, books: Rulebooks) -> IssuancesResult:
    """Return what became of a table of amounts; a part that was imported before is not issued again."""
    titles = {each.project: each for each in issuances.parts}
    _put(registry, [_titled(each, book_of(each.project, books), registry) for each in titles.values()])
    posted = known = issued = 0
    refusals: list[tuple[int, Refusal]] = []
    # Serials ascend with the days of issuance, whatever the order of the table.
    for part in sorted(issuances.parts, key=lambda each: (each.issued_on or date.max, each.row)):
        if not part.issued or part.issued_on is None:
            continue
        outcome = _issue(registry, part, book_of(part.project, books))
        if isinstance(outcome, Posted):
            known, posted = known + outcome.replayed, posted + (not outcome.replayed)
            issued += part.issued
        else:
            refusals.append((part.row, outcome))
    waiting = tuple(each for each in issuances.parts if each.notified and not each.issued)
    return IssuancesResult(posted, known, issued, waiting, tuple(refusals))


def _titled(part: Part, book: Rulebook, registry: Registry) -> Activity:
    """Return the activity of a part; what a list of projects says of it stays."""
    number = activity_id(book.mechanism.registry_code, part.project)
    with registry.store.transaction():
        known = registry.store.lock_activities(frozenset([number])).get(number)
    return known or Activity(
        registry=book.mechanism.registry_code, reference=part.project, mechanism=book.code, host_parties=(part.host,),
        title=part.title, other_parties=(BUYER_OF_JCM,),
    )  # fmt: skip


def _issue(registry: Registry, part: Part, book: Rulebook) -> Posted | Refusal:
    mechanism = book.mechanism
    code = mechanism.code_of_registry("partner" if part.party == part.host else None)
    holder = f"{part.party}-{part.host}-holder-not-published"
    registry.open_account(Account(code, holder, f"{book.code}.{HOLDER}", f"{holder}", party=part.party))
    unit = book.issued_class(authorized=False)
    key = f"{part.host}-{part.project}"
    return registry.perform(
        Issue(
            id=content_id("jcm-issuance", f"{part.project} {part.party} {part.issued_on} {part.issued} {part.first}"),
            actor=ACTOR,
            effective_on=part.issued_on,
            registry=code,
            mechanism=book.code,
            unit_type=unit.unit_type,
            host_party=part.host,
            activity=activity_id(mechanism.registry_code, part.project),
            cells=(IssuanceCell(key, f"{code}-{key}", _vintage(part), _terms(book), part.issued, False),),
            distribution=Distribution(levies=(), remainder=account_id(code, holder)),
            period_first=part.first,
            period_last=part.last,
        )
    )


def _terms(book: Rulebook) -> Terms:
    unit = book.issued_class(authorized=False)
    return Terms(unit.code, status=unit.status(StatusName.NOT_TO_BE_AUTHORIZED), restrictions=unit.restrictions)


def _vintage(part: Part) -> int | None:
    """Return the year of a period that lies in one; the table does not divide longer ones."""
    within_one = part.first is not None and part.last is not None and part.first.year == part.last.year
    return part.first.year if within_one and part.first is not None else None
