"""One slip for each of the 53 rules, planted in cells of the synthetic workbooks, and what a check then finds.

A slip changes the books of the history, by Party and year; `reports` slips change what the Parties reported elsewhere.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from tests.reporting.aef.strange_workbooks import (
    ACTIONS,
    AUTHORIZATIONS,
    HEADER,
    HOLDINGS,
    SUBMISSION,
    Book,
    at,
    put,
)

Books = dict[Any, Book]
GHA23, GHA24, CHE23, CHE24 = ("GHA", 2023), ("GHA", 2024), ("CHE", 2023), ("CHE", 2024)


def cell(key: tuple[str, int], sheet: str, heading: str, value: Any, row: int = 0) -> Callable[[Books], None]:
    return lambda books: put(books[key], sheet, heading, value, row)


def both(*slips: Callable[[Books], None]) -> Callable[[Books], None]:
    return lambda books: [slip(books) for slip in slips] and None


def without(key: tuple[str, int], sheet: str, row: int) -> Callable[[Books], None]:
    return lambda books: books[key][sheet].pop(HEADER[sheet] + 1 + row) and None


def again(key: tuple[str, int], sheet: str, row: int, changes: dict[str, Any] | None = None) -> Callable[[Books], None]:
    """Repeat a row with some cells changed."""

    def slip(books: Books) -> None:
        rows = books[key][sheet]
        rows.append(list(rows[HEADER[sheet] + 1 + row]))
        for heading, value in (changes or {}).items():
            rows[-1][at(books[key], sheet, heading)] = value

    return slip


def resubmitted(key: tuple[str, int], version: str, on: str) -> Callable[[Books], None]:
    def slip(books: Books) -> None:
        later = copy.deepcopy(books[key])
        put(later, SUBMISSION, "Version", version)
        put(later, SUBMISSION, "Date of submission", on)
        books[(*key, version, on)] = later

    return slip


def second_version(changes: dict[str, Any]) -> Callable[[Books], None]:
    """Report a version 2 of the authorization in the books of 2024."""

    def slip(books: Books) -> None:
        row = list(books[GHA23][AUTHORIZATIONS][HEADER[AUTHORIZATIONS] + 1])
        books[GHA24][AUTHORIZATIONS].append(row)
        given = {"Version of the authorization": 2, "Date of authorization": "15/01/2024"} | changes
        for heading, value in given.items():
            put(books[GHA24], AUTHORIZATIONS, heading, value)

    return slip


def heading_lost(books: Books) -> None:
    rows = books[GHA23][ACTIONS]
    rows[HEADER[ACTIONS]][at(books[GHA23], ACTIONS, "Mitigation type")] = None


def ids(key: tuple[Any, ...], sheet: str, first: int, last: int, row: int = 0, vintage: int = 2022):
    """Change the block of a row, its identifiers and its quantity, together."""

    def slip(books: Books) -> None:
        for heading, serial in (("First ID", first), ("Last ID", last)):
            put(books[key], sheet, heading, f"CA0003-GHA01-GHA-{serial}-{vintage}", row)
        for heading, serial in (("First unit ID", first), ("Last unit ID", last)):
            put(books[key], sheet, heading, f"GS1-1-GH-GS2500-16-2022-9999-{serial}", row)
        put(books[key], sheet, "Quantity (t CO2 eq)", last - first + 1, row)
        put(books[key], sheet, "Vintage", vintage, row)

    return slip


SUBTYPE, DATE, YEAR_USED = (
    "Action subtype", "Action date", "Calendar year for which the ITMOs are used towards the Party's NDC",
)  # fmt: skip
PURPOSE = "Purpose for which the ITMO has been used towards or cancelled for OIMP"
USER = "Using/cancelling participating Party ID"

SLIPS: dict[str, tuple[Callable[[Books], None], set[str]]] = {
    "S01": (heading_lost, {"S01"}),
    "S02": (cell(GHA24, ACTIONS, SUBTYPE, "Sold abroad"), {"S02"}),
    "S03": (cell(CHE23, SUBMISSION, "Review status of the initial report", "Reviewed"), {"S03"}),
    "S04": (cell(CHE24, HOLDINGS, "Mitigation type", "NA"), {"S04"}),
    "S05": (cell(CHE24, HOLDINGS, "Last ID", "CA0003-GHA01-GHA-11700-2022", 1), {"S05", "H01"}),
    "S06": (cell(GHA23, AUTHORIZATIONS, "Sector(s)", "Other"), {"S06"}),
    "V01": (resubmitted(CHE24, "1.0", "02/05/2025"), {"V01"}),
    "V02": (both(cell(CHE24, SUBMISSION, "Version", "2.0"), resubmitted(CHE24, "1.0", "02/05/2025")), {"V02"}),
    "V03": (resubmitted(CHE24, "1.1", "02/04/2025"), {"V03"}),
    "T01": (cell(CHE24, ACTIONS, DATE, "01/02/2025", 1), {"T01"}),
    "T02": (both(cell(CHE24, ACTIONS, PURPOSE, "Stadium", 1), cell(CHE24, ACTIONS, YEAR_USED, "NA", 1)), {"T02"}),
    "T03": (cell(CHE24, ACTIONS, YEAR_USED, 2031, 1), {"T03"}),
    "T04": (
        both(*(cell(key, SUBMISSION, "First year of the NDC implementation period", 2023) for key in (CHE23, CHE24))),
        {"T04"},
    ),
    "T05": (cell(GHA23, AUTHORIZATIONS, "First transfer definition for OIMP", "Issuance"), {"T05"}),
    "T06": (
        both(*(ids(GHA24, ACTIONS, 20_001, 20_100, row, 2020) for row in (1, 2))),
        {"T06", "T09"},
    ),
    "T07": (cell(GHA23, AUTHORIZATIONS, "Date of authorization", "08/07/2023"), {"T07"}),
    "T09": (
        cell(GHA23, AUTHORIZATIONS, "Authorized timeframe", "Occurred: from 2023 to 2030. Use: from 2023 to 2030"),
        {"T09"},
    ),
    "T10": (cell(GHA23, AUTHORIZATIONS, "Authorized quantity", 12_099), {"T10"}),
    "T11": (cell(GHA24, ACTIONS, SUBTYPE, "Issuance", 2), {"T11"}),
    "I01": (cell(GHA23, AUTHORIZATIONS, "Authorized Party(ies) ID", "JPN"), {"I01", "P04"}),
    "I02": (again(CHE24, ACTIONS, 0), {"I02", "P01", "P02"}),
    "I03": (second_version({"Sector(s)": "Waste management"}), {"I03"}),
    "I04": (cell(CHE24, HOLDINGS, "Metric", "non-GHG"), {"I04", "S04"}),
    "I05": (cell(CHE24, ACTIONS, "Last unit ID", "GS1-1-GH-GS2500-16-2022-9999-12001"), {"I05"}),
    "I06": (cell(CHE24, ACTIONS, USER, "NA", 1), {"I06"}),
    "I07": (cell(CHE24, HOLDINGS, "Cooperative approach ID", "CA0004"), {"I07", "I09", "I01"}),
    "I08": (cell(CHE24, HOLDINGS, "Mitigation type", "Removals"), {"I08"}),
    "I09": (cell(GHA23, ACTIONS, "Party ITMO registry ID", "GHA02"), {"I09"}),
    "I10": (cell(CHE24, HOLDINGS, "Quantity (t CO2 eq)", 1), {"I10"}),
    "I11": (cell(CHE24, HOLDINGS, "Authorization ID", "GHA-2023-002"), {"I11"}),
    "I12": (cell(CHE24, ACTIONS, "Using/cancelling authorized entity ID", "CHE-999", 1), {"I12", "I06"}),
    "H01": (without(CHE24, HOLDINGS, 1), {"H01"}),
    "H02": (again(CHE24, HOLDINGS, 1), {"H02"}),
    "H03": (both(again(CHE24, HOLDINGS, 1), ids(CHE24, HOLDINGS, 901, 1000, 2)), {"H03", "H01"}),
    "P01": (both(without(CHE24, ACTIONS, 0), without(CHE24, HOLDINGS, 1)), {"P01", "P02"}),
    "P02": (cell(GHA24, ACTIONS, "Quantity (t CO2 eq)", 200), {"P02", "I10"}),
    "P03": (both(again(GHA24, ACTIONS, 2), ids(GHA24, ACTIONS, 1, 1000, 3)), {"P03", "Y01"}),
    "P04": (second_version({"Authorized Party(ies) ID": "JPN"}), {"P04"}),
    "P05": (cell(GHA23, ACTIONS, DATE, "08/07/2023"), {"P05", "P06"}),
    "P06": (cell(CHE24, ACTIONS, DATE, "01/03/2024"), {"P06"}),
    "Y01": (again(GHA24, ACTIONS, 2, {"Action date": "03/05/2024"}), {"Y01"}),
    "Y02": (again(GHA24, ACTIONS, 0), {"Y02", "I02", "P01", "P02"}),
    "Y03": (second_version({"Authorized quantity": 11_000}), {"T10", "Y03"}),
    "Y04": (cell(CHE24, SUBMISSION, "Last year of the NDC implementation period", 2029), {"Y04"}),
    "Y05": (
        both(resubmitted(CHE23, "1.1", "02/06/2025"), ids((*CHE23, "1.1", "02/06/2025"), HOLDINGS, 1, 11_000)),
        {"V03", "Y05", "H01"},
    ),
    "X04": (cell(GHA23, SUBMISSION, "Date of submission", "16/04/2024"), {"X04"}),
}
