"""Orders, lifting, levels, closures, shelters, drills: the decisions, and what is refused."""

from contextlib import closing
from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import LinkId, PlaceCode, ShelterId
from core.operations.closures import close_link, open_link
from core.operations.drills import set_clock, set_replay
from core.operations.orders import decline, lift, order, set_level
from core.operations.shelters import close_shelter, open_shelter
from core.queries.night import night
from core.queries.roads import closure_rows, closures_known
from core.store.database import Store, open_store
from core.store.drills import drill_clock, replay_choice
from core.store.orders import declined, openings, orders_in_force, response_levels
from tests.factories import OFFICER, make_file, minute, surroundings, write_pack

P1, P2, P9 = PlaceCode("P1"), PlaceCode("P2"), PlaceCode("P9")
L1 = LinkId("L1")


def refusal(caught: pytest.ExceptionInfo[Refusal]) -> str:
    return caught.value.rule


def test_an_order_stands_until_it_is_lifted_by_name(drill: Store) -> None:
    order(drill, places=(P1, P2), level=Trigger.GO, at=minute(0), operator=OFFICER)
    assert len(night(drill).due) == 9
    lift(drill, places=(P1,), at=minute(60), operator=OFFICER)
    assert set(orders_in_force(drill)) == {P2}
    assert len(night(drill).due) == 4
    with pytest.raises(Refusal) as caught:
        lift(drill, places=(P2, P1), at=minute(61), operator=OFFICER)
    assert (refusal(caught), caught.value.facts) == (Rule.NOT_ORDERED, {"place": P1})
    assert set(orders_in_force(drill)) == {P2}


def test_prepare_may_be_raised_to_go(drill: Store) -> None:
    for level, due in ((Trigger.PREPARE, 1), (Trigger.GO, 5)):
        order(drill, places=(P1,), level=level, at=minute(0), operator=OFFICER)
        assert len(night(drill).due) == due


def test_one_unknown_place_orders_none(drill: Store) -> None:
    for operation in (order, decline):
        with pytest.raises(Refusal) as caught:
            operation(
                drill,
                places=(P1, P9),
                level=Trigger.GO,
                at=minute(0),
                operator="",
                **(  # type: ignore[operator]
                    {"reason": "无"} if operation is decline else {}
                ),
            )
        assert refusal(caught) == Rule.UNKNOWN_PLACE
    with pytest.raises(Refusal):
        lift(drill, places=(P9,), at=minute(0), operator="")
    assert orders_in_force(drill) == {}
    assert declined(drill) == {}


def test_a_declined_proposal_is_remembered_and_moves_nobody(drill: Store) -> None:
    decline(drill, places=(P1,), level=Trigger.GO, reason="雨停了", at=minute(5), operator=OFFICER)
    assert declined(drill)[P1] == (Trigger.GO, minute(5))
    assert night(drill).due == {}


def test_declining_a_higher_level_leaves_the_order_that_stands(drill: Store) -> None:
    order(drill, places=(P1,), level=Trigger.PREPARE, at=minute(0), operator=OFFICER)
    decline(drill, places=(P1,), level=Trigger.GO, reason="", at=minute(5), operator=OFFICER)
    assert orders_in_force(drill)[P1].level is Trigger.PREPARE
    assert declined(drill)[P1][0] is Trigger.GO


def test_a_level_is_one_of_the_known_ones_and_has_scope_and_issuer(drill: Store) -> None:
    with pytest.raises(Refusal) as caught:
        set_level(drill, level="红色", scope="全区", issuer="指挥部", at=minute(0), operator="")
    assert refusal(caught) == Rule.UNKNOWN_LEVEL
    for n, (level, scope) in enumerate((("三级", "全区"), ("一级", "练习镇"), ("二级", "全区"))):
        set_level(drill, level=level, scope=scope, issuer="指挥部", at=minute(n), operator="")
    assert [(r.level, r.scope) for r in response_levels(drill)] == [("一级", "练习镇"), ("二级", "全区")]


def test_a_road_closes_opens_and_closes_again(drill: Store) -> None:
    close_link(drill, link=L1, start=minute(10), at=minute(10), operator="")
    open_link(drill, link=L1, at=minute(40), operator="")
    close_link(drill, link=L1, start=minute(60), until=minute(90), at=minute(50), operator="")
    spans = [(c.start, c.end) for c in closures_known(drill, minute(0))]
    assert spans == [(minute(10), minute(40)), (minute(60), minute(90))]
    assert [row.now for row in closure_rows(drill, minute(70))] == [True]


