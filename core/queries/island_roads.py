"""How far it is from one shelter to the next, by the roads that are open."""

from datetime import datetime

from core.domain.ids import LinkId, ShelterId
from core.planning.shelter_roads import Drive, ShelterRoads, barred_within
from core.queries.names import links, nodes, shelters
from core.queries.roads import closures_known
from core.store.database import Store
from core.store.shelters import sites_stamp, unplaced_shelters


def shelter_roads(store: Store) -> ShelterRoads:
    """The roads between the shelters that stand on the map."""
    return store.memo("shelter roads", sites_stamp(store), lambda: _roads(store))


def open_drives(store: Store, origin: ShelterId, at: datetime) -> dict[ShelterId, Drive]:
    """Ways for cars to the other shelters by the roads that are open at a time; no entry where none is known."""
    barred = barred_within(closures_known(store, at), at, at)
    stamp: tuple[tuple[int, int], frozenset[LinkId]] = (sites_stamp(store), barred)
    return store.memo(f"drives {origin}", stamp, lambda: shelter_roads(store).drives(origin, barred))


def _roads(store: Store) -> ShelterRoads:
    nowhere = unplaced_shelters(store)
    where = {one.id: one.position for one in shelters(store).values() if one.id not in nowhere}
    return ShelterRoads(nodes(store), tuple(links(store).values()), where)
