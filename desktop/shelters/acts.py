"""What the keys of the shelter screen do beside the door: open and close, count, tick, add, relieve, the return gate.

It holds what is half done (which households stay, which village is meant); everything that lasts is in the model.
"""

from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from core.queries.map_rows import ShelterRow
from core.queries.relief import ReliefRow
from desktop.shelters import relief_words, saying, supply_words
from desktop.shelters.model import SheltersModel
from desktop.shelters.panel import ShelterPanel
from desktop.shelters.proposal import ProposalBox

translate = QCoreApplication.translate


class Acts(QObject):
    """Between the panel, the proposal and the model."""

    def __init__(self, model: SheltersModel, panel: ShelterPanel, proposal: ProposalBox, parent: QObject) -> None:
        super().__init__(parent)
        self.model, self.panel, self.proposal = model, panel, proposal
        self._stays: frozenset[str] = frozenset()  # households of the proposal that are left where they are
        self._closing: ReliefRow | None = None
        self._place = ""
        model.recorded.connect(self._recorded)
        model.closing.connect(self._ask_to_close)
        model.matched.connect(self._matched)
        model.opened.connect(self._opened)
        panel.door_wanted.connect(self.door)
        panel.ask_close.confirmed.connect(self._close_shelter)
        panel.ask_close.closed.connect(self.to_names)
        panel.page_wanted.connect(self.open_page)
        panel.count_wanted.connect(self.count)
        panel.checklist.toggled.connect(model.tick)
        panel.checklist.closed.connect(self.to_names)
        panel.onward.toggled.connect(self._toggle_onward)
        panel.onward.entered.connect(self.accept)
        panel.onward.closed.connect(self.to_names)
        panel.gate.closed.connect(self.to_names)
        panel.new_shelter.typed.connect(model.match)
        panel.new_shelter.made.connect(lambda name, beds: model.add_shelter(name, self._place, beds))
        panel.new_shelter.closed.connect(self.to_names)
        panel.line.entered.connect(self._counted)
        panel.line.left.connect(self._end_count)
        proposal.accepted.connect(self.accept)
        proposal.picked.connect(self.pick)
        proposal.declined.connect(self._decline)
        proposal.map_wanted.connect(model.see_map)

    def show_proposal(self) -> None:
        """An island that has to be relieved before one that has to be opened."""
        self.proposal.show_offer(saying.offer(self.model.state))
        if self.panel.page is self.panel.onward:
            self._show_onward()

    # -- the door ----------------------------------------------------------------------------------------------------

    def door(self) -> None:
        """O: open, or close; closing with people inside asks for their number first."""
        shelter = self.model.state.row
        if shelter is None:
            return
        if not shelter.open or shelter.opened_at is None:
            self.model.open_shelter(shelter.shelter.id)
        elif shelter.inside:
            self.model.ask_closing()
        else:
            self.model.close_shelter(shelter.shelter.id)

    def _opened(self, row: ShelterRow | None) -> None:
        """Open whatever lacks; what lacks is said."""
        lacking = supply_words.lacking(row) if row is not None else ""
        if row is not None and lacking:
            said = translate("Shelters", "{name} 已开。{lacking}").format(name=row.shelter.name, lacking=lacking)
            self.panel.notice.say(said)

    def _ask_to_close(self, proposal: ReliefRow | None) -> None:
        shelter = self.model.state.row
        if shelter is not None:
            self._closing = proposal
            self.close_boxes()
            self.panel.open_page(self.panel.ask_close)
            self.panel.ask_close.ask(relief_words.closing_words(shelter), relief_words.closing_names(proposal))

    def _close_shelter(self, people: int) -> None:
        onward = self._closing.proposed.onward if self._closing is not None else ()
        self.model.close_shelter(self.model.state.chosen, people, onward)

    def close_boxes(self) -> None:
        self.panel.take_in.hide()
        if self.panel.page is self.panel.names:
            self.panel.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_names(self) -> None:
        """Back from any page of the panel."""
        if self.panel.page is self.panel.gate:
            self.model.gates.look(False)
        self.close_boxes()
        self.panel.open_page(self.panel.names)
        self.panel.show_state(self.model.state)

    def _recorded(self) -> None:
        """What was asked for stands in the file: nothing is left open but a list that is worked down."""
        self.panel.notice.clear()
        self.close_boxes()
        self.proposal.end_reason()
        if self.panel.page in (self.panel.onward, self.panel.ask_close, self.panel.new_shelter):
            self.to_names()

    # -- pages -------------------------------------------------------------------------------------------------------

    def open_page(self, name: str) -> None:
        """L and B: a page of the panel, and back."""
        page = {"checklist": self.panel.checklist, "gate": self.panel.gate}[name]
        if self.panel.page is page:
            self.to_names()
            return
        self.close_boxes()
        self.model.gates.look(name == "gate")
        self.panel.open_page(page)

    def open_new_shelter(self) -> None:
        self.close_boxes()
        self.panel.open_page(self.panel.new_shelter)
        self.panel.new_shelter.open()

    def _matched(self, place: Any) -> None:
        self._place = place.code if place is not None else ""
        self.panel.new_shelter.show_meant(saying.meant(place))

    def count(self) -> None:
        """U: one item after the other; an empty line passes over it."""
        if self.model.state.row is not None:
            self._ask_count(supply_words.COUNTED[0])

    def _ask_count(self, item: str) -> None:
        hint = translate("Shelters", "空着跳过")
        self.panel.line.begin(item, supply_words.counted(item), hint)

    def _counted(self, item: str, text: str) -> None:
        if text.strip():
            try:
                amount = float(text)
            except ValueError:
                self.panel.line.refuse(translate("Shelters", "要一个数"))
                return
            self.model.count(item, amount)
        following = supply_words.COUNTED.index(item) + 1
        if following < len(supply_words.COUNTED):
            self._ask_count(supply_words.COUNTED[following])
        else:
            self._end_count()

    def _end_count(self) -> None:
        self.panel.line.end()
        self.panel.names.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is proposed --------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """The proposal in the box: relieve an island, else open one."""
        state = self.model.state
        if state.relief:
            row = state.relief[0]
            onward = tuple(one for one in row.proposed.onward if one.group.household not in self._stays)
            if onward:
                self.model.accept_relief(row, onward)
            self._stays = frozenset()
        elif state.wanted:
            self.model.open_shelter(state.wanted[0].shelter.id)
        else:
            self.panel.notice.say(saying.nothing_proposed(state))

    def _decline(self, reason: str) -> None:
        if self.model.state.relief:
            self.model.decline_relief(self.model.state.relief[0], reason)

    def pick(self) -> None:
        if self.model.state.relief:
            self._show_onward()
            self.panel.open_page(self.panel.onward)
        else:
            self.panel.notice.say(saying.nothing_proposed(self.model.state))

    def ask_reason(self) -> None:
        """J: why a proposal is not followed; without one it says why there is none."""
        if self.model.state.relief:
            self.proposal.ask_reason()
        else:
            self.panel.notice.say(saying.nothing_proposed(self.model.state))

    def _show_onward(self) -> None:
        if not self.model.state.relief:
            self.to_names()
            return
        row = self.model.state.relief[0]
        left = translate("Shelters", "{n} 户要走 · ⏎ 下令").format(
            n=sum(one.group.household not in self._stays for one in row.proposed.onward)
        )
        self.panel.onward.show_list(left, relief_words.households(row, self._stays), "")

    def _toggle_onward(self, household: str) -> None:
        self._stays = self._stays ^ {household}
        self._show_onward()
