"""The whole number of whoever is being called, for the line on which the call is taken down: masked everywhere else."""

from functools import partial

from core.domain.calling import Rung
from core.queries.calls import call_number
from core.queries.rows import RollRow
from desktop.desk import Desk
from desktop.widgets.call_line import CallLine

_RUNGS = {"call_a": Rung.A, "call_b": Rung.B, "call_neighbour": Rung.NEIGHBOUR}


def show_number(desk: Desk, call: CallLine, row: RollRow) -> None:
    """Ask for the number behind the call that the line has begun; it comes a moment later, to the same call only."""
    rung = _RUNGS.get(call.verb)
    if rung is not None:
        desk.read(
            call_number, partial(call.show_number, call.begun), key="line-number", urgent=True,
            household=row.household, place=row.place, to=str(rung), at=desk.at(),
        )  # fmt: skip
