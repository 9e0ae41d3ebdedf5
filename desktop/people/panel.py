"""One person's panel from one frozen card: what to check, fields, deadline, members, why these helpers, history."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from core.domain.events import Kind, Step
from core.domain.freshness import Flag
from core.domain.pairing import UncoveredRule
from core.domain.people import Role
from core.domain.standing import Class
from core.queries.pairing_rows import PairReasonRow
from core.queries.rows import HelperRow, Look, PersonCard, RollRow
from desktop import keys, pairing_words, people_words, phrases, register_words
from desktop.field_verbs import next_step
from desktop.upward_words import harm
from desktop.widgets.button import PrimaryButton, VerbButton
from desktop.widgets.lines import Card, Cells, Figure, Hair, Heading, Line, LinePanel, Marked, Named, Note, Words
from desktop.widgets.steps import step_states

translate = QCoreApplication.translate
WIDTH = 440
_ROLE_OF = {
    Look.EXPOSED: "life",
    Look.REFUSED: "go",
    Look.UNREACHABLE: "go",
    Look.ARRIVED: "done",
}
Reasons = tuple[PairReasonRow, ...] | None
_CHECKED = (Flag.PHONE_UNCONFIRMED, Flag.ENTRY_OLD, Flag.HELPER_GONE)


class PersonPanel(LinePanel):
    """The view gives it cards and uncovered fields; its buttons say a verb through `said`."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self._card: PersonCard | None = None
        self._now: datetime | None = None
        self._bare: dict[str, str] = {}
        self._reasons: Reasons = ()
        self.buttons: dict[str, PrimaryButton | VerbButton] = {}
        self._primary = PrimaryButton("", keys.hint("enter"))
        self._verbs = tuple(VerbButton("", "") for _ in range(3))
        self.show_buttons((self._primary, *self._verbs))
        for button in (self._primary, *self._verbs):
            button.clicked.connect(self._clicked)
        self.show_card(None, None)

    def show_card(self, card: PersonCard | None, now: datetime | None) -> None:
        self._card, self._now = card, now
        if card is None or now is None:
            self.show_head("", translate("People", "选一个人看全"), "", "")
            self.column.show_lines(())
            self._show_verbs({})
            return
        who = card.row
        source = translate("People", "人 {card} · 户 {home} · {place}").format(
            card=who.card, home=who.household or "–", place=who.place_name or who.at_name
        )
        head = f"{people_words.person(who)} · {phrases.mobility(who.mobility)}"
        off = next((entry.off for entry in card.entries if entry.off), "")
        if off:
            gone = translate("People", "不在册上：{why}").format(why=register_words.off(off))
            self.show_head(source, head, "away", gone, "strong")
        else:
            self.show_head(source, head, who.look.value, phrases.look(who.look), _ROLE_OF.get(who.look, "strong"))
        self._show_lines()
        self._show_verbs(_off_verbs() if off else _verbs_of(who))

    def show_field(self, name: str, text: str) -> None:
        """Uncover a field, or cover it again with an empty text."""
        if text:
            self._bare[name] = text
        else:
            self._bare.pop(name, None)
        self._show_lines()

    def show_reasons(self, reasons: Reasons) -> None:
        """Why the two helpers are who they are, in full; None while it is worked out, empty where nobody asked."""
        if reasons != self._reasons:
            self._reasons = reasons
            self._show_lines()

    def _show_lines(self) -> None:
        if self._card is not None and self._now is not None:
            self.column.show_lines(lines_of(self._card, self._now, self._bare, self._reasons))

    def _show_verbs(self, verbs: dict[str, tuple[str, str]]) -> None:
        """`verbs` by key of the table: words and cap, the primary one first."""
        self.buttons = {}
        places: tuple[PrimaryButton | VerbButton, ...] = (self._primary, *self._verbs)
        for button, (verb, (words, cap)) in zip(places, verbs.items(), strict=False):
            button.say(words, cap)
            self.buttons[verb] = button
        for at, button in enumerate(places):
            button.setVisible(at < len(verbs))

    def _clicked(self) -> None:
        pressed = self.sender()
        for verb, button in self.buttons.items():
            if button is pressed:
                self.said.emit(verb)
                return


def _verbs_of(who: RollRow) -> dict[str, tuple[str, str]]:
    following = next_step(who)
    _cap, words = people_words.next_step(following)
    verbs = {following.key: (words, keys.hint("enter"))}
    for verb in ("arrived", "refuse", "edit_field"):
        if verb not in verbs and not (verb == "arrived" and who.class_ is Class.MOVED):
            verbs[verb] = (keys.key(verb).words, keys.hint(verb))
    return verbs


