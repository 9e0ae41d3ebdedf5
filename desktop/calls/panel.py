"""The side panel of the calls: subject and deadline, the rungs, the script to read aloud, the outcomes, the verbs."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.domain.calling import CallingRules, Rung
from core.domain.refusing import Reason
from core.queries.call_rows import CallGroup, CallRow, RungRow
from desktop import keys, people_words, phrases
from desktop.calls import saying
from desktop.calls.model import Calling, following, outcomes_of
from desktop.calls.outcomes import OutcomeGrid, RungLine, RungText
from desktop.talk_words import reasons
from desktop.theme import ONE_LINE_FROM, ipx, text_scale
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.keycap import KeyCap
from desktop.widgets.ladder import AHEAD, NOW, TRIED, letters
from desktop.widgets.panel import SidePanel, hairline, label, row

translate = QCoreApplication.translate
WIDTH = 380
OUTCOMES = 4  # as buttons with what follows; a wrong number stands beside the title


class CallPanel(SidePanel):
    """The view gives it rows and the call that runs. `call_wanted(rung or "")`, `verb_wanted(key)`, `digit(number)`."""

    call_wanted = Signal(str)
    verb_wanted = Signal(str)
    digit = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self._running: RungLine | None = None
        self._build_body()
        self._build_results()
        self._build_buttons()
        self._scale = text_scale()
        self.show_row(None, None, CallingRules(()), None, "")

    def _build_body(self) -> None:
        """Built once: while one walks down the list only words change."""
        self._deadline_word, self._deadline, self._left = label("", "source"), label("", "head"), label("", "strong")
        self._deadline_row = row(self._deadline_word, None, self._deadline, self._left, height=30)
        rungs = QWidget()
        column = QVBoxLayout(rungs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines = {rung: RungLine(rungs) for rung in Rung}
        for rung, line in self._lines.items():
            line.clicked.connect(lambda rung=rung: self.call_wanted.emit(str(rung)))
            column.addWidget(line)
        self._others = _wrapped("small")
        self._read = row(
            label(translate("Calls", "照着念"), "strong"), None, label(translate("Calls", "放慢，念两遍"), "small"),
            height=24,
        )  # fmt: skip
        self._box = QFrame()
        self._box.setObjectName("script")
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(ipx(12), ipx(4), ipx(8), ipx(4))
        self._script = _wrapped("")
        self._script.setTextFormat(Qt.TextFormat.RichText)
        inside.addWidget(self._script)
        self._body = (self._deadline_row, hairline(), rungs, hairline(), self._others, self._read, self._box)
        self.show_body(self._body)

    def _build_results(self) -> None:
        self._results = QWidget(self)
        column = QVBoxLayout(self._results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ipx(2))
        self._results_note = label("", "small")
        self._wrong = row(KeyCap("5"), label(phrases.outcome("wrong"), "small"), spacing=5, height=22)
        self._results_title = label("", "strong")
        column.addWidget(row(self._results_title, self._results_note, None, self._wrong, height=24))
        self.outcomes = OutcomeGrid(len(Reason), self._results)
        self.outcomes.chosen.connect(self.digit)
        column.addWidget(self.outcomes)
        self.pin_above_buttons(self._results)

    def _build_buttons(self) -> None:
        self.primary = PrimaryButton("", keys.hint("call_now"))
        self.primary.clicked.connect(lambda: self.call_wanted.emit(""))
        self._verbs = {
            verb: VerbButton(words, keys.hint(verb))
            for verb, words in (
                ("back", translate("Calls", "不记")),
                ("knock", translate("Calls", "敲门")),
                ("refuse", translate("Calls", "拒转")),
            )
        }
        for verb, button in self._verbs.items():
            button.clicked.connect(lambda _checked=False, verb=verb: self.verb_wanted.emit(verb))
        self.show_buttons((self.primary, *self._verbs.values()))

    def show_row(
        self, shown: CallRow | None, calling: Calling | None, rules: CallingRules, now: datetime | None, operator: str
    ) -> None:
        """One row, or the row of the call that runs."""
        self._shown = (shown, calling, rules, now, operator)
        there = calling.rung if calling is not None else shown.now if shown is not None else None
        self._running = None
        if shown is None or now is None:
            for piece in (*self._body, self._results, self.primary, *self._verbs.values()):
                piece.hide()
            self.show_head("", translate("Calls", "选一户看怎么叫"))
            return
        for piece in self._body[1:4]:
            piece.show()
        self._show_head(shown)
        self._show_deadline(shown, now)
        self._show_rungs(shown, calling, now)
        others = _others(shown) if shown.household is not None else saying.completed(shown, now)
        self._others.setText(others)
        self._others.setVisible(bool(others))
        for piece in (self._read, self._box, self._results):
            piece.setVisible(there is not None)
        if there is not None:
            self._script.setText(saying.script(shown, there, operator, now))
            self._show_outcomes(shown, calling, there, rules, now)
        self._show_buttons(shown, calling)
        if calling is not None:
            self.bring(self._box)  # what is read aloud stands in sight while somebody listens

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text: what gives way is chosen anew."""
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_shown") and text_scale() != self._scale:
            self._scale = text_scale()
            self.show_row(*self._shown)
        super().changeEvent(event)

    def _show_head(self, shown: CallRow) -> None:
        source = translate("Calls", "村 {place} · {town} · {homes} 户 {n} 人还没走")
        if shown.household is not None:
            source = translate("Calls", "户 {home} · {town} {place} · {n} 人")
        text = source.format(
            home=shown.household, town=shown.town, place=shown.place_name, homes=shown.households, n=shown.persons
        )
        symbol, word, role = saying.state(shown)
        self.show_head(text, saying.person(shown), symbol, word, role)

    def _show_deadline(self, shown: CallRow, now: datetime) -> None:
        first = shown.first
        planned = first.depart if first is not None else None
        when = shown.deadline or planned
        self._deadline_row.setVisible(when is not None)
        if when is not None:
            last = shown.deadline is not None
            self._deadline_word.setText(translate("Calls", "最晚出发") if last else translate("Calls", "方案出门"))
            self._deadline.setText(phrases.hm_near(when, now))
            self._left.setText(phrases.left(when, now))

    def _show_rungs(self, shown: CallRow, calling: Calling | None, now: datetime) -> None:
        open_ = shown.group in (CallGroup.DUE, CallGroup.WAITING, CallGroup.UNCALLED)
        there_are = {one.rung: one for one in shown.rungs}
        for rung, line in self._lines.items():
            there = there_are.get(rung)
            line.setVisible(there is not None)
            if there is None:
                continue
            runs = calling is not None and calling.rung.rung is rung
            is_now = runs if calling is not None else open_ and rung is shown.stands.rung
            number = calling.number if runs and calling is not None else ""
            note = saying.rung_note(there, now, runs)
            masked = "" if note and text_scale() >= ONE_LINE_FROM else there.phone  # no room for all: the name stays
            line.say(
                RungText(
                    letter=letters()[list(Rung).index(rung)],
                    state=NOW if is_now else TRIED if there.tries else AHEAD,
                    name=saying.name_of(shown, there),
                    phone=_spaced(number) if number else masked,
                    note=note,
                    tried=bool(there.tries),
                    calling=runs,
                )
            )
            if runs:
                self._running = line

    def show_seconds(self, seconds: int) -> None:
        """How long it has been ringing, on the line that is called."""
        if self._running is not None:
            self._running.note(translate("Calls", "正在叫 {time}").format(time=phrases.countdown(seconds)))

    def _show_outcomes(
        self, shown: CallRow, calling: Calling | None, there: RungRow, rules: CallingRules, now: datetime
    ) -> None:
        about = calling if calling is not None else Calling(shown, there, now)
        texts = tuple(
            (saying.outcome(what, there), saying.follows(what, following(about, what, rules)))
            for what in outcomes_of(there.rung)
        )
        self.outcomes.show_outcomes(texts[:OUTCOMES], calling is not None)
        self._wrong.setVisible(len(texts) > OUTCOMES)
        note = (
            translate("Calls", "按数字就记，时间 {time}").format(time=phrases.hm(now))
            if calling is not None
            else translate("Calls", "⏎ 打了再按数字")
        )
        self._results_title.setText(translate("Calls", "结果"))
        self._results_note.setText(note)

    def ask_reason(self, shown: CallRow) -> None:
        """Somebody refuses: the digits are reasons now, each with what may be offered against it."""
        self.outcomes.show_outcomes(reasons(), live=True)
        self._wrong.hide()
        self._results.show()
        self._results_title.setText(translate("Calls", "为什么不走"))
        text = translate("Calls", "劝第 {n} 轮 · 按数字就记")
        self._results_note.setText(text.format(n=len(shown.talks) + 1))
        self.primary.hide()
        self._verbs["back"].show()
        self._verbs["refuse"].hide()

    def _show_buttons(self, shown: CallRow, calling: Calling | None) -> None:
        there = shown.now
        to_call = calling is None and there is not None and shown.group is not CallGroup.ANSWERED
        self.primary.setVisible(to_call)
        if to_call and there is not None:
            self.primary.say(_call_words(shown, there))
        self._verbs["back"].setVisible(calling is not None)
        for verb in ("knock", "refuse"):
            self._verbs[verb].setVisible(shown.household is not None)


