"""What the plan screen reads out of one PlanBoard: groups, shares and times; no words, no widgets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import HouseholdId
from core.domain.plans import Route
from core.domain.road_labels import RoadLabel
from core.domain.roads import Link
from core.queries.map_rows import ShelterRow
from core.queries.pairing_rows import PairRemedyRow
from core.queries.plan_rows import ClosedDoorRow, PlanBoard, TellRow
from core.queries.road_labels import RoadLabels
from core.queries.rows import HelperRow, MoveRow

UNKNOWN_FIT = ("step_free_unknown", "power_unknown")
NEARLY_FULL = 0.9  # ui.md section 4: from here on a shelter is marked


class Snag(StrEnum):
    """Why the plan is not better than it is, in the order shown."""

    SHORTFALL = "shortfall"
    UNCOVERED = "uncovered"
    FULL = "full"
    UNKNOWN = "unknown"  # nobody has recorded whether a shelter fits those who are sent there
    NOT_ORDERED = "not_ordered"


@dataclass(frozen=True, slots=True)
class SnagPlace:
    """One village inside a snag. `heads` names the households, in id order."""

    place_name: str
    town: str
    households: int
    persons: int
    heads: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SnagGroup:
    """One line of 卡在哪里. `rule` names a ShortfallRule, an UncoveredRule or a finding's rule, `role` the helper that
    lacks."""

    snag: Snag
    rule: str
    role: str
    households: int
    persons: int
    places: tuple[SnagPlace, ...]
    shelter: ShelterRow | None = None
    share: float = 0.0
    filled_at: datetime | None = None
    remedy: PairRemedyRow | None = None
    door: ClosedDoorRow | None = None

    @property
    def key(self) -> str:
        return "/".join((self.snag, self.rule, self.role, str(self.shelter.shelter.id) if self.shelter else ""))


@dataclass(frozen=True, slots=True)
class TellGroup:
    """One call to make: everything one helper must hear, or one household that has no helper."""

    key: str
    helper: HelperRow | None
    rows: tuple[TellRow, ...]

    @property
    def told(self) -> bool:
        return all(row.told_at is not None for row in self.rows)

    @property
    def persons(self) -> int:
        return sum(row.persons for row in self.rows)

    @property
    def untold(self) -> tuple[str, ...]:
        return tuple(str(row.household) for row in self.rows if row.told_at is None)

    @property
    def novelties(self) -> tuple[tuple[str, int], ...]:
        """What is new with the number of households it is new for, most frequent first."""
        counts: dict[str, int] = {}
        for row in self.rows:
            for novelty in row.novelties:
                counts[novelty] = counts.get(novelty, 0) + 1
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def shelters(self) -> tuple[str, str] | None:
        """Before and after, where all of them change alike."""
        pairs = {(row.before_shelter, row.after_shelter) for row in self.rows}
        before, after = next(iter(sorted(pairs)))
        return (before, after) if len(pairs) == 1 and before != after else None


@dataclass(frozen=True, slots=True)
class ShelterLine:
    """A shelter in the plan: persons in, in by the plan's end, capacity; `last` is the last planned arrival."""

    row: ShelterRow
    planned: int
    share: float
    last: datetime | None

    @property
    def left(self) -> int:
        return self.row.shelter.capacity - self.planned

    @property
    def tight(self) -> bool:
        return self.share >= NEARLY_FULL


@dataclass(frozen=True, slots=True)
class RouteLeg:
    """A stretch of one road; `name` is empty for an unnamed one."""

    name: str
    metres: float


@dataclass(frozen=True, slots=True)
class RoadName:
    """What the screen needs of a link; `label` says which stretch it is, or where an unnamed one lies."""

    name: str
    length_m: float
    label: RoadLabel | None = None


