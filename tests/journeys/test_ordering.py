"""The rain reaches the town: the storm screen proposes, the officer orders, a plan stands with its bound."""

from datetime import datetime, timedelta
from pathlib import Path

from core.domain.hazards import Trigger
from core.queries.timing import BEIJING
from desktop.commands.window import FIRST_TOWN
from desktop.plan.reading import shelter_lines
from desktop.plan.saying import shelters_foot
from tests.journeys.conftest import SitDown

BEFORE = datetime(2023, 7, 30, 17, 30, tzinfo=BEIJING)
ACCEPTED_GAP = 0.005  # with the fleet's trips as they are
ACCEPTED_FLEET_GAP = 0.06  # the bound of the fleet lets households ride in parts


def test_the_rain_comes_to_the_limit_the_officer_orders_and_plans(drill_file: Path, sit_down: SitDown) -> None:
    with sit_down(drill_file) as officer:
        window, desk = officer.window, officer.window.desk
        assert officer.figure("due") == 0
        desk.seek(BEFORE)
        officer.screen("storm", "F8")
        assert officer.state("storm").proposal.level is Trigger.PREPARE

        wall = [desk._wall()]  # moved by hand: how far a clock runs while a slow machine answers is nobody's to say
        desk._wall = lambda: wall[0]
        officer.press("Ctrl+K", "Ctrl+Up", "Ctrl+Up")
        assert desk.speed == 600
        while officer.state("storm").proposal.level is not Trigger.GO:
            wall[0] += timedelta(seconds=1)
            desk._advance()
            officer.until_at_rest()
            assert desk.speed == 600
        officer.press("Ctrl+K")
        assert desk.speed == 0
        officer.until_at_rest()

        proposal = officer.state("storm").proposal
        assert proposal.town == FIRST_TOWN
        assert proposal.breaches
        officer.press("Return")
        officer.until(lambda: officer.figure("due") == proposal.people)
        officer.until(lambda: officer.state("storm").proposal is None)
        assert officer.figure("not_moved") == proposal.people
        officer.until(lambda: officer.window.shell.acts)
        assert f"共 {len(proposal.places)} 条" in window.row.undo.accessibleName()  # one key takes all of them back

        officer.screen("plan", "F6")
        assert officer.state("plan").board is None
        shares: list[float] = []
        window.planner().progress.connect(shares.append)
        officer.press("Ctrl+R")
        assert window.planner().running
        officer.until(lambda: officer.state("plan").board is not None)
        board = officer.state("plan").board
        assert shares
        assert shares == sorted(shares)
        assert (board.version, board.stale, board.stopped) == (1, False, False)
        assert board.exposure_bound <= board.exposure
        assert 0 <= board.whole_household_loss <= ACCEPTED_GAP * board.exposure_bound
        assert 0 <= board.gap <= ACCEPTED_FLEET_GAP
        assert FIRST_TOWN in {move.town for move in board.moves}

        in_use = {move.shelter for move in board.moves}
        shown = {line.row.shelter.id for line in shelter_lines(board)}
        assert len(in_use) > len(shown)  # beds are kept for villages that are not ordered yet
        foot = shelters_foot(board)
        assert f"另 {len(in_use - shown)} 岛" in foot
        assert f"其余 {len(board.shelters) - len(in_use | shown)} 岛不动用" in foot
