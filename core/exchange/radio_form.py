"""One arrival in nine groups of five characters, read over a radio and typed: card, shelter, time, and which entry.

Every group ends in a check character of its own that also knows its place, so that a group misheard, mistyped or
swapped is the one that is asked for again. Whoever types it records what he was told; the entry itself comes with the
next stick and is then known to be the same.
"""

import hashlib
from dataclasses import dataclass

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


def read_form(text: str) -> Told | list[int]:
    """What was typed; else the numbers of the groups that are wrong or missing at the end (those after `groups_of`),
    from 1, all of them where it is no form."""
    groups = _groups(text)
    if len(groups) > GROUPS:
        return list(range(1, GROUPS + 1))
    wrong = [n for n, group in enumerate(groups, 1) if not _fits(n - 1, group)]
    if wrong or len(groups) < GROUPS:
        return [*wrong, *range(len(groups) + 1, GROUPS + 1)]
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
    return Told(card, shelter, mark, step, f"{event:032x}") if value == 0 else list(range(1, GROUPS + 1))


def groups_of(text: str) -> int:
    """How many groups were typed, whole or not."""
    return len(_groups(text))


def _groups(text: str) -> list[str]:
    """By the gaps that were typed where they leave a group short, so that one lost character spoils one group only."""
    words = text.upper().replace("-", " ").split()
    typed = "".join(words)
    if len(typed) % GROUP and 1 < len(words) <= GROUPS:
        return words
    return [typed[at : at + GROUP] for at in range(0, len(typed), GROUP)]


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
