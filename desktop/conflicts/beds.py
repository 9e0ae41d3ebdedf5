"""Settling a bed that two desks gave apart: one answer, and whoever loses the bed gets a free one at once."""

from datetime import datetime

from core.domain.events import Changes
from core.domain.findings import Refusal, Rule
from core.operations.rooms import give_beds
from core.queries.bed_cards import BedCard
from core.queries.rooms import propose
from core.store.database import Store


def settle_bed(store: Store, *, card: BedCard, answer: int, at: datetime, operator: str) -> Changes:
    """`answer` counts from 1: which of his beds a person has, or who of several keeps the bed; the others are given
    free beds. Refusal: NO_FREE_BED, and those of `give_beds` where the beds have changed meanwhile."""
    if not card.shared:
        beds = {card.person: card.given[answer - 1]}
    else:
        keeps = card.persons[answer - 1]
        others = tuple(person for person in card.persons if person != keeps)
        rows = propose(store, card.shelter, others, at)
        if len(rows) < len(others):
            raise Refusal(Rule.NO_FREE_BED, {"shelter": card.shelter_name})
        beds = {keeps: card.given[0], **{row.person: row.bed for row in rows}}
    return give_beds(store, shelter=card.shelter, beds=beds, at=at, operator=operator)
