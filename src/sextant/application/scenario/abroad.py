"""What a scenario does outside the registry: another registry's events, published statements, and reports.

Events go through the same feed as files and programs. A report is written as a workbook of its profile, read again as
any other, and checked together with those of the other Parties; nothing of it is recorded. Reports are those about one
cooperative approach, so that the figures do not depend on what else the registry holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from sextant.application.foreign.event import event_of
from sextant.application.foreign.feed import ForeignFeed
from sextant.application.foreign.sections import series_of
from sextant.application.foreign.told import Told
from sextant.application.queries.adjusting_events import adjusting_events
from sextant.application.queries.annual_information import Stated, annual_information
from sextant.application.reader import Moment
from sextant.application.scenario.story import Reporter, Reports, Scene, Story
from sextant.domain.party import Party
from sextant.domain.refusal import Refusal
from sextant.ledger.posting import Posted
from sextant.ledger.request import Authorize
from sextant.reporting.adjustment import Inputs, Method, balance
from sextant.reporting.aef.format import Format
from sextant.reporting.aef.ledger_terms import LedgerTerms
from sextant.reporting.aef.model import AnnualInformation, Heading, Submission, Version
from sextant.reporting.aef.reading import read_submission
from sextant.reporting.aef.writing import CannotBeWritten, workbook_of
from sextant.reporting.checks.catalogue import Catalogue
from sextant.reporting.checks.finding import FAIL
from sextant.reporting.checks.run import check_submissions
from sextant.rules.party import Parties

if TYPE_CHECKING:
    from sextant.application.scenario.stage import Stage

_FILED = (4, 15)
"""The day of the next year on which the reports of a scenario are dated (decision 2/CMA.3, annex, paragraph 20)."""


@dataclass(frozen=True)
class Abroad:
    """What reports and foreign events are read and written with."""

    feed: ForeignFeed
    format: Format
    terms: LedgerTerms
    catalogue: Catalogue
    parties: Parties


@dataclass(frozen=True, slots=True)
class Reported:
    """What the reports of several Parties say, and which rules they fail."""

    reports: Reports
    figures: Mapping[str, Mapping[str, int]]
    adjustments: Mapping[str, Mapping[int, int]]
    files: tuple[str, ...]
    failed: tuple[str, ...]
    """Ids of the rules that failed in severity E, each once."""
    missing: tuple[str, ...]
    """What the format asks for and the ledger does not carry."""

    def surprises(self) -> Iterator[str]:
        """Yield what differs from what the scenario expects."""
        for party, wanted in self.reports.expected.items():
            for name, tonnes in wanted.items():
                if self.figures[party][name] != tonnes:
                    yield f"{party} reports {name} {self.figures[party][name]}, expected {tonnes}"
            if self.adjustments[party] != self.reports.adjustments[party]:
                found, expected = dict(self.adjustments[party]), dict(self.reports.adjustments[party])
                yield f"{party} is adjusted by {found}, expected {expected}"
        if self.failed != self.reports.findings:
            yield f"the rules that fail are {list(self.failed)}, expected {list(self.reports.findings)}"
        if self.missing:
            yield f"the reports lack {list(self.missing)}"


def parties_of(story: Story, known: Parties) -> Parties:
    """Return the Parties of a scenario beside those that exist."""
    return known.with_further(
        Party(
            code,
            reporter.alpha3,
            story.parties[code].english,
            story.parties[code].chinese,
            annex_one=False,
            cdm_host=False,
        )
        for code, reporter in story.reporting.items()
        if code in story.parties
    )


def tell(stage: Stage, scene: Scene) -> Told | Refusal:
    """Return what came of an event of another registry."""
    feed = _abroad(stage).feed
    event = event_of(row_of(stage, scene), frozenset(each.code for each in feed.parties))
    if isinstance(event, Refusal):
        return event
    told = feed.take(event)
    return told if told.refusal is None else told.refusal


def row_of(stage: Stage, scene: Scene) -> Mapping[str, str]:
    """Return the event as a row of a file would tell it."""
    return {
        **scene.event,
        "event": f"{stage.story.name} {scene.number}",
        "executed_on": day_of(stage, scene).isoformat(),
    }


def state(stage: Stage, scene: Scene) -> Posted | Refusal:
    """Return what came of recording a statement of authorization as it was published."""
    assert scene.statement is not None, "a step that states an authorization has one"
    return stage.registry.perform(
        Authorize(
            id=stage.id_of(scene), actor=scene.actor.name, effective_on=day_of(stage, scene),
            authorization=scene.statement,
        )
    )  # fmt: skip


def day_of(stage: Stage, scene: Scene) -> date:
    """Return the calendar day of a step."""
    return stage.cases.rules.calendar(f"{scene.mechanism}.").day_of(scene.at)


def report(stage: Stage, scene: Scene) -> Reported | Refusal:
    """Return what the Parties report of the units of an approach, and what the rules say of all reports together."""
    wanted, abroad = scene.reports, _abroad(stage)
    assert wanted is not None, "a step that reports says what"
    read: list[Submission] = []
    missing: list[str] = []
    for party in wanted.parties:
        for year in range(wanted.first_year, wanted.last_year + 1):
            content, lacking = _written(stage, abroad, wanted, party, year)
            missing += [each for each in lacking if each not in missing]
            try:
                read.append(_read_again(abroad, wanted, content, f"{content.heading.party}-{year}-1.0.xlsx"))
            except CannotBeWritten as error:
                missing.append(f"{party} {year}: {error.code} {dict(error.about)}")
    result = check_submissions(read, abroad.format, abroad.catalogue)
    failing = [each.finding.rule for each in result.findings if each.severity == "E" and each.finding.outcome == FAIL]
    return Reported(
        wanted,
        {party: _figures(stage.story.reporting[party], read, wanted.last_year) for party in wanted.parties},
        {party: _adjustments(stage, abroad, wanted, party) for party in wanted.parties},
        tuple(each.file for each in read),
        tuple(dict.fromkeys(failing)),
        tuple(missing),
    )


def _abroad(stage: Stage) -> Abroad:
    assert stage.abroad is not None, "a scenario with events of other registries has a feed"
    return stage.abroad


def _written(
    stage: Stage, abroad: Abroad, wanted: Reports, party: str, year: int
) -> tuple[AnnualInformation, tuple[str, ...]]:
    """Return what a Party reports of an approach about a year, and what is missing in it."""
    reporter = stage.story.reporting[party]
    heading = Heading(
        version=Version(1, 0), submitted_on=date(year + 1, *_FILED),
        ndc_first_year=reporter.first_year, ndc_last_year=reporter.last_year,
    )  # fmt: skip
    references = [each.reference for versions in stage.reader.authorizations().values() for each in versions]
    stated = Stated(
        heading=heading,
        mitigation_types=dict.fromkeys(references, wanted.mitigation_type),
        registries={abroad.feed.sections.code: reporter.registry},
    )
    alpha3 = {each.code: each.alpha3 for each in abroad.parties if each.alpha3}
    types = stage.registry.account_types
    annual = annual_information(stage.reader, types, abroad.terms, alpha3, party, year, stated)
    content = annual.content
    about = {each.authorization for each in content.authorizations if each.approach == wanted.approach}
    return (
        replace(
            content,
            heading=_with_period(content.heading, heading),
            authorizations=tuple(each for each in content.authorizations if each.approach == wanted.approach),
            actions=tuple(each for each in content.actions if each.approach == wanted.approach),
            holdings=tuple(each for each in content.holdings if each.approach == wanted.approach),
        ),
        tuple(f"{each.code} {each.about}" for each in annual.missing if each.about in about),
    )


def _with_period(found: Heading, given: Heading) -> Heading:
    """Return the heading with the period that the scenario gives to the Party."""
    return found._replace(ndc_first_year=given.ndc_first_year, ndc_last_year=given.ndc_last_year)


def _read_again(abroad: Abroad, wanted: Reports, content: AnnualInformation, name: str) -> Submission:
    """Return what a workbook of a report says when anybody reads it."""
    profile = abroad.format.profile(wanted.profile)
    workbook = workbook_of(content, abroad.format, profile, abroad.parties, name=name)
    read = read_submission(workbook, abroad.format, abroad.parties)
    return Submission(read.file, wanted.profile, read.content, read.flaws)


def _figures(reporter: Reporter, read: list[Submission], last_year: int) -> dict[str, int]:
    """Return the sums of a Party's reports: by kind of action over all years, and what is held at the end."""
    counted: Counter[str] = Counter()
    for each in read:
        if each.content.heading.party != reporter.alpha3:
            continue
        for action in each.content.actions:
            counted[str(action.type)] += int(action.quantity or 0)
        if each.content.heading.reported_year == last_year:
            counted["held"] = sum(int(row.quantity or 0) for row in each.content.holdings)
    return {
        name: counted[name] for name in ("first_transfer", "transfer", "acquisition", "use", "cancellation", "held")
    }


def _adjustments(stage: Stage, abroad: Abroad, wanted: Reports, party: str) -> dict[int, int]:
    """Return what the units of an approach add to the balance of each year of the Party's period."""
    reporter = stage.story.reporting[party]
    at = Moment(date(wanted.last_year, 12, 31))
    spaces = {each.id: series_of(each.key) for each in stage.reader.spaces()}
    events = [
        each.event
        for each in adjusting_events(stage.reader, stage.registry.account_types, party, at)
        if (series := spaces.get(each.range.space)) is not None and series.approach == wanted.approach
    ]
    years = range(reporter.first_year, reporter.last_year + 1)
    # The inventory has no part in an adjustment (paragraph 8); a balance over zero emissions is the adjustment alone.
    inventory = dict.fromkeys(years, Fraction(0))
    found = balance(Inputs(party, Method.TRAJECTORY, years[0], years[-1], inventory, events))
    return {row.year: int(row.adjustment) for row in found.years if row.adjustment}
