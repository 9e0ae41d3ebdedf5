"""Every paper there is, in the order of the night: what it is called, who lays it out, what it cannot do without."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from core.domain.findings import Refusal, Rule
from core.queries.paper_rows import PaperCase
from desktop.printing.marks import Document
from desktop.printing.typeface import Typeface

NO_PLAN, NOBODY_DUE, NO_MAP, NOBODY = "no_plan", "nobody_due", "no_map", "nobody"


@dataclass(frozen=True, slots=True)
class Paper:
    """`module` and `function` are imported when the paper is asked for; `personal` ones hold names."""

    id: str
    file: str
    module: str
    function: str
    lacks: Callable[[PaperCase], str]
    personal: bool = True

    def lay_out(self, face: Typeface, case: PaperCase) -> Document:
        make: Callable[[Typeface, PaperCase], Document] = getattr(
            import_module(f"desktop.printing.{self.module}"), self.function
        )
        return make(face, case)


def _nobody(case: PaperCase) -> str:
    return "" if case.households else NOBODY


def _no_plan(case: PaperCase) -> str:
    if not case.planned:
        return NO_PLAN
    return "" if case.helpers else NOBODY


def _no_arrivals(case: PaperCase) -> str:
    if not case.planned:
        return NO_PLAN
    return "" if case.shelters else NOBODY


def _nobody_due(case: PaperCase) -> str:
    return "" if case.calls else NOBODY_DUE


def _no_tally(case: PaperCase) -> str:
    return "" if case.tallies else NOBODY_DUE


def _no_conversion(case: PaperCase) -> str:
    return "" if case.conversions else NOBODY


def _no_map(case: PaperCase) -> str:
    if case.base is None or not case.base.outline + case.base.lines:
        return NO_MAP
    return ""


def _no_villages(case: PaperCase) -> str:
    return _no_map(case) or _nobody(case)


def _nothing(_case: PaperCase) -> str:
    return ""


PAPERS = (
    Paper("cards", "01-防灾避险明白卡", "household_card", "household_cards", _nobody),
    Paper("tasks", "02-人盯人任务单", "task_sheet", "task_sheets", _no_plan),
    Paper("tags", "03-避险转移挂牌", "lanyard", "lanyard_tags", _nobody),
    Paper("villages", "04-村名册", "village_list", "village_lists", _nobody),
    Paper("expected", "05-安全岛待到名单", "expected_list", "expected_lists", _no_arrivals),
    Paper("response", "06-应急响应明白卡", "response_card", "response_card", _nothing, personal=False),
    Paper("atlas", "07-转移图册", "atlas", "atlas", _no_villages),
    Paper("forms", "08-到岛登记表（空白）", "check_in_form", "check_in_forms", _nothing, personal=False),
    Paper("calls", "09-未落实名单与呼叫单", "call_list", "call_lists", _nobody_due),
    Paper("tallies", "10-清点表", "tally_sheet", "tally_sheets", _no_tally, personal=False),
    Paper("map", "11-全图", "district_map", "district_map", _no_map, personal=False),
    Paper("handover", "12-交班单", "hand_over", "hand_over_sheet", _nothing),
    Paper("conversion", "13-平急转换清单", "conversion_sheet", "conversion_sheets", _no_conversion),
)


def chosen(names: str | None) -> tuple[Paper, ...]:
    """Papers by their ids, separated by commas, in the order of the table. Refusal(UNKNOWN_PAPER)."""
    if not names:
        return PAPERS
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    known = {paper.id for paper in PAPERS}
    for name in wanted:
        if name not in known:
            raise Refusal(Rule.UNKNOWN_PAPER, {"paper": name, "known": [paper.id for paper in PAPERS]})
    return tuple(paper for paper in PAPERS if paper.id in wanted)
