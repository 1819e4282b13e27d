"""Events of other registries: each once and all or nothing; a label is no authorization, an authorization is."""

from __future__ import annotations

from datetime import date

import pytest

from sextant.application.foreign.event import Kind, event_of
from sextant.application.foreign.feed import ForeignFeed
from sextant.application.queries.verify import verify
from sextant.domain.authorization import Authorization, FirstTransferEvent, Use
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal
from sextant.ledger.posting import Posted
from sextant.ledger.request import Authorize
from sextant.storage.opening import scratch_office
from sextant.storage.rulebook_files import parties, rulebooks

CODES = frozenset(each.code for each in parties())
SERIALS = "9999-{}-{}-VCS-VCU-997-VER-GH-1-4242-01012022-31122022-0"
NDC, IMP = Use.NDC.value, Use.INTERNATIONAL_MITIGATION.value


class Office:
    """A registry that forgets, with the feed into it; the Parties are real, everything else is synthetic."""

    def __init__(self) -> None:
        self.office = scratch_office()
        book = rulebooks().books["article_6_2"]
        periods = {"CH": (2021, 2030), "GH": (2021, 2030)}
        self.feed = ForeignFeed(self.office.registry, self.office.reader, book, parties(), 2021, periods)
        self.told = 0

    def authorize(self, version: int = 1, **more: object) -> None:
        fields: dict = {
            "uses": (NDC, IMP), "first_transfer": FirstTransferEvent.AUTHORIZATION, "quantity": 1000,
            "authorized_on": date(2025, 1, 10), "effective_on": date(2025, 1, 10), "cooperative_approach": "CA0003",
        } | more  # fmt: skip
        statement = Authorization(party="GH", reference="LoA 1", version=version, **fields)
        done = self.office.registry.perform(
            Authorize(
                id=content_id("test", f"{version}"), actor="GH", effective_on=date(2025, 1, 11), authorization=statement
            )
        )
        assert isinstance(done, Posted), done

    def tell(self, kind: str, first: int = 1, last: int = 100, **more: str):
        self.told += 1
        row = {
            "event": more.pop("event", f"E{self.told}"), "registry": "VCS", "kind": kind,
            "executed_on": "2025-03-01", "serials": SERIALS.format(first, last), "project": "4242",
            "host_party": "GH", "vintage": "2022", "verified_on": "2025-02-01",
        } | more  # fmt: skip
        event = event_of(row, CODES)
        assert not isinstance(event, Refusal), event
        return self.feed.take(event)

    def letter(self, first: int = 1, last: int = 100, **more: str):
        return self.tell("authorization", first, last, authorization="LoA 1", party_registry="GHA01", **more)

    def blocks(self, unit_class: str = "ITMO"):
        reader = self.office.reader
        found = reader.blocks()
        terms = reader.terms({each.terms for each in found})
        accounts = {each.id: each.code for each in reader.accounts()}
        return [(each, accounts[each.account]) for each in found if terms[each.terms].unit_class == unit_class]

    def sound(self) -> bool:
        found = verify(self.office.reader, self.office.registry.account_types).findings
        assert found == []
        return True


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_label_changes_no_status_and_an_authorization_does(office):
    assert office.tell("issuance").refusal is None
    assert office.tell("label", label="Article 6 authorized").refusal is None
    assert office.blocks() == []
    assert office.tell("retirement", purpose=IMP).refusal.code == "foreign_units_not_authorized"
    office.authorize()
    told = office.letter()
    assert told.refusal is None
    assert sum(each.quantity for each in told.itmos) == 100
    ((block, account),) = office.blocks()
    assert account == "GH.holding"
    assert block.first_transfer is not None, "the authorization was the first transfer"
    space = next(each for each in office.office.reader.spaces() if each.id == block.space)
    assert (space.key, space.prefix) == ("CA0003 GHA01 GHA 2022", "CA0003-GHA01-GHA")
    assert [code for _, code in office.blocks("MO")] == ["GH.locked"]
    entry = next(iter(office.office.reader.entries([block.first_transfer])))
    assert '"trigger_date":"2025-01-10"' in entry.body, "the day of the authorization, not of the lock"
    assert office.sound()


def test_an_event_told_twice_is_recorded_once(office):
    office.authorize()
    for _ in range(2):
        office.tell("issuance", event="I")
        office.letter(1, 40, event="A")
        told = office.tell("retirement", 1, 10, event="R", purpose=IMP, on_behalf_of="Airline (synthetic)")
    assert told.known
    assert sum(block.quantity for block, _ in office.blocks()) == 40
    assert office.sound()


