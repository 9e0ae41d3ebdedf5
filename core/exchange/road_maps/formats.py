"""Which files are road maps, by the ending of their names."""

from pathlib import Path

from core.domain.findings import Refusal, Rule
from core.exchange.road_maps.problems import RoadProblem, refused_source

OSM_XML, OSM_PBF, GEOJSON, LAYERS, CSV = "osm", "osm.pbf", "geojson", "layers", "csv"
_ENDINGS = {
    ".osm": OSM_XML,
    ".osm.gz": OSM_XML,
    ".osm.bz2": OSM_XML,
    ".osh": OSM_XML,
    ".osm.pbf": OSM_PBF,
    ".pbf": OSM_PBF,
    ".geojson": GEOJSON,
    ".json": GEOJSON,
    ".geojsonl": GEOJSON,
    ".geojsons": GEOJSON,
    ".gpkg": LAYERS,
    ".shp": LAYERS,
    ".csv": CSV,
}


def format_of(source: Path) -> str:
    """By the ending of the name; a folder holds the csv pair. Refusal(NO_SUCH_FILE), Refusal(IMPORT_ERRORS)."""
    if source.is_dir():
        return CSV
    if not source.is_file():
        raise Refusal(Rule.NO_SUCH_FILE, {"file": str(source)})
    name = source.name.lower()
    found = next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), None)
    if found is None:
        raise refused_source(source.name, RoadProblem.UNKNOWN_FORMAT, known=sorted(_ENDINGS))
    return found


def is_whole_map(source: Path) -> bool:
    """Whether the source stands for the whole network; the csv pair adds to it."""
    return format_of(source) != CSV


def looks_like_a_map(source: Path) -> bool:
    """Whether a file is a road map by its name alone; of tables nobody can tell."""
    name = source.name.lower()
    return any(name.endswith(ending) for ending, kind in _ENDINGS.items() if kind != CSV)
