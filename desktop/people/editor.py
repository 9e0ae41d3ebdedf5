"""The panel while fields are edited: choose a field by its key, type, Enter; what is refused stays beside the field."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.domain.entries import Field, OffReason
from core.domain.findings import Refusal
from core.domain.people import Mobility
from core.queries.rows import EditRow, EntryRow, PersonCard
from desktop import keys, phrases, register_words
from desktop.people.edits import NEW_FIELDS
from desktop.people.panel import WIDTH
from desktop.widgets.entry_line import EntryLine
from desktop.widgets.lines import Hair, Heading, Line, LinePanel, Named, Words

translate = QCoreApplication.translate
FIELD_KEYS = dict(zip("123456789YXT", Field, strict=True))
OFF_KEYS = dict(zip("123", (OffReason.DIED, OffReason.MOVED_AWAY, OffReason.ENTERED_WRONGLY), strict=True))
MASKED = (Field.ID_NUMBER, Field.PHONE, Field.ADDRESS)


class EntryEditor(LinePanel):
    """Modes: `choose` a field, `type` it, `off` (choose a reason), `new` (type one field after the other)."""

    edited = Signal(str, str)  # field, text
    asked = Signal(str)  # the history of a field
    taken_off = Signal(str)  # reason
    confirmed = Signal()
    parted = Signal()  # the linked entries are not one person
    entered = Signal(object)  # ((field, text), …) of somebody new
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self.mode = ""
        self.entry: EntryRow | None = None
        self._history: tuple[EditRow, ...] = ()
        self._now: datetime | None = None
        self._new: dict[Field, str] = {}
        self._step = 0
        self._linked = False
        self.line = EntryLine(keys.hint("back"), self)
        self.pin(self.line)
        self.show_buttons(())
        self.line.entered.connect(self._typed)
        self.line.left.connect(self.back)

    # -- modes -------------------------------------------------------------------------------------------------------

    def begin(self, card: PersonCard, now: datetime) -> None:
        """Edit the leading entry of a person."""
        self.mode, self._now, self.entry = "choose", now, None
        self.show_card(card)

    def close_up(self) -> None:
        """End the editing whatever was half typed."""
        self.line.end()
        self.mode = ""
        self.done.emit()

    def show_card(self, card: PersonCard) -> None:
        """The same person again after a change; another one ends the editing."""
        if self.mode == "new":
            return
        if self.entry is not None and self.entry.entry not in {entry.entry for entry in card.entries}:
            self.close_up()
            return
        self._linked = len(card.entries) > 1
        self.entry = next((entry for entry in card.entries if entry.entry == card.row.person), card.entries[0])
        self._draw()

    def begin_new(self, card: PersonCard | None, now: datetime) -> None:
        """Somebody new; village and household as those of whoever is selected."""
        self.mode, self._now, self._step, self.entry = "new", now, 0, None
        place = card.row.place_name if card else ""
        town = card.row.town if card else ""
        home = str(card.row.household) if card else ""
        self._new = {Field.PLACE: f"{town}/{place}" if place and town else place, Field.HOUSEHOLD: home}
        self._draw()
        self._ask()

    def key(self, key: int, text: str) -> bool:
        """A key that came to the table while the editor is open; all of them are the editor's."""
        letter = text.upper()
        if key == Qt.Key.Key_Escape:
            self.back()
        elif self.mode == "choose" and letter in FIELD_KEYS:
            self._choose(FIELD_KEYS[letter])
        elif self.mode == "choose" and letter == "D":
            self.mode = "off"
            self._draw()
        elif self.mode == "choose" and letter == "F" and self._linked:
            self.parted.emit()
        elif self.mode == "choose" and letter == keys.key("confirm_entry").sequence:
            self.confirmed.emit()
        elif self.mode == "off" and letter in OFF_KEYS:
            self.taken_off.emit(OFF_KEYS[letter].value)
        else:
            return key not in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        return True

    def back(self) -> None:
        """One level back; a half-typed field is dropped."""
        self.line.end()
        if self.mode in ("type", "off"):
            self.mode = "choose"
            self._draw()
        else:
            self.mode = ""
        self.done.emit()

    def saved(self) -> None:
        """What was typed stands in the register."""
        self.line.end()
        if self.mode in ("new", "off"):
            self.mode = ""
        elif self.mode:
            self.mode = "choose"
            self._draw()
        self.done.emit()

    def refuse(self, refusal: Refusal) -> None:
        """Beside the field; of somebody new, back at the field that was refused."""
        text = phrases.refusal(refusal)
        named = str(refusal.facts.get("field") or _field_of(refusal))
        if self.mode == "new" and named in NEW_FIELDS:
            self._step = NEW_FIELDS.index(Field(named))
            self._ask()
        if self.line.isVisible():
            self.line.refuse(text)
        else:
            self.notice.say(text)

    def show_history(self, history: tuple[EditRow, ...]) -> None:
        self._history = history
        if self.mode == "type":
            self._draw()

    # -- typing ------------------------------------------------------------------------------------------------------

    def _choose(self, field: Field) -> None:
        if self.entry is None:
            return
        self.mode, self._history = "type", ()
        shown = dict(self.entry.fields).get(field, "")
        text = "" if field in MASKED or field is Field.MOBILITY else shown
        if field is Field.PLACE and self.entry.town and shown:
            text = f"{self.entry.town}/{shown}"
        self._draw()
        self.line.begin(field.value, register_words.field(field), _hint(field), text, shown)
        self.asked.emit(field.value)

    def _ask(self) -> None:
        field = NEW_FIELDS[self._step]
        self.line.begin(field.value, register_words.field(field), _hint(field, new=True), self._new.get(field, ""))

    def _typed(self, ident: str, text: str) -> None:
        if self.mode != "new":
            self.edited.emit(ident, text)
            return
        self._new[Field(ident)] = text.strip()
        self._draw()
        if self._step + 1 < len(NEW_FIELDS):
            self._step += 1
            self._ask()
        else:
            self.entered.emit(tuple((field.value, self._new.get(field, "")) for field in NEW_FIELDS))

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        if self.mode == "new":
            self.show_head("", translate("People", "添一人"))
            self.column.show_lines(self._new_lines())
        elif self.entry is not None:
            source = translate("People", "改一项 · 人 {card} · {place}")
            self.show_head(source.format(card=self.entry.card, place=self.entry.place_name), self.entry.name)
            self.column.show_lines(self._off_lines() if self.mode == "off" else self._field_lines())

    def _new_lines(self) -> tuple[Line, ...]:
        said = [Named(register_words.field(field), self._new.get(field, "") or "–") for field in NEW_FIELDS]
        hint = translate("People", "空着的户：新立一户。其余各项以后再补，空着就是空着。")
        return (Hair(), *said, Hair(), Words(hint))

    def _off_lines(self) -> tuple[Line, ...]:
        said = [Named("", register_words.off(reason), cap) for cap, reason in OFF_KEYS.items()]
        return (Hair(), Heading(translate("People", "从册上拿下，因为")), *said, Words(_off_hint()))

    def _field_lines(self) -> tuple[Line, ...]:
        if self.entry is None:
            return ()
        edits = {edit.field: edit for edit in self.entry.edits}
        typing = self.line.ident if self.mode == "type" else ""
        lines: list[Line] = [Hair()]
        for cap, field in FIELD_KEYS.items():
            edit = edits.get(field.value)
            tail = f"{edit.operator} {phrases.month_day_hm(edit.at)}".strip() if edit is not None else ""
            value = said(field, dict(self.entry.fields).get(field, ""))
            role = "go" if field in self.entry.conflicts else ""
            lines.append(Named(register_words.field(field), value, cap, tail, role, chosen=field.value == typing))
        lines += [Hair(), Named("", translate("People", "核过了，都对"), keys.hint("confirm_entry"))]
        lines.append(Named("", translate("People", "从册上拿下"), "D"))
        if self._linked:
            lines.append(Named("", translate("People", "不是同一人，分开"), "F"))
        if self._history:
            lines += [Hair(), Heading(translate("People", "这一项改过"))]
            lines += [Words(_past(edit)) for edit in reversed(self._history)]
        return tuple(lines)


