"""The sentences of the road screen."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from core.domain.findings import Finding
from core.exchange.road_maps.problems import RoadProblem
from desktop import keys, phrases
from desktop.road_import_words import part_name, part_words
from desktop.roads.model import EXPLAINED, FINDINGS, LISTS, PARTS, RoadsShown
from desktop.widgets.chips import ChipText
from desktop.widgets.two_lines import Cell, TableRow

translate = QCoreApplication.translate
SHOWN_ROWS = 2_000  # of one list; `import … roads` on the command line with --json has them all


def file_line(state: RoadsShown) -> str:
    if state.path is None:
        return translate("RoadMap", "还没有选路网")
    return state.path.name


def datums() -> tuple[ChipText, ...]:
    return (
        ChipText("wgs84", translate("RoadMap", "WGS84（卫星、天地图）")),
        ChipText("gcj02", translate("RoadMap", "GCJ-02（高德、腾讯）")),
        ChipText("bd09", translate("RoadMap", "BD-09（百度）")),
    )


def datum_line(state: RoadsShown) -> str:
    if state.datum and state.told is not None and state.told.format.startswith("osm"):
        return translate("RoadMap", "OSM 都是 WGS84")
    return "" if state.datum or state.path is None else translate("RoadMap", "坐标没有说，还没读")


def mode_verb(state: RoadsShown) -> str:
    return translate("RoadMap", "整网替换") if state.replaces else translate("RoadMap", "加进现有的路")


def empty(state: RoadsShown) -> str:
    """What stands in place of the report while there is none."""
    if state.reading is not None:
        return translate("RoadMap", "正在读，约 {share:.0f} %…").format(share=100 * state.reading)
    if state.refusal is not None:
        return phrases.refusal(state.refusal)
    if state.path is None:
        return translate("RoadMap", "还没有选路网 · {key} 选一个文件，或把文件拖到窗口上").format(
            key=keys.hint("choose_file")
        )
    if not state.datum:
        return translate("RoadMap", "这份图的坐标是哪一种？按 1、2 或 3；不知道就问给图的人，错了路会偏几百米")
    return ""


def empty_more(state: RoadsShown) -> str:
    if state.layers:
        return translate("RoadMap", "按数字选哪一层是路")
    if state.reading is not None:
        return translate("RoadMap", "读完先给你看，没有按换上之前路网不动；{key} 停").format(key=keys.hint("back"))
    if state.path is None:
        return translate(
            "RoadMap",
            "osm、pbf、geojson、gpkg、shp 都行，整网替换；road_nodes.csv 和 road_links.csv 两张表用 {key} 选文件夹",
        ).format(key=keys.hint("csv_folder"))
    return ""


def read_line(state: RoadsShown) -> str:
    """What was read: 读 199080 条：成路 199000，没成路 80；重复并掉 12."""
    told = state.told
    if told is None:
        return ""
    text = translate("RoadMap", "{format} · 读 {rows} 条：收 {accepted}，没成路 {explained}；重复并掉 {merged}")
    return text.format(
        format=told.format,
        rows=told.rows_in,
        accepted=told.accepted,
        explained=told.explained_count,
        merged=told.merged,
    )


def network_line(state: RoadsShown) -> str:
    """What becomes of the network, in numbers that can be compared."""
    told = state.told
    if told is None:
        return ""
    if told.replaced:
        text = translate("RoadMap", "整网替换：原有 {before} 段路、{nodes_before} 个路口 → {links} 段、{nodes} 个")
    else:
        text = translate("RoadMap", "加进去：{links} 段路、{nodes} 个路口；原有 {before} 段、{nodes_before} 个")
    said = text.format(before=told.before[1], nodes_before=told.before[0], links=told.links, nodes=told.nodes)
    apart = len(told.parts) + told.more_parts[0]
    joined = translate("RoadMap", "主网 {n} 段、{km} 公里，接不上的 {apart} 片").format(
        n=told.main_part[0], km=f"{told.main_part[1]:.1f}", apart=apart
    )
    return translate("RoadMap", "{said}；{joined}").format(said=said, joined=joined)


def outcome(state: RoadsShown) -> str:
    """What taking it in would do, or has done."""
    if state.writing is not None:
        text = translate("RoadMap", "正在写，{share:.0f} %…；{key} 停，停了什么也不写")
        return text.format(share=100 * state.writing, key=keys.hint("back"))
    if state.told is None:
        return ""
    if state.put_back:
        return translate("RoadMap", "原来的路已经放回，和换之前一样")
    if state.taken:
        done = translate("RoadMap", "已换上，十分钟内 {key} 放回原来的路，过后用「放回原来的路」").format(
            key=keys.hint("undo")
        )
        return _with_plan(state, done)
    if not state.ready:
        return translate("RoadMap", "里面没有可收的路")
    if state.told.replaced:
        text = translate("RoadMap", "换上后，现有 {links} 段路、{nodes} 个路口都不用了；原来的留着，可以放回")
        would = text.format(links=state.told.before[1], nodes=state.told.before[0])
    else:
        would = translate("RoadMap", "收进后，同一编号的按新的改，其余的加上；可以撤")
    return _with_plan(state, would)


def _with_plan(state: RoadsShown, said: str) -> str:
    if not state.planned:
        return said
    plan = translate("RoadMap", "现方案 {n} 户是按原来的路排的，会标为过时，到方案里 {key} 跟上").format(
        n=state.planned, key=keys.hint("recompute")
    )
    return translate("RoadMap", "{said}。{plan}").format(said=said, plan=plan)


def take_verb(state: RoadsShown) -> str:
    told = state.told
    links = told.links if told is not None else 0
    if told is not None and not told.replaced:
        return translate("RoadMap", "加进 {n} 段路").format(n=links)
    return translate("RoadMap", "换上这份路网：{n} 段").format(n=links)


def chips(state: RoadsShown) -> tuple[ChipText, ...]:
    told = state.told
    if told is None:
        return ()
    counts = {
        FINDINGS: len(_findings(told.findings)),
        EXPLAINED: told.explained_count,
        PARTS: len(told.parts) + told.more_parts[0],
    }
    words = {
        FINDINGS: translate("RoadMap", "要知道的"),
        EXPLAINED: translate("RoadMap", "没成路的"),
        PARTS: translate("RoadMap", "接不上的"),
    }
    return tuple(ChipText(name, f"{words[name]} {counts[name]}", cap=keys.hint("next_list")) for name in LISTS)


def rows(state: RoadsShown) -> Iterator[TableRow]:
    """The list chosen, two lines a row."""
    told = state.told
    if told is None:
        return
    if state.chosen == PARTS:
        for number, part in enumerate(told.parts):
            yield TableRow(f"part/{number}", (Cell(part_name(part), part_words(part), bold=True),))
        if told.more_parts[0]:
            text = translate("RoadMap", "另有 {n} 片更短的，共 {km} 公里")
            more = text.format(n=told.more_parts[0], km=f"{told.more_parts[1]:g}")
            yield TableRow("part/more", (Cell(more),))
        return
    findings = _findings(told.findings) if state.chosen == FINDINGS else told.explained
    for number, odd in enumerate(findings[:SHOWN_ROWS]):
        yield TableRow(f"{state.chosen}/{number}", (Cell(phrases.finding_words(odd), _where(odd), bold=odd.error),))
    left = (told.explained_count if state.chosen == EXPLAINED else len(findings)) - min(len(findings), SHOWN_ROWS)
    if left > 0:
        yield TableRow("more", (Cell(translate("RoadMap", "另有 {n} 条（命令行 --json 全列）").format(n=left)),))


def nothing(state: RoadsShown) -> str:
    return {
        FINDINGS: translate("RoadMap", "没有特别要知道的"),
        EXPLAINED: translate("RoadMap", "每一条都成了路"),
        PARTS: translate("RoadMap", "全部连在一起"),
    }[state.chosen]


def _findings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Rows beyond those told one by one are counted with the rows already."""
    return tuple(odd for odd in findings if odd.rule != RoadProblem.MORE_EXPLAINED)


def _where(odd: Finding) -> str:
    """Which line of which file, where there are lines."""
    if odd.line is None:
        return odd.where
    return translate("RoadMap", "{file} 第 {n} 行").format(file=odd.where, n=odd.line)
