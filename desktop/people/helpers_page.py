"""Helpers (责任人): the list, and one helper's page with his households in order of visiting and their times."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.domain.findings import Refusal
from core.domain.helping import Out
from core.domain.people import Helper, Role
from core.queries.helper_pages import HelperListRow, HelperPage, Visit
from desktop import keys, pairing_words, phrases, register_words
from desktop.people.helpers_model import HelpersModel
from desktop.people.page import Page
from desktop.upward_words import sortie
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.lines import Card, Hair, Heading, Line, LinePanel, Marked, Named, Words
from desktop.widgets.panel import label
from desktop.widgets.two_lines import Cell, TableRow, TwoLineTable

translate = QCoreApplication.translate


class HelpersPage(Page):
    def __init__(self, model: HelpersModel, parent: QWidget | None = None) -> None:
        super().__init__(translate("People", "责任人"), parent)
        self._model = model
        self._phone = ""
        heads = (
            translate("People", "姓名 · 村"),
            translate("People", "带几户"),
            translate("People", "能做什么"),
            translate("People", "在不在"),
        )
        self.table = TwoLineTable(translate("People", "责任人"), heads, (210, 150, 200, 190), self)
        self.table.installEventFilter(self)
        self.table.chosen.connect(model.open)
        self.panel = LinePanel(500, self)
        self.line = EntryLine(keys.hint("back"), self.panel)
        self.panel.pin(self.line)
        self.line.entered.connect(self._typed)
        self.line.left.connect(self._leave_line)
        self.phone = PrimaryButton(translate("People", "显示电话"), "⏎")
        self.phone.clicked.connect(lambda: model.reveal())
        self.absence = VerbButton("", "O")
        self.absence.clicked.connect(lambda: self._absence())
        self.lock = label(translate("People", "数字：锁定、放开一户"), "small")
        self.panel.show_buttons((self.phone, self.absence, self.lock))
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.table, 1)
        between = QFrame(self)
        between.setObjectName("line")
        between.setFixedWidth(1)
        across.addWidget(between)
        across.addWidget(self.panel)
        self.rows.addLayout(across, 1)
        model.shown.connect(self._show)
        model.page_shown.connect(self._show_page)
        model.revealed.connect(self._reveal)
        model.saved.connect(self._leave_line)
        model.refused.connect(self._refuse)
        keys.install(self, "show_phone", model.reveal)
        keys.install(self, "show_phone", model.reveal, sequence="@")
        self._show(model.state)
        self._show_page(None)

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def select(self, helper: str) -> None:
        """Open one helper's page from elsewhere."""
        at = self.table.row_of(helper)
        if at >= 0:
            self.table.select_row(at)
        self._model.open(helper)

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, rows: tuple[HelperListRow, ...]) -> None:
        now = self._model.desk.at()
        self.table.show_rows(TableRow(row.helper.id, _cells(row, now)) for row in rows)
        if not self.table.current_ident():
            self.table.select_row(self.table.row_of(self._model.helper) if self._model.helper else 0)
        paired = sum(bool(row.primary or row.deputy) for row in rows)
        out = sum(row.out is not None for row in rows)
        text = translate("People", "{n} 人 · 带户 {paired} · 来不了 {out}")
        self.counts.setText(text.format(n=len(rows), paired=paired, out=out))

    def _show_page(self, page: HelperPage | None) -> None:
        if page is None:
            self.panel.show_head("", translate("People", "选一个责任人"))
            self.panel.column.show_lines(())
            return
        row = page.row
        state, symbol, role = _state(row, self._model.desk.at())
        name = " ".join(filter(None, (row.helper.name, _age(row.helper))))
        self.panel.show_head(f"{row.town} · {row.place_name}", name, symbol, state, role)
        self.panel.column.show_lines(_lines(page, self._phone, self._model.desk.at()))
        gone = row.out is not None or bool(row.off)
        self.absence.say(translate("People", "又能来了") if gone else translate("People", "来不了"))

    def _reveal(self, phone: str) -> None:
        self._phone = phone
        self._show_page(self._model.page)

    def _refuse(self, refusal: Refusal) -> None:
        text = phrases.refusal(refusal)
        if self.line.isVisible():
            self.line.refuse(text)
        else:
            self.panel.notice.say(text)

    # -- keys --------------------------------------------------------------------------------------------------------

    def _absence(self) -> None:
        page = self._model.page
        if page is None:
            return
        if page.row.off:
            self._model.put_back()
        elif page.row.out is not None:
            self._model.come_back()
        else:
            hint = translate("People", "为什么来不了；空着也行")
            self.line.begin("out", translate("People", "来不了"), hint)

    def _typed(self, about: str, text: str) -> None:
        if about == "out":
            self._model.drop_out(text.strip())
        else:
            self._model.edit(about, text)

    def _leave_line(self) -> None:
        if self.line.isVisible():
            self.line.end()
            self.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, page = event.key(), self._model.page
        if key == Qt.Key.Key_Escape:
            self.back.emit()
            return True
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        letter = event.text().upper()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._model.reveal()
        elif letter == "O":
            self._absence()
        elif letter == "S" and page is not None:
            self._model.sortie(Out.SAFE if _is_out(page.row) else Out.OUT)
        elif letter == "B" and page is not None:
            self._model.sortie(Out.BACK)
        elif letter == keys.key("confirm_entry").sequence:
            self._model.confirm()
        elif letter == keys.key("edit_field").sequence and page is not None:
            hint = translate("People", "一个号；座机带区号")
            self.line.begin("phone", register_words.field("phone"), hint, placeholder=page.row.phone)
        elif letter == "W" and page is not None:
            if page.row.off:
                self._model.put_back()
            else:
                self._model.moved_away()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and page is not None:
            if key - Qt.Key.Key_1 < len(page.visits):
                visit = page.visits[key - Qt.Key.Key_1]
                self._model.lock(visit.household, visit.role)
        else:
            return False
        return True


