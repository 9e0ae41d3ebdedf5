"""The journal's nouns: past-tense facts, and what a finished operation tells the screens."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from core.domain.ids import BlobHash, DeviceId, EventId, IncidentId

EVENT_FORMAT = 1


class Kind(StrEnum):
    """Kinds of event. A kind this version does not know is kept and relayed, never dropped."""

    CREATED = "created"
    IMPORTED = "imported"
    PERSON_ADDED = "person_added"
    FIELD_EDITED = "field_edited"
    LINKED = "linked"
    UNLINKED = "unlinked"
    DIFFERED = "differed"
    TAKEN_OFF = "taken_off"
    PUT_BACK = "put_back"
    CONFIRMED = "confirmed"
    COUNTED = "counted"
    EXPLAINED = "explained"
    HEADS_MOVED = "heads_moved"
    ERASED = "erased"
    ORDERED = "ordered"
    LIFTED = "lifted"
    COMPLETED = "completed"
    LEVEL_SET = "level_set"
    PLAN_ADOPTED = "plan_adopted"
    LINK_CLOSED = "link_closed"
    LINK_OPENED = "link_opened"
    SHELTER_OPENED = "shelter_opened"
    SHELTER_CLOSED = "shelter_closed"
    SHELTER_ADDED = "shelter_added"
    STOCKED = "stocked"
    TICKED = "ticked"
    UNTICKED = "unticked"
    RELIEF_ORDERED = "relief_ordered"
    RELIEF_DECLINED = "relief_declined"
    PEAK_NOTED = "peak_noted"
    INSPECTED = "inspected"
    RETURN_ORDERED = "return_ordered"
    RETURNED = "returned"
    WENT_BACK = "went_back"
    CALLED = "called"
    STEPPED = "stepped"
    ARRIVED = "arrived"
    ROOMED = "roomed"
    STEPPED_OUT = "stepped_out"
    LEFT = "left"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    AWAY = "away"
    TOLD = "told"
    REPLAY_SET = "replay_set"
    CLOCK_SET = "clock_set"
    DECLINED = "declined"
    HELPER_OUT = "helper_out"
    HELPER_BACK = "helper_back"
    VEHICLE_OUT = "vehicle_out"
    VEHICLE_BACK = "vehicle_back"
    PAIR_LOCKED = "pair_locked"
    PAIR_UNLOCKED = "pair_unlocked"
    HARMED = "harmed"
    SORTIE = "sortie"
    RULE_SET = "rule_set"
    REPORTED = "reported"
    OPERATOR_NAMED = "operator_named"
    REVEALED = "revealed"
    ENROLLED = "enrolled"
    REVOKED = "revoked"
    EXPORTED = "exported"
    PRINTED = "printed"
    VOIDED = "voided"
    DUTY_NOTED = "duty_noted"
    HANDED_OVER = "handed_over"
    INCIDENT_CLOSED = "incident_closed"
    INCIDENT_ERASED = "incident_erased"


class Evidence(StrEnum):
    """How it is known, strongest first."""

    CARD = "card"
    SLIP = "slip"
    SEEN = "seen"
    PHONE_SELF = "phone_self"
    PHONE_HELPER = "phone_helper"
    HEARSAY = "hearsay"

    @property
    def rank(self) -> int:
        return list(Evidence).index(self)


class ClockTrust(StrEnum):
    """How far a wall time may be believed. For display only: order comes from `after`, never from clocks."""

    REPLAY = "replay"
    DEVICE = "device"
    OPERATOR = "operator"


class Outcome(StrEnum):
    """How a call ended; SENT is somebody on the way to the door, WRONG a number that is not theirs."""

    ANSWERED = "answered"
    NONE = "none"
    OFF = "off"
    RELAYED = "relayed"
    SENT = "sent"
    WRONG = "wrong"

    @property
    def spoken(self) -> bool:
        """Somebody was spoken to, or a message is being carried to the door."""
        return self in (Outcome.ANSWERED, Outcome.RELAYED)

    @property
    def silent(self) -> bool:
        """Nobody was reached, and nobody is on the way because of it."""
        return self in (Outcome.NONE, Outcome.OFF, Outcome.WRONG)


class Step(StrEnum):
    """The seven cells 叫 应 户 门 车 达 住."""

    CALLED = "called"
    ANSWERED = "answered"
    REACHED = "reached"
    OUT = "out"
    ABOARD = "aboard"
    ARRIVED = "arrived"
    HOUSED = "housed"


@dataclass(frozen=True, slots=True)
class Draft:
    """What an operation wants recorded; the journal adds identity, order and signature.

    `subject` is an id or code with its stream (`person/…`, `place/…`, `village/…`, `done/…`, `link/…`, `shelter/…`,
    `household/…`, `plan`, `level/…`, `helper/…`, `lock/…`, `storm`, `clock`, `register`, `printed`, `file`,
    `incident`, `log`, `shift`;
    `register/…` one entry, `register/…/field` one field of it, `same/a+b` whether two entries are one person,
    `confirmed/…`, `institution/…`, `desk/…` an enrolled laptop, `responder/…` a helper or squad out there,
    `rule/…/scope` one number of the rules, `situation/…` the reports upward of a town or `*`; `site/…` a shelter that
    the pack does not have, `stock/…/item`, `checklist/…/item`, `relief/…` a household that is to change shelters,
    `spared/…` a shelter that is not to be relieved, `return/…/order`, `return/…/peak`, `return/…/sign-role` of a
    place). `values` hold ids, codes and numbers only: names, phones and free text go into `pii`, which becomes one
    erasable salted blob and its hash in the event. `at` is the time the fact is said to have happened. `after` None
    means "all heads this file knows for the subject".
    """

    kind: Kind
    subject: str
    at: datetime
    operator: str = ""
    place: str | None = None
    moved_from: str | None = None
    evidence: Evidence | None = None
    trust: ClockTrust = ClockTrust.DEVICE
    values: dict[str, Any] = field(default_factory=dict)
    pii: tuple[dict[str, Any] | bytes, ...] = ()
    after: tuple[EventId, ...] | None = None


class Event(NamedTuple):
    """One line of the journal. `kind` stays a string so that kinds of a newer version survive.

    A tuple with names: a rebuild makes tens of thousands, and a frozen dataclass takes five times as long to make.
    """

    id: EventId
    incident: IncidentId
    device: DeviceId
    epoch: int
    seq: int
    prev: EventId | None
    at: datetime
    wall: datetime
    trust: str
    kind: str
    subject: str
    operator: str
    place: str | None
    moved_from: str | None
    evidence: str | None
    values: dict[str, Any]
    pii: tuple[BlobHash, ...]
    after: tuple[EventId, ...]
    signature: bytes
    format: int = EVENT_FORMAT


@dataclass(frozen=True, slots=True)
class Changes:
    """What one operation changed: announced once. `revision` is the journal's length after it.

    Reference tables that an import replaced are in `tables`; a read that finds nothing of its own in `kinds`,
    `subjects` or `tables` need not ask again.
    """

    revision: int
    events: tuple[Event, ...] = ()
    tables: frozenset[str] = frozenset()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(event.kind for event in self.events)

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset(event.subject for event in self.events)

    def touches(self, *kinds: Kind) -> bool:
        return not self.kinds.isdisjoint(kinds)
