"""The helper's sheet: whom to fetch in which order, who must be carried, when, where to, by which road, and the second.

The only list with the households' numbers in full besides the call sheet: whoever holds it has to ring them.
"""

from collections.abc import Sequence

from core.domain.people import Mobility
from core.queries.paper_rows import HelperSheet, HouseholdPaper, Member, PaperCase
from desktop.printing import words
from desktop.printing.booklet import Piece, bind
from desktop.printing.codes import spaced
from desktop.printing.flow import RISE, Flow
from desktop.printing.marks import Document
from desktop.printing.paper_map import Country, PaperMap, Spot, Trace, country, way_on
from desktop.printing.sheet import A4, Sheet, leading
from desktop.printing.typeface import Typeface

TITLE = "人盯人任务单"
STEPS = ("叫", "应", "户", "门", "车", "达")
LADDER = "叫不应：再叫两次 → B 角 → 邻户 → 上门敲 → 电台报镇里。每做一步，在格里打勾、写时间。"
BLOCKED = "路断、水漫路：不要过，掉头走第二条路；第二条也不通，就近上高处，电台或派人报镇里。"
_MAP = (62.0, 58.0)
_BODY = 11.5
_STEP = leading(_BODY)


def task_sheets(face: Typeface, case: PaperCase) -> Document:
    land = country(case.base) if case.base is not None else None
    pieces = [_sheet(face, case, sheet, land) for sheet in case.helpers]
    return bind(face, case.stamp, "tasks", TITLE, A4, pieces)


def _sheet(face: Typeface, case: PaperCase, mine: HelperSheet, land: Country | None) -> Piece:
    flow = Flow(face, A4, lambda sheet, again: _head(sheet, mine, again))
    _what_to_do(flow, mine)
    shown: dict[tuple[object, ...], int] = {}
    settled = [row for row in mine.visits if not row.waiting]
    for number, row in enumerate((row for row in mine.visits if row.waiting), start=1):
        same = shown.setdefault(_same_way(row), number) if row.way is not None else number
        _visit(flow, case, number, row, land, same)
    if settled:
        names = "、".join(f"{row.head.name} 户（{row.household}）" for row in settled)
        lines = flow.sheet.lines(f"已到或外出，不用再去：{names}", flow.sheet.inner, _BODY)
        flow.need(len(lines) * _STEP + 2)
        for line in lines:
            flow.sheet.text(flow.sheet.left, flow.y + 1, line, _BODY)
            flow.y += _STEP
        flow.y += 2
    if mine.stands_by:
        _stands_by(flow, mine.stands_by)
    return flow.piece(mine.helper.name)


def _head(sheet: Sheet, mine: HelperSheet, again: bool) -> float:
    y = sheet.top + 7
    after = sheet.text(sheet.left, y, TITLE, 19, bold=True)
    after = sheet.fit(after + 5, y, mine.helper.name, 40, 17, bold=True, name=True)
    sheet.number(sheet.right, y, mine.helper.phone, 15, bold=True)
    y += 7
    if again:
        return y + 1
    visits = [row for row in mine.visits if row.waiting]
    households = len(visits)
    persons = sum(len(row.waiting) for row in visits)
    carried = sum(member.mobility is Mobility.BEDRIDDEN for row in visits for member in row.waiting)
    facts = [f"住 {mine.helper.place_name}" if mine.helper.place_name else "", f"接 {households} 户 {persons} 人"]
    facts += [
        f"抬 {carried} 人" if carried else "",
        f"车座 {mine.helper.car_seats}" if mine.helper.car_seats else "没有车",
    ]
    facts += ["" if mine.helper.night else "夜里不在岗"]
    sheet.fit(sheet.left, y, " · ".join(fact for fact in facts if fact), sheet.inner, 12)
    sheet.rule(sheet.left, y + 2, sheet.right, y + 2, 0.5)
    return y + 8


def _what_to_do(flow: Flow, mine: HelperSheet) -> None:
    if not mine.visits:
        return
    sheet = flow.sheet
    flow.y = sheet.para(sheet.left, flow.y, LADDER, sheet.inner, 11)
    flow.y = sheet.para(sheet.left, flow.y, BLOCKED, sheet.inner, 11) + 1


def _same_way(row: HouseholdPaper) -> tuple[object, ...]:
    """Households with the same one share a map."""
    links = tuple(way.route.links if way else None for way in (row.way, row.second))
    return (row.shelter.id if row.shelter else None, row.place, *links)


