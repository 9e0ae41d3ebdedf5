"""What stands beside the line on which the end of an incident is written out."""

from PySide6.QtCore import QCoreApplication

from core.queries.ending import EndingRow
from desktop import keys, phrases

translate = QCoreApplication.translate
SHORT_ID = 8  # characters of a laptop whose name is gone


def close_words(row: EndingRow, days: int) -> str:
    """What is still open, and when the names will go."""
    text = translate(
        "Duty",
        "写出「{title}」再按回车。还没落实 {waiting} 人，岛里还有 {inside} 人，待核 {disputed} 人。"
        "{days} 天后才抹去个人信息，到时再问一次。",
    )
    left = row.open
    said = text.format(
        title=row.title, waiting=left.not_moved, inside=left.inside, disputed=left.to_reconcile, days=days
    )
    if row.erase_at is None:
        return said
    again = translate("Duty", "已结束过，定在 {time} 抹去；再写一次就改日子。")
    return again.format(time=phrases.day_hm(row.erase_at)) + said


def erase_words(row: EndingRow) -> str:
    """What cannot be undone, and what it does not reach."""
    text = translate("Duty", "抹去后不能恢复。写出「{title}」再按回车。这台电脑够不到、要人去收的：{rest}")
    return text.format(title=row.title, rest=unreached_words(row))


def standing_words(row: EndingRow) -> str:
    """How the end of the incident stands, as one line of the page."""
    if row.erased:
        text = translate("Duty", "个人信息已抹去，不能恢复。这台电脑够不到、要人去收的：{rest}")
        return text.format(rest=unreached_words(row))
    if row.erase_at is None or row.closed_at is None:
        return ""
    text = translate("Duty", "事件 {closed} 结束，{erase} 到期抹去个人信息，到时按 {key} 再写一次名称")
    return text.format(
        closed=phrases.day_hm(row.closed_at), erase=phrases.day_hm(row.erase_at), key=keys.hint("end_incident")
    )


def unreached_words(row: EndingRow) -> str:
    """What goes on holding names elsewhere: desks that have not erased, backups, exports, prints, sticks, the hub."""
    gone = row.unreached
    names = "、".join(name or device[:SHORT_ID] for device, name, _ in gone.desks) or "0"
    text = translate(
        "Duty", "别的台 {desks}，不在的备份处 {places} 个，导出过 {exports} 次，打印过 {prints} 次，写出过的 U 盘。"
    )
    said = text.format(desks=names, places=len(gone.backup_places), exports=gone.exports, prints=gone.prints)
    if gone.hub is None:
        return said
    hub = translate("Duty", "区里的库 {hub}（{time} 换过）里的记录还在，封着，只有登记过的电脑打得开；请区里删表。")
    return said + hub.format(hub=gone.hub.where, time=phrases.day_hm(gone.hub.at))
