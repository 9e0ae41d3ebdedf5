"""The trial with the stopwatch, by keys instead of seconds: thirty people from paper cards in a row, without a mouse.

Among them two of one name, a tourist whom nobody knows, a family with one missing; and the island fills up on the way.
What is typed is what stands on the card or is said at the door: initials and two digits of the birth year.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

from core.domain.ids import PersonId
from core.operations import register
from core.queries.night import night
from core.queries.rooms import room_board
from core.queries.verification import verify
from core.store.database import Store, open_store
from core.store.people import households, people
from desktop.island.beds import arrive
from desktop.island.shown import Stage
from desktop.settings import SHELTER, Settings
from tests.factories import surroundings
from tests.journeys.conftest import GO_AT, NAME, SitDown
from tests.journeys.officer import Officer

ISLAND = "SI-26"
LEFT_FREE = 24  # beds that are free when the first one comes
KEYS_A_PERSON = 8
NAMESAKE = "王样英"


@dataclass(frozen=True)
class Card:
    """What the officer holds: a name, a birth year, how many of the household stand there, who of them is missing."""

    name: str
    birth: str
    person: PersonId
    members: int
    missing: int = 0


class Counting:
    """Counts every key that is pressed; Alt with a digit is two."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer
        self.keys = 0

    def press(self, *sequences: str) -> None:
        self.keys += sum(sequence.count("+") + 1 for sequence in sequences)
        self.officer.press(*sequences)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.officer.type(text)


def prepare(store: Store) -> tuple[Card, ...]:
    """Fill the island with people of other towns but for some beds, and enter two of one name; the cards to come."""
    known = night(store)
    beds = sum(row.room.beds for row in room_board(store, ISLAND, GO_AT).rows)
    others = [person for person in people(store) if person not in known.due][: beds - LEFT_FREE]
    arrive(store, persons=tuple(others), place=ISLAND, at=GO_AT, operator=NAME, housed=True)
    village = next(code for code, place in known.places.items() if place.town == "王平镇")
    for birth in ("1938-05-01", "1951-02-03"):
        fields = {"name": NAMESAKE, "place": village, "birth": birth}
        register.enter_person(store, fields=fields, at=GO_AT, operator=NAME)
    namesakes = [one for one in people(store).values() if one.name == NAMESAKE]
    cards, total = [Card(one.name, one.birth, one.id, 1) for one in namesakes], len(namesakes) + 1  # and the tourist
    here = (move for move in known.moves.values() if move.shelter == ISLAND)
    moves = (move for move in here if all(one in known.due for one in move.persons))
    for move in sorted(moves, key=lambda move: move.household):
        members = households(store)[move.household]
        if len(members) != len(move.persons) or total + len(members) > 30:
            continue
        missing = 2 if len(members) == 3 and not any(card.missing for card in cards) else 0
        cards.append(Card(members[0].name, members[0].birth, members[0].id, len(members), missing))
        total += len(members) - bool(missing)
    assert total == 30
    return tuple(sorted(cards, key=lambda card: card.person))


def check_in(hands: Counting, card: Card, model: Any) -> None:
    """One paper card: what is on it, the line that is his, who is missing, Enter."""
    officer = hands.officer
    hands.type("".join(lazy_pinyin(card.name, style=Style.FIRST_LETTER)) + card.birth[2:4])
    officer.until(lambda: model.state.hits)
    officer.until_at_rest()
    at = next(n for n, hit in enumerate(model.state.hits, start=1) if hit.row.person == card.person)
    hands.press("Return" if at == 1 else f"Alt+{at}")
    officer.until(lambda: model.state.stage is Stage.CARD)
    if card.missing:
        hands.press(str(card.missing))
    hands.press("Return")
    officer.until(lambda: model.state.stage is Stage.TYPING)


def test_thirty_people_in_a_row(night_file: Path, tmp_path: Path, sit_down: SitDown) -> None:
    with closing(open_store(night_file, surroundings(21))) as store:
        cards = prepare(store)
    settings = Settings(tmp_path)
    settings.put(SHELTER, ISLAND)
    settings.save()
    with sit_down(night_file) as officer:
        officer.screen("island", "F5")
        model, hands = officer.window.models["island"], Counting(officer)
        keys = []
        for card in cards:
            before = hands.keys
            check_in(hands, card, model)
            keys.append((hands.keys - before, card))
        before = hands.keys
        hands.press("Ctrl+N", "Return")  # a tourist: name 不详
        hands.type("f40")
        hands.press("Return", "Return")
        officer.until(lambda: officer.window.shell.row.totals.beyond == 1)
        tourist = hands.keys - before

        officer.until(lambda: model.state.board.unroomed == 30 - LEFT_FREE)  # full: arrived all the same
        assert all(row.free == 0 for row in model.state.board.rows)
        assert model.state.row.free == 0
        assert model.state.onward[0].name in officer.window.views["island"].side.warning()
        last = cards[-1]
        hands.type("".join(lazy_pinyin(last.name, style=Style.FIRST_LETTER)) + last.birth[2:4])
        officer.until_at_rest()
        at = next(n for n, hit in enumerate(model.state.hits, start=1) if hit.row.person == last.person)
        hands.press("Return" if at == 1 else f"Alt+{at}")
        officer.until(lambda: model.state.stage is Stage.CARD)
        hands.press("T", "1")  # the last household goes on to the next island
        officer.until(lambda: model.state.stage is Stage.TYPING)
        officer.until_at_rest()

        persons = sum(card.members - bool(card.missing) for card in cards) + 1
        counts = sorted(count for count, _ in keys)
        officer.note(
            f"{persons} persons, {len(cards)} cards: {sum(counts) + tourist} keys, a card {counts[0]}-{counts[-1]},"
            f" median {counts[len(counts) // 2]}, the tourist {tourist}"
        )
        assert persons == 30
        to_the_card = [count - 1 - bool(card.missing) for count, card in keys]
        assert sum(count <= KEYS_A_PERSON for count in to_the_card) >= 0.95 * len(cards)

    with closing(open_store(night_file, surroundings(22))) as store:
        known = night(store)
        for card in cards[:-1]:
            members = households(store)[people(store)[card.person].household]
            there = [one for one in members if known.standing(one.id).claim_at(ISLAND) is not None]
            assert len(there) == card.members - bool(card.missing)
            if card.missing:
                assert known.standing(members[card.missing - 1].id).claims == ()  # still on the list of the missing
        assert {known.standing(one.person).place for one in cards if one.name == NAMESAKE} <= {ISLAND, None}
        assert known.standing(cards[-1].person).going_to is not None
        assert verify(store) == ()
