"""The verbs at a door, the same from the roll, the register and the command box: what each key records, of whom.

Each verb takes frozen rows and writes through the desk; what cannot be done is refused at the control that asked, never
silently.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.events import Evidence, Outcome, Step
from core.domain.findings import Refusal, Rule
from core.domain.harm import HOSPITAL_PLACE, Harm
from core.domain.refusing import REMEDY_FOR, Reason
from core.domain.standing import Class
from core.operations import field
from core.queries.rows import HelperRow, Look, RollRow
from desktop.desk import Desk

Refused = Callable[[Refusal], None]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is next for a person: `key` of the key table, `to` whom it calls, `name` his name."""

    key: str
    step: Step | None = None
    to: str = ""
    name: str = ""


def next_step(row: RollRow) -> NextStep:
    """The one next thing for this person; the ladder goes A, B, neighbour, knock, then the steps in their order."""
    if row.class_ is Class.MOVED:
        return NextStep("housed", Step.HOUSED) if Step.HOUSED not in row.steps else NextStep("see_map")
    if row.class_ is Class.REFUSED:
        return NextStep("call_neighbour", to="neighbour")
    if row.class_ is Class.AWAY:
        return NextStep("see_map")
    if row.look is Look.EXPOSED:
        return NextStep("call_neighbour", to="neighbour")
    if row.next_step in (Step.CALLED, Step.ANSWERED, None):
        return _next_call(row)
    return NextStep("enter", row.next_step)


def _next_call(row: RollRow) -> NextStep:
    for key, to, helper in (("call_a", "A", row.helper), ("call_b", "B", row.deputy)):
        if helper is not None and _may_answer(helper):
            return NextStep(key, to=to, name=helper.name)
    return (
        NextStep("knock")
        if row.helper is not None or row.deputy is not None
        else NextStep("call_neighbour", to="neighbour")
    )


def _may_answer(helper: HelperRow) -> bool:
    return helper.outcome is None or not Outcome(helper.outcome).silent


def called(desk: Desk, row: RollRow, to: str, outcome: Outcome, refused: Refused) -> None:
    """How one call ended. Whoever calls a helper or a neighbour asks about the whole household at once."""
    desk.write(field.call, refused=refused, person=row.person, to=to, outcome=outcome, household=to != "self")


def reached(desk: Desk, row: RollRow, step: Step, refused: Refused) -> None:
    """The next of the seven steps. An arrival and a bed are check-ins."""
    if step is Step.ARRIVED:
        arrived(desk, (row,), refused)
    elif step is Step.HOUSED:
        arrived(desk, (row,), refused, housed=True)
    else:
        desk.write(field.step, refused=refused, person=row.person, step=step)


def arrived(desk: Desk, rows: tuple[RollRow, ...], refused: Refused, *, housed: bool = False, note: str = "") -> None:
    """Check in where they already are, else where the plan sends them; without either it is refused."""
    groups: dict[str, list[RollRow]] = {}
    for row in rows:
        groups.setdefault(row.at_place or row.shelter or "", []).append(row)
    if "" in groups:
        refused(Refusal(Rule.UNKNOWN_SHELTER, {"person": "、".join(row.name for row in groups[""]), "missing": True}))
        return
    for place, there in groups.items():
        desk.write(
            field.check_in,
            refused=refused,
            persons=tuple(row.person for row in there),
            place=place,
            housed=housed,
            note=note,
        )


def refused_to_move(
    desk: Desk, rows: tuple[RollRow, ...], refused: Refused, reason: str = "", why: Reason | None = None
) -> None:
    """One round of talk that ended in a refusal; with its kind goes what is offered against it."""
    remedy = REMEDY_FOR[why] if why is not None else None
    persons = tuple(row.person for row in rows)
    desk.write(field.refuse, refused=refused, persons=persons, reason=reason, why=why, remedy=remedy)


def out_of_reach(desk: Desk, rows: tuple[RollRow, ...], refused: Refused, note: str = "") -> None:
    desk.write(field.unreachable, refused=refused, persons=tuple(row.person for row in rows), note=note)


def harmed(desk: Desk, row: RollRow, harm: Harm, evidence: Evidence, note: str, refused: Refused) -> None:
    """Put somebody on one of the named lists, where he is: in his shelter, else in his village."""
    place = None if harm is Harm.HOSPITAL or row.at_place == HOSPITAL_PLACE else (row.at_place or row.place or None)
    desk.write(field.harm, refused=refused, persons=(row.person,), harm=harm, place=place, evidence=evidence, note=note)


def away(desk: Desk, rows: tuple[RollRow, ...], refused: Refused, note: str = "") -> None:
    desk.write(field.away, refused=refused, persons=tuple(row.person for row in rows), note=note)
