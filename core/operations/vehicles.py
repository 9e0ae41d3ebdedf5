"""Vehicles of the fleet that break down and drive again; the plan that follows is adopted like any answer."""

from datetime import datetime

from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import VehicleId
from core.domain.roads import Vehicle
from core.operations.recording import trust_of
from core.store.database import Store
from core.store.reference import read_rows
from core.store.vehicles import STREAM, breakdowns


def break_down(
    store: Store,
    *,
    vehicle: VehicleId,
    at: datetime,
    operator: str,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that a vehicle cannot drive. Refusal: UNKNOWN_VEHICLE, VEHICLE_IS_OUT."""
    _require_vehicle(store, vehicle)
    if vehicle in breakdowns(store):
        raise Refusal(Rule.VEHICLE_IS_OUT, {"vehicle": vehicle})
    return _say(store, Kind.VEHICLE_OUT, vehicle, at, operator, note, trust)


def drive_again(
    store: Store,
    *,
    vehicle: VehicleId,
    at: datetime,
    operator: str,
    note: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that a vehicle can drive again. Refusal: UNKNOWN_VEHICLE, VEHICLE_NOT_OUT."""
    _require_vehicle(store, vehicle)
    if vehicle not in breakdowns(store):
        raise Refusal(Rule.VEHICLE_NOT_OUT, {"vehicle": vehicle})
    return _say(store, Kind.VEHICLE_BACK, vehicle, at, operator, note, trust)


def _require_vehicle(store: Store, vehicle: VehicleId) -> None:
    known = [one.id for one in read_rows(store.connection, "fleet", Vehicle)]
    if vehicle not in known:
        raise Refusal(Rule.UNKNOWN_VEHICLE, {"vehicle": vehicle})


def _say(
    store: Store, kind: Kind, vehicle: VehicleId, at: datetime, operator: str, note: str, trust: ClockTrust | None
) -> Changes:
    pii = ({"note": note},) if note else ()
    return store.record([Draft(kind, STREAM + vehicle, at, operator, trust=trust_of(store, trust), pii=pii)])