def _age(helper: Helper) -> str:
    """Nothing where no list says it."""
    return "" if helper.age is None else translate("People", "{n} 岁").format(n=helper.age)


def _is_out(row: HelperListRow) -> bool:
    return row.sortie is not None and row.sortie.state is not Out.BACK


def _state(row: HelperListRow, now: datetime) -> tuple[str, str, str]:
    """Words, symbol and role of whether he can come."""
    if row.off:
        return register_words.off(row.off), "away", "go"
    if row.out is not None:
        return translate("People", "来不了 {time} 起").format(time=phrases.hm_near(row.out, now)), "refused", "go"
    if row.sortie is not None and row.sortie.state is not Out.BACK:
        when = phrases.hm_near(row.sortie.at, now)
        return (
            translate("People", "{state} {time}").format(state=sortie(row.sortie.state), time=when),
            "on_the_way",
            "strong",
        )
    if row.due:
        return translate("People", "自家也要走"), "prepare", "strong"
    return translate("People", "在"), "heard", "strong"


def _cells(row: HelperListRow, now: datetime) -> tuple[Cell, ...]:
    state, symbol, _role = _state(row, now)
    helper = row.helper
    load = translate("People", "A {a} · B {b}").format(a=row.primary, b=row.deputy)
    most = translate("People", "最多 {n} 户").format(n=helper.max_load)
    seats = translate("People", "车 {n} 座").format(n=helper.car_seats) if helper.car_seats else ""
    carry = translate("People", "能抬 {n}").format(n=helper.carries) if helper.carries else ""
    night = translate("People", "夜里能叫") if helper.night else translate("People", "夜里叫不醒")
    able = " · ".join(part for part in (carry, seats) if part) or "–"
    confirmed = row.phone_confirmed is not None
    phone = row.phone if confirmed else translate("People", "{phone} 未核").format(phone=row.phone)
    return (
        Cell(helper.name, " · ".join(filter(None, (row.place_name, _age(helper)))), bold=True),
        Cell(load, most, bold=row.primary + row.deputy > helper.max_load),
        Cell(able, night),
        Cell(state, phone if row.phone else translate("People", "没有电话"), symbol),
    )