class RoadNames(Mapping[str, RoadName]):
    """The roads of the file, each put into words when it is asked for."""

    def __init__(self, links: Sequence[Link], labels: RoadLabels) -> None:
        self._links = {str(link.id): link for link in links}
        self._labels = labels

    def __getitem__(self, link: str) -> RoadName:
        known = self._links[link]
        return RoadName(known.name, known.length_m, self._labels.of(link))

    def __iter__(self) -> Iterator[str]:
        return iter(self._links)

    def __len__(self) -> int:
        return len(self._links)


def snags(board: PlanBoard, town: str | None) -> tuple[SnagGroup, ...]:
    """Everything that holds the plan back, largest first inside its kind; `town`'s villages come first in a line."""
    return (*_shortfall(board, town), *_uncovered(board, town), *_full(board), *_unknown(board), *_not_ordered(board))


def _shortfall(board: PlanBoard, town: str | None) -> tuple[SnagGroup, ...]:
    found = []
    for rule in sorted({row.rule for row in board.shortfall}):
        rows = [row for row in board.shortfall if row.rule is rule]
        entries = [(row.town, row.place_name, str(row.household), row.head, row.persons) for row in rows]
        places = _by_place(entries, town)
        persons = sum(row.persons for row in rows)
        door = max(rows, key=lambda row: row.persons).door  # named is the one that most of them stand before
        found.append(SnagGroup(Snag.SHORTFALL, rule, "", len(rows), persons, places, door=door))
    return tuple(sorted(found, key=lambda group: (-group.persons, group.rule)))


def _uncovered(board: PlanBoard, town: str | None) -> tuple[SnagGroup, ...]:
    found = []
    for role, rule in sorted({(row.role, row.rule) for row in board.uncovered}):
        rows = [row for row in board.uncovered if (row.role, row.rule) == (role, rule)]
        entries = [(row.town, row.place_name, str(row.household), row.head, 0) for row in rows]
        remedy = _most_helpful(board, {row.household for row in rows if town in (None, row.town)})
        found.append(SnagGroup(Snag.UNCOVERED, rule, role, len(rows), 0, _by_place(entries, town), remedy=remedy))
    return tuple(sorted(found, key=lambda group: (group.role, -group.households, group.rule)))


def _most_helpful(board: PlanBoard, households: set[HouseholdId]) -> PairRemedyRow | None:
    """The helper to look for who would cover most of these households; None where nobody would cover any."""
    gains = [len(households.intersection(remedy.households)) for remedy in board.pair_remedies]
    best = max(range(len(gains)), key=lambda i: (gains[i], -i), default=None)
    return board.pair_remedies[best] if best is not None and gains[best] else None


def _by_place(entries: Sequence[tuple[str, str, str, str, int]], town: str | None) -> tuple[SnagPlace, ...]:
    places: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for of_town, place, household, head, persons in entries:
        places.setdefault((of_town, place), []).append((household, head, persons))
    found = [
        SnagPlace(
            place,
            of_town,
            len(here),
            sum(persons for _, _, persons in here),
            tuple(head for _, head, _ in sorted(here)),
            tuple(household for household, _, _ in sorted(here)),
        )
        for (of_town, place), here in places.items()
    ]
    return tuple(sorted(found, key=lambda p: (p.town != town, -p.persons, -p.households, p.town, p.place_name)))


def _full(board: PlanBoard) -> tuple[SnagGroup, ...]:
    return tuple(
        SnagGroup(Snag.FULL, "", "", 0, line.planned, (), line.row, line.share, line.last)
        for line in shelter_lines(board)
        if line.tight
    )


def _unknown(board: PlanBoard) -> tuple[SnagGroup, ...]:
    """Shelters of which it is not recorded whether they fit the people sent there, a line a kind of need."""
    names = {str(row.shelter.id): (row.shelter.name, row.shelter.town) for row in board.shelters}
    found = []
    for finding in board.findings:
        if finding.rule in UNKNOWN_FIT:
            where = [names.get(str(ident), (str(ident), "")) for ident in finding.facts["shelters"]]
            places = tuple(SnagPlace(name, town, 0, 0, (), ()) for name, town in where)
            found.append(SnagGroup(Snag.UNKNOWN, finding.rule, "", 0, int(finding.facts["persons"]), places))
    return tuple(found)


