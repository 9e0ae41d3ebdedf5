"""A village as an office writes it -> its code: with or without 村, 村委会, town and district; or out of an address.

Nothing is guessed: a name that fits several places sets its row aside with all of them, one that fits none with those
that look alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.domain.ids import PlaceCode
from core.exchange.cells import Problem
from core.exchange.office.problems import Odd
from core.exchange.office.said import NOTHING, Note, Said, as_text, folded, nothing

_CANDIDATES = 8
_SPACE = re.compile(r"[\s()（）·\-_,，、/\\]+")
_DISTRICT = re.compile(r"^(?:北京市?)?(?:门头沟区?)?")
_ENDS = (
    "村民委员会", "村委会", "居民委员会", "社区居委会", "居委会", "社区村", "行政村", "自然村", "社区", "村",
)  # fmt: skip
_GROUP = re.compile(r"(?:第?[一二三四五六七八九十\d]+[组队社区片号]|[东南西北上下]组)$")
_TOWN_ENDS = ("地区办事处", "街道办事处", "人民政府", "镇政府", "街道", "地区", "镇", "乡")


@dataclass(frozen=True, slots=True)
class PlaceName:
    code: str
    town: str
    name: str

    @property
    def full(self) -> str:
        return f"{self.town}/{self.name}"


def stem(name: str) -> str:
    """A place's name without what says that it is a village: 韭园村村民委员会 -> 韭园."""
    for end in _ENDS:
        if name.endswith(end) and len(name) > len(end):
            return stem(name[: -len(end)])
    return name


def town_stem(name: str) -> str:
    for end in _TOWN_ENDS:
        if name.endswith(end) and len(name) > len(end) + 1:
            return name[: -len(end)]
    return name