def _lines(page: HelperPage, bare: str, now: datetime) -> tuple[Line, ...]:
    row = page.row
    able = _cells(row, now)[2]
    lines: list[Line] = [
        Hair(),
        Named(register_words.field("phone"), bare or row.phone or "–", keys.hint("show_phone"), _confirmed(row)),
        Named(translate("People", "能做"), f"{able.upper} · {able.lower}"),
    ]
    said = sortie(row.sortie.state) if row.sortie is not None else translate("People", "没有外出")
    following = translate("People", "报平安") if _is_out(row) else translate("People", "出去了")
    lines.append(Named(translate("People", "外出"), said, "S", following))
    if _is_out(row):
        lines.append(Named("", "", "B", translate("People", "回来了")))
    cards: list[Line] = []
    if row.off or row.out is not None:
        cards.append(Card(_state(row, now)[0], _left_doors(page), translate("People", "又能来了"), "O"))
    if row.due:
        cards.append(Card(translate("People", "自家也要走：不能算他"), ""))
    if page.over_load:
        text = translate("People", "最多 {n} 户").format(n=row.helper.max_load)
        cards.append(Card(translate("People", "带多了"), text))
    if page.late:
        text = translate("People", "一户户走来不及：分几户给 B 角，或先打电话")
        cards.append(Card(translate("People", "赶不及"), text))
    if cards:
        lines += [Hair(), *cards]
    if page.calls:
        lines += [Hair(), Heading(translate("People", "要打的电话 {n}").format(n=len(page.calls)))]
        lines += [Words(f"{at} {pairing_words.call_words(call)}", "") for at, call in enumerate(page.calls, start=1)]
    lines += [Hair(), Heading(translate("People", "先后 {n} 户").format(n=len(page.visits)), _tail(page))]
    for number, visit in enumerate(page.visits, start=1):
        lines += _visit_lines(number, visit, now)
    if not page.visits:
        lines.append(Words(translate("People", "现行方案没有派他。")))
    lines.append(
        Words(translate("People", "时间按每户 {n} 分、户与户之间经自家算（待核）").format(n=page.door_minutes))
    )
    lines.append(Words(translate("People", "C 核过了 · E 改电话 · W 迁走或放回")))
    return tuple(lines)


def _left_doors(page: HelperPage) -> str:
    """What became of his households: still his in the plan, already given to others, or none."""
    left = page.row.primary + page.row.deputy
    if left:
        return translate("People", "他的 {n} 户先找另一人；方案随后自己改").format(n=left)
    if page.calls:
        return translate("People", "他的户已经改派，照下面打电话")
    return translate("People", "他名下没有户，不用改派")


def _confirmed(row: HelperListRow) -> str:
    if row.phone_confirmed is None:
        return translate("People", "未核")
    return translate("People", "{date} 核").format(date=phrases.date(row.phone_confirmed))


def _tail(page: HelperPage) -> str:
    lame = sum(visit.carried for visit in page.visits if visit.role is Role.PRIMARY)
    return translate("People", "要抬 {n} 人").format(n=lame) if lame else ""


def _visit_lines(number: int, visit: Visit, now: datetime) -> list[Line]:
    lock = translate("People", "已锁") if visit.locked else translate("People", "锁")
    people = translate("People", "{head} 户 {n} 人 · {place}").format(
        head=visit.head, n=visit.persons, place=visit.place_name
    )
    done = "" if visit.waiting else translate("People", "都走了")
    first = Named(f"{number} {visit.role.value}", people, str(number), done or lock, "strong")
    if visit.depart is None:
        return [first, Words(translate("People", "方案里没有这户的时间"))]
    if visit.leave is None or visit.reach is None:
        return [first]
    times = translate("People", "{leave} 动身 · {reach} 到门 · {depart} 出门 · {last}").format(
        leave=phrases.hm_near(visit.leave, now),
        reach=phrases.hm(visit.reach),
        depart=phrases.hm(visit.depart),
        last=translate("People", "最晚 {time}").format(time=phrases.hm_near(visit.last, now))
        if visit.last is not None
        else translate("People", "路不断"),
    )
    roads = "、".join(visit.roads[:4]) + (translate("People", " 等") if len(visit.roads) > 4 else "")
    way = translate("People", "去 {at} · {mode} · 走 {roads}").format(
        at=visit.shelter_name, mode=phrases.mode(visit.mode) if visit.mode is not None else "", roads=roads or "–"
    )
    lines: list[Line] = [first, Marked("heard", times, "", "strong"), Words(way)]
    if visit.carried:
        lines.append(Words(translate("People", "要抬 {n} 人").format(n=visit.carried), "strong"))
    if visit.partner:
        other = "B" if visit.role is Role.PRIMARY else "A"
        lines.append(Words(f"{other} {visit.partner} {visit.partner_phone}"))
    return lines