def _not_ordered(board: PlanBoard) -> tuple[SnagGroup, ...]:
    if not board.not_ordered:
        return ()
    places = tuple(SnagPlace(name, "", 0, 0, (), ()) for name in board.not_ordered)
    return (SnagGroup(Snag.NOT_ORDERED, "", "", 0, 0, places),)


def tell_groups(board: PlanBoard) -> tuple[TellGroup, ...]:
    """Calls to make, in the plan's order of telling; the told ones keep their place."""
    groups: dict[str, list[TellRow]] = {}
    for row in board.tell:
        groups.setdefault(f"helper/{row.helper.helper}" if row.helper else f"household/{row.household}", []).append(row)
    return tuple(TellGroup(key, rows[0].helper, tuple(rows)) for key, rows in groups.items())


def untold_households(board: PlanBoard) -> int:
    return sum(row.told_at is None for row in board.tell)


def novelty_counts(board: PlanBoard) -> tuple[tuple[str, int], ...]:
    """Households per kind of novelty, over everybody to tell."""
    return TellGroup("", None, board.tell).novelties


def shelter_lines(board: PlanBoard) -> tuple[ShelterLine, ...]:
    """Shelters that the plan uses or that hold people, fullest first."""
    last: dict[str, datetime] = {}
    for move in board.moves:
        known = last.get(move.shelter)
        last[move.shelter] = move.arrive if known is None else max(known, move.arrive)
    lines = []
    for row in board.shelters:
        planned = row.inside + row.coming
        if planned:
            share = planned / row.shelter.capacity if row.shelter.capacity else 1.0
            lines.append(ShelterLine(row, planned, share, last.get(row.shelter.id)))
    return tuple(sorted(lines, key=lambda line: (-line.share, line.row.shelter.id)))


def clearance(board: PlanBoard) -> datetime:
    """When the last of the served arrives."""
    return board.at + timedelta(seconds=board.clearance_s)


def clearance_bound(board: PlanBoard) -> datetime:
    """No plan that serves as many can have its last arrival before."""
    return board.at + timedelta(seconds=board.clearance_bound_s)


def arrived_by(board: PlanBoard, at: datetime) -> int:
    """Persons the plan has brought in by `at`."""
    minutes = (at - board.at).total_seconds() / 60
    return max((persons for minute, persons in board.curve if minute <= minutes), default=0)


def legs(route: Route, links: Mapping[str, RoadName]) -> tuple[RouteLeg, ...]:
    """The route as stretches of equally named road, in travel order; unnamed ones join their like."""
    out: list[RouteLeg] = []
    last = len(route.links) - 1
    for link in route.links:
        known = links.get(link, RoadName("", 0.0))
        length = known.length_m
        if last == 0:
            length *= abs(route.to_share - route.from_share)
        if out and out[-1].name == known.name:
            out[-1] = RouteLeg(known.name, out[-1].metres + length)
        else:
            out.append(RouteLeg(known.name, length))
    return tuple(out)


def road_legs(links_in_order: Sequence[str], links: Mapping[str, RoadName]) -> tuple[RouteLeg, ...]:
    """Whole links in travel order as stretches of equally named road."""
    out: list[RouteLeg] = []
    for link in links_in_order:
        known = links.get(link, RoadName("", 0.0))
        if out and out[-1].name == known.name:
            out[-1] = RouteLeg(known.name, out[-1].metres + known.length_m)
        else:
            out.append(RouteLeg(known.name, known.length_m))
    return tuple(out)


def departures(board: PlanBoard, now: datetime) -> tuple[MoveRow, ...]:
    """Households by departure, those that should have left already at the end."""
    return tuple(sorted(board.moves, key=lambda move: (move.depart < now, move.depart, move.household)))
