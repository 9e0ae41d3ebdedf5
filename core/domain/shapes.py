"""Whether an event says what its kind needs: what another desk sent is looked at once, where it comes in.

A kind that is not listed here is not judged: a newer version may have made it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from core.domain.events import Event, Kind, Outcome, Step
from core.domain.hazards import Trigger

Check = Callable[[Event], bool]


def well_formed(event: Event) -> bool:
    """Whether every part of an event is of the kind that it must be, and its values what its kind needs."""
    texts = (event.trust, event.kind, event.subject, event.operator)
    optional = (event.place, event.moved_from, event.evidence)
    return (
        all(isinstance(text, str) for text in texts)
        and all(text is None or isinstance(text, str) for text in optional)
        and 1 <= event.epoch < 1 << 31
        and 1 <= event.seq < 1 << 31
        and isinstance(event.values, dict)
        and all(isinstance(name, str) for name in event.values)
        and _CHECKS.get(event.kind, _anything)(event)
    )


def _anything(_event: Event) -> bool:
    return True


def _one_of(name: str, allowed: Any) -> Check:
    return lambda event: event.values.get(name) in set(allowed)


def _text(name: str, length: int | None = None) -> Check:
    return lambda event: (
        isinstance(event.values.get(name), str) and (length is None or _hex(str(event.values[name]), length))
    )


def _hex(text: str, length: int) -> bool:
    return len(text) == length and all(character in "0123456789abcdef" for character in text)


def _entry_id(one: Any) -> bool:
    """Text without control characters: those stand between the parts of a search key."""
    return isinstance(one, str) and one.isprintable()


def _import(event: Event) -> bool:
    if event.subject == "tables":
        parts = event.values.get("parts", {})
        return isinstance(parts, dict) and all(
            isinstance(table, str)
            and isinstance(hashes, list)
            and all(isinstance(one, str) and _hex(one, 64) for one in hashes)
            for table, hashes in parts.items()
        )
    if event.subject != "register":
        return True
    ids = event.values.get("ids", [])
    listed = isinstance(ids, list) and all(map(_entry_id, ids)) and len(ids) == len(event.pii)
    return listed and event.values.get("table") in ("people", "helpers")


def _revocation(event: Event) -> bool:
    kept = event.values.get("kept")
    listed = isinstance(kept, list) and all(isinstance(one, str) and _hex(one, 32) for one in kept)
    return listed and isinstance(event.values.get("seal"), str) and _hex(event.subject.removeprefix("desk/"), 16)


def _taking_off(event: Event) -> bool:
    knew = event.values.get("knew", [])
    return (
        isinstance(event.values.get("reason"), str)
        and isinstance(knew, list)
        and all(isinstance(one, str) and _hex(one, 32) for one in knew)
    )


def _held(held: Any) -> bool:
    """Device -> epoch -> seqs, as `Journal.held_at` gives it."""
    return isinstance(held, dict) and all(
        isinstance(device, str)
        and isinstance(epochs, dict)
        and all(
            str(epoch).isdecimal() and isinstance(seqs, list) and seqs and all(type(seq) is int for seq in seqs)
            for epoch, seqs in epochs.items()
        )
        for device, epochs in held.items()
    )


def _base(base: Any) -> bool:
    """Earlier plans, each with the households that were taken by it."""
    return isinstance(base, list) and all(
        isinstance(one, list) and len(one) == 2 and isinstance(one[0], str) and _hex(one[0], 32) and _is_texts(one[1])
        for one in base
    )


def _link_change(event: Event) -> bool:
    start, until = event.values.get("from"), event.values.get("until")
    return (start is None or isinstance(start, int)) and (until is None or isinstance(until, int))


def _number(name: str) -> Check:
    """A number of 0 or more; true and false are none."""

    def check(event: Event) -> bool:
        value = event.values.get(name)
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")

    return check


def _if_said(name: str, check: Callable[[Any], bool]) -> Check:
    return lambda event: event.values.get(name) is None or check(event.values[name])


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _texts(name: str) -> Check:
    def check(event: Event) -> bool:
        return _is_texts(event.values.get(name))

    return check


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _all_of(*checks: Check) -> Check:
    return lambda event: all(check(event) for check in checks)


def _about_two(event: Event) -> bool:
    """Whether the subject names a thing and what of it: `stock/S1/water_l`."""
    return event.subject.count("/") > 1


_BED = _all_of(_if_said("room", _is_text), _if_said("bed", _is_whole))

_CHECKS: Mapping[str, Check] = {
    Kind.ARRIVED: _BED,
    Kind.ROOMED: _BED,
    Kind.STEPPED_OUT: _if_said("back_by", _is_moment),
    Kind.LEFT: _if_said("to", _is_text),
    Kind.SORTIE: _if_said("heads", _is_whole),
    Kind.CONFIRMED: _about_two,
    Kind.RULE_SET: _about_two,
    Kind.COUNTED: _all_of(_number("heads"), _number("cannot_walk")),
    Kind.HEADS_MOVED: _number("moved"),
    Kind.CALLED: lambda event: (
        event.values.get("outcome") in set(Outcome) and isinstance(event.values.get("to", ""), str)
    ),
    Kind.STEPPED: _one_of("step", Step),
    Kind.VOIDED: _text("event", 32),
    Kind.ORDERED: _one_of("level", (Trigger.PREPARE, Trigger.GO)),
    Kind.DECLINED: _one_of("level", Trigger),
    Kind.LEVEL_SET: _text("level"),
    Kind.LINK_CLOSED: _link_change,
    Kind.LINK_OPENED: _link_change,
    Kind.PLAN_ADOPTED: _all_of(
        _text("plan", 64), _if_said("held", _held), _if_said("base", _base), _if_said("gave_way", _is_texts)
    ),
    Kind.TOLD: _text("plan", 32),
    Kind.PAIR_LOCKED: lambda event: isinstance(event.values.get("helper"), str) and event.subject.count("/") > 1,
    Kind.PAIR_UNLOCKED: lambda event: event.subject.count("/") > 1,
    Kind.TAKEN_OFF: _taking_off,
    Kind.FIELD_EDITED: lambda event: len(event.pii) >= 1,
    Kind.IMPORTED: _import,
    Kind.REVOKED: _revocation,
    Kind.INCIDENT_CLOSED: lambda event: isinstance(event.values.get("erase_at"), int),
    Kind.PERSON_ADDED: lambda event: _entry_id(event.values.get("id")) and len(event.pii) >= 1,
    Kind.SHELTER_ADDED: _all_of(_number("capacity"), _text("kind"), _text("place")),
    Kind.STOCKED: _all_of(_about_two, _number("amount")),
    Kind.TICKED: _about_two,
    Kind.UNTICKED: _about_two,
    Kind.RELIEF_ORDERED: _all_of(_text("from"), _text("to"), _texts("persons")),
    Kind.RELIEF_DECLINED: _all_of(_text("cause"), _number("inside")),
    Kind.PEAK_NOTED: _all_of(_about_two, _number("peak")),
    Kind.INSPECTED: _all_of(_about_two, _texts("orders"), _one_of("clear", (True, False))),
    Kind.RETURN_ORDERED: _all_of(_about_two, _texts("orders")),
}