def _visit(flow: Flow, case: PaperCase, number: int, row: HouseholdPaper, land: Country | None, same: int) -> None:
    """One household in a frame that stays on one page: people left, map right, steps below.

    `same` is the number of the first household with the same way: its map and words are not repeated.
    """
    probe = Sheet(flow.sheet.face, A4)
    has_map = land is not None and row.way is not None and row.shelter is not None and same == number
    used = _visit_marks(probe, 0, number, row, has_map, same)
    height = max(used, _MAP[1] + 16 if has_map else 0) + 2
    flow.need(height)
    sheet, top = flow.sheet, flow.y - RISE
    _visit_marks(sheet, top, number, row, has_map, same)
    if has_map and land is not None:
        _small_map(sheet, case, row, land, (sheet.right - _MAP[0] - 1.5, top + 9.5, *_MAP))
    sheet.box(sheet.left, top, sheet.inner, height - 2, line=0.45)
    flow.y += height


def _visit_marks(sheet: Sheet, top: float, number: int, row: HouseholdPaper, has_map: bool, same: int) -> float:
    """Everything but the map; the height that it takes."""
    left, width = sheet.left + 2, sheet.inner - 4
    column = width - (_MAP[0] + 3 if has_map else 0)
    y = top + 6
    sheet.text(left, y, str(number), 18, bold=True)
    level = left + width - sheet.face.width(words.TRIGGER[row.level], 13, bold=True)
    after = sheet.fit(left + 9, y, f"{row.head.name} 户", 92, 15, bold=True, name=True)
    sheet.fit(after + 3, y, f"{row.place_name} {row.household}", level - after - 5, 11, name=True)
    sheet.text(level, y, words.TRIGGER[row.level], 13, bold=True)
    sheet.rule(sheet.left, y + 2.2, sheet.right, y + 2.2, 0.25)
    y += 8.4
    y = sheet.para(left, y, f"门牌 {row.address}" if row.address else "门牌不详", column, _BODY)
    y = _leave(sheet, left, y, column, row)
    for member in row.members:
        y = _member(sheet, left, y, column, member, member in row.waiting, member.person in row.moving)
    if same != number:
        blocked = "，路断了也一样走第二条" if row.second is not None else "，没有第二条路"
        y = sheet.para(left, y, f"路线和第 {same} 户一样{blocked}", column, _BODY)
    else:
        y = _roads(sheet, left, y, column, row)
    if row.deputy is not None:
        begins = sheet.number(left + column, y, row.deputy.phone, _BODY, bold=True)
        sheet.fit(left, y, f"叫不动、路断了找 B 角 {row.deputy.name}", begins - left - 2, _BODY, bold=True, name=True)
    else:
        sheet.text(left, y, f"没有 B 角{_why_uncovered(row)}", _BODY, bold=True)
    y += _STEP
    if has_map:
        y = max(y, top + 9.5 + _MAP[1] + 6)
    _steps(sheet, left, y + 1, width)
    return y + 4.5 - top


def _why_uncovered(row: HouseholdPaper) -> str:
    return "".join(f"：{words.UNCOVERED[rule]}" for role, rule in row.uncovered if role.value == "B")


def _leave(sheet: Sheet, left: float, y: float, width: float, row: HouseholdPaper) -> float:
    if row.shelter is not None and row.resent:
        return _resent(sheet, left, y, width, row)
    if row.shelter is None or row.depart is None:
        why = words.SHORTFALL[row.rule] if row.rule else "还没有方案"
        return sheet.para(left, y, f"没有排上路线（{why}）。先叫，带到高处，报镇里。", width, 13, bold=True)
    note = "" if row.shelter.confirmed else "（待核）"
    y = sheet.para(left, y, f"送到 {row.shelter.name}{note}", width, 14, bold=True)
    last = f"，最晚 {words.when(row.deadline)}" if row.deadline else ""
    mode = f"，{words.MODE[row.mode]}" if row.mode else ""
    y = sheet.para(
        left, y, f"{words.when(row.depart)} 出门{last}{mode}，{words.clock(row.arrive)} 到", width, 13, bold=True
    )
    return sheet.para(left, y, words.ride(row.ride), width, _BODY) if row.ride else y


def _resent(sheet: Sheet, left: float, y: float, width: float, row: HouseholdPaper) -> float:
    """Sent elsewhere since the plan, whose road leads to another shelter."""
    name = row.shelter.name if row.shelter else ""
    y = sheet.para(left, y, f"送到 {name}（值班改令）", width, 14, bold=True)
    when = f"{words.when(row.depart)} 出门；" if row.depart else ""
    return sheet.para(left, y, f"{when}原方案的路和车不再算数，走哪条先问镇里", width, 13, bold=True)


