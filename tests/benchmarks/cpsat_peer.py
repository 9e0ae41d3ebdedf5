"""The bus evacuation problem as a plain CP-SAT model by positions: the peer of the vehicle rounds.

Run as a program of its own, in an environment that has OR-Tools with CP-SAT: reads one instance as JSON from standard
input (`start[i]`, `drive[i][j]`, `loads[i]`, `room[j]`, `buses`, `seconds`, `workers`), writes `{"value", "bound",
"status"}` as JSON; `value` is null where nothing was found.

A bus at its k-th position makes one trip from a source to a sink; the way back is to the source of its next trip.
"""

import json
import sys
from typing import Any

from ortools.sat.python import cp_model


def solve(task: dict[str, Any]) -> dict[str, Any]:
    start, drive, loads, room, buses = (task[name] for name in ("start", "drive", "loads", "room", "buses"))
    sources, sinks = range(len(loads)), range(len(room))
    positions = min(sum(loads), 2 * -(-sum(loads) // buses) + 1)
    model = cp_model.CpModel()
    last = model.new_int_var(0, sum(loads) * 4 * max(max(row) for row in drive) + max(start), "last")
    trips: dict[tuple[int, int, int], Any] = {}
    for b in range(buses):
        length: list[Any] = []
        before: dict[tuple[int, int], Any] = {}
        for k in range(positions):
            made = {(i, j): model.new_bool_var("") for i in sources for j in sinks}
            trips.update({(b * positions + k, i, j): var for (i, j), var in made.items()})
            model.add_at_most_one(made.values())
            length += [drive[i][j] * var for (i, j), var in made.items()]
            if k == 0:
                length += [start[i] * var for (i, _), var in made.items()]
            else:
                back = {(j, i): model.new_bool_var("") for j in sinks for i in sources}
                for i in sources:
                    model.add(sum(made[i, j] for j in sinks) == sum(back[j, i] for j in sinks))
                for j in sinks:
                    model.add(sum(before[i, j] for i in sources) >= sum(back[j, i] for i in sources))
                length += [drive[i][j] * var for (j, i), var in back.items()]
            before = made
        model.add(last >= sum(length))
    for i in sources:
        model.add(sum(var for (_, source, _), var in trips.items() if source == i) == loads[i])
    for j in sinks:
        model.add(sum(var for (_, _, sink), var in trips.items() if sink == j) <= room[j])
    model.minimize(last)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = task["seconds"]
    solver.parameters.num_workers = task["workers"]
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {
        "value": round(solver.objective_value) if found else None,
        "bound": solver.best_objective_bound,
        "status": solver.status_name(status),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(solve(json.load(sys.stdin))))
