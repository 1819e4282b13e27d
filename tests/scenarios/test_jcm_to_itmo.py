"""What a JCM registry issued as authorized becomes ITMOs in the section of the host Party, once."""

from pathlib import Path

from sextant.application.foreign.feed import ForeignFeed
from sextant.application.foreign.kept_here import events_of
from sextant.application.queries.verify import verify
from sextant.application.scenario.run import run
from sextant.storage.account_types import account_types
from sextant.storage.rulebook_files import parties, rulebooks
from sextant.storage.scenario_files import read_story, scratch_stage

FILE = Path(__file__).parents[2] / "scenarios" / "jcm_solar.yaml"


def test_authorized_credits_are_underlying_units_of_itmos_with_identifiers_of_their_own():
    stage = scratch_stage(read_story(FILE))
    assert run(stage).as_expected
    book = rulebooks().books["article_6_2"]
    feed = ForeignFeed(stage.registry, stage.reader, book, parties(), 2021, {}, synthetic=True)
    events = list(events_of(stage.reader, stage.book, "ID901", "XAA01"))
    told = list(feed.take_all(events))
    assert [each.refusal for each in told] == [None, None]
    [itmos] = [each.itmos for each in told if each.itmos]
    assert sum(each.last - each.first + 1 for each in itmos) == 2_400
    spaces = {each.id: each for each in stage.reader.spaces()}
    assert {(spaces[each.space].key, spaces[each.space].prefix) for each in itmos} == {
        ("CA0901 XAA01 XA 2025", "CA0901-XAA01-XA"),
    }
    [lot] = [lot for lot in stage.reader.lots(mechanism="article_6_2") if lot.space == itmos[0].space]
    assert lot.underlying == "JCM JCM-JP-XA-ID901-2025-1-2400"
    blocks = stage.reader.blocks(ranges=list(itmos))
    assert all(each.first_transfer is not None for each in blocks), "issuance is the first transfer here"
    again = list(feed.take_all(events_of(stage.reader, stage.book, "ID901", "XAA01")))
    assert all(each.known for each in again)
    assert sum(lot.quantity for lot in stage.reader.lots(mechanism="article_6_2") if lot.underlying) == 2_400
    assert verify(stage.reader, account_types()).findings == []


def test_the_part_that_stays_at_home_becomes_none():
    stage = scratch_stage(read_story(FILE))
    run(stage)
    quantities = [each.units.quantity for each in events_of(stage.reader, stage.book, "ID901", "XAA01")]
    assert quantities == [2_400, 2_400], "1,601 units of the partner country are not authorized"
