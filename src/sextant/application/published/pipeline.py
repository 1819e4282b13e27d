"""What the tables of the Article 6 pipeline say together: each read by itself, then counted against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sextant.application.cdm_report.report import Report
from sextant.application.published.agreements import ListedAgreement
from sextant.application.published.noted import Noted, noted
from sextant.application.published.pipeline_rows import (
    AGREEMENTS,
    COUNTRIES,
    NOTICES,
    PILOTS,
    PROJECTS,
    ListedCountry,
    ListedNotice,
    ListedPilot,
    ListedProject,
    agreement,
    country,
    notice,
    pilot,
    project,
    read_rows,
)
from sextant.rules.party import Parties

BUYER_OF_JCM = "JP"
"""The Party that the list of JCM projects does not name, because it is the same in every row."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Everything that the tables of a folder say."""

    agreements: tuple[ListedAgreement, ...]
    projects: tuple[ListedProject, ...]
    pilots: tuple[ListedPilot, ...]
    countries: tuple[ListedCountry, ...]
    notices: tuple[ListedNotice, ...]
    notes: tuple[Noted, ...]
    rows: Mapping[str, int]
    """How many rows each file has."""

    @property
    def records(self) -> Mapping[str, int]:
        """How many rows of each file were used."""
        return {
            AGREEMENTS: len(self.agreements), PROJECTS: len(self.projects), PILOTS: len(self.pilots),
            COUNTRIES: len(self.countries), NOTICES: len(self.notices),
        }  # fmt: skip


def read_pipeline(reports: Mapping[str, Report], parties: Parties) -> Pipeline:
    """Return what the reports of a folder say, by the names of its files."""
    agreements, of_agreements = read_rows(reports[AGREEMENTS], parties, agreement)
    projects, of_projects = read_rows(reports[PROJECTS], parties, project)
    pilots, of_pilots = read_rows(reports[PILOTS], parties, pilot)
    countries, of_countries = read_rows(reports[COUNTRIES], parties, country)
    notices, of_notices = read_rows(reports[NOTICES], parties, notice)
    titles = [
        *_again(reports[PROJECTS].name, projects, of_projects),
        *_again(reports[NOTICES].name, notices, of_notices),
    ]
    counted = _counted(reports[COUNTRIES].name, countries, agreements, projects, pilots, notices)
    notes = (*of_agreements, *of_projects, *of_pilots, *of_countries, *of_notices, *titles, *counted)
    order = {report.name: place for place, report in enumerate(reports.values())}
    return Pipeline(
        tuple(agreements), tuple(projects), tuple(pilots), tuple(countries), tuple(notices),
        tuple(sorted(notes, key=lambda each: (order[each.file], each.row))),
        {name: len(report.rows) for name, report in reports.items()},
    )  # fmt: skip


def _again(file: str, records: Sequence[ListedProject | ListedNotice], repeated: Sequence[Noted]) -> Iterator[Noted]:
    """Yield rows with the host and title of an earlier one: one activity twice, or two that nobody can tell apart.

    A row that repeats another one whole has been noted already.
    """
    known = {each.row for each in repeated if each.code == "row_again"}
    seen: dict[tuple[str, str], int] = {}
    for each in records:
        key = each.host, each.title
        if key in seen and each.row not in known:
            yield noted(file, each.row, "title_again", other_row=seen[key])
        seen.setdefault(key, each.row)


def _counted(
    file: str,
    countries: Sequence[ListedCountry],
    agreements: Sequence[ListedAgreement],
    projects: Sequence[ListedProject],
    pilots: Sequence[ListedPilot],
    notices: Sequence[ListedNotice],
) -> Iterator[Noted]:
    """Yield counts of a country that the other tables do not bear out; a Party counts as host and as buyer."""
    both = Counter(party for each in agreements for party in (each.host, each.buyer))
    pilot_of = Counter(party for each in pilots for party in (each.host, each.buyer))
    of_jcm = Counter(each.host for each in projects) + Counter({BUYER_OF_JCM: len(projects)})
    told: Iterable[tuple[str, Counter[str]]] = (
        ("bilateralAgreements", both),
        ("pilotProjects", pilot_of),
        ("jcmProjects", of_jcm),
        ("paNotes", Counter(each.host for each in notices)),
    )
    for row in countries:
        for column, counter in told:
            stated = row.counts.get(column)
            if stated is not None and stated != counter[row.party]:
                yield noted(file, row.row, "count_differs", column=column, found=stated, expected=counter[row.party])
