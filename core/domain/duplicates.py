"""One person in several ledgers: found by named rules, decided by people, counted once. Duplicates are links, never
refusals (research: registers that refuse to write twice lose rows in silence).

Candidates come from grouping keys, never from comparing everybody with everybody. A decision is an event about a pair
of entries; two desks that decided differently are a conflict, and until it is settled both entries count: nobody is
lost to a wrong link.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from core.domain.ids import PersonId
from core.domain.people import Person

PAIRS_OF_A_GROUP = 12  # undecided pairs of one key shown at a time: the rest comes up as these are decided
PAIRS_AT_A_TIME = 2000  # and of all keys: nobody decides on more in a season's first week


class Match(StrEnum):
    """Why two entries may be one person, strongest first."""

    SAME_ID = "same_id"
    SAME_NAME_BIRTH_PLACE = "same_name_birth_place"
    SAME_NAME_HOUSEHOLD = "same_name_household"
    SAME_NAME_PHONE = "same_name_phone"

    @property
    def rank(self) -> int:
        return list(Match).index(self)


class Verdict(StrEnum):
    """What was decided about two entries. OPEN: nothing, or a link that was undone."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"
    CONFLICT = "conflict"


Pair = tuple[PersonId, PersonId]  # ids in order


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entries that may be one person, and by which rules."""

    pair: Pair
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """`waiting` is how many pairs of large groups, at most, come up when those before them are decided."""

    found: tuple[Candidate, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Links:
    """What the decisions amount to. `groups` are ids that are one person, each in id order; `conflicts` pairs on
    which decisions contradict each other, directly or through a third entry: none of them is linked until settled."""

    groups: tuple[tuple[PersonId, ...], ...] = ()
    conflicts: tuple[Pair, ...] = ()


def pair_of(one: PersonId, other: PersonId) -> Pair:
    return (one, other) if one < other else (other, one)


def pair_subject(pair: Pair) -> str:
    return f"same/{pair[0]}+{pair[1]}"


def subject_pair(subject: str) -> Pair:
    one, _, other = subject.removeprefix("same/").partition("+")
    return PersonId(one), PersonId(other)


_BLANK = re.compile("[\\s·•‧・․]+")


def plain_name(name: str) -> str:
    """A name without blanks and name dots: they are typed in five ways."""
    return _BLANK.sub("", name)


def id_body(number: str) -> str:
    """The 17 digits that say who it is: a 15-digit number is the old form of an 18-digit one. Others as they stand."""
    text = number.strip().upper()
    if len(text) == 18 and text[:17].isdigit():
        return text[:17]
    if len(text) == 15 and text.isdigit():
        return f"{text[:6]}19{text[6:]}"
    return text


def born_alike(one: str, other: str) -> bool:
    """Whether two births (a date, a month or a year) can be the same; a missing one says nothing."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


_KEYS: Mapping[Match, Callable[[Person, str], tuple[str, ...]]] = {
    Match.SAME_ID: lambda person, _name: (id_body(person.id_number),),
    Match.SAME_NAME_BIRTH_PLACE: lambda person, name: (name, person.birth[:4], person.place),
    Match.SAME_NAME_HOUSEHOLD: lambda person, name: (name, person.household),
    Match.SAME_NAME_PHONE: lambda person, name: (name, person.phone),
}


