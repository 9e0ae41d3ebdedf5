"""Which village somebody means who types in a hurry: its name, a part of it, or the initials of its pinyin."""

from core.domain.places import Place
from core.queries.names import places
from core.store.database import Store
from core.store.readings import fold, initials, reading


def match_place(store: Store, text: str, scope: str | None) -> Place | None:
    """The village that fits best: the whole name before its beginning, a part of it, then initials; those of the
    town (`scope`) before others, in the pack's order. An empty text is the town's first; None where nothing fits."""
    wanted = fold(text)
    known = list(places(store).values())
    known.sort(key=lambda place: scope is not None and place.town != scope)
    spoken = store.memo("place initials", store.tables_stamp, lambda: _initials(store))  # read before it is typed for
    if not wanted:
        return next(iter(known), None)
    best: tuple[int, Place] | None = None
    for place in known:
        rank = _rank(place, spoken[place.code], wanted)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, place)
    return best[1] if best else None


def _rank(place: Place, spoken: str, wanted: str) -> int | None:
    name = fold(place.name)
    tests = (
        wanted in (name, place.code.lower()),
        name.startswith(wanted),
        wanted in name or wanted in fold(place.town + place.name),
        spoken.startswith(wanted),
    )
    return next((rank for rank, fits in enumerate(tests) if fits), None)


def _initials(store: Store) -> dict[str, str]:
    return {place.code: initials(reading(place.name)) for place in places(store).values()}
