"""The words of Article 6.8 as frozen records: an approach with its Parties, needs and safeguards; support; offers.

None of them can carry a unit, a price, a buyer or a title: there is no field for one, texts that print the number
of a unit are refused where a form is read, and nothing here knows the ledger. Amounts of money are whole units of a
currency and always stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sextant.cooperation.progress import Estimate, Indicator


@dataclass(frozen=True, slots=True)
class Participant:
    """A Party named in an approach; whether it has consented is told by the journal, not by the record."""

    party: str
    role: str
    ndc: str | None = None
    """Where its contribution can be read; a host Party needs one (4/CMA.3, annex, 3(d))."""
    subregion: str | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Who implements, with a contact (8/CMA.4, 7(a)(i))."""

    name: str
    kind: str
    contact: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One thing that one host Party needs (8/CMA.4, 7(a)(iv)). Without an amount the line is not monetary."""

    party: str
    type: str
    stage: str
    description: str
    instrument: str | None = None
    amount: int | None = None
    currency: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SupportLine:
    """Support committed, received or provided: who gives, who receives, in the codes of the common tabular format."""

    line: str
    """Reference of the support; rows with the same one tell of the same support."""
    provider: str
    recipient: str
    type: str
    status: str
    year: int
    description: str
    provider_party: str | None = None
    instrument: str | None = None
    amount: int | None = None
    currency: str | None = None
    channel: str | None = None
    flow: str | None = None
    purpose: str | None = None
    activity_status: str | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Safeguard:
    """A negative impact that was seen, and how it is avoided or kept small (4/CMA.3, annex, 3(f))."""

    impact: str
    answer: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """The same site, technology and period under another mechanism, and how the scopes are kept apart."""

    mechanism: str
    activity: str
    own_outcome_authorized: bool
    scope_split: str | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """A statement about a result other than mitigation. It moves nowhere and offsets nothing, whatever it says."""

    scheme: str
    result: str

    @property
    def transferable(self) -> bool:
        """Return whether it may pass to another holder: never."""
        return False

    @property
    def offset_use(self) -> bool:
        """Return whether it may stand for emissions elsewhere: never."""
        return False


@dataclass(frozen=True, slots=True)
class Approach:
    """One version of a record. What is left out is empty and shows as missing; nothing has a default that flatters."""

    reference: str
    title: str
    description: str
    submitting_party: str
    participants: tuple[Participant, ...]
    focal_point: str | None = None
    entities: tuple[Entity, ...] = ()
    focus_areas: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """Texts on paragraphs 2 and 3 of the annex, by the code of the question."""
    rights: Mapping[str, str] = field(default_factory=dict)
    declarations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the rules NMA-C01 to C04: the Parties that signed that they hold."""
    reach: str | None = None
    sector: str | None = None
    sdgs: tuple[int, ...] = ()
    stage: str | None = None
    first: date | None = None
    last: date | None = None
    needs: tuple[NeedLine, ...] = ()
    support: tuple[SupportLine, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    mitigation: Estimate | None = None
    safeguards: tuple[Safeguard, ...] = ()
    related: tuple[str, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    platform_reference: str | None = None
    language: str = "en"
    synthetic: bool = False

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the Parties in the order in which they are named."""
        return tuple(each.party for each in self.participants)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the host Parties in the order in which they are named."""
        return tuple(each.party for each in self.participants if each.role == "host")


@dataclass(frozen=True, slots=True)
class OfferLine:
    """What an offer holds; without a ceiling its amount is unstated, which is not the same as without limit."""

    type: str
    instrument: str | None = None
    ceiling: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom an offer is: countries, subregions, regions, groups of Parties, or everybody."""

    kind: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """Support that somebody offers (8/CMA.4, 8). Nobody has to concur, and nobody is accredited by it."""

    id: str
    scope: Scope
    focus: tuple[str, ...]
    sdgs: tuple[int, ...]
    stages: tuple[str, ...]
    first: date
    last: date
    conditions: tuple[str, ...]
    lines: tuple[OfferLine, ...]
    provider: str = ""
    provider_kind: str = ""
    provider_party: str | None = None
    contact: str = ""
    channel: str = ""
    languages: tuple[str, ...] = ()
    synthetic: bool = False