class KeyIndex:
    """Everybody by the keys of each rule: one changed entry does not group a hundred thousand again."""

    def __init__(self, everybody: Iterable[Person] = ()) -> None:
        self._by_key: dict[tuple[Match, tuple[str, ...]], list[Person]] = {}
        self._several: set[tuple[Match, tuple[str, ...]]] = set()
        for person in everybody:
            self.put(person)

    def put(self, person: Person) -> None:
        """Add an entry that is not in the index."""
        for key in _keys(person):
            members = self._by_key.setdefault(key, [])
            members.append(person)
            if len(members) == 2:
                self._several.add(key)

    def take(self, person: Person) -> None:
        """Remove an entry as it was put."""
        for key in _keys(person):
            members = [member for member in self._by_key[key] if member.id != person.id]
            self._by_key[key] = members
            if len(members) < 2:
                self._several.discard(key)

    def candidates(self, verdicts: Mapping[Pair, Verdict]) -> Candidates:
        """Pairs that a rule names and nobody has decided, strongest rule first, ties by id.

        A key with an empty part matches nobody: three people of one name without a birth stay three people.
        """
        found: dict[Pair, list[Match]] = {}
        waiting = 0
        for match, key in sorted(self._several, key=lambda item: (item[0].rank, item[1])):
            members = sorted(self._by_key[match, key], key=lambda member: member.id)
            examined = shown = 0
            for one, other in combinations(members, 2):
                if shown == PAIRS_OF_A_GROUP or len(found) >= PAIRS_AT_A_TIME:
                    break
                examined += 1
                pair = (one.id, other.id)
                if _agree(match, one, other) and verdicts.get(pair, Verdict.OPEN) in (Verdict.OPEN, Verdict.CONFLICT):
                    found.setdefault(pair, []).append(match)
                    shown += 1
            waiting += len(members) * (len(members) - 1) // 2 - examined
        made = [Candidate(pair, tuple(matches)) for pair, matches in found.items()]
        made.sort(key=lambda item: (item.matches[0].rank, -len(item.matches), item.pair))
        return Candidates(tuple(made), waiting)


def _keys(person: Person) -> Iterable[tuple[Match, tuple[str, ...]]]:
    name = plain_name(person.name)
    for match, key_of in _KEYS.items():
        key = key_of(person, name)
        if all(key):
            yield match, key


def candidates(everybody: Iterable[Person], verdicts: Mapping[Pair, Verdict]) -> Candidates:
    """The open pairs among some entries (see `KeyIndex`)."""
    return KeyIndex(everybody).candidates(verdicts)


def _agree(match: Match, one: Person, other: Person) -> bool:
    return match is not Match.SAME_NAME_BIRTH_PLACE or born_alike(one.birth, other.birth)


def matches_of(one: Person, other: Person) -> tuple[Match, ...]:
    """Every rule that names this pair: the definition that the grouping is held against."""
    names = plain_name(one.name), plain_name(other.name)
    return tuple(
        match
        for match, key_of in _KEYS.items()
        if all(key_of(one, names[0])) and key_of(one, names[0]) == key_of(other, names[1]) and _agree(match, one, other)
    )


def verdict_of(said: Iterable[Verdict]) -> Verdict:
    """The verdict of a pair from what its live heads say: they agree, or it is a conflict."""
    distinct = set(said)
    if len(distinct) > 1:
        return Verdict.CONFLICT
    return distinct.pop() if distinct else Verdict.OPEN


def links_of(verdicts: Mapping[Pair, Verdict]) -> Links:
    """Entries joined by links, a link of a link included. Where a pair inside such a group was decided to be two
    people, or is itself in conflict, the whole group is left apart and every decision in it is shown."""
    leader: dict[PersonId, PersonId] = {}

    def lead(one: PersonId) -> PersonId:
        while leader.setdefault(one, one) != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for pair, verdict in sorted(verdicts.items()):
        if verdict in (Verdict.SAME, Verdict.CONFLICT):
            low, high = sorted((lead(pair[0]), lead(pair[1])))
            leader[high] = low
    parts: dict[PersonId, list[PersonId]] = {}
    for one in sorted(leader):
        parts.setdefault(lead(one), []).append(one)
    broken = {
        lead(pair[0])
        for pair, verdict in verdicts.items()
        if verdict is Verdict.CONFLICT
        or (verdict is Verdict.DIFFERENT and set(pair) <= set(leader) and lead(pair[0]) == lead(pair[1]))
    }
    conflicts = tuple(
        sorted(
            pair
            for pair, verdict in verdicts.items()
            if verdict is not Verdict.OPEN and pair[0] in leader and pair[1] in leader
            and lead(pair[0]) == lead(pair[1]) and lead(pair[0]) in broken
        )
    )  # fmt: skip
    groups = tuple(tuple(part) for head, part in sorted(parts.items()) if head not in broken and len(part) > 1)
    return Links(groups, conflicts)