def _call_words(shown: CallRow, there: RungRow) -> str:
    name = saying.name_of(shown, there) if there.name else saying.rung_of(shown, there)
    if text_scale() >= ONE_LINE_FROM:  # the name is what must not be cut
        return translate("Calls", "打 {name}").format(name=name)
    return translate("Calls", "打 {name}，计时").format(name=name)


def _spaced(number: str) -> str:
    """199 0000 0074, to be read digit by digit while it is dialled; a masked one stays as it is."""
    return f"{number[:3]} {number[3:7]} {number[7:]}" if len(number) >= 10 and number.isdigit() else number


def _others(shown: CallRow) -> str:
    """The others of the household on one line: 同户 孙拟戊 男 49 能走; then who may have been entered elsewhere."""
    names = " · ".join(
        f"{people_words.person(one)} {phrases.mobility(one.mobility)}" for one in shown.members[1 : shown.persons]
    )
    late = "、".join(one.name for one in shown.members if one.overtaken)
    return "\n".join(
        part
        for part in (
            translate("Calls", "同户 {names}").format(names=names) if names else "",
            translate("Calls", "{names}：{mark}").format(names=late, mark=people_words.overtaken()) if late else "",
        )
        if part
    )


def _wrapped(role: str) -> QLabel:
    made = label("", role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
    return made
