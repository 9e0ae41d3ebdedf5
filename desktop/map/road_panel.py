"""The side panel's face of a road: open or closed, what its closing would do or has done, who goes there."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from core.queries.map_rows import ClosureRow
from core.queries.rows import MoveRow
from desktop import phrases, road_words
from desktop.critical_words import hurt_words, ready_words
from desktop.map import words
from desktop.map.panel_pieces import wrapped
from desktop.map.subject import LinkSubject
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import SidePanel, hairline, label, row

translate = QCoreApplication.translate
_RIGHT = Qt.AlignmentFlag.AlignRight
_MOST_TELL = 8


def show_link(panel: SidePanel, subject: LinkSubject, now: datetime) -> None:
    link = subject.link
    closed = next((one for one in subject.closures if one.now), None)
    ahead = next((one for one in subject.closures if not one.now and one.closure.start > now), None)
    state, symbol, role = translate("Map", "通"), "", "done"
    if closed is not None:
        state, symbol, role = (
            translate("Map", "{time} 断").format(time=phrases.hm_near(closed.closure.start, now)),
            "closed",
            "strong",
        )
    elif ahead is not None:
        state, symbol, role = (
            translate("Map", "约{time} 将断").format(time=phrases.hm_near(ahead.closure.start, now)),
            "closing",
            "strong",
        )
    source = translate("Map", "路段 {id} · {length}").format(id=link.id, length=words.kilometres(link.length_m))
    panel.show_head(source, road_words.road(subject.road), symbol, state, role)
    panel.show_body(_link_lines(subject, closed or ahead, now))


def _link_lines(subject: LinkSubject, closure: ClosureRow | None, now: datetime) -> Iterator[QWidget]:
    if closure is not None:
        kind = words.closure_kind(str(closure.closure.kind))
        yield wrapped(" · ".join(part for part in (kind, closure.closure.source) if part), "small")
    if subject.link.crossing:
        yield wrapped(words.crossing(subject.link.crossing), "small")
    yield hairline()
    if subject.critical is not None and (closure is None or not closure.now):
        said = f"{hurt_words(subject.critical)} · {ready_words(subject.critical)}"
        yield wrapped(translate("Map", "若现在断：{what}").format(what=said), "strong")
    if subject.computing:
        yield row(label(translate("Map", "正在重算，只动这条路碰到的户…"), "source"), None, KeyCap("Esc"))
    elif subject.news is not None:
        yield from _news(subject)
    persons = sum(len(move.persons) for move in subject.users)
    text = translate("Map", "{h} 户 {n} 人").format(h=len(subject.users), n=persons)
    yield row(label(translate("Map", "方案里走这里"), "strong"), label(text, "source"), None, height=30)
    for move in subject.users[:_MOST_TELL]:
        yield _user(move, now)
    rest = len(subject.users) - _MOST_TELL
    if rest > 0:
        yield row(label(translate("Map", "还有 {n} 户").format(n=rest), "small"), None)


def _news(subject: LinkSubject) -> Iterator[QWidget]:
    news = subject.news
    if news is None:
        return
    changed = translate("Map", "{n} 户改").format(n=news.changed)
    kept = translate("Map", "{n} 户不变").format(n=news.kept)
    waiting = [one for one in news.tell if one.told_at is None]
    to_tell = translate("Map", "待告知 {n} 户").format(n=len(waiting))
    yield row(label(changed, "head"), label(kept, "source"), None, label(to_tell, "strong", _RIGHT), height=34)
    for one in waiting[:_MOST_TELL]:
        who = f"{one.helper.name} A" if one.helper else translate("Map", "没有A角")
        what = "、".join(phrases.novelty(kind) for kind in one.novelties)
        house = translate("Map", "{name} 户").format(name=one.head)
        yield row(label(f"{one.place_name} {house}"), None, label(who, "small", _RIGHT))
        yield row(label(what, "small"), None, height=18)
    yield hairline()


def _user(move: MoveRow, now: datetime) -> QWidget:
    text = translate("Map", "{head} 户 {n} 人").format(head=move.head, n=len(move.persons))
    return row(
        label(move.place_name, "source"), label(text), None,
        label(phrases.hm_near(move.depart, now) + " → " + move.shelter_name, "small", _RIGHT),
    )  # fmt: skip