def test_opening_ends_every_closure_that_holds_and_no_other(drill: Store) -> None:
    close_link(drill, link=L1, start=minute(0), at=minute(0), operator="")
    close_link(drill, link=L1, start=minute(5), until=minute(50), at=minute(0), operator="")
    close_link(drill, link=L1, start=minute(70), at=minute(0), operator="")
    open_link(drill, link=L1, at=minute(20), operator="")
    spans = [(c.start, c.end) for c in closures_known(drill, minute(0))]
    assert spans == [(minute(0), minute(20)), (minute(5), minute(20)), (minute(70), None)]


def test_a_road_that_is_open_cannot_be_opened(drill: Store) -> None:
    close_link(drill, link=L1, start=minute(10), until=minute(20), at=minute(0), operator="")
    for at in (minute(9), minute(20)):
        with pytest.raises(Refusal) as caught:
            open_link(drill, link=L1, at=at, operator="")
        assert refusal(caught) == Rule.LINK_NOT_CLOSED


def test_an_unknown_road_or_an_empty_interval_is_refused(drill: Store) -> None:
    with pytest.raises(Refusal) as caught:
        close_link(drill, link=LinkId("L9"), start=minute(0), at=minute(0), operator="")
    assert refusal(caught) == Rule.UNKNOWN_LINK
    with pytest.raises(Refusal) as caught:
        open_link(drill, link=LinkId("L9"), at=minute(0), operator="")
    assert refusal(caught) == Rule.UNKNOWN_LINK
    for until in (minute(0), minute(-5)):
        with pytest.raises(Refusal) as caught:
            close_link(drill, link=L1, start=minute(0), until=until, at=minute(0), operator="")
        assert refusal(caught) == Rule.EMPTY_INTERVAL


def test_a_closure_that_came_with_the_pack_can_be_opened(tmp_path: Path) -> None:
    closures = "link,from,until,kind,modes,source\nL8,2023-07-30T12:00,,observed,,村里报\n"
    make_file(tmp_path / "夜.daolian", pack=write_pack(tmp_path / "pack", {"closures.csv": closures}))
    with closing(open_store(tmp_path / "夜.daolian", surroundings())) as store:
        assert [c.link for c in closures_known(store, minute(0))] == ["L8"]
        open_link(store, link=LinkId("L8"), at=minute(30), operator="")
        assert [(c.start, c.end) for c in closures_known(store, minute(0))] == [(minute(0), minute(30))]


def test_a_shelter_opens_and_closes(drill: Store) -> None:
    open_shelter(drill, shelter=ShelterId("S1"), at=minute(0), operator="")
    assert openings(drill)[ShelterId("S1")].open
    close_shelter(drill, shelter=ShelterId("S1"), at=minute(9), operator="")
    assert not openings(drill)[ShelterId("S1")].open
    for operation in (open_shelter, close_shelter):
        with pytest.raises(Refusal) as caught:
            operation(drill, shelter=ShelterId("S9"), at=minute(0), operator="")
        assert refusal(caught) == Rule.UNKNOWN_SHELTER


def test_a_drill_remembers_its_storm_and_its_clock(drill: Store) -> None:
    set_replay(drill, name="23-7", options={"scale": "1.105"}, at=minute(0), operator="")
    set_clock(drill, at=minute(77))
    assert replay_choice(drill) == ("23-7", {"scale": "1.105"})
    assert drill_clock(drill) == minute(77)


def test_a_real_file_has_neither(real: Store) -> None:
    before = real.journal.revision
    with pytest.raises(Refusal) as caught:
        set_replay(real, name="23-7", options={}, at=minute(0), operator="")
    assert refusal(caught) == Rule.REPLAY_IN_REAL_FILE
    with pytest.raises(Refusal):
        set_clock(real, at=minute(0))
    assert real.journal.revision == before


@pytest.mark.parametrize(
    ("name", "options", "rule"),
    [
        ("98-8", {}, Rule.UNKNOWN_REPLAY),
        ("23-7", {"wind": "3"}, Rule.BAD_OPTION),
        ("23-7", {"scale": "much"}, Rule.BAD_OPTION),
    ],
)
def test_an_unknown_storm_or_option_is_refused(drill: Store, name: str, options: dict[str, str], rule: str) -> None:
    with pytest.raises(Refusal) as caught:
        set_replay(drill, name=name, options=options, at=minute(0), operator="")
    assert refusal(caught) == rule
    assert replay_choice(drill) is None
