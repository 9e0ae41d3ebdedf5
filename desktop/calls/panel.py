"""The side panel of the calls: subject and deadline, the rungs, the script to read aloud, the outcomes, the verbs."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.domain.calling import CallingRules, Rung
from core.queries.calls import CallGroup, CallRow, RungRow
from desktop import keys, people_words, phrases
from desktop.calls import saying
from desktop.calls.model import Calling, following, outcomes_of
from desktop.calls.outcomes import OutcomeGrid, RungLine
from desktop.theme import ipx
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
        self._results = QWidget(self)
        column = QVBoxLayout(self._results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ipx(2))
        self._results_note = label("", "small")
        self._wrong = row(KeyCap("5"), label(phrases.outcome("wrong"), "small"), spacing=5, height=22)
        title = label(translate("Calls", "结果"), "strong")
        column.addWidget(row(title, self._results_note, None, self._wrong, height=24))
        self.outcomes = OutcomeGrid(self._results)
        self.outcomes.chosen.connect(self.digit)
        column.addWidget(self.outcomes)
        self.pin_above_buttons(self._results)
        self.primary: PrimaryButton | None = None
        self._running: RungLine | None = None
        self.show_row(None, None, CallingRules(()), None, "")

    def show_row(
        self, shown: CallRow | None, calling: Calling | None, rules: CallingRules, now: datetime | None, operator: str
    ) -> None:
        """One row, or the row of the call that runs."""
        there = calling.rung if calling is not None else shown.now if shown is not None else None
        self._results.setVisible(there is not None)
        self._running = None
        if shown is None or now is None:
            self.show_head("", translate("Calls", "选一户看怎么叫"))
            self.show_body(())
            self.show_buttons(())
            return
        self._show_head(shown)
        self.show_body(
            (
                *_deadline(shown, now),
                *self._rungs(shown, calling, now),
                *_members(shown),
                *_script(shown, there, operator, now),
            )
        )
        if there is not None:
            self._show_outcomes(shown, calling, there, rules, now)
        self._show_buttons(shown, calling)

    def _show_head(self, shown: CallRow) -> None:
        source = translate("Calls", "村 {place} · {town} · {homes} 户 {n} 人还没走")
        if shown.household is not None:
            source = translate("Calls", "户 {home} · {town} {place} · {n} 人")
        text = source.format(
            home=shown.household, town=shown.town, place=shown.place_name, homes=shown.households, n=shown.persons
        )
        symbol, word, role = saying.state(shown)
        self.show_head(text, saying.person(shown), symbol, word, role)

    def _rungs(self, shown: CallRow, calling: Calling | None, now: datetime) -> list[QWidget]:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._running = None
        open_ = shown.group in (CallGroup.DUE, CallGroup.WAITING, CallGroup.UNCALLED)
        for there in shown.rungs:
            runs = calling is not None and calling.rung.rung is there.rung
            is_now = runs if calling is not None else open_ and there.rung is shown.stands.rung
            phone = calling.number if runs and calling is not None and calling.number else there.phone
            line = RungLine(
                letters()[list(Rung).index(there.rung)],
                NOW if is_now else TRIED if there.tries else AHEAD,
                bool(there.tries),
                saying.name_of(shown, there),
                _spaced(phone) if runs else phone,
                saying.rung_note(there, now, runs),
                runs,
            )
            line.clicked.connect(lambda rung=there.rung: self.call_wanted.emit(str(rung)))
            column.addWidget(line)
            if runs:
                self._running = line
        return [hairline(), box, hairline()]

    def show_seconds(self, seconds: int) -> None:
        """How long it has been ringing, on the line that is called."""
        if self._running is not None:
            self._running.say(translate("Calls", "正在叫 {time}").format(time=phrases.countdown(seconds)))

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
        self._results_note.setText(note)

    def _show_buttons(self, shown: CallRow, calling: Calling | None) -> None:
        buttons: list[QWidget] = []
        there = shown.now
        self.primary = None
        if calling is not None:
            leave = VerbButton(translate("Calls", "不记"), keys.hint("back"))
            leave.clicked.connect(lambda: self.verb_wanted.emit("back"))
            buttons.append(leave)
        elif there is not None and shown.group is not CallGroup.ANSWERED:
            self.primary = PrimaryButton(_call_words(shown, there), keys.hint("call_now"))
            self.primary.clicked.connect(lambda: self.call_wanted.emit(""))
            buttons.append(self.primary)
        if shown.household is not None:
            for verb in ("knock", "refuse"):
                button = VerbButton(_verb_words(verb), keys.hint(verb))
                button.clicked.connect(lambda _checked=False, verb=verb: self.verb_wanted.emit(verb))
                buttons.append(button)
        self.show_buttons(buttons)


def _call_words(shown: CallRow, there: RungRow) -> str:
    name = saying.name_of(shown, there) if there.name else saying.rung_of(shown, there)
    return translate("Calls", "打 {name}，计时").format(name=name)


def _verb_words(verb: str) -> str:
    return {"knock": translate("Calls", "敲门"), "refuse": translate("Calls", "拒转")}[verb]


def _spaced(number: str) -> str:
    """199 0000 0074, to be read digit by digit while it is dialled; a masked one stays as it is."""
    return f"{number[:3]} {number[3:7]} {number[7:]}" if len(number) >= 10 and number.isdigit() else number


def _deadline(shown: CallRow, now: datetime) -> tuple[QWidget, ...]:
    first = shown.first
    if shown.deadline is not None:
        word, when = translate("Calls", "最晚出发"), shown.deadline
    elif first is not None and first.depart is not None:
        word, when = translate("Calls", "方案出门"), first.depart
    else:
        return ()
    time, left = label(phrases.hm_near(when, now), "head"), label(phrases.left(when, now), "strong")
    return (row(label(word, "source"), None, time, left, height=30),)


def _members(shown: CallRow) -> tuple[QWidget, ...]:
    """The others of the household, one line: 2 孙拟戊 男 49 能走."""
    others = shown.members[1 : shown.persons]
    if not others:
        return ()
    names = " · ".join(f"{people_words.person(one)} {phrases.mobility(one.mobility)}" for one in others)
    piece = _wrapped(translate("Calls", "同户 {names}").format(names=names), "small")
    return (piece,)


def _script(shown: CallRow, there: RungRow | None, operator: str, now: datetime) -> tuple[QWidget, ...]:
    if there is None:
        return ()
    box = QFrame()
    box.setObjectName("script")
    inside = QVBoxLayout(box)
    inside.setContentsMargins(ipx(12), ipx(4), ipx(8), ipx(4))
    text = _wrapped("", "")
    text.setTextFormat(Qt.TextFormat.RichText)
    text.setText(saying.script(shown, there, operator, now))
    inside.addWidget(text)
    hint = label(translate("Calls", "放慢，念两遍"), "small")
    return (row(label(translate("Calls", "照着念"), "strong"), None, hint, height=24), box)


def _wrapped(text: str, role: str) -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
    return made
