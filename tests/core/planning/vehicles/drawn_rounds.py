"""Rounds drawn by seed: the bus evacuation problem as Goerigk, Gruen and Hessler (2013) draw it, and small rounds with
everything in them: kinds of vehicles, wheelchairs, hours, closing roads.

The bus evacuation problem: buses start at one depot, sources have whole bus loads, sinks take so many loads; distances
between depot and sources and between sources and sinks are uniform (whole minutes, 1 to 100), independent of each
other: no triangle inequality holds. Sinks have 1.3 times the loads in all.
"""

from random import Random
from typing import Any

from core.planning.timeline import FOREVER, MINUTE
from core.planning.vehicles.problem import Leg, Load, RoundsGoal, RoundsProblem, RoundsShelter, RoundsVehicle

# Sources, sinks, buses, loads. 5/5/3, 8/8/5 and 10/10/6 are sizes of the paper; larger ones go on from there.
SIZES = {
    "5": (5, 5, 3, 5),
    "8": (8, 8, 5, 8),
    "10": (10, 10, 6, 10),
    "20": (10, 10, 6, 20),
    "45": (15, 10, 10, 45),
    "75": (25, 15, 12, 75),
}

Instance = dict[str, Any]


def bus_evacuation(size: str, seed: int) -> Instance:
    """`start[i]` and `drive[i][j]` in minutes, `loads[i]`, `room[j]`, `buses`."""
    sources, sinks, buses, total = SIZES[size]
    rnd = Random(f"{size}/{seed}")
    start = [rnd.randint(1, 100) for _ in range(sources)]
    drive = [[rnd.randint(1, 100) for _ in range(sinks)] for _ in range(sources)]
    loads = [1] * sources
    for _ in range(total - sources):
        loads[rnd.randrange(sources)] += 1
    room = [0] * sinks
    for _ in range(round(total * 1.3) + 1):
        room[rnd.randrange(sinks)] += 1
    return {"start": start, "drive": drive, "loads": loads, "room": room, "buses": buses}


def rounds_of(instance: Instance) -> RoundsProblem:
    """The same instance as rounds: a load fills a bus."""
    sources, sinks = len(instance["loads"]), len(instance["room"])
    legs = [[FOREVER] * (1 + sources + sinks) for _ in range(1 + sources + sinks)]
    for i in range(sources):
        legs[0][1 + i] = instance["start"][i] * MINUTE
        for j in range(sinks):
            legs[1 + i][1 + sources + j] = legs[1 + sources + j][1 + i] = instance["drive"][i][j] * MINUTE
    return RoundsProblem(
        vehicles=tuple(RoundsVehicle(0, 1, 0) for _ in range(instance["buses"])),
        loads=tuple(Load((1 + i,), (0,), 1) for i in range(sources) for _ in range(instance["loads"][i])),
        shelters=tuple(RoundsShelter(1 + sources + j, beds) for j, beds in enumerate(instance["room"])),
        drive=(table(legs),),
        last=(table([[FOREVER if us < FOREVER else -1 for us in row] for row in legs]),),
        goal=RoundsGoal.LAST_ARRIVAL,
    )


def table(rows: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, rows))


def mixed_rounds(rnd: Random, goal: RoundsGoal = RoundsGoal.EXPOSURE, loads: int = 4) -> RoundsProblem:
    """A few loads, two vehicles of two kinds; some legs close, some open again, some are for one kind alone."""
    stops, shelters = rnd.randint(1, 3), rnd.randint(1, 2)
    points = 2 + stops + shelters
    drive, last = [], []
    detours: dict[tuple[int, int, int], tuple[Leg, ...]] = {}
    for kind in range(2):
        legs = [[rnd.randint(3, 40) * MINUTE for _ in range(points)] for _ in range(points)]
        ends = [[FOREVER] * points for _ in range(points)]
        for p in range(points):
            for q in range(points):
                drawn = rnd.random()
                if drawn < 0.08:
                    legs[p][q], ends[p][q] = FOREVER, -1
                elif drawn < 0.25:
                    ends[p][q] = rnd.randint(0, 90) * MINUTE
                    detours[kind, p, q] = _later(rnd, legs[p][q], ends[p][q])
        drive.append(table(legs))
        last.append(table(ends))
    return RoundsProblem(
        vehicles=tuple(
            RoundsVehicle(
                kind,
                rnd.randint(1, 5),
                kind,
                wheelchair=rnd.randint(0, 1),
                stretcher=rnd.randint(0, 1),
                free=rnd.choice([0, 0, 10 * MINUTE]),
                until=rnd.choice([FOREVER, 200 * MINUTE]),
            )
            for kind in range(2)
        ),
        loads=tuple(_load(rnd, stops) for _ in range(loads)),
        shelters=tuple(
            RoundsShelter(2 + stops + j, rnd.randint(0, 12), rnd.choice([0, 0, 60 * MINUTE]), rnd.choice([0, MINUTE]))
            for j in range(shelters)
        ),
        drive=tuple(drive),
        last=tuple(last),
        goal=goal,
        stop_us=MINUTE,
        detours=detours,
    )


def _later(rnd: Random, us: int, end: int) -> tuple[Leg, ...]:
    """After the road has closed: nothing, a longer road, or the same once it is open again."""
    return (
        (Leg(us, 0, end),),
        (Leg(us, 0, end), Leg(us * 2)),
        (Leg(us, 0, end), Leg(us, end + 30 * MINUTE)),
    )[rnd.randrange(3)]


def _load(rnd: Random, stops: int) -> Load:
    at = 2 + rnd.randrange(stops)
    ready = rnd.randint(0, 30) * MINUTE
    return Load(
        stops=(at, -1 if rnd.random() < 0.15 else at),
        ready=(ready, ready),
        sitting=rnd.randint(0, 2) or 1,
        wheelchairs=rnd.choice([0, 0, 0, 1]),
        lying=rnd.choice([0, 0, 0, 1]),
        otherwise=rnd.choice([FOREVER, rnd.randint(40, 300) * MINUTE]),
        deadline=rnd.choice([FOREVER, FOREVER, 120 * MINUTE]),
        boarding=rnd.randint(0, 3) * MINUTE,
        worth=rnd.choice([0, 15 * MINUTE]),
        on_seats=rnd.random() < 0.5,
        barred=frozenset([0]) if rnd.random() < 0.1 else frozenset(),
    )
