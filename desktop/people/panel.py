"""One person's panel, rebuilt from one frozen card: fields, deadline, members, why these helpers, reasons, history."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.domain.events import Step
from core.domain.people import Role
from core.domain.standing import Class
from core.queries.rows import HelperRow, Look, PersonCard, RollRow
from desktop import keys, people_words, phrases
from desktop.field_verbs import next_step
from desktop.theme import current, ipx
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.keycap import KeyCap
from desktop.widgets.panel import SidePanel, hairline, label, row
from desktop.widgets.steps import StepCells, step_states
from desktop.widgets.symbols import SymbolLabel

translate = QCoreApplication.translate
WIDTH = 440
_ROLE_OF = {
    Look.EXPOSED: "life",
    Look.REFUSED: "go",
    Look.UNREACHABLE: "go",
    Look.ARRIVED: "done",
}


def wrapped(text: str, role: str = "small") -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made


class PersonPanel(SidePanel):
    """The view gives it cards and uncovered fields; its buttons say a verb through `verbs`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self._card: PersonCard | None = None
        self._bare: dict[str, str] = {}
        self._fields: dict[str, QLabel] = {}
        self.buttons: dict[str, PrimaryButton | VerbButton] = {}
        self.show_card(None, None)

    def show_card(self, card: PersonCard | None, now: datetime | None) -> None:
        self._card = card
        if card is None or now is None:
            self.show_head("", translate("People", "选一个人看全"), "", "")
            self.show_body(())
            self.show_buttons(())
            return
        who = card.row
        source = translate("People", "人 {card} · 户 {home} · {place}").format(
            card=who.card, home=who.household or "–", place=who.place_name or who.at_name
        )
        head = f"{people_words.person(who)} · {phrases.mobility(who.mobility)}"
        self.show_head(source, head, who.look.value, phrases.look(who.look), _ROLE_OF.get(who.look, "strong"))
        self.show_body(
            (
                *self._deadline(card, now),
                *self._masked(card),
                *self._reconcile(card, now),
                *self._members(card),
                *self._where(card, now),
                *self._helpers(card),
                *self._reasons(card),
                *self._history(card, now),
            )
        )
        self._show_verbs(who)

    def show_field(self, name: str, text: str) -> None:
        """Uncover a field, or cover it again with an empty text."""
        if text:
            self._bare[name] = text
        else:
            self._bare.pop(name, None)
        piece = self._fields.get(name)
        if piece is not None and self._card is not None:
            piece.setText(self._bare.get(name) or str(getattr(self._card, name)) or "–")

    def _deadline(self, card: PersonCard, now: datetime) -> tuple[QWidget, ...]:
        who = card.row
        if not who.level.rank or who.class_ in (Class.MOVED, Class.AWAY):
            return ()
        cells = StepCells()
        order = list(Step)
        following = order.index(who.next_step) if who.next_step is not None else None
        cells.show_states(step_states(tuple(order.index(step) for step in who.steps), following))
        lines: list[QWidget] = [hairline()]
        if who.deadline is not None:
            left = label(phrases.left(who.deadline, now), "strong")
            word = label(translate("People", "最晚出发"), "source")
            lines.append(row(word, None, label(phrases.hm_near(who.deadline, now), "head"), left, height=30))
        lines.append(row(cells, None, height=28))
        return tuple(lines)

    def _masked(self, card: PersonCard) -> tuple[QWidget, ...]:
        self._fields = {}
        lines: list[QWidget] = [hairline()]
        words = {
            "id_number": (translate("People", "证件"), "show_id"),
            "phone": (translate("People", "电话"), "show_phone"),
            "address": (translate("People", "住址"), "show_address"),
        }
        for name, (word, key) in words.items():
            piece = label(self._bare.get(name) or str(getattr(card, name)) or "–")
            self._fields[name] = piece
            piece.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            show = label(translate("People", "显示"), "small")
            line = row(_first(word), piece, KeyCap(keys.hint(key)), show)
            line.layout().setStretch(1, 1)  # type: ignore[union-attr]
            lines.append(line)
        needs = " · ".join(card.row.needs) or "–"
        lines.append(row(_first(translate("People", "需要")), label(needs), None))
        note = QFrame()
        note.setObjectName("note")
        inside = QHBoxLayout(note)
        inside.setContentsMargins(ipx(10), ipx(3), ipx(10), ipx(3))
        inside.addWidget(SymbolLabel("heard", current(), 14))
        inside.addWidget(wrapped(translate("People", "显示要记下：谁、几时、哪一项；20 秒后自己遮回")))
        inside.setStretch(1, 1)
        return (*lines, note)

    def _reconcile(self, card: PersonCard, now: datetime) -> tuple[QWidget, ...]:
        if not card.row.to_reconcile:
            return ()
        box = QFrame()
        box.setObjectName("card")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(ipx(10), ipx(4), ipx(10), ipx(4))
        title = translate("People", "待核：{n} 处说法不同，问到本人再定").format(n=len(card.row.claims))
        rows.addWidget(row(SymbolLabel("to_reconcile", current(), 18), label(title, "strong"), None))
        for claim in card.row.claims:
            text = translate("People", "{time} {class_} {place} {how}").format(
                time=phrases.hm_near(claim.at, now),
                class_=phrases.standing(claim.class_),
                place=card.row.at_name if claim.place == card.row.at_place else claim.place or "",
                how=phrases.evidence(claim.evidence),
            )
            rows.addWidget(label(text.strip(), "small"))
        return (box,)

    def _members(self, card: PersonCard) -> tuple[QWidget, ...]:
        if len(card.members) < 2:
            return ()
        title = translate("People", "同户 {n} 人").format(n=len(card.members))
        lines: list[QWidget] = [hairline(), row(label(title, "strong"), None)]
        for member in card.members:
            symbol = SymbolLabel(member.look.value, current(), 16)
            name = label(people_words.person(member), "strong" if member.person == card.row.person else "")
            lines.append(row(symbol, name, None, label(phrases.mobility(member.mobility), "source")))
        return tuple(lines)

    def _where(self, card: PersonCard, now: datetime) -> tuple[QWidget, ...]:
        move, who = card.move, card.row
        if move is None:
            if card.shortfall is None:
                return ()
            text = translate("People", "排不上：{why}").format(why=phrases.shortfall(card.shortfall))
            return (hairline(), wrapped(text, "strong"))
        where = row(label(move.shelter_name, "strong"), None, label(phrases.mode(move.mode), "source"))
        text = translate("People", "{depart} 出门 · {arrive} 到 · {km:.1f} 公里 · {span}").format(
            depart=phrases.hm_near(move.depart, now),
            arrive=phrases.hm(move.arrive),
            km=move.route.length_m / 1000,
            span=phrases.minutes(move.route.minutes),
        )
        if who.class_ is Class.MOVED:
            text = translate("People", "在 {at}").format(at=who.at_name)
        return (hairline(), where, label(text, "small"))

    def _helpers(self, card: PersonCard) -> tuple[QWidget, ...]:
        who = card.row
        if who.beyond_register or people_words.lacks_nobody(who):
            return ()
        lines: list[QWidget] = [
            hairline(),
            row(label(translate("People", "为什么配这两人"), "strong"), KeyCap(keys.hint("why")), None),
        ]
        missing = dict(card.uncovered)
        for role, helper in ((Role.PRIMARY, who.helper), (Role.DEPUTY, who.deputy)):
            if helper is not None:
                lines.append(wrapped(_helper_why(helper)))
            elif role in missing:
                text = translate("People", "{role} 缺：{why}")
                lines.append(wrapped(text.format(role=role.value, why=phrases.uncovered(missing[role])), "strong"))
        return tuple(lines)

    def _reasons(self, card: PersonCard) -> tuple[QWidget, ...]:
        lines: list[str] = []
        if card.storm is not None:
            for fact in card.storm.breaches[:2]:
                mark = "" if card.storm.confirmed else translate("People", " · 阈值待核")
                lines.append(phrases.breach(fact, card.storm.soil, card.storm.lower_bound) + mark)
        if card.ordered_at is not None:
            level = phrases.trigger_short(card.row.level)
            text = translate("People", "{time} 下令{level}").format(time=phrases.day_hm(card.ordered_at), level=level)
            lines.append(text)
        if card.row.hazards:
            lines.append(" · ".join(hazard.value for hazard in card.row.hazards))
        if not lines or not card.row.level.rank:
            return ()
        numbered = [wrapped(f"{'①②③④'[at]} {text}", "") for at, text in enumerate(lines[:4])]
        return (hairline(), row(label(translate("People", "为什么要走"), "strong"), None), *numbered)

    def _history(self, card: PersonCard, now: datetime) -> tuple[QWidget, ...]:
        if not card.history:
            return ()
        lines: list[QWidget] = [hairline(), row(label(translate("People", "经过"), "strong"), None)]
        for past in card.history[:6]:
            by = translate("People", " · 记 {name}").format(name=past.operator) if past.operator else ""
            note = f" · {past.note}" if past.note else ""
            lines.append(wrapped(f"{phrases.hm_near(past.at, now)}  {phrases.history(past)}{note}{by}"))
        return tuple(lines)

    def _show_verbs(self, who: RollRow) -> None:
        following = next_step(who)
        _cap, words = people_words.next_step(following)
        self.buttons = {following.key: PrimaryButton(words, keys.hint("enter"))}
        for verb in ("arrived", "refuse"):
            if verb not in self.buttons and not (verb == "arrived" and who.class_ is Class.MOVED):
                self.buttons[verb] = VerbButton(keys.key(verb).words, keys.hint(verb))
        self.show_buttons(self.buttons.values())


def _first(word: str) -> QLabel:
    made = label(word, "source")
    made.setFixedWidth(ipx(64))
    return made


def _helper_why(helper: HelperRow) -> str:
    """A 韩样子 199****0031：步行 6 分；能抬 1；车 5 座. What it could not keep follows."""
    parts = []
    if helper.minutes is not None:
        parts.append(translate("People", "到门 {span}").format(span=phrases.minutes(helper.minutes)))
    if helper.place:
        parts.append(helper.place)
    if helper.age is not None:
        parts.append(translate("People", "{n} 岁").format(n=helper.age))
    if helper.carries:
        parts.append(translate("People", "能抬 {n}").format(n=helper.carries))
    if helper.car_seats:
        parts.append(translate("People", "车 {n} 座").format(n=helper.car_seats))
    text = translate("People", "{role} {name} {phone}：{why}").format(
        role=helper.role.value, name=helper.name, phone=helper.phone, why="；".join(parts)
    )
    if helper.broken:
        broken = "、".join(phrases.soft_rule(rule) for rule in helper.broken)
        text += translate("People", "\n没满足：{what}").format(what=broken)
    return text