def _field_of(refusal: Refusal) -> str:
    """The field that a refusal about a village or a household means."""
    return {"unknown_place": "place", "ambiguous_place": "place", "unknown_household": "household"}.get(
        refusal.rule, ""
    )


def said(field: str, value: str) -> str:
    """A field's value in words."""
    if field == Field.MOBILITY and value:
        return phrases.mobility(Mobility(value))
    return " · ".join(part for part in value.split("|") if part) or "–"


def _past(edit: EditRow) -> str:
    text = translate("People", "{time} {who} 写「{value}」").format(
        time=phrases.day_hm(edit.at), who=edit.operator, value=said(edit.field, edit.value)
    )
    return text if edit.live else translate("People", "{text}（后来改了）").format(text=text)


def _off_hint() -> str:
    return translate("People", "人不删，只从册上拿下；按 0 看拿下的，可以放回。")


def _hint(field: Field, new: bool = False) -> str:
    hints = {
        Field.SEX: translate("People", "男、女"),
        Field.BIRTH: translate("People", "1950 或 1950-03-01"),
        Field.ID_NUMBER: translate("People", "18 位或 15 位；护照以字母开头"),
        Field.PHONE: translate("People", "一个号；座机带区号"),
        Field.PLACE: translate("People", "村名；重名的写 镇/村"),
        Field.MOBILITY: translate("People", "1 能走 2 慢行 3 坐轮椅 4 卧床"),
        Field.HAZARDS: translate("People", "山洪、地灾、危房、低洼，用 | 隔开"),
        Field.NEEDS: translate("People", "用 | 隔开"),
        Field.LEDGER: translate("People", "用 | 隔开"),
    }
    if field is Field.HOUSEHOLD:
        return translate("People", "户号；空着新立一户") if new else translate("People", "户号；+户号 新立一户")
    return hints.get(field, "")
