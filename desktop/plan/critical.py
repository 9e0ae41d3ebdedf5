"""Which road closing hurts most, in words: whom, how much, and the answer that is kept ready."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from core.domain.critical import CriticalRoad
from core.queries.plan_rows import PlanBoard
from desktop import phrases
from desktop.critical_words import hurt_words, ready_words
from desktop.plan.lines import Line, LineKind
from desktop.plan.lists import NAMES_A_LINE, Links

translate = QCoreApplication.translate
SHOWN = 20


def critical_lines(
    board: PlanBoard, roads: tuple[CriticalRoad, ...], opened: frozenset[str], links: Links
) -> tuple[Line, ...]:
    """The worst roads first; an opened one names whom it touches."""
    heads = {str(move.household): (move.place_name, move.head) for move in board.moves}
    out: list[Line] = []
    for number, road in enumerate(roads[:SHOWN], 1):
        key = f"critical/{road.link}"
        known = links.get(road.link)
        out.append(
            Line(
                key=key,
                kind=LineKind.TELL,
                title=phrases.road(known.name if known else "", road.link),
                second=translate("Plan", "最伤第 {n}").format(n=number),
                middle=translate("Plan", "{n} 户").format(n=road.touched),
                middle_second=hurt_words(road),
                right_second=ready_words(road),
                strong=road.lost > 0,
                group=key,
            )
        )
        if key in opened:
            out.extend(_names(key, road, heads))
    return tuple(out)


def _names(key: str, road: CriticalRoad, heads: Mapping[str, tuple[str, str]]) -> list[Line]:
    """The households it touches, by village."""
    by_place: dict[str, list[tuple[str, str]]] = {}
    for household in road.households:
        place, head = heads.get(str(household), ("", str(household)))
        by_place.setdefault(place, []).append((head, str(household)))
    out = []
    for place in sorted(by_place):
        names = by_place[place]
        for start in range(0, len(names), NAMES_A_LINE):
            some = names[start : start + NAMES_A_LINE]
            out.append(
                Line(
                    key=f"{key}/{place}/{start}",
                    kind=LineKind.DETAIL,
                    title=place if start == 0 else "　",
                    second="、".join(head for head, _ in some),
                    right=translate("Plan", "{n} 户").format(n=len(names)) if start == 0 else "",
                    group=key,
                    household=some[0][1],
                )
            )
    return out
