"""A small registry with everything a page can show, made through the application layer. Deterministic ids."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sextant.application.registry import Registry
from sextant.domain.account import Account, Act, account_id
from sextant.domain.activity import Activity, activity_id
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal
from sextant.domain.unit import SerialRange, Terms, space_id
from sextant.ledger.posting import Posted
from sextant.ledger.request import (
    Cancel,
    ChangeTerms,
    Correct,
    Distribution,
    IssuanceCell,
    Issue,
    Levy,
    PlaceHold,
    RecordIssuance,
    Request,
    Transfer,
)

AUTHORIZED = Terms("AER", uses=("nationally_determined_contribution",), authorization="XA-1")
UNAUTHORIZED = Terms("MCU", status="PI")
PIECES = 40
"""Into how many cancellations the second issuance of project 28 was cut."""


def fill(registry: Registry) -> dict[str, UUID]:
    """Put the world into a registry and return the entries that tests name."""
    _open(registry)
    return _article_6_4(registry) | _cdm(registry)


def _open(registry: Registry) -> None:
    for party, name in (("XA", "Alidade (synthetic)"), ("XV", "Vernier (synthetic)")):
        _account(registry, "UN01", f"{party}-holding", "article_6_4.holding", f"{name}: holding", party, synthetic=True)
    for code, kind in (
        ("adaptation", "share_of_proceeds_adaptation"),
        ("omge", "omge_mandatory"),
        ("voluntary", "cancellation_voluntary"),
        ("ndc", "retirement_ndc"),
    ):
        _account(registry, "UN01", code, f"article_6_4.{kind}", f"{code} (synthetic)", None, synthetic=True)
    for party in ("GH", "KE"):
        _account(
            registry, "CDM", f"{party}-holder-not-published", "cdm.party_unpublished", "holder not published", party
        )
        _account(registry, "CDM", f"{party}-cancellation", "cdm.cancellation", "cancellation", party)
    registry.store.put_activities(
        [
            Activity(
                "UN01",
                "A0001",
                "article_6_4",
                ("XA",),
                "Landfill gas (synthetic)",
                (),
                ("A6.4-AMM-001",),
                "registered",
                date(2026, 1, 19),
                1_000,
                synthetic=True,
            ),
            Activity(
                "CDM",
                "28",
                "cdm",
                ("GH",),
                "Akosombo <hydro> & “friends”",
                ("FI",),
                ("AMS-I.D. ver. 4",),
                "registered",
                date(2005, 1, 11),
                17_800,
            ),
            Activity("CDM", "29", "cdm", ("GH", "KE")),
            Activity("CDM", "30", "cdm", ("KE",), "=HYPERLINK(1)", (), ("ACM0002 ver. 6",), "withdrawn", None, 5_000),
            *(
                Activity(
                    "CDM",
                    str(1000 + n),
                    "cdm",
                    ("KE",),
                    f"Wind farm {'IVX'[n % 3] * (n // 3 + 1)}",
                    (),
                    ("ACM0002 ver. 12",),
                    "registered",
                    date(2010, 1, 1 + n % 28),
                    n * 100,
                )
                for n in range(60)
            ),
        ]
    )


def _account(
    registry: Registry, home: str, code: str, kind: str, name: str, party: str | None, *, synthetic: bool = False
) -> None:
    registry.store.open_account(Account(home, code, kind, name, party=party, synthetic=synthetic))


def _article_6_4(registry: Registry) -> dict[str, UUID]:
    space = space_id("UN01", "XA-A0001-2025")
    levies = (
        Levy("share_of_proceeds_for_adaptation", Decimal("0.05"), account_id("UN01", "adaptation"), True),
        Levy("omge", Decimal("0.02"), account_id("UN01", "omge"), True),
    )
    _do(
        registry,
        Issue(
            id=_id("issue"),
            actor="administrator",
            effective_on=date(2026, 5, 4),
            registry="UN01",
            mechanism="article_6_4",
            unit_type="A6.4ER",
            host_party="XA",
            activity=activity_id("UN01", "A0001"),
            cells=(
                IssuanceCell("XA-A0001-2025", "UN01-XA-A0001-2025", 2025, AUTHORIZED, 600),
                IssuanceCell("XA-A0001-2025", "UN01-XA-A0001-2025", 2025, UNAUTHORIZED, 400),
            ),
            distribution=Distribution(levies, account_id("UN01", "XA-holding")),
        ),
    )
    buyer, holder = account_id("UN01", "XV-holding"), account_id("UN01", "XA-holding")
    _do(
        registry,
        Transfer(
            id=_id("sale"),
            actor="XA",
            effective_on=date(2026, 6, 1),
            units=(SerialRange(space, 100, 399),),
            from_account=holder,
            to_account=buyer,
            first_transfer="international_transfer",
        ),
    )
    _do(
        registry,
        Cancel(
            id=_id("use"),
            actor="XV",
            effective_on=date(2026, 7, 1),
            units=(SerialRange(space, 100, 149),),
            to_account=account_id("UN01", "ndc"),
            purpose="nationally_determined_contribution",
            act=Act.RETIREMENT,
            on_behalf_of="Vernier",
        ),
    )
    _do(
        registry,
        PlaceHold(
            id=_id("hold"),
            actor="XV",
            effective_on=date(2026, 7, 2),
            units=(SerialRange(space, 200, 219),),
            case="sale 7",
        ),
    )
    mistake = Cancel(
        id=_id("mistake"),
        actor="XA",
        effective_on=date(2026, 7, 3),
        units=(SerialRange(space, 700, 749),),
        to_account=account_id("UN01", "voluntary"),
    )
    _do(registry, mistake)
    _do(
        registry,
        Correct(
            id=_id("correct"),
            actor="administrator",
            effective_on=date(2026, 7, 4),
            entry=mistake.id,
            reason="entered twice",
        ),
    )
    _do(
        registry,
        ChangeTerms(
            id=_id("terms"),
            actor="administrator",
            effective_on=date(2026, 7, 5),
            units=(SerialRange(space, 800, 849),),
            terms=AUTHORIZED,
            reason="authorized later",
        ),
    )
    return {name: _id(name) for name in ("issue", "sale", "use", "hold", "mistake", "correct", "terms")}


def _cdm(registry: Registry) -> dict[str, UUID]:
    rows = (
        ("28", "GH", 1, 2_210, "CER", 1, date(2007, 11, 9)),
        ("28", "GH", 2_211, 9_514, "CER", 1, date(2009, 3, 2)),
        ("29", "GH", 20_001, 21_000, "tCER", 2, date(2013, 5, 6)),
        ("1001", "KE", 1, 500, "CER", 2, date(2015, 5, 6)),
    )
    for reference, party, first, last, unit_type, period, day in rows:
        _do(
            registry,
            RecordIssuance(
                id=_id("cdm", party, str(first)),
                actor="CDM Registry",
                effective_on=day,
                registry="CDM",
                space_key=party,
                prefix=party,
                first=first,
                last=last,
                mechanism="cdm",
                unit_type=unit_type,
                host_party=party,
                activity=activity_id("CDM", reference),
                terms=Terms(unit_type),
                commitment_period=period,
                account=account_id("CDM", f"{party}-holder-not-published"),
                reported={"party": party, "cp": str(period)},
            ),
        )
    for index in range(PIECES):
        first = 2_300 + 100 * index
        _do(
            registry,
            Cancel(
                id=_id("cut", str(index)),
                actor="CDM Registry",
                effective_on=date(2012, 1, 2),
                units=(SerialRange(space_id("CDM", "GH"), first, first + 9),),
                to_account=account_id("CDM", "GH-cancellation"),
            ),
        )
    return {"recorded": _id("cdm", "GH", "1"), "cut": _id("cut", "0")}


def _id(*parts: str) -> UUID:
    return content_id("test world", "/".join(parts))


def _do(registry: Registry, request: Request) -> Posted:
    outcome = registry.perform(request)
    assert not isinstance(outcome, Refusal), outcome
    return outcome
