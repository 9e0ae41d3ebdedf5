"""What roads that let only so many persons through have to do with a plan."""

from dataclasses import dataclass

from core.domain.reasons import Cut, LinkLoad


@dataclass(frozen=True, slots=True)
class Limits:
    """`loads` count who enters which road with a capacity when; `crowded` are parties (by index) whom such roads keep
    from being safe; `cut` proves that nobody can be done before `proved` (microseconds after the start)."""

    loads: tuple[LinkLoad, ...] = ()
    crowded: frozenset[int] = frozenset()
    cut: Cut | None = None
    proved: int = 0


NO_LIMITS = Limits()
