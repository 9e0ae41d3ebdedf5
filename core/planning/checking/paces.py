"""How fast a party may move and when it may leave, from the case's own rows of speeds and delays."""

from collections.abc import Iterable
from functools import cached_property

from core.domain.people import Mobility
from core.domain.plans import Mode
from core.planning.case import Case, CaseParty
from core.planning.checking.roads import MINUTE, RIDING

UNIT = 1_000  # factors are thousandths


class Paces:
    """Factors in thousandths and delays in microseconds; each row is weighed once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._light = "night" if case.night else "day"
        self._rain = "rain" if case.raining else "dry"
        self._factors: dict[str, int] = {}
        self._delays: dict[Mobility, int] = {}

    def factor(self, mobility: str) -> int:
        """The row that says most: mobility weighs more than light, light more than rain; the first of equals."""
        if mobility not in self._factors:
            best, weight = 1.0, -1
            for row in self._case.speeds:
                if (
                    row.mobility in (mobility, "*")
                    and row.light in (self._light, "*")
                    and row.rain in (self._rain, "*")
                ):
                    said = 4 * (row.mobility != "*") + 2 * (row.light != "*") + (row.rain != "*")
                    if said > weight:
                        best, weight = row.factor, said
            self._factors[mobility] = max(1, round(best * UNIT))
        return self._factors[mobility]

    def legs(self, mobilities: Iterable[Mobility]) -> int:
        """A group on foot goes at the pace of its slowest member."""
        return max(self.factor(mobility.value) for mobility in mobilities)

    def road(self, mode: Mode, legs: int) -> int:
        return self._driving[mode] if mode in RIDING else legs

    @cached_property
    def _driving(self) -> dict[Mode, int]:
        """A bus without rows of its own drives like a car."""
        own = any(row.mobility == Mode.BUS.value for row in self._case.speeds)
        return {Mode.CAR: self.factor(Mode.CAR.value), Mode.BUS: self.factor((Mode.BUS if own else Mode.CAR).value)}

    def delay(self, party: CaseParty) -> int:
        """From the order until all of the party can leave its door."""
        return max(0, *(self._delay(member.mobility) for member in party.members), 0)

    def _delay(self, mobility: Mobility) -> int:
        if mobility not in self._delays:
            best, weight = 0.0, -1
            for row in self._case.delays:
                if row.mobility in (mobility.value, "*") and row.light in (self._light, "*"):
                    said = 2 * (row.mobility != "*") + (row.light != "*")
                    if said > weight:
                        best, weight = row.minutes, said
            self._delays[mobility] = round(best * MINUTE)
        return self._delays[mobility]
