"""What would help, in words: each remedy was tried by itself, and stands with what the whole plan gains by it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.reasons import RemedyKind
from core.queries.plan_rows import CutRow, PlanBoard, RemedyRow
from desktop import phrases, road_words
from desktop.plan.lines import Line, LineKind
from desktop.plan.lists import snag_lines
from desktop.plan.offer import gain_words
from desktop.plan.reading import Snag, clearance, snags

translate = QCoreApplication.translate
NAMED = 3


def limit_lines(board: PlanBoard, town: str | None, opened: frozenset[str]) -> tuple[Line, ...]:
    """What holds the plan back and what would help, people first: what saves somebody, who is left out, what saves
    time, the rest; numbered through."""
    saving = [row for row in board.remedies if row.serves > 0]
    others = [row for row in board.remedies if row.serves <= 0]
    groups = snags(board, town)
    short = [group for group in groups if group.snag is Snag.SHORTFALL]
    rest = [group for group in groups if group.snag is not Snag.SHORTFALL]
    return (
        *remedy_lines(saving, opened),
        *snag_lines(short, opened, len(saving)),
        *remedy_lines(others, opened, len(saving) + len(short)),
        *snag_lines(rest, opened, len(board.remedies) + len(short)),
    )


def remedy_lines(remedies: Sequence[RemedyRow], opened: frozenset[str], before: int = 0) -> tuple[Line, ...]:
    """One line a remedy in the order given; an opened one says all that it does. Numbered on from `before`."""
    out: list[Line] = []
    for number, row in enumerate(remedies, before + 1):
        key = "/".join(("remedy", row.kind, row.subject, f"{row.amount:g}", *filter(None, [row.helper_name])))
        out.append(_line(key, number, row))
        if key in opened:
            out.append(_detail(key, row))
    return tuple(out)


def _line(key: str, number: int, row: RemedyRow) -> Line:
    gains = gain_words(row.serves, row.saves_min, row.sooner_min)
    return Line(
        key=key,
        kind=LineKind.SNAG,
        title=limit_words(row),
        second=remedy_words(row),
        right=left_words(row.left) if row.serves else "",
        right_second=" · ".join(gains[:2]) or translate("Plan", "没有好处"),
        cap=str(number) if number <= 9 else "",
        group=key,
    )


def _detail(key: str, row: RemedyRow) -> Line:
    gains = "，".join(gain_words(row.serves, row.saves_min, row.sooner_min)) or translate("Plan", "没有好处")
    text = translate("Plan", "{gains}；{left}。只动这一样，整份重算得出")
    words = text.format(gains=gains, left=left_words(row.left))
    if row.uncovered > 0:
        words = translate("Plan", "{words}；别户少 {n} 名责任人").format(words=words, n=row.uncovered)
    return Line(f"{key}/all", LineKind.DETAIL, translate("Plan", "试过"), words, group=key)


def left_words(left: int) -> str:
    if left:
        return translate("Plan", "还有 {n} 人排不上").format(n=left)
    return translate("Plan", "都排得上")


def limit_words(row: RemedyRow) -> str:
    """What it is that holds the plan back there."""
    return {
        RemedyKind.BED: translate("Plan", "{name}：床不够"),
        RemedyKind.VEHICLE: translate("Plan", "车不够：有人等车"),
        RemedyKind.EARLIER: translate("Plan", "出门太晚：来不及"),
        RemedyKind.ROAD: translate("Plan", "{name} 断了：要绕或过不去"),
        RemedyKind.STAGE: translate("Plan", "{name}：每时只过 {n} 人"),
        RemedyKind.CARE: translate("Plan", "{name}：有台阶或没有电，收不下"),
        RemedyKind.OPEN: translate("Plan", "{name}：开门太晚，路断在前"),
        RemedyKind.HELPER: translate("Plan", "{name} 户：责任人的车接不到"),
    }[row.kind].format(name=row.name if row.road is None else road_words.road(row.road), n=f"{row.amount:g}")


def remedy_words(row: RemedyRow) -> str:
    """解：加 12 床."""
    return {
        RemedyKind.BED: translate("Plan", "解：加 {n} 床"),
        RemedyKind.VEHICLE: translate("Plan", "解：加 {n} 辆{kind}，从 {subject} 的车场"),
        RemedyKind.EARLIER: translate("Plan", "解：早 {n} 分下令"),
        RemedyKind.ROAD: translate("Plan", "解：把这段路保住"),
        RemedyKind.STAGE: translate("Plan", "解：疏导，让人都过得去"),
        RemedyKind.CARE: translate("Plan", "解：搭坡道、接电，收得下"),
        RemedyKind.OPEN: translate("Plan", "解：{time} 前开门，早 {n} 分"),
        RemedyKind.HELPER: translate("Plan", "解：改由 {helper} 带，用他的车接"),
    }[row.kind].format(
        n=f"{row.amount:g}",
        kind=vehicle_words(row.name),
        subject=row.subject,
        time="" if row.by is None else phrases.hm(row.by),
        helper=row.helper_name,
    )


def vehicle_words(kind: str) -> str:
    """The fleet table's kinds; another one is said as it stands there."""
    return {
        "bus": translate("Plan", "客车"),
        "minibus": translate("Plan", "中巴"),
        "van": translate("Plan", "面包车"),
        "car": translate("Plan", "小车"),
        "ambulance": translate("Plan", "救护车"),
        "truck": translate("Plan", "卡车"),
    }.get(kind, kind)


# -- the proof ---------------------------------------------------------------------------------------------------------


def cut_words(board: PlanBoard) -> str:
    """最晚一人 22:31；再好也快不过 22:16：卡在 东方红路 20:20-21:40 共过 210 人、某岛 324 床; empty without a proof."""
    cut = board.cut
    if cut is None:
        return ""
    parts = [*_roads(cut), *_beds(cut), *_villages(cut)]
    if not parts:
        return ""
    last = phrases.hm_near(clearance(board), board.at)
    by = phrases.hm_near(cut.by, board.at)
    text = translate("Plan", "最晚一人 {last}；再好也快不过 {by}：卡在 {where}")
    return text.format(last=last, by=by, where="、".join(parts))


def _roads(cut: CutRow) -> list[str]:
    text = translate("Plan", "{road} {start}-{end} 只过 {n} 人")
    fast = translate("Plan", "{road} {start}-{end} 每时 {n} 人")
    said = []
    for item in cut.links[:NAMED]:
        road = road_words.short_road(item.road)
        words, n = (text, item.persons) if item.per_hour is None else (fast, round(item.per_hour))
        said.append(words.format(road=road, start=phrases.hm(item.start), end=phrases.hm(item.end), n=n))
    return _rest(said, len(cut.links), translate("Plan", "等 {n} 段路"))


def _beds(cut: CutRow) -> list[str]:
    said = [translate("Plan", "{name} {n} 床").format(name=name, n=beds) for name, beds in cut.shelters[:NAMED]]
    return _rest(said, len(cut.shelters), translate("Plan", "等 {n} 岛"))


def _villages(cut: CutRow) -> list[str]:
    if not cut.places:
        return []
    names = "、".join(cut.places[:NAMED])
    if len(cut.places) > NAMED:
        names = translate("Plan", "{names}等 {n} 村").format(names=names, n=len(cut.places))
    return [translate("Plan", "{names} 路远，再早也到不了").format(names=names)]


def _rest(said: list[str], count: int, words: str) -> list[str]:
    return [*said[:-1], said[-1] + words.format(n=count)] if count > NAMED else said
