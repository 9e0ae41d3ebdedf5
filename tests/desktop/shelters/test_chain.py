from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.domain.places import Position
from core.queries.island_chain import chain, foot
from desktop.shelters.model import SheltersShown, in_use
from desktop.shelters.panel_words import opened_since
from desktop.shelters.saying import short_name, status, towns
from desktop.shelters.strip import GAP, WIDE, Island, Town, widths
from tests.desktop.shelters import islands


def test_towns_follow_the_river_and_side_valleys_come_last() -> None:
    links = chain(islands.ROWS, islands.RIVER)
    names = [link.town for link in links]
    assert names.index("雁翅镇") < names.index("王平镇") < names.index("妙峰山镇") < names.index("军庄镇")
    assert {link.town for link in links if link.side} == {"清水镇", "斋堂镇", "潭柘寺镇"}
    assert [link.side for link in links] == sorted(link.side for link in links)


def test_every_island_stands_in_the_chain_once() -> None:
    idents = [row.shelter.id for link in chain(islands.ROWS, islands.RIVER) for row in link.rows]
    assert sorted(idents) == sorted(row.shelter.id for row in islands.ROWS)


def test_without_a_river_islands_go_from_west_to_east() -> None:
    assert [link.side for link in chain(islands.ROWS, ())] == [False] * 13


@given(st.floats(115.4, 116.3), st.floats(39.7, 40.3))
def test_the_foot_lies_on_the_river(lon: float, lat: float) -> None:
    at = foot(Position(lon, lat), islands.RIVER[0])
    assert at.along_m >= 0
    assert at.away_m >= 0


def test_the_order_of_the_board_does_not_matter() -> None:
    assert chain(islands.rows(None), islands.RIVER) == chain(tuple(reversed(islands.rows(None))), islands.RIVER)


def test_names_are_short_but_never_a_stump() -> None:
    assert short_name("妙峰山民族学校", "妙峰山镇") == "民族学校"
    assert short_name("王平村中心小学", "王平镇") == "王平村小学"
    assert short_name("王平中学", "王平镇") == "王平中学"


def test_a_shelter_that_desks_say_differently_of_is_listed_with_what_they_say() -> None:
    rows = tuple(
        replace(row, open=False, inside=0, coming=0, contested=row.shelter.id == "军庄中学") for row in islands.ROWS
    )
    state = SheltersShown(
        loaded=True, rows=rows, links=chain(rows, islands.RIVER), chosen="", scope="", now=islands.NOW
    )
    (row,) = [row for row in rows if in_use(row)]
    assert row.shelter.id == "军庄中学"
    assert "一台说关了，一台说开着" in status(row, state)
    assert opened_since(row) == "一台说关了，一台说开着"


def test_words_go_to_the_chosen_one_first_and_the_strip_never_overflows() -> None:
    state = SheltersShown(
        loaded=True,
        rows=islands.rows(),
        links=chain(islands.ROWS, islands.RIVER),
        chosen="军庄中学",
        scope="妙峰山镇",
        now=islands.NOW,
    )
    shown = towns(state)
    wide, narrow = widths(shown, 1226, (66.0,) * len(shown))
    assert "军庄中学" in wide
    used = sum(max(66.0, sum(WIDE if i.ident in wide else narrow for i in town.islands)) + GAP for town in shown)
    assert used <= 1226 + 40


def test_with_everything_open_some_do_without_words() -> None:
    crowd = tuple(
        Town(f"t{t}", tuple(Island(f"{t}-{n}", "x", "open", 0.5, "1/2", n) for n in range(4)), False) for t in range(9)
    )
    wide, _ = widths(crowd, 1226, (66.0,) * 9)
    assert 0 < len(wide) < 36
