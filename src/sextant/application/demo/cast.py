"""Who and what the synthetic world is made of. The Parties carry codes that ISO leaves to users (XA to XZ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REGISTRY = "UN01"
MECHANISM = "article_6_4"


@dataclass(frozen=True, slots=True)
class DemoParty:
    """A Party that does not exist."""

    code: str
    name_english: str
    name_chinese: str
    least_developed: bool = False
    """Exempt from the share of proceeds for adaptation by default (decision 6/CMA.6, paragraph 20)."""


PARTIES = (
    DemoParty("XA", "Alidade (synthetic)", "照準國（模擬）"),
    DemoParty("XM", "Meridian Isles (synthetic)", "子午群島（模擬）", least_developed=True),
    DemoParty("XQ", "Quadrant (synthetic)", "象限國（模擬）"),
    DemoParty("XV", "Vernier (synthetic)", "游標國（模擬）"),
)


@dataclass(frozen=True, slots=True)
class DemoActivity:
    """An activity that does not exist."""

    reference: str
    title: str
    host: str
    methodology: str
    registered_on: date
    expected: int
    authorized: bool
    """Whether its host authorizes use, so that it earns AERs and not MCUs."""


_LANDFILL, _STOVES, _SOLAR = "A6.4-AMM-001", "AMS-II.G. ver. 13", "AMS-I.L. ver. 4"
_NITRIC, _GRID, _COMPOST = "ACM0019 ver. 4", "ACM0002 ver. 22", "AMS-III.F. ver. 12"

ACTIVITIES = (
    DemoActivity("A0001", "Landfill gas at Northgate (synthetic)", "XA", _LANDFILL, date(2026, 1, 19), 58_000, True),
    DemoActivity("A0002", "Efficient cookstoves (synthetic)", "XM", _STOVES, date(2026, 2, 10), 21_000, True),
    DemoActivity("A0003", "Solar mini-grids of the isles (synthetic)", "XM", _SOLAR, date(2026, 3, 2), 9_400, False),
    DemoActivity("A0004", "Nitric acid plant abatement (synthetic)", "XA", _NITRIC, date(2026, 3, 16), 240_000, True),
    DemoActivity("A0005", "Wind farm at Cape Sextans (synthetic)", "XQ", _GRID, date(2026, 4, 20), 131_000, False),
    DemoActivity("A0006", "Composting of market waste (synthetic)", "XQ", _COMPOST, date(2026, 5, 11), 4_100, True),
)
