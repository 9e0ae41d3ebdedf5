"""One arrival in nine groups of five characters, read over a radio and typed: card, shelter, time, and which entry.

Every group ends in a check character of its own that also knows its place, so that a group misheard, mistyped or
swapped is the one that is asked for again. Whoever types it records what he was told; the entry itself comes with the
next stick and is then known to be the same.
"""

import hashlib
from dataclasses import dataclass
from itertools import combinations

from core.domain.cards import ALPHABET, BODY

GROUPS, GROUP = 9, 5
SHELTERS = 1024
STEPS = 144  # ten minutes of a day
_BASE = len(ALPHABET)
_MARKS = 32  # a few bits of the shelter's id: two laptops with different tables must not mean different shelters


@dataclass(frozen=True, slots=True)
class Told:
    """What a form says. `card` is the code without its check character, `step` tens of minutes since midnight there."""

    card: str
    shelter: int
    mark: int
    step: int
    event: str


@dataclass(frozen=True, slots=True)
class Misread:
    """Numbers of groups, from 1: those that are `missing`, those that are `wrong`, and those of which some are missing
    or wrong but the checks cannot tell which. All of them have to be said again."""

    missing: tuple[int, ...] = ()
    wrong: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()


def mark_of(shelter: str) -> int:
    return hashlib.sha256(shelter.encode()).digest()[0] % _MARKS


def write_form(told: Told) -> str:
    """The groups, apart. ValueError for what has no place in them."""
    if not (0 <= told.shelter < SHELTERS and 0 <= told.step < STEPS and len(told.card) == BODY):
        raise ValueError(told)
    value = 0
    for character in told.card:
        value = value * _BASE + ALPHABET.index(character)
    for part, size in (
        (told.shelter, SHELTERS),
        (told.mark, _MARKS),
        (told.step, STEPS),
        (int(told.event, 16), 1 << 128),
    ):
        value = value * size + part
    digits = []
    for _ in range(GROUPS * (GROUP - 1)):
        value, digit = divmod(value, _BASE)
        digits.append(ALPHABET[digit])
    text = "".join(reversed(digits))
    bodies = [text[at : at + GROUP - 1] for at in range(0, len(text), GROUP - 1)]
    return " ".join(body + _check(number, body) for number, body in enumerate(bodies))


def read_form(text: str) -> Told | Misread:
    """What was typed, or which groups have to be asked for again."""
    groups = _groups(text)
    if len(groups) > GROUPS:
        return Misread(unsure=tuple(range(1, GROUPS + 1)))
    misread = _place(groups)
    if misread is not None:
        return misread
    value = 0
    for character in "".join(group[:-1] for group in groups):
        value = value * _BASE + ALPHABET.index(character)
    value, event = divmod(value, 1 << 128)
    value, step = divmod(value, STEPS)
    value, mark = divmod(value, _MARKS)
    value, shelter = divmod(value, SHELTERS)
    card = ""
    for _ in range(BODY):
        value, digit = divmod(value, _BASE)
        card = ALPHABET[digit] + card
    if value:
        return Misread(wrong=tuple(range(1, GROUPS + 1)))
    return Told(card, shelter, mark, step, f"{event:032x}")


def _place(groups: list[str]) -> Misread | None:
    """Where the typed groups belong: in order, on the places whose checks most of them fit. None where all nine fit.

    Several ways that fit as well are several possibilities, and what they do not agree on is not known. Where hardly a
    group fits anywhere the places say nothing.
    """
    best, ways = -1, list[tuple[int, ...]]()
    for places in combinations(range(GROUPS), len(groups)):
        fit = sum(_fits(place, group) for place, group in zip(places, groups, strict=True))
        if fit >= best:
            ways = [places] if fit > best else [*ways, places]
            best = fit
    if best == GROUPS:
        return None
    if best < len(groups) / 2 and len(groups) < GROUPS:
        return Misread(unsure=tuple(range(1, GROUPS + 1)))
    gaps = [frozenset(range(GROUPS)) - set(places) for places in ways]
    bad = [
        frozenset(place for place, group in zip(places, groups, strict=True) if not _fits(place, group))
        for places in ways
    ]
    missing, wrong = frozenset.intersection(*gaps), frozenset.intersection(*bad)
    unsure = frozenset.union(*gaps, *bad) - missing - wrong
    return Misread(*(tuple(place + 1 for place in sorted(one)) for one in (missing, wrong, unsure)))


def _groups(text: str) -> list[str]:
    """By the gaps that were typed where they leave a group short, so that one lost character spoils one group only.
    A group that was said twice running counts once: the same letters never fit two places."""
    words = text.upper().replace("-", " ").split()
    typed = "".join(words)
    if not (len(typed) % GROUP and 1 < len(words) <= GROUPS):
        words = [typed[at : at + GROUP] for at in range(0, len(typed), GROUP)]
    return [word for at, word in enumerate(words) if not at or word != words[at - 1]]


def _fits(number: int, group: str) -> bool:
    return (
        len(group) == GROUP
        and all(character in ALPHABET for character in group)
        and _check(number, group[:-1]) == group[-1]
    )


def _check(number: int, body: str) -> str:
    """Weighted sum modulo a prime: one slip or one swap of neighbours changes it, and so does another place."""
    total = sum((index + 2) * ALPHABET.index(character) for index, character in enumerate(body)) + 7 * (number + 1)
    return ALPHABET[total % _BASE]
