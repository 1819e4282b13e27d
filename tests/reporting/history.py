"""An invented history of two Parties, synthetic throughout, told by each in its own annual information.

XHA hosts, XBU buys. XHA authorizes 100,000 t of vintages 2021 to 2023 for "NDC and OIMP" with use or cancellation
as the event, transfers blocks to XBU, and cancels one at home. XBU uses some of them for its NDC and holds the rest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.aef.model import (
    Action,
    AnnualInformation,
    Authorization,
    Entity,
    Heading,
    Holding,
    Moment,
    Submission,
    Timeframe,
    Version,
)
from sextant.reporting.checks.reports import InitialReport, PartyReports, Summary
from sextant.reporting.checks.run import Result, check_submissions
from sextant.storage.aef_format import aef_format, check_catalogue

HOST, BUYER, OTHER = "XHA", "XBU", "XOT"
APPROACH, ENTITY = "CA0042", "SYN-001"
HOST_REGISTRY, BUYER_REGISTRY = "XHA01", "XBU01"
CHECKER = "secretariat-checker-2025"


def itmo(serial: int, vintage: int = 2022, approach: str = APPROACH, host: str = HOST) -> ItmoId:
    return ItmoId(approach, f"{host}01", host, serial, vintage)


def heading(party: str, year: int, **changes: object) -> Heading:
    plain = Heading(party, Version(1, 0), year, date(year + 1, 4, 1), None, None, 2021, 2030, None)
    return plain._replace(**changes)


def authorization(**changes: object) -> Authorization:
    plain = Authorization(
        row=5, authorization="XHA-2022-1", authorized_on=date(2022, 2, 1), approach=APPROACH, version=1,
        quantity=100_000, metric="ghg", gwp=None, non_ghg_metric=None, sectors=("energy",), activity_types=("solar",),
        purposes="ndc_oimp", parties=(BUYER,), entities=(ENTITY,), oimp="CORSIA",
        timeframe=Timeframe(date(2021, 1, 1), date(2030, 12, 31)), terms=None, documentation=None,
        first_transfer_definition="use_or_cancellation", remarks=None,
    )  # fmt: skip
    return plain._replace(**changes)


def entity(**changes: object) -> Entity:
    plain = Entity(5, date(2022, 2, 1), "Synthetic Solar Ltd", HOST, ENTITY, APPROACH, None, None, None)
    return plain._replace(**changes)


def action(row: int, on: date, kind: str, first: int, last: int, **changes: object) -> Action:
    vintage = int(str(changes.pop("vintage", 2022)))
    plain = Action(
        row=row, acted=Moment(on), type=kind, subtype=None, approach=APPROACH, authorization="XHA-2022-1",
        first_transferring_party=HOST, registry=HOST_REGISTRY, first=itmo(first, vintage), last=itmo(last, vintage),
        unit_registry="vcs", first_unit=f"77-{first + 5000}-VCU", last_unit=f"77-{last + 5000}-VCU", metric="ghg",
        gwp=None, non_ghg_metric=None, quantity=last - first + 1, quantity_non_ghg=None, mitigation_type="reductions",
        vintage=vintage,
    )  # fmt: skip
    return plain._replace(**changes)


def sold(row: int, on: date, first: int, last: int, **changes: object) -> Action:
    given = {"subtype": "to_another_party", "acquiring_party": BUYER} | changes
    return action(row, on, "first_transfer", first, last, **given)


def bought(row: int, on: date, first: int, last: int, **changes: object) -> Action:
    given = {"transferring_party": HOST, "registry": BUYER_REGISTRY} | changes
    return action(row, on, "acquisition", first, last, **given)


def used(row: int, on: date, first: int, last: int, **changes: object) -> Action:
    given = {"using_party": BUYER, "used_for_year": 2023, "registry": BUYER_REGISTRY} | changes
    return action(row, on, "use", first, last, **given)


def holding(row: int, first: int, last: int, **changes: object) -> Holding:
    plain = action(row, date(2023, 1, 1), "transfer", first, last)
    given = {name: getattr(plain, name) for name in Holding._fields} | {"registry": BUYER_REGISTRY}
    return Holding(**given)._replace(**changes)


def host_2022() -> AnnualInformation:
    actions = (sold(5, date(2022, 6, 1), 1, 1000), sold(6, date(2022, 7, 1), 1001, 1500))
    return AnnualInformation(heading(HOST, 2022), (authorization(),), actions, (), (entity(),))


def buyer_2022() -> AnnualInformation:
    actions = (bought(5, date(2022, 6, 1), 1, 1000), bought(6, date(2022, 7, 1), 1001, 1500))
    holdings = (holding(5, 1, 1000), holding(6, 1001, 1500))
    return AnnualInformation(heading(BUYER, 2022), (), actions, holdings, ())


def host_2023() -> AnnualInformation:
    actions = (
        sold(5, date(2023, 3, 1), 2001, 2400),
        action(6, date(2023, 4, 1), "first_transfer", 3001, 3100, subtype="use_or_cancellation", oimp_purpose="CORSIA"),
        action(7, date(2023, 4, 1), "cancellation", 3001, 3100, subtype="other_cancellation", oimp_purpose="CORSIA"),
    )
    return AnnualInformation(heading(HOST, 2023), (), actions, (), (entity(),))


def buyer_2023() -> AnnualInformation:
    actions = (
        bought(5, date(2023, 3, 1), 2001, 2400),
        used(6, date(2023, 9, 1), 1, 600, using_entity=ENTITY),
    )
    holdings = (holding(5, 601, 1000), holding(6, 1001, 1500), holding(7, 2001, 2400))
    return AnnualInformation(heading(BUYER, 2023), (), actions, holdings, ())


def history() -> dict[str, AnnualInformation]:
    """Return the four reports of the history, by the name of their file."""
    return {
        "host-2022.xlsx": host_2022(),
        "host-2023.xlsx": host_2023(),
        "buyer-2022.xlsx": buyer_2022(),
        "buyer-2023.xlsx": buyer_2023(),
    }


def reports() -> tuple[PartyReports, ...]:
    """Return reports that agree with the history."""
    years = {
        HOST: {2022: (1500, 1500, 0), 2023: (500, 500, 0)},
        BUYER: {2022: (0, 0, 0), 2023: (0, 0, 600)},
    }
    return tuple(
        PartyReports(
            party=party,
            initial_reports=(InitialReport(date(2022, 1, 1), (APPROACH,), (ENTITY,), ("GHG",), "multi_year"),),
            summary=Summary("action", _summary(rows, 2000 if party == HOST else 0)),
            biennial_report=(2024, date(2024, 12, 1)),
            inventory_latest_year=2021,
            inventory_stated=True,
        )
        for party, rows in years.items()
    )


def _summary(rows, vintage_2022):
    from decimal import Decimal

    found = {}
    for year, (first, oimp, use) in rows.items():
        adjustment = (vintage_2022 if year == 2022 else 0) - use
        found[year] = {
            "first_transferred_23c": Decimal(first),
            "authorized_for_oimp_23d": Decimal(oimp),
            "used_23e": Decimal(use),
            "adjustment_23g": Decimal(adjustment),
            "emissions_23a": Decimal(90_000),
            "balance_23k": Decimal(90_000 + adjustment),
        }
    return found


def checked(contents: dict[str, AnnualInformation], given=None, flaws=None, profile: str = CHECKER) -> Result:
    """Return what the rules say about contents, without the detour of a workbook."""
    submissions = [
        Submission(name, profile, content, tuple((flaws or {}).get(name, ()))) for name, content in contents.items()
    ]
    return check_submissions(submissions, aef_format(), check_catalogue(), reports() if given is None else given)


def changed(contents: dict[str, AnnualInformation], file: str, table: str, row: int, **changes: object):
    """Return the contents with one row changed."""
    content = contents[file]
    if table == "heading":
        return {**contents, file: replace(content, heading=content.heading._replace(**changes))}
    rows = tuple(each._replace(**changes) if each.row == row else each for each in getattr(content, table))
    assert rows != getattr(content, table), "nothing was changed"
    return {**contents, file: replace(content, **{table: rows})}


def failing(result: Result) -> list[str]:
    """Return the rules that fail, causes first and their consequences behind them."""
    found: list[str] = []
    for each in result.findings:
        if each.finding.outcome == "fail" and each.finding.rule not in found:
            found.append(each.finding.rule)
    return found


def unverifiable(result: Result) -> list[str]:
    return [each.finding.rule for each in result.findings if each.finding.outcome == "unverifiable"]
