"""What can be wrong with a road map, and the rows of a source that gave no road, each with its reason."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from core.domain.findings import Finding, Refusal, Rule

# The first so many are told one by one; beyond that a map of a million bad rows would be a million findings.
TOLD_ONE_BY_ONE = 10_000


class RoadProblem:
    """Names of what is odd about a row of a road map; the rule of a `Finding`."""

    UNKNOWN_FORMAT = "unknown_road_format"
    MISSING_EXTRA = "missing_extra"
    OSM_IS_WGS84 = "osm_is_wgs84"
    NOT_DEGREES = "not_degrees"
    METRES = "metres"
    NO_CRS = "no_crs"
    PROJECTED = "projected"
    BROKEN_MAP = "broken_map"
    PART_MISSING = "part_missing"
    NO_COLUMNS = "no_columns"
    NO_LINE_LAYER = "no_line_layer"
    WHICH_LAYER = "which_layer"
    UNKNOWN_LAYER = "unknown_layer"
    LAYER_LEFT_OUT = "layer_left_out"
    NOT_A_ROAD_MAP = "not_a_road_map"
    INCOMPLETE_MAP = "incomplete_map"
    OLDER_VERSION = "older_version"
    NOTHING_USABLE = "nothing_usable"
    NOT_A_ROAD = "not_a_road"
    NOT_A_LINE = "not_a_line"
    DUPLICATE = "duplicate_feature"
    CLOSED_TO_ALL = "closed_to_all"
    ZERO_LENGTH = "zero_length"
    LOOP = "loop_link"
    SAME_COURSE = "same_course"
    NODE_MISSING = "node_missing"
    NODE_ELSEWHERE = "node_elsewhere"
    FAR_FROM_PLACES = "far_from_places"
    ROADS_ELSEWHERE = "roads_elsewhere"
    PLACES_WITHOUT_ROADS = "places_without_roads"
    PARTLY_MISSING = "partly_missing"
    UNREAD_TAG = "unread_tag"
    MORE_EXPLAINED = "more_explained"
    CLOSURE_WITHOUT_LINK = "closure_without_link"
    PLAN_ON_OLD_ROADS = "plan_on_old_roads"
    DEPOT_MOVED = "depot_moved"
    DEPOT_WITHOUT_NODE = "depot_without_node"
    DATUM_CONVERTED = "datum_converted"


@dataclass(slots=True)
class Explanations:
    """Rows that gave no road. `count` is all of them, `told` the first ones as findings, `by_rule` how many of each."""

    where: str
    told: list[Finding] = field(default_factory=list)
    by_rule: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.by_rule.total()

    def add(self, rule: str, line: int | None = None, column: str = "", **facts: Any) -> None:
        self.take(Finding(rule, self.where, line, column, facts, error=True))

    def take(self, finding: Finding) -> None:
        self.by_rule[finding.rule] += 1
        if len(self.told) < TOLD_ONE_BY_ONE:
            self.told.append(finding)


def refused_source(where: str, rule: str, line: int | None = None, column: str = "", **facts: Any) -> Refusal:
    """The whole source cannot be read: nothing of it is taken, and the one finding says why."""
    finding = Finding(rule, where, line, column, facts, error=True)
    return Refusal(
        Rule.IMPORT_ERRORS,
        {"file": where, "count": 1, "first": rule, "line": line, "column": column, "facts": facts},
        (finding,),
    )
