"""What a report upward is made from: frozen rows, facts only. Counts are persons unless a name says otherwise."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.harm import Harm
from core.domain.hazards import Trigger
from core.domain.helping import Out
from core.domain.ids import PersonId, PlaceCode
from core.domain.orders import ResponseLevel
from core.domain.people import Mobility
from core.domain.places import ShelterKind
from core.domain.situation import UNSETTLED, Due, Figure, Report, ReportKind
from core.domain.standing import Class


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One village; `place` empty for people taken in at a shelter of the town who belong to no village."""

    place: PlaceCode
    name: str
    level: Trigger
    figures: dict[Figure, int]


@dataclass(frozen=True, slots=True)
class TownLine:
    town: str
    figures: dict[Figure, int]
    places: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True)
class HouseLine:
    """One shelter, hospital or home that ever took somebody in: placed now, the most at one time, persons, visits."""

    shelter: str
    name: str
    town: str
    kind: ShelterKind | None
    capacity: int | None
    inside: int
    disputed: int
    peak: int
    peak_at: datetime | None
    persons: int
    visits: int

    @property
    def together(self) -> bool:
        """Whether it counts as in house (集中安置): relatives, host homes and hospitals do not."""
        return self.kind not in (ShelterKind.RELATIVES, ShelterKind.HOST, ShelterKind.HOSPITAL)


@dataclass(frozen=True, slots=True)
class HarmedRow:
    """One person on a named list: who, which, when, how known, where. `where` is the name of the village, shelter or
    hospital, as far as a table has it; `contested`: desks name different lists."""

    person: PersonId
    card: str
    name: str
    sex: str
    age: int | None
    place_name: str
    town: str
    harm: Harm
    class_: Class
    due: bool
    at: datetime
    operator: str
    evidence: str | None
    where: str
    note: str
    contested: bool


@dataclass(frozen=True, slots=True)
class OutRow:
    """A helper or a squad: where they are, when last heard of. `silent`: out there and not heard of for too long."""

    responder: str
    name: str
    squad: bool
    heads: int
    state: Out
    at: datetime
    where: str
    town: str
    operator: str
    silent: bool
    contested: bool


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """One institution in an ordered village."""

    institution: str
    name: str
    kind: str
    place_name: str
    town: str
    heads: int
    cannot_walk: int
    moved: int
    counted: bool


class Broken(StrEnum):
    """Totals that do not reconcile."""

    CLASSES = "classes"  # due is not the sum of its classes
    PLACED = "placed"  # the shelters' figures add up to more than the persons in them
    COMPLETED = "completed"  # a village said to be all moved has people who are not
    HEADS = "heads"  # desks counted different heads in an institution
    HARM = "harm"  # desks name different lists for one person
    OUT = "out"  # desks say different things of a helper
    MISSING = "missing"  # entries of a desk that are known to exist are not here
    UNHEARD = "unheard"  # an entry about somebody may exist that no desk's numbers show to be missing


@dataclass(frozen=True, slots=True)
class Difference:
    """One sum that does not come out: `left` and `right` are the two figures, `where` names the place, institution,
    person or desk, `persons` stand behind the difference."""

    rule: Broken
    where: str
    left: int
    right: int
    persons: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """Where everything stands, as it is reported. `behind` holds the persons of each figure that counts persons;
    `town_of` and `place_of` say under which line each of them is counted. `last` is the report before."""

    scope: str
    at: datetime
    revision: int
    title: str
    district: str
    drill: bool
    sample: bool
    level: ResponseLevel | None
    desks_heard: int
    desks: int
    oldest: datetime | None
    total: dict[Figure, int]
    towns: tuple[TownLine, ...]
    houses: tuple[HouseLine, ...]
    peak_at: datetime | None
    harmed: tuple[HarmedRow, ...]
    out: tuple[OutRow, ...]
    institutions: tuple[InstitutionLine, ...]
    differences: tuple[Difference, ...]
    roads_closed: int
    made: tuple[Report, ...]
    due: Due | None
    written_min: int
    silence_min: int
    behind: dict[Figure, tuple[PersonId, ...]] = field(default_factory=dict)
    town_of: dict[PersonId, str] = field(default_factory=dict)
    place_of: dict[PersonId, PlaceCode] = field(default_factory=dict)
    gone: dict[Figure, int] = field(default_factory=dict)  # of the dead: how many stand in which class

    @property
    def last(self) -> Report | None:
        return self.made[-1] if self.made else None

    @property
    def kind(self) -> ReportKind:
        """What the next report is, whether it is due yet or not."""
        if self.last is None or self.last.kind is ReportKind.FINAL:
            return ReportKind.FIRST
        return ReportKind.NEXT

    @property
    def unsettled(self) -> dict[Figure, tuple[PersonId, ...]]:
        """Whom a final report would leave behind: not moved, refusing, not reached, or said to be in two places; who
        died is accounted for. Somebody may stand under a class and under TO_RECONCILE."""
        dead = set(self.behind.get(Figure.DEAD, ()))
        found = {one: tuple(who for who in self.behind.get(one, ()) if who not in dead) for one in UNSETTLED}
        return {figure: persons for figure, persons in found.items() if persons}

    @property
    def unsettled_counts(self) -> dict[Figure, int]:
        """The same in figures, with the heads of institutions that have not moved."""
        heads = sum(max(0, one.heads - one.moved) for one in self.institutions)
        counts = {figure: len(persons) for figure, persons in self.unsettled.items()}
        return {**counts, **({Figure.INSTITUTION_HEADS: heads} if heads else {})}

    @property
    def number(self) -> int:
        """Which report of this scope the next one is, from 1."""
        return len(self.made) + 1


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One name behind a figure: `kind` person, institution or responder; `state` as its own facts."""

    kind: str
    ident: str
    name: str
    place_name: str
    town: str
    sex: str = ""
    age: int | None = None
    class_: Class | None = None
    mobility: Mobility | None = None
    at_place: str | None = None
    at_name: str = ""
    since: datetime | None = None
    to_reconcile: bool = False
    overtaken: bool = False
    harm: Harm | None = None
    count: int = 1
    moved: int = 0
    out: Out | None = None
