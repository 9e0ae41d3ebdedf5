"""Where one person stands: a pure fold over the events that name him.

Live heads are the events that no other event names in `after`. The state of a head follows its chain: a call or a
step changes what was known before it, an arrival, leaving, refusal, unreachable or away is a claim of its own, a void
brings back what its target had replaced. An arrival may also replace the one at the shelter that the person says he
came from (`core/domain/guarded.py`). One head is certain; several claims that differ are one person to reconcile,
shown under the class that is worst for him, counted once (research: two clocks or two desks must never decide).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

from core.domain.beds_given import BedGiven, beds_in_force
from core.domain.events import Event, Kind, Outcome, Step
from core.domain.guarded import with_declared
from core.domain.harm import HOSPITAL_PLACE, Harm, HarmClaim, standing_harms, worst
from core.domain.heads import effective_heads, live_heads, not_come, replaced_by, straight, without_voided
from core.domain.ids import EventId
from core.domain.inside import GoneOut, arrival_taken_back, still_out


class Class(StrEnum):
    """The disjoint classes of whoever is due."""

    MOVED = "moved"
    NOT_MOVED = "not_moved"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    AWAY = "away"


class Home(StrEnum):
    """How somebody came to be at home again: let home after the return gate opened, or against it (擅自返回)."""

    NO = ""
    RETURNED = "returned"
    WENT_BACK = "went_back"


WORST_FIRST = (Class.UNREACHABLE, Class.REFUSED, Class.NOT_MOVED, Class.AWAY, Class.MOVED)


class Claim(NamedTuple):
    """What one live head says. `place` is where he is said to be when moved or away; `room` and `bed` where he sleeps
    there by the entry `bedded`, `other_beds` what desks gave him apart from it; `out` that he went out for a while."""

    class_: Class
    place: str | None
    at: datetime
    evidence: str | None
    event: EventId
    room: str | None = None
    bed: int | None = None
    out: GoneOut | None = None
    bedded: EventId | None = None
    other_beds: tuple[BedGiven, ...] = ()


class Standing(NamedTuple):
    """The state of one person.

    `claims` holds one entry per live head that claims something; more than one distinct (class, place) means
    `to_reconcile`. `called` maps who was called (`A`, `B`, `neighbour`, `self`) to the latest outcome and its time.
    `steps` are the cells that were really recorded. `home` says that he is at home again, and how: whatever was called
    or stepped before counts no more, he has the whole way before him. `harms` is what live heads say of an injury
    (`core.domain.harm`), `going_to` the shelter that he was sent on to and has not reached. `unheard` are entries that
    what shows him was recorded knowing, and that have not come; `by_answer` says that he would be shown otherwise but
    for what he answered at the door.
    """

    class_: Class = Class.NOT_MOVED
    place: str | None = None
    since: datetime | None = None
    evidence: str | None = None
    to_reconcile: bool = False
    claims: tuple[Claim, ...] = ()
    called: tuple[tuple[str, str, datetime], ...] = ()
    tries: int = 0
    steps: tuple[Step, ...] = ()
    last_at: datetime | None = None
    last_kind: str = ""
    last_event: EventId | None = None
    home: Home = Home.NO
    harms: tuple[HarmClaim, ...] = ()
    going_to: str | None = None
    unheard: tuple[EventId, ...] = ()
    by_answer: bool = False

    @property
    def harm(self) -> HarmClaim | None:
        """Under which of the named lists he stands."""
        return worst(self.harms)

    @property
    def dead(self) -> bool:
        harm = self.harm
        return harm is not None and harm.harm is Harm.DEAD

    def claim_at(self, place: str | None) -> Claim | None:
        """What puts him in a shelter, if anything does."""
        return next((c for c in self.claims if c.class_ is Class.MOVED and c.place == place), None)


NOBODY_KNOWS = Standing()

_CLAIMING: Mapping[str, Class] = {
    Kind.ARRIVED: Class.MOVED,
    Kind.LEFT: Class.NOT_MOVED,
    Kind.REFUSED: Class.REFUSED,
    Kind.UNREACHABLE: Class.UNREACHABLE,
    Kind.AWAY: Class.AWAY,
    Kind.RETURNED: Class.NOT_MOVED,
    Kind.WENT_BACK: Class.NOT_MOVED,
}

_HOME: Mapping[str, Home] = {Kind.RETURNED: Home.RETURNED, Kind.WENT_BACK: Home.WENT_BACK}
_STILL_HOME = (Kind.REFUSED, Kind.UNREACHABLE)  # who went back against the gate and says no again is at home still


def fold_person(events: Mapping[EventId, Event]) -> Standing:
    """The standing that a set of events about one person amounts to; order of arrival does not matter."""
    one_after_another = straight(events)
    if one_after_another is not None:
        state = NOBODY_KNOWS
        if one_after_another and one_after_another[0].after:  # the first here knew of others
            state = _unheard(state, not_come(events, one_after_another[0].after))
        for event in one_after_another:
            state = _apply(state, event)
        return state
    declared = with_declared(events)
    said = _fold_heads(declared)
    return said if declared is events else said._replace(by_answer=_shown(_fold_heads(events)) != _shown(said))


def _fold_heads(written: Mapping[EventId, Event]) -> Standing:
    events = without_voided(written)
    live = live_heads(events)
    memo: dict[EventId, Standing] = {}
    joined = _join(events, [_state(written, events, head, memo) for head in effective_heads(events, live)])
    return _unheard(joined, not_come(events, live))


def _shown(standing: Standing) -> tuple[Class, str | None, bool]:
    return (standing.class_, standing.place, standing.to_reconcile)


def _unheard(standing: Standing, ids: Sequence[EventId]) -> Standing:
    return standing._replace(unheard=tuple(sorted({*standing.unheard, *ids}))) if ids else standing


def _state(
    written: Mapping[EventId, Event], events: Mapping[EventId, Event], head: EventId, memo: dict[EventId, Standing]
) -> Standing:
    """State at one event; walks the chain with an explicit stack because a night can be long."""
    stack = [head]
    while stack:
        current = stack[-1]
        if current in memo:
            stack.pop()
            continue
        before = effective_heads(events, events[current].after)
        missing = [event_id for event_id in before if event_id not in memo]
        if missing:
            stack.extend(missing)
            continue
        known = _join(events, [memo[event_id] for event_id in before])
        known = _unheard(known, not_come(events, events[current].after))
        memo[current] = _apply(known, events[current])
        if written is not events and events[current].kind in _INSIDE and not known.unheard:
            # Whoever gave the bed had him there, and a desk has taken his arrival back: what stands without it too.
            arrival, now = arrival_taken_back(written, events, current), memo[current]
            if arrival is not None and known.claim_at(arrival.place) is None:
                beside = Claim(known.class_, known.place, arrival.at, arrival.evidence, arrival.id)
                memo[current] = _showing(now, (*now.claims, beside))
        stack.pop()
    return memo[head]


def _apply(before: Standing, event: Event) -> Standing:
    kind, values = event.kind, event.values
    class_ = _CLAIMING.get(kind)
    if class_ is None:
        return _after_call(before, event) if kind == Kind.CALLED else _without_claim(before, event)
    place = event.place if class_ is Class.MOVED or class_ is Class.AWAY else None
    claim = _with_bed(Claim(class_, place, event.at, event.evidence, event.id), event)
    home = before.home if kind in _STILL_HOME else _HOME.get(kind, Home.NO)
    if kind in _HOME:
        before = before._replace(steps=(), called=(), tries=0)
    steps = before.steps
    if class_ is Class.MOVED:
        steps = _with_step(steps, Step.ARRIVED)
        if values.get("housed"):
            steps = _with_step(steps, Step.HOUSED)
    elif kind == Kind.LEFT:
        steps = tuple(step for step in steps if step not in (Step.ARRIVED, Step.HOUSED))
    return _standing((
        class_, place, event.at, event.evidence, False, (claim,), before.called, before.tries, steps, event.at, kind,
        event.id, home, before.harms, values.get("to") if kind == Kind.LEFT else None, (), False,
    ))  # fmt: skip


# Of all its fields, in their order: by their names it takes four times as long, which was most of a rebuild.
_standing: Callable[[tuple[Any, ...]], Standing] = partial(tuple.__new__, Standing)


def _without_claim(before: Standing, event: Event) -> Standing:
    """After what says neither where he is nor that he will not go."""
    heard = before._replace(last_at=event.at, last_kind=event.kind, last_event=event.id)
    if event.kind == Kind.HARMED and event.values.get("harm") in _HARMS:
        return _after_harm(heard, event, Harm(event.values["harm"]))
    if event.kind in _INSIDE:
        return _inside(heard, event)
    if event.kind == Kind.STEPPED:
        return heard._replace(steps=_with_step(before.steps, Step(str(event.values["step"]))))
    return heard


def _inside(before: Standing, event: Event) -> Standing:
    """Another room or bed, or out for a while, of somebody in that shelter. Who recorded it had his arrival before him:
    where that has not come, or was lost, the entry itself says that he is there."""
    claim = before.claim_at(event.place)
    if claim is None:
        claim = Claim(Class.MOVED, event.place, event.at, event.evidence, event.id)
        arrived = _with_step(before.steps, Step.ARRIVED)
        before = _showing(before, (claim,))._replace(steps=arrived, going_to=None, unheard=())
    if event.kind == Kind.ROOMED:
        now = _with_bed(claim, event)._replace(out=None)
        before = before._replace(steps=_with_step(before.steps, Step.HOUSED))
    else:
        back = event.values.get("back_by")
        now = claim._replace(out=GoneOut(event.id, event.at, datetime.fromisoformat(back) if back else None))
    return before._replace(claims=tuple(now if one is claim else one for one in before.claims))


def _with_bed(claim: Claim, event: Event) -> Claim:
    room, bed = event.values.get("room"), event.values.get("bed")
    if room is None and event.kind != Kind.ROOMED:
        return claim
    number = int(bed) if bed is not None else None
    return claim._replace(room=str(room) if room is not None else None, bed=number, bedded=event.id, other_beds=())


def _after_call(before: Standing, event: Event) -> Standing:
    whom = str(event.values.get("to", "self"))
    outcome = str(event.values["outcome"])
    others = [entry for entry in before.called if entry[0] != whom] if before.called else ()
    called = (*others, (whom, outcome, event.at))
    steps = _with_step(before.steps, Step.CALLED)
    answered = outcome == Outcome.ANSWERED or outcome == Outcome.RELAYED
    if answered:
        steps = _with_step(steps, Step.ANSWERED)
    now = _standing((
        before.class_, before.place, before.since, before.evidence, before.to_reconcile, before.claims, called,
        before.tries + 1, steps, event.at, event.kind, event.id, before.home, before.harms, before.going_to,
        before.unheard, False,
    ))  # fmt: skip
    if answered and now.class_ is Class.UNREACHABLE:
        # Somebody spoke with him: he is no longer out of reach, but nothing says that he has moved. What another desk
        # claims of him beside that stays as it is.
        return _showing(now, tuple(map(_reached, now.claims)))._replace(since=event.at)
    return now


_HARMS = frozenset(Harm)
_INSIDE = frozenset((Kind.ROOMED, Kind.STEPPED_OUT))


def _after_harm(before: Standing, event: Event, harm: Harm) -> Standing:
    """Whoever is on a list has been seen: he is no longer out of reach. A hospital is a place of safety; a death is a
    claim of its own, in the class and place it was found in, so that a desk that has him elsewhere is asked."""
    said = HarmClaim(harm, event.place, event.at, event.evidence, event.id)
    found = before._replace(harms=(said,))
    if harm is Harm.HOSPITAL:
        place = event.place or HOSPITAL_PLACE
        steps = _with_step(_with_step(before.steps, Step.ARRIVED), Step.HOUSED)
        claim = Claim(Class.MOVED, place, event.at, event.evidence, event.id)
        return _showing(found, (claim,))._replace(steps=steps, unheard=())
    class_ = Class.NOT_MOVED if before.class_ is Class.UNREACHABLE else before.class_
    if harm is Harm.DEAD:
        return _showing(found, (Claim(class_, before.place, event.at, event.evidence, event.id),))
    if harm is Harm.INJURED and before.class_ is Class.UNREACHABLE:
        return _showing(found, tuple(map(_reached, before.claims)))._replace(since=event.at)
    return found


def _reached(claim: Claim) -> Claim:
    lost = claim.class_ is Class.UNREACHABLE
    return claim._replace(class_=Class.NOT_MOVED, place=None) if lost else claim


def _showing(standing: Standing, claims: tuple[Claim, ...]) -> Standing:
    """The standing that some claims (at least one) amount to: the worst class first, all of them kept."""
    first = min(claims, key=lambda claim: (WORST_FIRST.index(claim.class_), *_claim_key(claim)))
    return standing._replace(
        class_=first.class_,
        place=first.place,
        since=first.at,
        evidence=first.evidence,
        claims=claims,
        to_reconcile=len({(claim.class_, claim.place) for claim in claims}) > 1,
    )


@cache  # of seven steps there are few sets, and everybody's night goes through the same
def _with_step(steps: tuple[Step, ...], step: Step) -> tuple[Step, ...]:
    return steps if step in steps else tuple([known for known in Step if known in steps or known is step])


def _join(events: Mapping[EventId, Event], states: Sequence[Standing]) -> Standing:
    """Several heads at once: worst class wins the display, every claim stays, the person counts once."""
    if not states:
        return NOBODY_KNOWS
    if len(states) == 1:
        return states[0]
    claims = tuple(c._replace(out=still_out(events, c.place, states)) for c in _standing_claims(events, states))
    latest = max(states, key=_last_heard)
    standing = {claim.event for claim in claims}
    home = _home_of([state for state in states if any(claim.event in standing for claim in state.claims)])
    # Whoever went back against the gate is at risk again whatever a desk that has not heard of it goes on recording.
    counted = [state for state in states if state.home is home] if home is Home.WENT_BACK else states
    called = {entry[0]: entry for state in counted for entry in sorted(state.called, key=lambda item: item[2])}
    shared = latest._replace(
        called=tuple(called[whom] for whom in sorted(called)),
        tries=max(state.tries for state in counted),
        steps=tuple(step for step in Step if any(step in state.steps for state in counted)),
        home=home,
        harms=standing_harms(events, [harm for state in states for harm in state.harms]),
        unheard=tuple(sorted({one for state in states for one in state.unheard})),
    )
    return _showing(shared, claims) if claims else shared


def _home_of(states: Sequence[Standing]) -> Home:
    """The worse of what is said: against the gate before let home, let home before nothing."""
    return next((home for home in (Home.WENT_BACK, Home.RETURNED) if any(s.home is home for s in states)), Home.NO)


def _standing_claims(events: Mapping[EventId, Event], states: Sequence[Standing]) -> tuple[Claim, ...]:
    """Every claim that no other claim knew of: a call beside a departure does not keep the arrival alive."""
    said: dict[EventId, list[Claim]] = {}
    for claim in (claim for state in states for claim in state.claims):
        said.setdefault(claim.event, []).append(claim)
    by_event = {event: _one_claim(events, claims) for event, claims in said.items()}
    kept = [c for c in by_event.values() if len(by_event) == 1 or not replaced_by(events, c.event, list(by_event))]
    return tuple(sorted(kept, key=_claim_key))


def _one_claim(events: Mapping[EventId, Event], claims: Sequence[Claim]) -> Claim:
    """What desks say of one arrival, as one claim: of beds that were given apart one, and the others beside it."""
    if len(claims) == 1:
        return claims[0]
    # Where one desk has spoken with him since, and the other not, he is no longer out of reach.
    versions = [claim for claim in claims if claim.class_ is not Class.UNREACHABLE] or claims
    own = {BedGiven(claim.room, claim.bed, claim.bedded) for claim in versions if claim.bedded is not None}
    given = beds_in_force(events, own | {bed for claim in versions for bed in claim.other_beds})
    if not given:
        return max(versions, key=_bed_key)
    shown = given[-1]
    last = max([claim for claim in versions if claim.bedded == shown.event] or versions, key=_bed_key)
    others = [one for one in given if one.room is not None and (one.room, one.bed) != (shown.room, shown.bed)]
    return last._replace(room=shown.room, bed=shown.bed, bedded=shown.event, other_beds=tuple(others))


def _bed_key(claim: Claim) -> tuple[str, int, float]:
    return (claim.room or "", claim.bed or 0, claim.out.since.timestamp() if claim.out else 0.0)


def _last_heard(state: Standing) -> tuple[float, str]:
    return (state.last_at.timestamp() if state.last_at else 0.0, state.last_event or "")


def _claim_key(claim: Claim) -> tuple[datetime, str]:
    return (claim.at, claim.event)