class PlaceFinder:
    """The places of one file. Answers are kept: a register names the same village a thousand times."""

    def __init__(self, places: Iterable[PlaceName]) -> None:
        self.places = tuple(places)
        self.by_code = {place.code: place for place in self.places}
        self._exact: dict[str, list[PlaceName]] = {}
        self._stems: dict[str, list[PlaceName]] = {}
        self._towns = {town_stem(place.town): place.town for place in self.places}
        for place in self.places:
            for name in (place.name, place.full, place.town + place.name):
                self._exact.setdefault(name, []).append(place)
            self._stems.setdefault(stem(place.name), []).append(place)
        self._known: dict[tuple[str, str], Said] = {}
        self._addresses: dict[tuple[str, str], tuple[PlaceName, ...]] = {}
        self._longest = sorted(((stem(place.name), place) for place in self.places), key=lambda each: -len(each[0]))

    def find(self, cell: Any, town: str = "") -> Said:
        """The code of the place that a cell names, perhaps within a town; an error with candidates else."""
        raw = as_text(cell)
        if nothing(raw):
            return NOTHING
        key = (raw, town)
        if key not in self._known:
            self._known[key] = self._found(raw, town)
        return self._known[key]

    def label(self, code: str) -> str:
        place = self.by_code.get(code)
        return place.full if place else code

    def _found(self, raw: str, town: str) -> Said:
        text = folded(raw).strip()
        if text in self.by_code:
            return Said(text)
        wanted = self.town(town)
        exact = self._within(self._exact.get(text, []), wanted)
        if len(exact) == 1:
            return Said(exact[0].code)
        within, named = self._without_town(_DISTRICT.sub("", _SPACE.sub("", text)) or text)
        wanted = wanted or named
        found = exact or self._within(self._exact.get(within, []), wanted)
        if not found:
            name = _GROUP.sub("", within)
            found = self._within(self._exact.get(name, []), wanted) or self._within(
                self._stems.get(stem(name), []), wanted
            )
            if len(found) > 1:  # 村 was said, or 社区: of 军庄村 and 军庄社区 the one with that ending
                same = [place for place in found if _sort_of(place.name) == _sort_of(name)]
                found = same if len(same) == 1 and _sort_of(name) else found
        if len(found) == 1:
            code = found[0].code
            return Said(code, (Note(Odd.PLACE_READ, {"value": raw, "read": found[0].full}),))
        if found:
            return Said("", (self._error(Problem.AMBIGUOUS_PLACE, raw, found),))
        alike = self._alike(within, wanted)
        return Said("", (self._error(Odd.PLACE_ALIKE if alike else Problem.UNKNOWN_PLACE, raw, alike),))

    def in_address(self, cell: Any, town: str = "") -> tuple[PlaceName, ...]:
        """Places whose names stand in an address: those with the longest name, of the town that stands there too."""
        raw = as_text(cell)
        key = (raw, town)
        if key in self._addresses:
            return self._addresses[key]
        text = _DISTRICT.sub("", _SPACE.sub("", folded(raw)))
        wanted = self.town(town) or next((full for short, full in self._towns.items() if full in text), "")
        rest = text.replace(wanted, "", 1) if wanted else text
        hits = [
            place for name, place in self._longest if len(name) >= 2 and name in rest and wanted in ("", place.town)
        ]
        longest = max((len(stem(place.name)) for place in hits), default=0)
        best = tuple(place for place in hits if len(stem(place.name)) == longest)
        if len(best) > 1:
            whole = tuple(place for place in best if place.name in rest)
            best = whole if len(whole) == 1 else best
        if len(self._addresses) < 200_000:
            self._addresses[key] = best
        return best

    def town(self, text: str) -> str:
        """A town's full name, empty where the text names none."""
        name = _DISTRICT.sub("", _SPACE.sub("", folded(text)))
        return self._towns.get(town_stem(name), "") if name else ""

    def ambiguous(self, raw: str, found: Iterable[PlaceName]) -> Note:
        return self._error(Problem.AMBIGUOUS_PLACE, raw, found)

    def _without_town(self, text: str) -> tuple[str, str]:
        for short, full in self._towns.items():
            for name in (full, short + "镇", short + "乡", short + "地区", short + "街道", short):
                if text.startswith(name) and len(text) > len(name):
                    rest = text[len(name) :].lstrip("镇乡/")
                    if self._within(self._exact.get(rest, []) + self._stems.get(stem(_GROUP.sub("", rest)), []), full):
                        return rest, full
        return text, ""

    @staticmethod
    def _within(places: list[PlaceName], town: str) -> list[PlaceName]:
        unique = list({place.code: place for place in places}.values())
        return [place for place in unique if place.town == town] if town else unique

    def _alike(self, text: str, town: str) -> list[PlaceName]:
        """Places that share most characters with the text, at least half of them, or differ in one: 韭元 from 韭园."""
        meant = stem(_GROUP.sub("", text))
        letters = set(meant)
        scored = []
        for place in self.places:
            name = stem(place.name)
            own = set(name)
            shared = len(letters & own)
            if (
                shared * 2 > max(len(letters), len(own))
                or (shared * 2 == len(own) == len(letters) and town == place.town)
                or _one_slip(meant, name)
            ):
                scored.append((-shared / len(letters | own), place.town != town, place.code, place))
        return [place for *_, place in sorted(scored)[:_CANDIDATES]]

    def _error(self, rule: str, raw: str, found: Iterable[PlaceName]) -> Note:
        candidates = list(found)[:_CANDIDATES]
        facts = {
            "value": raw,
            "candidates": [place.full for place in candidates],
            "codes": [PlaceCode(place.code) for place in candidates],
        }
        return Note(rule, facts, error=True)


def _one_slip(one: str, other: str) -> bool:
    """Of one length, and one character differs: names are written down as they are heard."""
    return 1 < len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _sort_of(name: str) -> str:
    if name.endswith(("社区", "居委会", "居民委员会")):
        return "community"
    return "village" if name.endswith(("村", "村委会", "村民委员会")) else ""
