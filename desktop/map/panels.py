"""Three faces of the side panel: household, village, shelter; each from one frozen subject. The road has its own."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from core.domain.events import Step
from core.domain.hazards import PlaceStorm, Trigger
from core.domain.plans import Route
from core.domain.reasons import RouteReason, TimeReason
from core.queries.map_rows import PlaceRow, ShelterRow
from core.queries.rows import HelperRow, MoveRow, PersonCard, RollRow
from desktop import people_words, phrases, road_words
from desktop.field_verbs import NextStep, next_step
from desktop.map import words
from desktop.map.panel_pieces import Share, Stroke, count_label, numbered, wrapped
from desktop.map.subject import HouseholdSubject, PlaceSubject, ShelterSubject
from desktop.reasons_words import route_words, shelter_words, time_words
from desktop.theme import current, ipx
from desktop.widgets.bars import OccupancyBar
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import SidePanel, hairline, label, row
from desktop.widgets.steps import StepCells, step_states
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
_RIGHT = Qt.AlignmentFlag.AlignRight
_MOST_REASONS = 4
_MOST_HISTORY = 2
_MOST_WAITING = 5
_MOST_TELL = 8


def show_nothing(panel: SidePanel, scope: str | None) -> None:
    """Nothing is selected: what can be done, and by which key."""
    panel.show_head(translate("Map", "图上没有选中"), scope or translate("Map", "全区"))
    hints = (
        translate("Map", "点村、岛、路或一个人；Tab 逐个走，Enter 打开"),
        translate("Map", "方向键移图，+ − 放大缩小，0 看全区"),
        translate("Map", "点一条路，按 X 记断路，即时重算"),
        translate("Map", "T 看成表 · Shift+L 收图例"),
    )
    panel.show_body(wrapped(text, "source") for text in hints)
    panel.show_buttons(())


# -- household -------------------------------------------------------------------------------------------------------


def show_household(panel: SidePanel, subject: HouseholdSubject, now: datetime) -> None:
    card, head = subject.card, subject.card.row
    source = translate("Map", "户 {id} · {town} {place}").format(
        id=head.household, town=head.town, place=head.place_name
    )
    title = translate("Map", "{name} 户 · {n} 人").format(name=head.name, n=len(card.members) or head.household_size)
    role = {Trigger.GO: "go", Trigger.PREPARE: "prep"}.get(head.level, "strong")
    panel.show_head(source, title, str(head.level), phrases.trigger(head.level), role)
    panel.show_body(_household_lines(subject, now))


def _household_lines(subject: HouseholdSubject, now: datetime) -> Iterator[QWidget]:
    card, head = subject.card, subject.card.row
    settled = people_words.lacks_nobody(head)  # safe or away, or not due: no way and no helper is missing
    if not settled:
        yield _deadline(head, now)
    yield _steps(head)
    yield hairline()
    for number, member in enumerate(card.members, start=1):
        words_ = people_words.mobility(member)
        name = " ".join(part for part in (member.name, member.sex, str(member.age or "")) if part)
        strong = "strong" if member.mobility.cannot_walk else ""
        yield row(KeyCap(str(number)), label(name), None, label(words_, strong, _RIGHT))
        if member.overtaken:
            yield row(SymbolLabel("to_reconcile", current(), 16), label(people_words.overtaken(), "small"), None)
    yield hairline()
    if settled:
        yield row(label(phrases.at_place(head.at_place, head.at_name) or phrases.look(head.look), "strong"), None)
    else:
        yield from _whereto(card)
        yield hairline()
        for role, helper in (("A", head.helper), ("B", head.deputy)):
            yield _helper(role, helper, now)
    yield hairline()
    yield row(label(translate("Map", "为什么"), "strong"), KeyCap("?"), None, height=28)
    for number, reason in enumerate(_reasons(subject), start=1):
        yield numbered(number, reason, card.storm is not None and not card.storm.confirmed and number == 1)
    if card.history:
        yield hairline()
        for place, entry in enumerate(card.history[:_MOST_HISTORY]):
            first = translate("Map", "经过") if place == 0 else ""
            left = label(first, "strong")
            left.setFixedWidth(ipx(44))
            yield row(left, label(phrases.hm(entry.at), "small"), wrapped(phrases.history(entry), "small"), height=22)


def _deadline(head: RollRow, now: datetime) -> QWidget:
    if head.deadline is None:
        words_ = translate("Map", "路上没有要断的") if head.shelter else translate("Map", "方案里还没有去处")
        return row(label(translate("Map", "最晚出发"), "source"), None, label(words_, "source", _RIGHT))
    time = label(phrases.hm_near(head.deadline, now), "head", _RIGHT)
    left = label(phrases.left(head.deadline, now), "strong", _RIGHT)
    return row(label(translate("Map", "最晚出发"), "source"), None, time, left, height=32)


def _steps(head: RollRow) -> QWidget:
    order = list(Step)
    cells = StepCells()
    done = tuple(order.index(step) for step in head.steps)
    cells.show_states(step_states(done, order.index(head.next_step) if head.next_step else None))
    return row(cells, None, height=32)


def _whereto(card: PersonCard) -> Iterator[QWidget]:
    move = card.move
    if move is None:
        why = phrases.shortfall(card.shortfall) if card.shortfall else translate("Map", "现行方案没有这一户")
        yield row(label(translate("Map", "去处未定"), "strong"), None, label(why, "source", _RIGHT))
        return
    leave = translate("Map", "{depart} 走 · {arrive} 到").format(
        depart=phrases.hm(move.depart), arrive=phrases.hm(move.arrive)
    )
    yield row(label(move.shelter_name, "strong"), None, label(leave, "", _RIGHT))
    first = translate("Map", "首选 {mode}").format(mode=phrases.mode(move.mode))
    yield row(Stroke("first"), label(first), None, label(_route(move.route), "", _RIGHT))
    if move.second is None:
        none = translate("Map", "随车走，没有另找") if move.rides else translate("Map", "没有第二条路")
        yield row(Stroke("second"), label(none, "source"), None)
        return
    yield row(Stroke("second"), label(translate("Map", "备选")), None, label(_route(move.second), "", _RIGHT))
    if move.second_shares:
        shared = translate("Map", "两条路有 {n} 段绕不开，是同一段").format(n=len(move.second_shares))
        yield row(label(shared, "small"), None, height=22)


def _route(route: Route) -> str:
    text = translate("Map", "{length} · {minutes}")
    return text.format(length=words.kilometres(route.length_m), minutes=phrases.minutes(route.minutes))


def _helper(role: str, helper: HelperRow | None, now: datetime) -> QWidget:
    if helper is None:
        return row(label(role, "strong"), label(translate("Map", "没有{role}角").format(role=role), "go"), None)
    said = translate("Map", "未叫")
    if helper.outcome is not None:
        said = f"{phrases.outcome(helper.outcome)} {phrases.hm_near(helper.called_at, now)}"
    return row(
        label(role, "strong"), label(helper.name), label(helper.phone, "source"), None, label(said, "small", _RIGHT)
    )


def _reasons(subject: HouseholdSubject) -> list[str]:
    """At most four: what set it off, why this household, which roads are closed, why this helper."""
    card, head = subject.card, subject.card.row
    reasons = storm_reasons(card.storm)[:1]
    if head.hazards:
        reasons.append(translate("Map", "名册：{hazards}").format(hazards="、".join(head.hazards)))
    for closure in subject.closed[:1]:
        tag = words.closure_tag(road_words.road(closure.road), closure.closure.start, not closure.now, True)
        reasons.append(translate("Map", "{road}，已绕开").format(road=tag) if closure.now else tag)
    if card.move is not None:
        reasons += _move_reasons(card.move)
    if head.helper is not None and head.helper.minutes is not None:
        text = translate("Map", "A 角{where}，{minutes} 到门口")
        parts = [translate("Map", "住{place}").format(place=head.helper.place)] if head.helper.place else []
        parts += [phrases.soft_rule(rule) for rule in head.helper.broken]
        reasons.append(text.format(where="、".join(parts), minutes=phrases.minutes(head.helper.minutes)))
    reasons += [
        translate("Map", "缺{role}角：{why}").format(role=role.value, why=phrases.uncovered(rule))
        for role, rule in card.uncovered
    ]
    return reasons[:_MOST_REASONS]


def _move_reasons(move: MoveRow) -> list[str]:
    """Why this shelter; and the reason of the way or the hour where it is not simply the first that could be had."""
    why = move.reasons
    if why is None:
        text = translate("Map", "{shelter}：{length}，路断前到得了")
        return [text.format(shelter=move.shelter_name, length=words.kilometres(move.route.length_m))]
    found = [shelter_words(why, move.shelter_name)]
    if why.time not in (TimeReason.READY, TimeReason.AS_TOLD):
        found.append(time_words(why))
    elif why.route not in (RouteReason.QUICKEST, RouteReason.AS_TOLD):
        found.append(route_words(why))
    return found


def storm_reasons(storm: PlaceStorm | None) -> list[str]:
    """Each breach of the highest level reached, the shortest window first."""
    if storm is None:
        return []
    top = [breach for breach in storm.breaches if breach.level is storm.level] or list(storm.breaches)
    return [phrases.breach(breach, storm.soil, storm.lower_bound) for breach in top]


# -- village ---------------------------------------------------------------------------------------------------------


def show_place(panel: SidePanel, subject: PlaceSubject, now: datetime) -> None:
    one = subject.row
    level = one.storm.level if one.storm and one.storm.level.rank > one.ordered.rank else one.ordered
    since = one.ordered_at if one.ordered.rank else (one.storm.since if one.storm else None)
    state = f"{phrases.trigger(level)} {phrases.hm_near(since, now)}".strip()
    source = translate("Map", "村 {code} · {town}").format(code=one.place.code, town=one.place.town)
    role = {Trigger.GO: "go", Trigger.PREPARE: "prep"}.get(level, "strong")
    panel.show_head(source, one.place.name, str(level), state, role)
    panel.show_body(_place_lines(subject, now))


def _place_lines(subject: PlaceSubject, now: datetime) -> Iterator[QWidget]:
    one = subject.row
    people = translate("Map", "{h} 户 · {n} 人").format(h=one.households, n=one.people)
    yield row(label(people), None, label(_place_order(one), "source", _RIGHT))
    if one.place.position is None:
        yield wrapped(translate("Map", "未落点：不在图上，雨量和触发用本镇的，人照叫照转"), "small")
    elif one.place.position_kind == "interpolated":
        yield wrapped(translate("Map", "位置是推算的，虚圈为记"), "small")
    yield hairline()
    if one.due:
        for symbol, text, count, colour in _place_counts(one):
            yield row(
                SymbolLabel(symbol, current(), 18), label(text), Share(count, one.due, colour), count_label(count)
            )
    else:
        text = translate("Map", "没有下令。若下立即：应转 {go} 人；若下准备：{prepare} 人")
        yield wrapped(text.format(go=one.would_go, prepare=one.would_prepare), "source")
    for beside in one.institutions:
        heads = translate("Map", "册外 {n} 人 · {m} 人走不了").format(n=beside.heads, m=beside.cannot_walk)
        yield row(label(beside.name), None, label(heads, "strong" if beside.low_ground else "source", _RIGHT))
    yield row(label(translate("Map", "为什么"), "strong"), KeyCap("?"), None, height=30)
    reasons = storm_reasons(one.storm) or [translate("Map", "雨量没有到线")]
    for number, reason in enumerate(reasons[:_MOST_REASONS], start=1):
        yield numbered(number, reason, one.storm is not None and not one.storm.confirmed and number == 1)
    if subject.waiting:
        yield hairline()
        households = len({person.household for person in subject.waiting})
        text = translate("Map", "{h} 户 {n} 人 · 险者在前").format(h=households, n=len(subject.waiting))
        yield row(label(translate("Map", "还没出门"), "strong"), label(text, "source"), None, height=30)
        for number, person in enumerate(subject.waiting[:_MOST_WAITING], start=1):
            yield _waiting(number, person, now)
        rest = len(subject.waiting) - _MOST_WAITING
        if rest > 0:
            yield row(
                label(translate("Map", "还有 {n} 人").format(n=rest), "small"),
                None,
                label(translate("Map", "F4 看全"), "small"),
            )


def _place_order(one: PlaceRow) -> str:
    if not one.ordered.rank:
        return translate("Map", "未下令")
    return translate("Map", "已下 {level}").format(level=phrases.trigger(one.ordered))


def _place_counts(one: PlaceRow) -> tuple[tuple[str, str, int, str], ...]:
    uncontacted = max(0, one.not_moved - one.contacted - one.on_the_way - one.exposed)
    rows = (
        ("exposed", translate("Map", "有险无人"), one.exposed, "life"),
        ("arrived", translate("Map", "已转"), one.moved, "done"),
        ("on_the_way", translate("Map", "在路上"), one.on_the_way, "focus"),
        ("contacted", translate("Map", "已联系"), one.contacted, "t2"),
        ("uncontacted", translate("Map", "未联系"), uncontacted, "t3"),
        ("refused", translate("Map", "拒转"), one.refused, "go"),
        ("unreachable", translate("Map", "失联"), one.unreachable, "go"),
        ("away", translate("Map", "外出"), one.away, "t2"),
    )
    return tuple(entry for entry in rows if entry[2] or entry[0] in ("arrived", "uncontacted"))


def _waiting(number: int, person: RollRow, now: datetime) -> QWidget:
    name = " ".join(part for part in (person.name, person.sex, str(person.age or "")) if part)
    helper = person.helper.name if person.helper else translate("Map", "缺")
    text = f"{name} {phrases.mobility(person.mobility)}"
    last = phrases.look(person.look)
    line = row(
        KeyCap(str(number)),
        SymbolLabel(str(person.look), current(), 18),
        label(text),
        None,
        label(last, "", _RIGHT),
        height=28,
    )
    line.setToolTip(
        translate("Map", "A {name} · 最晚 {time}").format(name=helper, time=phrases.hm_near(person.deadline, now))
    )
    return line


# -- shelter ---------------------------------------------------------------------------------------------------------


def show_shelter(panel: SidePanel, subject: ShelterSubject, now: datetime) -> None:
    one = subject.row
    state = translate("Map", "开") if one.open else translate("Map", "未开")
    if one.open and one.inside >= one.shelter.capacity:
        state = translate("Map", "满")
    source = translate("Map", "安全岛 {id} · {town}").format(id=one.shelter.id, town=one.shelter.town)
    panel.show_head(
        source, one.shelter.name, "" if one.open else "shelter_closed", state, "done" if one.open else "strong"
    )
    panel.show_body(_shelter_lines(subject, now))


def _shelter_lines(subject: ShelterSubject, now: datetime) -> Iterator[QWidget]:
    one = subject.row
    figures = translate("Map", "{inside} / {capacity}").format(inside=one.inside, capacity=one.shelter.capacity)
    yield row(
        label(figures, "time"), None, label(translate("Map", "空 {n}").format(n=one.free), "head", _RIGHT), height=40
    )
    bar = OccupancyBar()
    bar.show_figures(one.inside, one.coming, one.shelter.capacity)
    yield row(bar)
    coming = translate("Map", "方案再到 {n} 人 · 在路上 {m} 人").format(n=one.coming, m=one.on_the_way)
    yield row(label(coming), None)
    yield wrapped(_capacity_rule(one), "small")
    yield hairline()
    moves = sorted(subject.moves, key=lambda move: (move.arrive, move.household))
    upcoming = [move for move in moves if move.arrive >= now]
    text = translate("Map", "{n} 户").format(n=len(upcoming))
    yield row(label(translate("Map", "要来的"), "strong"), label(text, "source"), None, height=30)
    for move in upcoming[:_MOST_TELL]:
        who = translate("Map", "{head} 户 {n} 人").format(head=move.head, n=len(move.persons))
        yield row(
            label(move.place_name, "source"), label(who), None, label(phrases.hm_near(move.arrive, now), "", _RIGHT)
        )


def _capacity_rule(one: ShelterRow) -> str:
    shelter = one.shelter
    if shelter.rooms and shelter.m2_per_person:
        text = translate("Map", "{rooms} 室，每人 {m2:g} 平方米")
        rule = text.format(rooms=shelter.rooms, m2=shelter.m2_per_person)
    else:
        rule = translate("Map", "容量按登记")
    return rule if shelter.confirmed else translate("Map", "{rule} · 候选校，待核").format(rule=rule)


def next_of(card: PersonCard) -> NextStep:
    return next_step(card.row)
