"""The left side in words and figures: badge, six figures, curve, shelters."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from core.domain.roads import ClosureKind
from core.domain.tight_shelters import TightShelter
from core.queries.map_rows import ClosureRow
from core.queries.plan_rows import PlanBoard
from desktop import keys, phrases, road_words
from desktop.plan.chart import Curve, Gap, RoadMark
from desktop.plan.figures import Figure
from desktop.plan.limits import largest_distance, value_at
from desktop.plan.lists import full_words
from desktop.plan.model import PlanShown
from desktop.plan.reading import (
    ShelterLine,
    arrived_by,
    clearance,
    clearance_bound,
    novelty_counts,
    shelter_lines,
    untold_households,
)
from desktop.plan.tables import ShelterCells
from desktop.plan.words import cause, percent
from desktop.theme import text_scale

translate = QCoreApplication.translate
MARGIN = timedelta(minutes=10)
SHORTEST = timedelta(hours=1)
LONGEST = timedelta(hours=12)
TABLE_STEPS = 24


def figures(board: PlanBoard) -> tuple[Figure, ...]:
    """要排 排上 排不上 全部到达 下界 差, and where the distance comes from.

    要排 is whom this plan had to place: the due who had not moved when it was made, and the triggered not yet ordered.
    It is not the 应转 of the incident bar, and so does not share its word.
    """
    end, bound = clearance(board), clearance_bound(board)
    losses = _losses(board)
    shown = (
        Figure("due", translate("Plan", "要排"), _persons(board.due), _households(board.due_households)),
        Figure("served", translate("Plan", "排上"), _persons(board.served), _households(board.served_households)),
        Figure(
            "unserved",
            translate("Plan", "排不上"),
            _persons(board.due - board.served),
            _unserved_under(board),
        ),
        Figure(
            "clearance",
            translate("Plan", "全部到达"),
            phrases.hm_near(end, board.at),
            phrases.minutes(board.clearance_s / 60),
        ),
        Figure(
            "bound",
            translate("Plan", "下界"),
            phrases.hm_near(bound, board.at),
            phrases.minutes(board.clearance_bound_s / 60),
        ),
        Figure("gap", translate("Plan", "差"), percent(board.gap), gap_reason(board)),
    )
    return (*shown, losses) if losses is not None else shown


def _persons(count: int) -> str:
    return translate("Plan", "{n} 人").format(n=count)


def _households(count: int) -> str:
    return translate("Plan", "{n} 户").format(n=count)


def _unserved_under(board: PlanBoard) -> str:
    """Households, and how few of them nobody could help leaving out if every person went alone."""
    households = _households(board.due_households - board.served_households)
    left, least = board.due - board.served, board.due - max(board.served, board.served_bound)
    if left == 0:
        return households
    fewest = left if board.served_bound_any is None else board.due - max(board.served, board.served_bound_any)
    if least == left and fewest < left:  # proved for whoever helps whom now, not for others
        return translate("Plan", "{households} · 照此结对不能再少").format(households=households)
    if least == left:
        return translate("Plan", "{households} · 不能再少").format(households=households)
    return translate("Plan", "{households} · 最少 {n} 人").format(households=households, n=least)


def gap_reason(board: PlanBoard) -> str:
    """What the gap is measured in."""
    if board.gap <= 0:
        any_helper = board.served_bound_any or 0
        return translate("Plan", "照此结对已到最好") if any_helper > board.served else translate("Plan", "已到最好")
    if board.objective == "clearance":
        late = (board.clearance_s - board.clearance_bound_s) / 60
        return translate("Plan", "晚 {span}").format(span=phrases.minutes(late))
    return translate("Plan", "多 {n} 人·分在险").format(n=_grouped(board.exposure - board.exposure_bound))


def _losses(board: PlanBoard) -> Figure | None:
    """Where the distance to the bound comes from, a line each: whole households, villages together, shared cars, the
    rest."""
    above = board.exposure - board.exposure_bound
    if above <= 0 or board.objective == "clearance":
        return None
    whole = min(above, board.whole_household_loss)
    together = min(above - whole, board.together_loss)
    shared = min(above - whole - together, board.shared_cars_loss)
    rest = above - whole - together - shared
    lines = (
        (whole, translate("Plan", "因整户不拆 {n} 人·分"), translate("Plan", "整户 {n}")),
        (together, translate("Plan", "因同村同岛 {n} 人·分"), translate("Plan", "同村 {n}")),
        (shared, translate("Plan", "因几户合用一辆车 {n} 人·分"), translate("Plan", "合用车 {n}")),
        (rest, translate("Plan", "因车、路、床 {n} 人·分"), translate("Plan", "其余 {n}")),
    )
    said = [
        (long.format(n=_grouped(loss)), short.format(n=_grouped(loss))) for loss, long, short in lines if loss > 0.5
    ]
    return Figure("losses", "", "", "", tuple(long for long, _ in said), tuple(short for _, short in said))


def _grouped(figure: float) -> str:
    return f"{figure:.0f}"


def badge(board: PlanBoard | None) -> tuple[str, str, bool]:
    """Title, when and why, and whether it is marked as no longer certain."""
    if board is None:
        return "", translate("Plan", "还没有方案"), False
    title = translate("Plan", "现行方案 · 第 {n} 版").format(n=board.version)
    source = translate("Plan", "{time} 算 {s:.1f} 秒").format(time=phrases.hm(board.adopted_at), s=board.seconds)
    if board.no_door:
        return title, translate("Plan", "{n} 户去的点已关或已撤，要重排").format(n=len(board.no_door)), True
    if board.no_bed:
        return title, translate("Plan", "{n} 户去的岛满了，要重排").format(n=len(board.no_bed)), True
    if board.stale:
        return title, translate("Plan", "登记已变 · 截至 {time}").format(time=phrases.hm(board.adopted_at)), True
    if board.stopped:
        return title, translate("Plan", "{source} · 超时截停，未必最好").format(source=source), True
    why = cause(board)
    if not why:
        return title, source, False
    text = translate("Plan", "{source} · 依 {why}") if board.changed_link else translate("Plan", "{source} · {why}")
    return title, text.format(source=source, why=why), False


# -- the curve -------------------------------------------------------------------------------------------------------


def curve(state: PlanShown) -> Curve | None:
    """What the chart draws for this state; None without a plan."""
    board, now = state.board, state.now
    if board is None:
        return None
    start = phrases.local(board.at)
    end = max(clearance(board), clearance_bound(board), board.at + SHORTEST) + MARGIN
    if now is not None and now > end:
        end = min(now + MARGIN, board.at + LONGEST)
    last = phrases.local(end)
    points = tuple((start + timedelta(minutes=minute), persons) for minute, persons in board.curve)
    shown_now = phrases.local(now) if now is not None and board.at <= now <= end else None
    return Curve(
        start=start,
        end=last,
        points=points,
        due=board.due,
        due_words=translate("Plan", "要排 {n}").format(n=board.due),
        plan_words=translate("Plan", "方案 {time} 齐 {n}").format(
            time=phrases.hm_near(clearance(board), board.at), n=board.served
        ),
        bound=phrases.local(clearance_bound(board)),
        bound_points=tuple((start + timedelta(minutes=minute), persons) for minute, persons in board.bound_curve),
        gap=_gap(board),
        bound_words=(
            translate("Plan", "下界 {time}（虚线）").format(time=phrases.hm_near(clearance_bound(board), board.at)),
            translate("Plan", "再好也快不过它"),
        ),
        now=shown_now,
        now_words=translate("Plan", "现在 {time} · 按方案该到 {n}").format(
            time=phrases.hm(now), n=arrived_by(board, now) if now else 0
        ),
        marks=tuple(mark for closure in state.closures if (mark := _mark(closure, start, last)) is not None),
    )


def _gap(board: PlanBoard) -> Gap | None:
    far = largest_distance(board)
    if far is None:
        return None
    words = translate("Plan", "最多差 {n} 人（{time}）").format(n=far.persons, time=phrases.hm(far.at))
    return Gap(phrases.local(far.at), far.planned, far.most, words)


def _mark(row: ClosureRow, start: datetime, end: datetime) -> RoadMark | None:
    at = phrases.local(row.closure.start)
    if not start <= at <= end:
        return None
    name = road_words.short_road(row.road)
    if row.closure.kind is ClosureKind.OBSERVED:
        return RoadMark(at, translate("Plan", "{time} {road} 断").format(time=at.strftime("%H:%M"), road=name), False)
    text = translate("Plan", "{time} {road} 将断（预报）")
    return RoadMark(at, text.format(time=at.strftime("%H:%M"), road=name), True)


def curve_rows(state: PlanShown) -> tuple[tuple[str, str, str, str, str], ...]:
    """The curve as a table: every change thinned to about two dozen lines, with what happens then.

    Time, in by then as planned, the most that any plan can have in (empty where it is not known), still to come, what.
    """
    drawn, board = curve(state), state.board
    if drawn is None or board is None:
        return ()
    happenings = {drawn.end.replace(second=0): ""} if not drawn.points else {}
    for mark in drawn.marks:
        happenings[mark.at] = mark.words
    if drawn.now is not None:
        happenings[drawn.now] = translate("Plan", "现在")
    if drawn.bound is not None:
        happenings[drawn.bound] = translate("Plan", "下界")
    if drawn.gap is not None:
        happenings[drawn.gap.at] = drawn.gap.words
    step = max(1, len(drawn.points) // TABLE_STEPS)
    times = {at for at, _ in (*drawn.points[::step], *drawn.points[-1:])} | set(happenings)
    out = []
    for at in sorted(times):
        minute = (at - drawn.start).total_seconds() / 60
        there = value_at(board.curve, minute)
        most = str(value_at(board.bound_curve, minute)) if board.bound_curve else ""
        out.append((at.strftime("%H:%M"), str(there), most, str(drawn.due - there), happenings.get(at, "")))
    return tuple(out)


# -- shelters --------------------------------------------------------------------------------------------------------


def shelter_cells(board: PlanBoard) -> tuple[ShelterCells, ...]:
    tight = {each.shelter: each for each in board.tight}
    return tuple(_cells(line, tight.get(line.row.shelter.id), board.at) for line in shelter_lines(board))


def _cells(line: ShelterLine, turned_away: TightShelter | None, at: datetime) -> ShelterCells:
    row = line.row
    if not row.coming:
        when = translate("Plan", "不再增")
    elif line.last is None:
        when = ""
    elif line.tight:
        when = translate("Plan", "{time} 到 {share}").format(
            time=phrases.hm_near(line.last, at), share=percent(line.share)
        )
    else:
        when = translate("Plan", "{time} 后不增").format(time=phrases.hm_near(line.last, at))
    return ShelterCells(
        shelter=row.shelter.id,
        name=row.shelter.name,
        inside=row.inside,
        coming=row.coming,
        capacity=row.shelter.capacity,
        when=when,
        left=_left(line, turned_away),
        tight=line.tight,
    )


def _left(line: ShelterLine, turned_away: TightShelter | None) -> str:
    """What is left, and whom that sends farther."""
    left = full_words(line.left)
    if turned_away is None or not turned_away.persons:
        return left
    if text_scale() > 1.15:  # no room for more in large text
        return translate("Plan", "{n} 人改去别处　{left}").format(n=turned_away.persons, left=left)
    text = translate("Plan", "{n} 人改去别处，共多 {min} 人·分　{left}")
    return text.format(n=turned_away.persons, min=_grouped(turned_away.later_min), left=left)


def shelters_foot(board: PlanBoard) -> str:
    """What the table leaves out, and that the capacities are not confirmed."""
    shown = {line.row.shelter.id for line in shelter_lines(board)}
    kept = {move.shelter for move in board.moves} - shown  # for villages that are triggered and not ordered yet
    rest = len(board.shelters) - len(shown | kept)
    unconfirmed = sum(not row.shelter.confirmed for row in board.shelters)
    parts = [translate("Plan", "另 {n} 岛为未下令的村留床").format(n=len(kept))] if kept else []
    if rest:
        parts.append(translate("Plan", "其余 {n} 岛不动用").format(n=rest))
    if unconfirmed:
        parts.append(translate("Plan", "{n} 岛容量未确认，待核").format(n=unconfirmed))
    return " · ".join(parts)


# -- the head of the change list ---------------------------------------------------------------------------------------


def change_title(board: PlanBoard) -> tuple[str, ...]:
    """What the list below is, ever shorter."""
    if board.changed_link:
        why = cause(board)
        return translate("Plan", "{cause} · 改了什么").format(cause=why), why
    return (translate("Plan", "改了什么"),)


def change_versions(board: PlanBoard) -> str:
    if board.version < 2:
        return translate("Plan", "第 1 版")
    return translate("Plan", "{a} → {b} 版").format(a=board.version - 1, b=board.version)


def change_counts(board: PlanBoard) -> tuple[str, str, str]:
    """11 户改 | 401 户不变 | 待告知 7 户."""
    return (
        translate("Plan", "{n} 户改").format(n=board.changed),
        translate("Plan", "{n} 户不变").format(n=board.kept),
        translate("Plan", "待告知 {n} 户").format(n=untold_households(board)),
    )


def kept_and_kinds(board: PlanBoard) -> str:
    """401 户不变 换岛 4 · 换路 7, where there is room for it: the list below says it, too."""
    return translate("Plan", "{kept}　{kinds}").format(kept=change_counts(board)[1], kinds=_kinds(board))


def _kinds(board: PlanBoard) -> str:
    return " · ".join(
        translate("Plan", "{what} {n}").format(what=phrases.novelty(kind), n=count)
        for kind, count in novelty_counts(board)
    )


def trip_counts(board: PlanBoard) -> tuple[str, str, str]:
    """12 趟 | 5 辆车 | 接 63 人."""
    if not board.trips:
        return translate("Plan", "没有派车：人人走得到，或没有登记车"), "", ""
    cars = len({trip.vehicle for trip in board.trips})
    key = keys.hint("vehicle_out")
    return (
        translate("Plan", "{n} 趟").format(n=len(board.trips)),
        translate("Plan", "{n} 辆车 · {key} 这辆坏了").format(n=cars, key=key),
        translate("Plan", "接 {n} 人").format(n=sum(trip.persons for trip in board.trips)),
    )


def critical_counts(state: PlanShown) -> tuple[str, str, str]:
    """What is known of the roads whose closing would hurt."""
    if not state.critical:
        if state.searching:
            return translate("Plan", "后台正在逐条试断…"), "", ""
        return translate("Plan", "还没有试：采用方案后在后台逐条试断"), "", ""
    ready = sum(road.replan is not None for road in state.critical)
    return (
        translate("Plan", "{n} 段路").format(n=len(state.critical)),
        translate("Plan", "逐条试断，最伤的在前"),
        translate("Plan", "备好 {n}").format(n=ready),
    )


def told_foot(board: PlanBoard) -> tuple[str, ...]:
    """Who knows already: how many and who, or how many."""
    told = [row for row in board.tell if row.told_at is not None]
    if not told:
        return ("",)
    names = "、".join(dict.fromkeys(row.helper.name if row.helper else row.head for row in told))
    text = translate("Plan", "已告知 {n} 户：{names}")
    return text.format(n=len(told), names=names), translate("Plan", "已告知 {n} 户").format(n=len(told)), ""