def _off_verbs() -> dict[str, tuple[str, str]]:
    return {"put_back": (translate("People", "放回册上"), keys.hint("enter"))}


def lines_of(card: PersonCard, now: datetime, bare: dict[str, str], reasons: Reasons = ()) -> Iterator[Line]:
    """All lines of the panel; `bare` are fields that are uncovered for the moment, `reasons` what `?` found."""
    yield from _deadline(card, now)
    yield from _masked(card, bare)
    yield from _reconcile(card, now)
    yield from _harmed(card, now)
    yield from _register(card)
    yield from _members(card)
    yield from _where(card, now)
    yield from _helpers(card, reasons)
    yield from _reasons(card)
    yield from _history(card, now)


def _deadline(card: PersonCard, now: datetime) -> Iterator[Line]:
    who = card.row
    if not who.level.rank or who.class_ in (Class.MOVED, Class.AWAY):
        return
    order = list(Step)
    following = order.index(who.next_step) if who.next_step is not None else None
    yield Hair()
    if who.deadline is not None:
        word = translate("People", "最晚出发")
        yield Figure(word, phrases.hm_near(who.deadline, now), phrases.left(who.deadline, now))
    yield Cells(step_states(tuple(order.index(step) for step in who.steps), following))


def _masked(card: PersonCard, bare: dict[str, str]) -> Iterator[Line]:
    yield Hair()
    words = {
        "id_number": (translate("People", "证件"), "show_id"),
        "phone": (translate("People", "电话"), "show_phone"),
        "address": (translate("People", "住址"), "show_address"),
    }
    for name, (word, key) in words.items():
        text = bare.get(name) or str(getattr(card, name)) or "–"
        yield Named(word, text, keys.hint(key), translate("People", "显示"))
    yield Named(translate("People", "需要"), " · ".join(card.row.needs) or "–")
    yield Named(translate("People", "台账"), _ledgers(card))
    yield Note("heard", translate("People", "显示要记下：谁、几时、哪一项；20 秒后自己遮回"))


def _ledgers(card: PersonCard) -> str:
    """防汛 · 民政；计为 危房（待核）."""
    text = " · ".join(card.ledger) or translate("People", "未写哪本")
    if card.row.counting is not None and len(card.row.hazards) > 1:
        mark = "" if card.counting_confirmed else translate("People", "（次序待核）")
        counted = translate("People", "{ledgers}；计为 {hazard}{mark}")
        return counted.format(ledgers=text, hazard=card.row.counting.value, mark=mark)
    return text


def _reconcile(card: PersonCard, now: datetime) -> Iterator[Line]:
    if card.row.overtaken:
        said = translate("People", "有记录没收到，写那些记录的电脑可能又记过他；问到本人或那个点，再记一次就清")
        yield Card(people_words.overtaken(), said)
    if not card.row.to_reconcile:
        return
    title = translate("People", "待核：{n} 处说法不同，问到本人再定").format(n=len(card.row.claims))
    claims = []
    for claim in card.row.claims:
        text = translate("People", "{time} {class_} {place} {how}").format(
            time=phrases.hm_near(claim.at, now),
            class_=phrases.standing(claim.class_),
            place=phrases.at_place(
                claim.place, card.row.at_name if claim.place == card.row.at_place else claim.place or ""
            ),
            how=phrases.evidence(claim.evidence),
        )
        claims.append(text.strip())
    yield Card(title, "\n".join(claims))


def _harmed(card: PersonCard, now: datetime) -> Iterator[Line]:
    """On which of the named lists, when, how known, by whom; the classes keep him."""
    if card.row.harm is None:
        return
    said = next((past for past in card.history if past.kind == Kind.HARMED and not past.void), None)
    text = ""
    if said is not None:
        known = (phrases.hm_near(said.at, now), phrases.evidence(said.evidence), said.note, said.operator)
        text = " · ".join(part for part in known if part)
    yield Card(harm(card.row.harm), text, translate("People", "改"), keys.hint("harm"))