def _member(sheet: Sheet, left: float, y: float, width: float, member: Member, waiting: bool, moving: bool) -> float:
    side = 3.8
    sheet.box(left, y - side + 0.5, side, side, line=0.25)
    name = member.name or "姓名不详"
    after = sheet.fit(left + side + 1.2, y, name, width - side - 1.2, _BODY, bold=True, name=True)
    if after > left + 34:  # a long name has a line of its own, uncut
        y += _STEP
        after = left + side
    after = sheet.text(after + 1.5, y, f"{words.who(member)} {spaced(member.card)}", 10.5)
    begins = sheet.number(left + width, y, member.phone, _BODY, bold=True) if member.phone else left + width
    carried = words.needs(member) if waiting else (words.CLASS[member.class_] if moving else "不在这次转移之列")
    carried = words.marked(member, carried)
    if member.mobility is Mobility.BEDRIDDEN and waiting:
        carried = f"要抬（两人、担架）：{carried}"
    if not carried:
        return y + _STEP
    lines = sheet.lines(carried, begins - after - 4, _BODY, bold=True)
    if len(lines) == 1:
        sheet.text(after + 2, y, carried, _BODY, bold=True)
        return y + _STEP
    return sheet.para(left + side + 1.2, y + _STEP, carried, width - side - 1.2, _BODY, bold=True)


def _roads(sheet: Sheet, left: float, y: float, width: float, row: HouseholdPaper) -> float:
    if row.way is None or row.shelter is None:
        return y
    y = sheet.para(left, y, f"一 {words.way(row.way, row.shelter.name, row.place_name)}", width, 10.5)
    if row.second is None:
        return sheet.para(left, y, "二 没有第二条路：路断了就近上高处，等人接", width, 10.5, bold=True)
    second = words.way(row.second, row.shelter.name, row.place_name)
    shared = f"（有 {len(row.second_shares)} 段和第一条是同一段，那里断了两条都不通）" if row.second_shares else ""
    return sheet.para(left, y, f"二 路断了走：{second}{shared}", width, 10.5)


def _steps(sheet: Sheet, left: float, y: float, width: float) -> None:
    """Six boxes with room for the time behind each."""
    each = width / len(STEPS)
    for number, step in enumerate(STEPS):
        x = left + number * each
        sheet.box(x, y - 4.4, 5, 5, line=0.35)
        x = sheet.text(x + 6, y, step, 12, bold=True)
        sheet.blank(x + 1, y, left + (number + 1) * each - x - 3)


def _small_map(
    sheet: Sheet,
    case: PaperCase,
    row: HouseholdPaper,
    land: Country,
    box: tuple[float, float, float, float],
) -> None:
    place, shelter = case.places.get(row.place), row.shelter
    if shelter is None or row.way is None:
        return
    project = land.ground.projection
    start = project.point(place.position.lon, place.position.lat) if place and place.position else None
    end = project.point(shelter.position.lon, shelter.position.lat)
    traces = [way_on(land, row.way.route, start, end, True)]
    if row.second is not None:
        traces.append(way_on(land, row.second.route, start, end, False))
    chart = PaperMap(sheet, land, box, _focus(traces, start, end))
    chart.ground()
    chart.ways(traces)
    chart.scale_bar()
    chart.closures(case.closures)
    spots = [Spot(*end, shelter.name, "shelter")]
    if start is not None:
        spots.append(Spot(*start, row.place_name, "village"))
    chart.spots(spots)
    chart.frame()


def _focus(
    traces: Sequence[Trace], start: tuple[float, float] | None, end: tuple[float, float]
) -> list[tuple[float, float]]:
    points = [end, *([start] if start else [])]
    for way in traces:
        points += way.points
    return points


def _stands_by(flow: Flow, rows: Sequence[HouseholdPaper]) -> None:
    """Whom he takes over when A cannot: names, numbers, where to."""
    flow.need(24)
    flow.y = flow.sheet.heading(flow.y + 1, f"当 B 角的户（A 角叫不动时顶上）· {len(rows)} 户", 13)
    for row in rows:
        flow.need(_STEP * 2 + 3)
        sheet, y = flow.sheet, flow.y
        helper = row.helper
        begins = sheet.number(sheet.right, y, helper.phone, _BODY, bold=True) if helper else sheet.right
        sheet.text(begins - 2, y, f"A 角 {helper.name}" if helper else "没有 A 角", _BODY, align="right")
        sheet.fit(sheet.left, y, f"{row.head.name} 户 {len(row.moving)} 人", 96, _BODY, bold=True, name=True)
        phones = [member.phone for member in row.members if member.phone]
        goes = f"{words.when(row.depart)} 去 {row.shelter.name}" if row.shelter else "没排上路线"
        need = words.household_needs(row)
        parts = [row.address or row.place_name, f"电话 {phones[0]}" if phones else "没有电话", goes, need]
        flow.y = sheet.para(
            sheet.left + 4, y + _STEP, " · ".join(part for part in parts if part), sheet.inner - 4, 10.5
        )
        sheet.rule(sheet.left, flow.y - 3.6, sheet.right, flow.y - 3.6, 0.12)
        flow.y += 1
