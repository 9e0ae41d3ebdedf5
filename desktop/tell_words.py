"""Whom to tell what of a plan, as sentences: one line a call, for whoever reads a verb's answer."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.plans import Novelty
from core.queries.plan_rows import TellRow
from desktop import phrases

translate = QCoreApplication.translate


def tell_words(rows: Sequence[TellRow]) -> tuple[str, ...]:
    """韩例午 A 199****0012：上苇甸村 张样甲 户 18:30 走，去 王平中学（换岛，原去 丁家滩小学）.

    One line for each helper, or household without one, in the order to be told; without those who know already."""
    calls: dict[str, list[TellRow]] = {}
    for row in rows:
        if row.told_at is None:
            calls.setdefault(row.helper.helper if row.helper else f"household/{row.household}", []).append(row)
    return tuple(_call(group) for group in calls.values())


def made_way(row: TellRow) -> tuple[str, ...]:
    """For whom he was moved, where that was for others."""
    return (phrases.made_way(row.made_way_for),) if row.gave_way else ()


def _call(rows: Sequence[TellRow]) -> str:
    helper = rows[0].helper
    if helper is None:
        whom = translate("Tell", "没有责任人")
    else:
        whom = " ".join(part for part in (helper.name, helper.role.value, helper.phone) if part)
    return translate("Tell", "{whom}：{news}").format(whom=whom, news="；".join(_news(row) for row in rows))


def _news(row: TellRow) -> str:
    """One household: when it goes where now, and what of that is new."""
    household = translate("Tell", "{place} {head} 户").format(place=row.place_name, head=row.head)
    new = "、".join([*(phrases.novelty(kind) for kind in row.novelties), *made_way(row)])
    if row.move is None or Novelty.LOST.value in row.novelties:
        return translate("Tell", "{household} {new}").format(household=household, new=new)
    text = translate("Tell", "{household} {time} 走，去 {shelter}（{new}）")
    if row.before_shelter and row.after_shelter and row.before_shelter != row.after_shelter:
        text = translate("Tell", "{household} {time} 走，去 {shelter}（{new}，原去 {before}）")
    return text.format(
        household=household,
        time=phrases.hm(row.move.depart),
        shelter=row.move.shelter_name,
        new=new,
        before=row.before_shelter,
    )