def _register(card: PersonCard) -> Iterator[Line]:
    """What the register itself has open about him: none of it holds up a move."""
    found: list[Card] = []
    if len(card.entries) > 1:
        which = " · ".join(f"{entry.card} {_said(entry.fields, 'ledger') or '–'}" for entry in card.entries)
        title = translate("People", "{n} 条是同一人").format(n=len(card.entries))
        found.append(Card(title, which, translate("People", "只计一次")))
    cap = keys.hint("review")
    for entry in card.entries:
        for name in entry.conflicts:
            title = translate("People", "两台写的{field}不一样").format(field=register_words.field(name))
            found.append(Card(title, "", translate("People", "问清再定"), cap))
    for pair in card.duplicates:
        why = "、".join(register_words.match(match) for match in pair.matches)
        found.append(Card(translate("People", "疑似重复"), why, translate("People", "看两条"), cap))
    old = [register_words.flag(flag) for flag in _CHECKED if flag in card.row.flags]
    if old:
        found.append(Card(" · ".join(old), "", translate("People", "核过了"), keys.hint("confirm_entry")))
    if found:
        yield Hair()
        yield Heading(translate("People", "要核 {n}").format(n=len(found)), translate("People", "不拦转移，只标出来"))
        yield from found


def _said(fields: tuple[tuple[str, str], ...], name: str) -> str:
    return next((value for field, value in fields if field == name), "")


def _members(card: PersonCard) -> Iterator[Line]:
    if len(card.members) < 2:
        return
    yield Hair()
    yield Heading(translate("People", "同户 {n} 人").format(n=len(card.members)))
    for member in card.members:
        role = "strong" if member.person == card.row.person else ""
        yield Marked(member.look.value, people_words.person(member), phrases.mobility(member.mobility), role)


def _where(card: PersonCard, now: datetime) -> Iterator[Line]:
    move, who = card.move, card.row
    if who.going_to is not None:  # sent on from an island: what the plan said of his door holds no more
        yield Hair()
        yield Heading(who.going_to_name)
        yield Words(translate("People", "从签到台转去，那边还没有签到"))
        return
    if move is None:
        if card.shortfall is not None:
            text = translate("People", "排不上：{why}").format(why=phrases.shortfall(card.shortfall))
            yield Hair()
            yield Words(text, "strong")
        return
    text = translate("People", "{depart} 出门 · {arrive} 到 · {km:.1f} 公里 · {span}").format(
        depart=phrases.hm_near(move.depart, now),
        arrive=phrases.hm(move.arrive),
        km=move.route.length_m / 1000,
        span=phrases.minutes(move.route.minutes),
    )
    if who.class_ is Class.MOVED:
        text = translate("People", "在 {at}").format(at=phrases.at_place(who.at_place, who.at_name))
    yield Hair()
    yield Heading(move.shelter_name, phrases.mode(move.mode))
    yield Words(text)


def _helpers(card: PersonCard, reasons: Reasons) -> Iterator[Line]:
    who = card.row
    if who.beyond_register or people_words.lacks_nobody(who):
        return
    yield Hair()
    yield Heading(translate("People", "为什么配这两人"), cap=keys.hint("why"))
    missing = dict(card.uncovered)
    if reasons is None:
        yield Words(translate("People", "正在想为什么…"))
    for row in reasons or ():
        first, *more = pairing_words.reason_words(row)
        yield Words(first, "strong")
        yield Words("\n".join(more))
    if reasons:
        yield from _nobody(missing, tuple(Role))
        return
    for role, helper in ((Role.PRIMARY, who.helper), (Role.DEPUTY, who.deputy)):
        if helper is not None:
            yield Words(_helper_why(helper))
        else:
            yield from _nobody(missing, (role,))


def _nobody(missing: dict[Role, UncoveredRule], roles: tuple[Role, ...]) -> Iterator[Line]:
    text = translate("People", "{role} 缺：{why}")
    for role in roles:
        if role in missing:
            yield Words(text.format(role=role.value, why=phrases.uncovered(missing[role])), "strong")


def _reasons(card: PersonCard) -> Iterator[Line]:
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
        return
    yield Hair()
    yield Heading(translate("People", "为什么要走"))
    for at, text in enumerate(lines[:4]):
        yield Words(f"{'①②③④'[at]} {text}", "")


def _history(card: PersonCard, now: datetime) -> Iterator[Line]:
    if not card.history:
        return
    yield Hair()
    yield Heading(translate("People", "经过"))
    for past in card.history[:6]:
        by = translate("People", " · 记 {name}").format(name=past.operator) if past.operator else ""
        known = phrases.evidence(past.evidence)
        how = "".join(f" · {part}" for part in (known, past.note) if part)
        yield Words(f"{phrases.hm_near(past.at, now)}  {phrases.history(past)}{how}{by}")


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
