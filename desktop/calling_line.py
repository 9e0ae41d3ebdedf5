"""The whole number of whoever is being called, for the line on which the call is taken down: masked everywhere else."""

from functools import partial

from core.domain.calling import Rung
from core.queries.calls import call_number
from core.queries.rows import RollRow
from desktop import keys, phrases
from desktop.desk import Desk
from desktop.talk_words import reasons
from desktop.widgets.call_line import CallLine, CallText

_RUNGS = {"call_a": Rung.A, "call_b": Rung.B, "call_neighbour": Rung.NEIGHBOUR}


def begin_refusal(call: CallLine, row: RollRow) -> None:
    """Ask what keeps somebody, by digit: then it can be said what to offer against it."""
    words = tuple(why for why, _offer in reasons())
    call.begin(CallText("refuse", keys.key("refuse").words, "", row.name, words))


def begin_call(desk: Desk, call: CallLine, verb: str, row: RollRow) -> None:
    """Begin a call about somebody on a line, or ask why he refuses; the whole number comes a moment later, to the same
    call only."""
    if verb == "refuse":
        begin_refusal(call, row)
        return
    helper = {"call_a": row.helper, "call_b": row.deputy}.get(verb)
    whom, phone = (helper.name, helper.phone) if helper is not None else ("", "")
    outcomes = tuple(phrases.outcome(outcome.value) for outcome in phrases.OUTCOMES)
    call.begin(CallText(verb, keys.key(verb).words, whom, row.name, outcomes, phone))
    rung = _RUNGS.get(verb)
    if rung is not None:
        desk.read(
            call_number, partial(call.show_number, call.begun), key="line-number", urgent=True,
            household=row.household, place=row.place, to=str(rung), at=desk.at(),
        )  # fmt: skip