@pytest.mark.parametrize(
    ("uses", "event", "acts", "first_transferred_by"),
    [
        ((NDC,), None, ("transfer",), 1),
        ((NDC,), None, (), None),
        ((IMP,), FirstTransferEvent.AUTHORIZATION, (), 0),
        ((IMP,), FirstTransferEvent.ISSUANCE, (), 0),
        ((IMP,), FirstTransferEvent.USE_OR_CANCELLATION, ("transfer",), None),
        ((IMP,), FirstTransferEvent.USE_OR_CANCELLATION, ("transfer", "use"), 2),
        ((NDC, IMP), FirstTransferEvent.USE_OR_CANCELLATION, ("transfer", "use"), 1),
        ((NDC, IMP), FirstTransferEvent.ISSUANCE, ("transfer",), 0),
    ],
)
def test_units_are_first_transferred_once_by_the_earliest_event_of_their_authorization(
    office, uses, event, acts, first_transferred_by
):
    office.authorize(uses=uses, first_transfer=event)
    office.tell("issuance")
    office.letter()
    seen = [_marked(office)]
    for act in acts:
        # Only a part moves, so that blocks split: what did not move keeps what it had.
        if act == "transfer":
            told = office.tell("transfer", 11, 60, to_party="CH", executed_on="2025-04-01")
        else:
            told = office.tell("retirement", 11, 30, purpose=IMP, executed_on="2025-05-01")
        assert (told.refusal, told.warnings) == (None, ())
        seen.append(_marked(office))
    wanted = {0: 100, 1: 50, 2: 20, None: 0}
    assert (
        [bool(each) for each in seen].index(True) == first_transferred_by
        if first_transferred_by is not None
        else not any(seen)
    )
    if first_transferred_by is not None:
        assert seen[first_transferred_by] == wanted[first_transferred_by]
    assert office.sound()


def _marked(office: Office) -> int:
    return sum(block.quantity for block, _ in office.blocks() if block.first_transfer is not None)


def test_an_event_outside_paragraph_2b_is_told_as_undetermined(office):
    office.authorize(uses=(IMP,), first_transfer=None)
    office.tell("issuance")
    assert office.letter().undetermined is not None
    assert _marked(office) == 0


def test_use_towards_a_contribution_is_of_its_own_period_and_ends_the_units(office):
    office.authorize(first_transfer=FirstTransferEvent.ISSUANCE)
    office.tell("issuance")
    office.letter()
    office.tell("transfer", to_party="CH")
    late = office.tell("retirement", 1, 50, purpose=NDC, used_for_year="2031")
    assert late.refusal.code == "outside_contribution_period"
    assert office.tell("retirement", 1, 50, purpose=NDC, used_for_year="2025").refusal is None
    again = office.tell("retirement", 1, 50, purpose=NDC, used_for_year="2026")
    assert again.refusal is not None
    assert ("CH.use_ndc.2021-2030") in {account for _, account in office.blocks()}
    assert office.tell("cancellation", 51, 60, purpose="overall_mitigation").refusal is None
    assert office.tell("cancellation", 61, 70, purpose="adaptation").refusal is None
    assert {"CH.omge_voluntary", "CH.adaptation_contribution"} <= {account for _, account in office.blocks()}
    assert office.sound()


def test_what_was_done_elsewhere_against_the_authorization_is_recorded_with_a_warning(office):
    office.authorize(parties=("SE",), first_transfer=FirstTransferEvent.ISSUANCE)
    office.tell("issuance")
    office.letter()
    told = office.tell("transfer", to_party="CH")
    assert told.refusal is None
    assert told.warnings == ("party_not_authorized",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"verified_on": "2025-03-02"}, "foreign_not_verified"),
        ({"party_registry": "GHA1"}, "foreign_field_wrong"),
        ({"authorization": "LoA 2"}, "authorization_unknown"),
        ({"serials": SERIALS.format(50, 150)}, "foreign_units_unknown"),
    ],
)
def test_no_identifier_is_given_before_everything_is_there(office, change, code):
    office.authorize()
    office.tell("issuance")
    told = office.tell("authorization", **({"authorization": "LoA 1", "party_registry": "GHA01"} | change))
    assert told.refusal.code == code
    assert office.blocks() == []


