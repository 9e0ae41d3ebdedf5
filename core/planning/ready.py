"""What the answer to the next change will ask of the roads, found before anybody waits for it.

Nobody knows which road closes next; but that the standing plan's routes and trips have to be read on the map, and that
helpers' and households' ways are searched on the roads as they are, is certain. All of it is remembered with the roads
it was found on (`PreparedRoads`, held against every case by value): another map finds nothing of it, and an answer
made with it is the same as one made without.
"""

from collections.abc import Callable

from core.planning.case import Case
from core.planning.prepared import PreparedRoads
from core.planning.replan import least_change


def make_ready(case: Case, stopped: Callable[[], bool], roads: PreparedRoads) -> None:
    """Answer a case in which nothing has changed, for what `roads` remember of it; nothing to do without a standing
    plan. Raises core.planning.planner.Stopped soon after `stopped` is true: what has been found by then stays."""
    if case.standing is not None:
        least_change(case, lambda _share: None, stopped, roads)
