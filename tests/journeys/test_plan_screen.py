"""At the plan screen: why a household goes there, what limits the plan and would help, both plans after a closure, and
the answer that is ready before the road closes."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.domain.ids import LinkId
from core.domain.plans import Plan
from core.domain.reasons import Cut, CutLink, LinkLoad, Remedy, RemedyKind
from core.operations.plans import adopt_plan
from core.planning.planner import make_plan
from core.queries.planning_case import planning_case
from core.store.database import open_store
from desktop import critical_roads, replanning
from desktop.surroundings import seeded_surroundings
from tests.journeys import worker_tasks
from tests.journeys.conftest import GO_AT, NAME, SitDown
from tests.journeys.officer import Officer
from tests.journeys.test_replanning import a_used_link, board, click_on, ways


def test_why_a_household_goes_there_is_one_key_away(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        view = officer.screen("plan", "F6")
        officer.press("Down", "?")
        line = view.right.list.current_line()
        whys = [one for one in view.right.list.lines.lines if one.key.startswith(f"{line.group}/why-")]
        assert [one.title for one in whys] == ["为何去这", "为何走这", "为何这时"]
        move = next(move for move in board(officer).moves if str(move.household) == line.household)
        assert whys[0].second.startswith(f"{move.shelter_name}：")


def limited(plan: Plan) -> Plan:
    """The night's plan as it would be if one of its roads let only so many through."""
    link = next(move.route.links[0] for move in plan.moves if move.route.links)
    load = LinkLoad(link, True, 160.0, (4, 9, 13, 13, 14, 13, 2))
    until = plan.at + timedelta(minutes=45)
    cut = Cut(until, 60, 60, (CutLink(link, True, plan.at, until, 60),))
    beds = Remedy(RemedyKind.BED, str(plan.moves[0].shelter), 12, 12, 900.0, 4.0, 3)
    turns = Remedy(RemedyKind.STAGE, str(link), 2, 0, 310.0, 9.0, 15)
    return replace(plan, loads_of_links=(load,), cut=cut, remedies=(beds, turns))


@pytest.fixture
def limited_night(night_file: Path) -> Path:
    around = seeded_surroundings(4, lambda: GO_AT.astimezone(UTC))
    with closing(open_store(night_file, around)) as store:
        plan = make_plan(planning_case(store, GO_AT), lambda _share: None, lambda: False)
        adopt_plan(store, plan=limited(plan), reason="", at=GO_AT, operator=NAME)
    return night_file


def test_what_limits_the_plan_and_what_would_help(limited_night: Path, sit_down: SitDown) -> None:
    with sit_down(limited_night) as officer:
        officer.until(lambda: board(officer) is not None)
        view = officer.screen("plan", "F6")
        assert "再好也快不过 18:55" in view.right.cut.text()
        heads = view.right.heads()
        gains = [line.right_second for line in heads]
        assert gains[0] == "多排 12 人 · 少等 900 人·分"
        assert "少等 310 人·分 · 全部到达早 9 分" in gains
        officer.press("1")
        assert "还有 3 人排不上" in view.right.snags.lines.lines[1].second
        officer.press("L")
        assert view.left.strips.rowCount() == 1
        strip = view.left.strips.rows[0]
        assert strip.flow == "每时 160 人"
        assert strip.when.endswith("起满")
        officer.press("T")
        assert view.left.load_table.rowCount() == 7
        officer.press("L")
        assert view.left.faces.currentWidget() is view.left.chart


def test_both_plans_stand_on_the_screen_and_the_fresh_one_is_taken(
    night_file: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replanning, "may_gain", lambda _plan, _threshold: True)
    monkeypatch.setattr(replanning, "compare_afresh", worker_tasks.with_any_fresh)
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        view = officer.screen("plan", "F6")
        assert view.right.offer.isHidden()
        click_on(officer, a_used_link(officer))
        officer.press("X")
        officer.until(lambda: officer.state("plan").offer is not None)
        offered: Any = officer.window.planner().offer
        officer.screen("plan", "F6")
        assert not view.right.offer.isHidden()
        assert view.right.offer.accessibleName().startswith("少动（现行），改 ")
        version = board(officer).version
        officer.press("F")
        officer.until(lambda: board(officer).version == version + 1 and not officer.window.planner().running)
        assert view.right.offer.isHidden()
        assert ways(officer) == {str(move.household): _way(move) for move in offered.fresh.moves}
        assert {row.household for row in board(officer).tell} == {one.household for one in offered.fresh_to_tell}


def _way(move: Any) -> tuple[object, ...]:
    return move.shelter, move.mode, move.route.links, move.depart


def test_the_threshold_is_chosen_on_the_screen_and_kept(night_file: Path, sit_down: SitDown) -> None:
    with sit_down(night_file) as officer:
        officer.until(lambda: board(officer) is not None)
        officer.screen("plan", "F6")
        assert officer.window.planner().worth_telling == 0.02
        officer.press("Shift+F")
        assert officer.window.planner().worth_telling == 0.05
        assert officer.window.settings.get(_threshold()) == 5


def _threshold() -> Any:
    from desktop.settings import WORTH_TELLING

    return WORTH_TELLING


def test_the_answer_is_ready_before_the_road_closes(
    night_file: Path, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(critical_roads, "search", worker_tasks.search_few)
    monkeypatch.setattr(critical_roads, "PAUSE_MS", 50)
    with sit_down(night_file, foresight=True) as officer:
        officer.until(lambda: officer.window.critical().roads)
        worst = officer.window.critical().roads[0]
        assert worst.replan is not None
        view = officer.screen("plan", "F6")
        officer.press("K")
        assert view.right.list.lines.rowCount() == worker_tasks.ROADS_TRIED
        officer.press("M")
        officer.until(lambda: officer.window.front == "map")
        officer.press("K")
        scene = officer.window.models["map"].scene
        assert [spot.rank for spot in scene.critical] == [1, 2, 3]

        version = board(officer).version
        close(officer, worst.link)
        officer.until(lambda: board(officer).version == version + 1)
        assert ways(officer) == {str(move.household): _way(move) for move in worst.replan.plan.moves}
        assert {row.household for row in board(officer).tell} == {one.household for one in worst.replan.to_tell}
        assert not board(officer).stale


def close(officer: Officer, link: LinkId) -> None:
    click_on(officer, link)
    officer.press("X")
