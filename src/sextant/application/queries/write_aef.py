"""What a Party reports about a year, as a workbook of a profile, checked before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sextant.reporting.aef.cell import Workbook
from sextant.reporting.aef.format import Format
from sextant.reporting.aef.model import AnnualInformation, Submission
from sextant.reporting.aef.reading import read_submission
from sextant.reporting.aef.writing import workbook_of
from sextant.reporting.checks.catalogue import Catalogue
from sextant.reporting.checks.run import Result, check_submissions
from sextant.rules.party import Parties


@dataclass(frozen=True, slots=True)
class Written:
    """The workbook to be written, and what the 53 rules say about it."""

    workbook: Workbook
    result: Result


def write_aef(
    content: AnnualInformation,
    the_format: Format,
    catalogue: Catalogue,
    parties: Parties,
    *,
    profile: str,
    name: str,
    statement: Callable[[Result, str], Sequence[str]],
    on_file: Iterable[Submission] = (),
) -> Written:
    """Return the workbook with the statement about its own check on the summary sheet.

    Checked is what the workbook says when it is read again, together with the reports already on file, of
    earlier years and other Parties. Raises CannotBeWritten.
    """
    chosen = the_format.profile(profile)
    bare = workbook_of(content, the_format, chosen, parties, name=name)
    read = read_submission(bare, the_format, parties)
    # A report without actions shows no dialect; the profile is the one that was asked for.
    told = Submission(read.file, profile, read.content, read.flaws)
    result = check_submissions([*on_file, told], the_format, catalogue)
    lines = statement(result, profile)
    workbook = workbook_of(content, the_format, chosen, parties, name=name, statement=lines)
    return Written(workbook, result)
