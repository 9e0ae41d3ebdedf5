"""From lines drawn by coordinates to points: the same spot is one point, and ends half a metre apart are one node."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.exchange.road_maps.close_points import ClosePoints
from core.exchange.road_maps.geodesy import Floats, apart_m
from core.exchange.road_maps.lines import INDEX, NOWHERE, DrawnLines, Flags, Ints, Lines, whole_numbers

SNAP_M = 0.5
_CHUNK = 200_000
_BANDS = 16
_SAME_DEGREES = 1e-7  # the resolution of OSM: a centimetre


def joined(drawn: DrawnLines, lon: Floats, lat: Floats, named: tuple[Floats, Floats] | None = None) -> Lines:
    """The drawn lines over points. `lon` and `lat` are its coordinates in WGS84; `named` where the nodes of its name
    table stand, without it each where its first line begins or ends there.

    A named end is its node. Other ends within `SNAP_M` of a node, or of each other, are one point; so are inner points
    of other lines that lie within `SNAP_M` of an end. Inner points at one coordinate are one point. Inner points of a
    line with named ends join nothing: such a line is one link as it stands.
    """
    start, ends = whole_numbers(drawn.start), whole_numbers(drawn.ends).reshape(-1, 2)
    whole = ends[:, 0] != NOWHERE
    end_positions = np.column_stack([start[:-1], start[1:] - 1])
    if drawn.ends_drawn:
        nodes = named if named is not None else _node_positions(len(drawn.nodes), ends, end_positions, (lon, lat))
        point, unique = _points_of_free(np.repeat(~whole, np.diff(start)), lon, lat)
        found = _snap(unique, nodes, _is_end(point, end_positions[~whole], len(unique[0])))
        for begin in range(0, len(point), _CHUNK):
            part = point[begin : begin + _CHUNK]
            part[part >= 0] = found[part[part >= 0]]
    else:
        nodes = named if named is not None else (np.zeros(0), np.zeros(0))
        point, unique = np.full(int(start[-1]), NOWHERE, dtype=INDEX), (np.zeros(0), np.zeros(0))
    count = len(nodes[0])
    point[end_positions[whole]] = ends[whole]
    inner = point == NOWHERE  # bends of lines with named ends
    alone = inner if drawn.ends_drawn else slice(None)
    all_lon, all_lat = (_together(nodes[at], unique[at], (lon, lat)[at][alone]) for at in (0, 1))
    point[inner] = np.arange(count + len(unique[0]), len(all_lon), dtype=INDEX)
    names = drawn.nodes.names
    return Lines(
        start=start,
        point=point,
        facts=whole_numbers(drawn.facts),
        table=drawn.table.table,
        row=whole_numbers(drawn.row),
        whole=whole,
        bare=np.array(drawn.bare, dtype=bool),
        length_m=drawn.length_m.array(),
        walk_s=drawn.walk_s.array(),
        drive_s=drawn.drive_s.array(),
        lon=all_lon,
        lat=all_lat,
        ford=np.zeros(len(all_lon), dtype=bool),
        barrier=np.zeros(len(all_lon), dtype=bool),
        taken=frozenset() if whole.all() else drawn.taken,  # such lines are not split, and no names are made
        row_line=whole_numbers(drawn.file_line),
        row_name=drawn.names.__getitem__,
        node_name=lambda node: names[node] if node < count else f"{all_lon[node]:.7f}_{all_lat[node]:.7f}",
    )


def off_their_node(lon: Floats, lat: Floats, lines: Lines) -> Ints:
    """Lines with named ends whose drawing begins or ends over `SNAP_M` away from the node of that name."""
    positions = np.column_stack([lines.start[:-1], lines.start[1:] - 1])[lines.whole].ravel()
    points = lines.point[positions]
    far = apart_m((lon[positions], lat[positions]), (lines.lon[points], lines.lat[points])) > SNAP_M
    return np.flatnonzero(lines.whole)[far.reshape(-1, 2).any(axis=1)]


def _node_positions(count: int, ends: Ints, positions: Ints, at: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    named, first = np.unique(ends[ends != NOWHERE], return_index=True)
    places = positions[ends != NOWHERE][first]
    lon, lat = np.zeros(count), np.zeros(count)
    lon[named], lat[named] = at[0][places], at[1][places]
    return lon, lat


def _together(*values: Floats) -> Floats:
    some = [each for each in values if len(each)]
    return some[0] if len(some) == 1 else np.concatenate(values)


def _points_of_free(free: Flags, lon: Floats, lat: Floats) -> tuple[Ints, tuple[Floats, Floats]]:
    """Point of each free position (NOWHERE for the others), and where the points are: one for each coordinate, in the
    order of the file, so that ids do not hang on longitudes."""
    everything = bool(free.all())
    x, y = (lon, lat) if everything else (lon[free], lat[free])
    first_at = _first_at(x, y)
    first = first_at == np.arange(len(first_at), dtype=INDEX)
    number = np.cumsum(first, dtype=INDEX) - 1
    found = number[first_at]
    del first_at, number
    if everything:
        return found, (x[first], y[first])
    point = np.full(len(lon), NOWHERE, dtype=INDEX)
    point[free] = found
    return point, (x[first], y[first])


def _first_at(x: Floats, y: Floats) -> Ints:
    """For each position the first one at the same coordinate; sorted band by band of longitudes."""
    key = np.empty(len(x), dtype=np.uint64)
    for begin in range(0, len(x), _CHUNK):
        part = slice(begin, begin + _CHUNK)
        key[part] = _steps(x[part], 180.0) << np.uint64(32)
        key[part] |= _steps(y[part], 90.0)
    found = np.empty(len(key), dtype=INDEX)
    sample = np.sort(key[:: max(1, len(key) // 10_000)])
    edges = np.unique(sample[:: max(1, len(sample) // _BANDS)])
    for number in range(len(edges) + 1):
        inside = np.ones(len(key), dtype=bool)
        if number:
            inside &= key >= edges[number - 1]
        if number < len(edges):
            inside &= key < edges[number]
        some = np.flatnonzero(inside).astype(INDEX)
        if not len(some):
            continue
        own = key[some]
        order = np.argsort(own, kind="stable")
        own = own[order]
        new = np.ones(len(own), dtype=bool)
        np.not_equal(own[1:], own[:-1], out=new[1:])
        found[some[order]] = some[order[new]][np.cumsum(new) - 1]
    return found


def _steps(degrees: Floats, over: float) -> NDArray[np.uint64]:
    """Degrees above the least there can be, in steps of `_SAME_DEGREES`."""
    return np.rint((degrees + over) / _SAME_DEGREES).astype(np.uint64)


def _is_end(point: Ints, positions: Ints, count: int) -> Flags:
    ends = np.zeros(count, dtype=bool)
    ends[point[positions.ravel()]] = True
    return ends


def _snap(unique: tuple[Floats, Floats], nodes: tuple[Floats, Floats], is_end: Flags) -> Ints:
    """For each coordinate the point it belongs to; named nodes come first in the numbering."""
    count = len(nodes[0])
    out: Ints = np.arange(count, count + len(is_end), dtype=INDEX)
    ends = np.flatnonzero(is_end)
    if not len(ends):
        return out
    spots = unique[0][ends], unique[1][ends]
    near_ends = ClosePoints(spots, SNAP_M)
    out[ends] = _among_themselves(near_ends, spots, out[ends])
    if count:
        _onto(out, ends, ClosePoints(nodes, SNAP_M).nearest(spots))
    inner = np.flatnonzero(~is_end)
    for begin in range(0, len(inner), _CHUNK):
        some = inner[begin : begin + _CHUNK]
        nearest = near_ends.nearest((unique[0][some], unique[1][some]))
        out[some[nearest >= 0]] = out[ends[nearest[nearest >= 0]]]
    return out


def _among_themselves(near: ClosePoints, spots: tuple[Floats, Floats], ids: Ints) -> Ints:
    """Ends within `SNAP_M` of each other become the first of them."""
    found = [(mine[mine < theirs], theirs[mine < theirs]) for mine, theirs, _ in near.pairs(spots)]
    tails, heads = (np.concatenate(each) for each in zip(*found, strict=True))
    if not len(tails):
        return ids
    graph = coo_array((np.ones(len(tails)), (tails, heads)), shape=(len(ids), len(ids)))
    label = connected_components(graph, directed=False)[1]
    _, first = np.unique(label, return_index=True)
    return ids[first[label]]


def _onto(out: Ints, ends: Ints, node: Ints) -> None:
    """Ends at a named node become that node, and with each the ends that were one with it."""
    hit = node >= 0
    taken = dict(zip(out[ends[hit]].tolist(), node[hit].tolist(), strict=True))
    for index in np.flatnonzero(np.isin(out[ends], list(taken))) if taken else ():
        out[ends[index]] = taken[int(out[ends[index]])]