def test_mitigation_of_before_2021_becomes_no_itmo(office):
    office.authorize()
    office.tell("issuance", vintage="2020")
    assert office.letter().refusal.code == "foreign_vintage_too_early"


def test_the_authorized_quantity_is_never_exceeded(office):
    office.authorize(quantity=99)
    office.tell("issuance")
    assert office.letter().refusal.code == "authorized_quantity_exceeded"
    assert [code for _, code in office.blocks("MO")] == ["GH.underlying"], "nothing of the event is kept"


@pytest.mark.parametrize(
    ("field", "found"),
    [("kind", "burning"), ("serials", "GS1-1"), ("executed_on", "1 March"), ("host_party", "Ghana"), ("vintage", "22"),
     ("purpose", "fun")],
)  # fmt: skip
def test_a_dirty_row_is_told_by_its_field(field, found):
    row = {"event": "E", "registry": "VCS", "kind": "issuance", "executed_on": "2025-03-01",
           "serials": SERIALS.format(1, 2), "project": "4242", "host_party": "GH", "vintage": "2022"}  # fmt: skip
    assert not isinstance(event_of(row, CODES), Refusal)
    wrong = event_of(row | {field: found}, CODES)
    assert isinstance(wrong, Refusal)
    assert wrong.about["field"] == field
    assert wrong.about["found"] == found
    if field != "purpose":
        missing = event_of(row | {field: ""}, CODES)
        assert isinstance(missing, Refusal)
        assert missing.code == "foreign_field_missing"


def test_units_of_another_registry_are_acquired_under_their_own_identifiers(office):
    """A buyer alone, whose partner keeps no section here; once more, and units that are here move."""
    bought = {"serials": "CA0007-KEN01-KEN-5-2023 to CA0007-KEN01-KEN-64-2023", "authorization": "KE-1",
              "registry": "KEN01", "to_party": "CH", "underlying": "GS GS1-1-KE-GS1-1-2023-1-5-64"}  # fmt: skip
    assert office.tell("acquisition", event="B", **bought).refusal is None
    assert office.tell("acquisition", event="B", **bought).known
    ((block, account),) = office.blocks()
    assert (block.first, block.last, account) == (5, 64, "CH.holding")
    assert block.first_transfer is not None
    lot = office.office.reader.lot_at(block.space, 5)
    assert (lot.host_party, lot.vintage, lot.underlying) == ("KE", 2023, "GS GS1-1-KE-GS1-1-2023-1-5-64")
    ids = "CA0007-KEN01-KEN-55-2023 to CA0007-KEN01-KEN-64-2023"
    use = {"registry": "CHE01", "purpose": NDC, "used_for_year": "2025"}
    used = office.tell("retirement", serials=ids, **use)
    assert used.refusal is None, "what was acquired is used under its identifiers"
    beyond = office.tell("retirement", serials=ids.replace("-64-", "-65-"), **use)
    assert beyond.refusal.code == "foreign_units_unknown"
    part = bought | {"serials": "CA0007-KEN01-KEN-5-2023 to CA0007-KEN01-KEN-14-2023", "to_party": "SE"}
    assert office.tell("acquisition", **part).refusal is None
    accounts = sorted(account for _, account in office.blocks())
    assert accounts == ["CH.holding", "CH.use_ndc.2021-2030", "SE.holding"]
    assert office.sound()


@pytest.mark.parametrize(
    "serials",
    ["CA007-KEN01-KEN-5-2023", "CA0007-KEN01-KEN-9-2023 to CA0007-KEN01-KEN-5-2023",
     "CA0007-KEN01-KEN-5-2023 to CA0007-KEN01-KEN-9-2024", "CA0007-KEN01-KEN-5-2023 to CA0008-KEN01-KEN-9-2023"],
)  # fmt: skip
def test_a_block_of_identifiers_is_of_one_series_and_in_order(serials):
    row = {"event": "B", "registry": "KEN01", "kind": "acquisition", "executed_on": "2025-03-01", "serials": serials,
           "to_party": "CH", "authorization": "KE-1"}  # fmt: skip
    assert event_of(row, CODES).about["field"] == "serials"


def test_every_kind_of_event_is_tried_here():
    assert {each.value for each in Kind} == {
        "issuance",
        "label",
        "authorization",
        "transfer",
        "acquisition",
        "retirement",
        "cancellation",
    }
