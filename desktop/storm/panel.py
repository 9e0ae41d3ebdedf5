"""The side panel of the storm screen: a proposed order, its reasons and what it makes due; or where a line stands."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from core.domain.hazards import PlaceStorm, Trigger
from core.domain.ids import PlaceCode
from core.queries.storm_rows import ProposalRow, StormBoard, StormRow
from core.storm.warnings import WarningLimit, warning_signal
from desktop import phrases
from desktop.storm.reading import StormShown, added, homes_due, would_be_due
from desktop.storm.table import following, name
from desktop.storm.villages import Toggle, VillageList, figure_width
from desktop.theme import current
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import SidePanel, hairline, label, row
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
_RIGHT = Qt.AlignmentFlag.AlignRight
_MOST_REASONS = 4
Warnings = tuple[WarningLimit, ...]
ROLES = {Trigger.GO: "go", Trigger.PREPARE: "prep"}


def show_proposal(
    panel: SidePanel, state: StormShown, proposal: ProposalRow, chosen: frozenset[PlaceCode], toggle: Toggle
) -> None:
    """What the rain proposes for one town. `chosen` are the places that the order would name."""
    board = state.board
    if board is None:
        return
    waiting = len(board.proposals)
    source = translate("Storm", "建议下令 {n} · 触发只是建议，下令由人").format(n=waiting)
    head = translate("Storm", "{town} {n} 村").format(town=proposal.town, n=len(proposal.places))
    reached = translate("Storm", "触发 {time}").format(time=phrases.hm(proposal.since))
    panel.show_head(source, head, str(proposal.level), reached, ROLES.get(proposal.level, "strong"))
    panel.show_body(_proposal_lines(state, proposal, chosen, toggle))


def _proposal_lines(
    state: StormShown, proposal: ProposalRow, chosen: frozenset[PlaceCode], toggle: Toggle
) -> Iterator[QWidget]:
    before = max((place.ordered for place in proposal.places), key=lambda level: level.rank)
    ordered = translate("Storm", "已下 {level}").format(level=phrases.trigger_short(before))
    if not before.rank:
        ordered = translate("Storm", "未下令")
    proposed = translate("Storm", "下令 {level}").format(level=phrases.trigger_short(proposal.level))
    yield row(
        SymbolLabel(str(before), current(), 18), label(ordered), label("→", "source"),
        SymbolLabel(str(proposal.level), current(), 18), label(proposed, "strong"), None, height=32,
    )  # fmt: skip
    worst = max(
        (place for place in proposal.places if place.storm),
        key=lambda place: place.storm.sums_mm[1] if place.storm else 0.0,
        default=None,
    )
    yield from _why(worst.storm if worst else None, proposal.level, state.warnings)
    yield hairline()
    places = [place for place in proposal.places if place.place.code in chosen]
    people = sum(would_be_due(place, proposal.level) for place in places)
    beds = sum(place.bedridden for place in places)
    households = sum(homes_due(place, proposal.level) for place in places)
    house, person, bed = translate("Storm", "户"), translate("Storm", "人"), translate("Storm", "卧床")
    yield _figures(translate("Storm", "下令后应转"), house, person, bed, "small")
    yield _figures(translate("Storm", "合计"), str(households), str(people), str(beds), "strong")
    more = added(proposal.places, proposal.level, chosen)
    text = translate("Storm", "{known} 人已应转；应转 {before} → {after}")
    yield _small(text.format(known=people - more, before=state.due, after=state.due + more))
    unplaced = [place for place in places if place.place.position is None]
    if unplaced:
        yield _small(translate("Storm", "其中 {n} 村未落点：排不了路，人照叫照配").format(n=len(unplaced)))
    villages = tuple(place for place in proposal.places if would_be_due(place, proposal.level))
    if villages:
        yield VillageList(villages, proposal.level, chosen, toggle)
    empty = sum(1 for place in proposal.places if not would_be_due(place, proposal.level))
    if empty:
        yield _small(translate("Storm", "另有 {n} 村在册没有要转的人，一并下令").format(n=empty))
    yield from _others(state, proposal)


def _others(state: StormShown, proposal: ProposalRow) -> Iterator[QWidget]:
    """The next proposals, so that nobody waits out of sight."""
    others = [one for one in (state.board.proposals if state.board else ()) if one is not proposal][:3]
    for one in others:
        yield hairline()
        text = translate("Storm", "{town} {n} 村").format(town=one.town, n=len(one.places))
        counts = translate("Storm", "{h} 户 {n} 人 · 卧床 {b}")
        facts = counts.format(h=one.households, n=one.people, b=one.bedridden)
        yield row(SymbolLabel(str(one.level), current(), 18), label(text), _at_right(facts))


def show_line(panel: SidePanel, state: StormShown, line: StormRow) -> None:
    """A line that proposes nothing: what stands, and why."""
    waiting = len(state.board.proposals) if state.board else 0
    source = translate("Storm", "建议下令 {n} · 触发只是建议，下令由人").format(n=waiting)
    panel.show_head(
        source, name(line), str(line.storm.level), phrases.trigger(line.storm.level),
        ROLES.get(line.storm.level, "strong"),
    )  # fmt: skip
    panel.show_body(_line_lines(state, line))


def _line_lines(state: StormShown, line: StormRow) -> Iterator[QWidget]:
    ordered = sum(1 for place in line.places if place.ordered.rank)
    text = translate("Storm", "已下令 {n} 村，共 {all} 村").format(n=ordered, all=len(line.places))
    if not ordered:
        text = translate("Storm", "没有下令")
    yield row(_wrapping(text, "strong"), label(following(line, state.at), "source", _RIGHT), height=32)
    yield from _why(line.storm, line.storm.level, state.warnings)
    yield hairline()
    yield _figures(*_now_head(), "small")
    for place in line.places[:12]:
        yield _figures(place.place.name, str(place.due_households), str(place.due), str(place.not_moved), "")
    rest = len(line.places) - 12
    if rest > 0:
        yield _small(translate("Storm", "还有 {n} 村").format(n=rest))
    yield hairline()
    yield from warning_lines(state.warnings)


def _now_head() -> tuple[str, str, str, str]:
    return (
        translate("Storm", "现在应转"),
        translate("Storm", "户"),
        translate("Storm", "人"),
        translate("Storm", "未转"),
    )


def _why(storm: PlaceStorm | None, level: Trigger, table: Warnings) -> Iterator[QWidget]:
    yield row(label(translate("Storm", "为什么"), "strong"), KeyCap("?"), None, height=28)
    for number, reason in enumerate(reasons(storm, level, table)[:_MOST_REASONS]):
        pieces: list[QWidget | None] = [label("①②③④"[number], "small"), _small(reason)]
        if number == 0 and storm is not None and not storm.confirmed:
            pieces += [SymbolLabel("to_reconcile", current(), 16), label(translate("Storm", "阈值待核"), "small")]
        yield row(*pieces, spacing=5, height=22)


def reasons(storm: PlaceStorm | None, level: Trigger, table: Warnings) -> list[str]:
    """Which sums reached the line, which gauge is silent, how wet the ground is."""
    if storm is None:
        return [translate("Storm", "没有雨量")]
    out = [
        phrases.breach(breach, storm.soil, storm.lower_bound)
        for breach in storm.breaches
        if breach.level is level or not level.rank
    ]
    for station, since in storm.silent[:1]:
        text = translate("Storm", "{station} 站 {time} 起无报，大雨里无报按更坏算")
        out.append(text.format(station=station, time=phrases.hm(since)))
    if not out:
        out.append(translate("Storm", "雨量没有到线"))
    text = translate("Storm", "前期 {mm:.0f} 毫米，{soil}；自雨起共 {total:.0f} 毫米")
    out.append(text.format(mm=storm.antecedent_mm, soil=phrases.soil_long(storm.soil), total=storm.total_mm))
    signal = warning_signal(storm.sums_mm, table)
    if signal is not None:
        text = translate("Storm", "够 {colour} 预警信号的雨量；信号只作参考，不触发")
        out.append(text.format(colour=colour_word(signal.colour)))
    if storm.source:
        out.append(translate("Storm", "阈值出处：{source}").format(source=storm.source))
    return out


def colour_word(colour: str) -> str:
    """Warning colours are words, never paint: red is taken."""
    return {
        "blue": translate("Storm", "暴雨蓝色"),
        "yellow": translate("Storm", "暴雨黄色"),
        "orange": translate("Storm", "暴雨橙色"),
        "red": translate("Storm", "暴雨红色"),
    }.get(colour, colour)


def warning_lines(table: Warnings) -> Iterator[QWidget]:
    """Beijing's table of warning signals, for information."""
    yield row(label(translate("Storm", "预警信号（参考）"), "strong"), None, height=30)
    for colour in dict.fromkeys(limit.colour for limit in table):
        limits = [limit for limit in table if limit.colour == colour]
        sums = " · ".join(
            translate("Storm", "{h} 时 {mm:.0f}").format(h=limit.hours, mm=limit.mm)
            + ("" if limit.mark == "reported" else "*")
            for limit in limits
        )
        yield row(label(colour_word(colour), "small"), _at_right(sums), height=22)
    yield _small(translate("Storm", "毫米；* 未见原文，待核。信号由气象台发布，这里不推算、不触发"))


def show_nothing(panel: SidePanel, board: StormBoard | None, loaded: bool) -> None:
    text = translate("Storm", "没有雨量记录") if loaded and board is None else translate("Storm", "正在读雨量…")
    panel.show_head(translate("Storm", "雨情"), text)
    panel.show_body(())
    panel.show_buttons(())


def _figures(first: str, a: str, b: str, c: str, role: str) -> QWidget:
    return row(_wrapping(first, role), *(_figure(text, role) for text in (a, b, c)), spacing=0)


def _figure(text: str, role: str = "") -> QLabel:
    made = label(text, role, _RIGHT)
    made.setFixedWidth(figure_width())
    return made


def _small(text: str) -> QLabel:
    return _wrapping(text, "small")


def _at_right(text: str) -> QLabel:
    made = _small(text)
    made.setAlignment(_RIGHT | Qt.AlignmentFlag.AlignVCenter)
    return made


def _wrapping(text: str, role: str) -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made
