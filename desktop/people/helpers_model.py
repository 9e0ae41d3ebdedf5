"""Helpers of a town and one helper's page; dropping out, coming back, locking him to a door; his phone on request."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.domain.events import Changes, Kind
from core.domain.helping import Out
from core.domain.ids import HelperId, HouseholdId, PersonId
from core.domain.people import Role
from core.operations import helping as operations
from core.operations import people as people_operations
from core.operations import plans as plan_operations
from core.operations import register
from core.queries.helper_pages import HelperListRow, HelperPage, full_phone, helper_list, helper_page
from desktop.desk import Desk
from desktop.pair_reasons import PairReasons
from desktop.replanning import Replanning

translate = QCoreApplication.translate

SHOWN_MS = 20_000
_QUIET = frozenset((Kind.CLOCK_SET, Kind.REVEALED, Kind.OPERATOR_NAMED))


class HelpersModel(QObject):
    shown = Signal(object)  # tuple[HelperListRow, ...]
    page_shown = Signal(object)  # HelperPage or None
    revealed = Signal(str)  # the phone of `asked`; empty covers it again
    saved = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, replanning: Replanning, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._replanning = replanning
        self.reasons = PairReasons(desk, self)
        self.state: tuple[HelperListRow, ...] = ()
        self.page: HelperPage | None = None
        self.helper = ""
        self.asked = ""  # whose phone is shown: his of the page, or of whoever is to be called next
        self._in_front = False
        self._cover = QTimer(self)
        self._cover.setSingleShot(True)
        self._cover.timeout.connect(partial(self.revealed.emit, ""))
        desk.changed.connect(self._on_changed)
        desk.scope_changed.connect(lambda _scope: self._ask_if_front())
        desk.moment.connect(lambda _at: self._ask_if_front())

    def front(self, in_front: bool) -> None:
        self._in_front = in_front
        self._ask_if_front()

    def ask(self) -> None:
        self.desk.read(helper_list, self._show, key="helpers", scope=self.desk.scope, at=self.desk.at())
        if self.helper:
            self.open(self.helper)

    def open(self, helper: str) -> None:
        if helper != self.helper:
            self.helper = helper
            self.reasons.forget()
            self._hide()
        self.desk.read(
            helper_page, self._show_page, key="helper-page", urgent=True, helper=HelperId(helper), at=self.desk.at()
        )

    def reveal(self) -> None:
        """Record who asked, then show his phone for 20 s."""
        if self.helper:
            self._ask_phone(PersonId(self.helper))

    def reveal_call(self) -> None:
        """The number of the next call that his dropping out asks for; his own where there is none to be made."""
        following = self.page.next_call if self.page else None
        if following is not None and following.answers:
            self._ask_phone(following.answers)
        elif following is None:
            self.reveal()

    def _ask_phone(self, person: PersonId) -> None:
        self._hide()
        self.asked = person

        def recorded(_changes: Changes) -> None:
            show = partial(self._uncover, person)
            self.desk.read(full_phone, show, key="reveal-helper", urgent=True, person=person)

        self.desk.write(
            people_operations.reveal, refused=self.refused.emit, then=recorded, person=person, field="phone"
        )

    def _hide(self) -> None:
        self._cover.stop()
        self.asked = ""
        self.revealed.emit("")

    def drop_out(self, reason: str) -> None:
        """His deputies stand in at once; who comes in their place is found without being asked for."""
        follow = self._follow(translate("People", "责任人来不了"))
        self._write(operations.drop_out, then=follow, helper=HelperId(self.helper), reason=reason)

    def come_back(self) -> None:
        follow = self._follow(translate("People", "责任人又能来了"))
        self._write(operations.come_back, then=follow, helper=HelperId(self.helper))

    def _follow(self, reason: str) -> Callable[[], None]:
        """The least change to the standing plan, where he has or had a part in one."""
        page = self.page
        if page is None or not (page.visits or page.calls):
            return lambda: None
        return partial(self._replanning.replan, reason, helper=page.row.helper.id)

    def give_back(self) -> None:
        """He is back: the doors that others took over from him are his again."""
        page = self.page
        if page is not None and page.former:
            follow = partial(self._replanning.replan, translate("People", "户还给责任人"), helper=page.row.helper.id)
            self._write(operations.give_back, then=follow, helper=page.row.helper.id, doors=page.former)

    def told(self) -> None:
        """The first call of the list that is still to be made has been made."""
        following = self.page.next_call if self.page else None
        if following is not None:
            self._hide()
            self._write(plan_operations.called_about, knows=following.knows)

    def ask_why(self) -> None:
        """`?`: why he goes to each of his doors."""
        self.reasons.ask(tuple(dict.fromkeys(visit.household for visit in self.page.visits)) if self.page else ())

    def lock(self, household: str, role: Role) -> None:
        """Keep him at this door, or let the pairing decide again."""
        visits = self.page.visits if self.page else ()
        locked = any(visit.locked for visit in visits if visit.household == household and visit.role is role)
        if locked:
            self._write(operations.unlock_pair, household=HouseholdId(household), role=role)
        else:
            home = HouseholdId(household)
            self._write(operations.lock_pair, household=home, helper=HelperId(self.helper), role=role)

    def sortie(self, state: Out) -> None:
        """He went out, was heard of, came back: his own check-in."""
        self._write(operations.sortie, responder=self.helper, state=state)

    def confirm(self) -> None:
        self._write(register.confirm, persons=(self.helper,), what=("phone", "entry"))

    def edit(self, field: str, text: str) -> None:
        self._write(register.edit_helper, helper=HelperId(self.helper), field=field, text=text)

    def moved_away(self) -> None:
        """He left for good: off the list, his doors stand open."""
        self._write(register.take_helper_off, helper=HelperId(self.helper), reason="moved_away")

    def put_back(self) -> None:
        self._write(register.put_back, person=self.helper)

    def _write(self, operation: Any, then: Callable[[], None] = lambda: None, **facts: Any) -> None:
        def written(_changes: Changes) -> None:
            self.saved.emit()
            then()

        self.desk.write(operation, refused=self.refused.emit, then=written, **facts)

    def _uncover(self, person: str, phone: str) -> None:
        if person == self.asked:
            self.revealed.emit(phone)
            self._cover.start(SHOWN_MS)

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds <= _QUIET:
            self._ask_if_front()

    def _ask_if_front(self) -> None:
        if self._in_front:
            self.ask()

    def _show(self, rows: tuple[HelperListRow, ...]) -> None:
        self.state = rows
        self.shown.emit(rows)

    def _show_page(self, page: HelperPage | None) -> None:
        self.page = page
        self.page_shown.emit(page)
