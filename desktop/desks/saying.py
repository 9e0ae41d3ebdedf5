"""What the page of the desks says: ages and counts, never that all is well."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.domain.findings import Refusal
from core.operations.bundles import Merged, Parcel
from core.operations.hub import Exchanged
from core.operations.lan import Met
from core.queries.desk_board import AsideRow, DeskBoard
from core.queries.desks import DeskRow
from core.store.merging import Aside
from core.store.missing import Missing
from desktop import keys, phrases
from desktop.desks.hub_row import HubRow
from desktop.desks.watching import Found

translate = QCoreApplication.translate


def figures(board: DeskBoard) -> str:
    """1,187 人已核实，17 人待核，12 人可能有后来的记录没收到，数据来自 3/4 个点."""
    text = translate("Desks", "{verified:,} 人已核实，{open:,} 人待核，").format(
        verified=board.verified, open=board.to_reconcile
    )
    if board.overtaken:
        text += translate("Desks", "{n:,} 人可能有后来的记录没收到，").format(n=board.overtaken)
    return text + translate("Desks", "数据来自 {heard}/{desks} 个点").format(heard=board.heard, desks=board.desks)


def name(row: DeskRow) -> str:
    given = row.name or row.device[:8]
    return translate("Desks", "{name}（本机）").format(name=given) if row.this else given


def who(row: DeskRow) -> str:
    """Below the name: whether it is one of the desks."""
    if row.revoked_at is not None:
        return translate("Desks", "已停用 {time} · {who}").format(
            time=phrases.day_hm(row.revoked_at), who=row.revoked_by
        )
    return translate("Desks", "已登记") if row.enrolled else translate("Desks", "未登记")


def held(row: DeskRow) -> str:
    """How much of it is here, and which of it is not."""
    text = translate("Desks", "{n:,} 条").format(n=row.events)
    if row.missing:
        text += translate("Desks", "，还缺 {n:,} 条").format(n=row.missing)
        text += translate("Desks", "（{which}）").format(which="、".join(map(_numbers, row.gaps[:3])))
    if row.forked:
        text += translate("Desks", "，同号两条（两份都留）")
    return text


def _numbers(gap: Missing) -> str:
    return str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}"


def newest(row: DeskRow, now: datetime | None) -> str:
    """When its newest entry was written, by its own clock; where some are missing, of how many persons there may be a
    later one."""
    if row.overtaken:
        return translate("Desks", "{n:,} 人可能有后来的没收到").format(n=row.overtaken)
    if row.last_at is None:
        return translate("Desks", "还没有记录")
    return translate("Desks", "最后一条 {time}").format(time=phrases.hm_near(row.last_at, now or row.last_at))


def heard(row: DeskRow, now: datetime | None) -> tuple[str, str]:
    """When something of it came in, and when it itself sent a bundle."""
    if row.this:
        return translate("Desks", "就在这里"), ""
    if row.received_at is None:
        return (translate("Desks", "随本文件来的") if row.events else translate("Desks", "没收到过")), ""
    when = translate("Desks", "{time} 收到").format(time=phrases.hm_near(row.received_at, now or row.received_at))
    if row.met_at is None:
        return when, translate("Desks", "别的点转来的")
    return when, translate("Desks", "它自己的包 {time}").format(time=phrases.hm_near(row.met_at, now or row.met_at))


def has_of_ours(row: DeskRow, ours: int) -> str:
    """What it said it holds of this desk."""
    if row.this:
        return ""
    if row.has_of_ours is None:
        return translate("Desks", "没说过")
    if row.has_of_ours >= ours:
        return translate("Desks", "有我们的 {n:,} 条").format(n=row.has_of_ours)
    return translate("Desks", "有我们的 {n:,}/{all:,} 条").format(n=row.has_of_ours, all=ours)


def aside(row: AsideRow) -> str:
    """Entries that are kept apart, and what to do about them."""
    whose = row.name or row.device[:8] or translate("Desks", "不知哪台")
    why = {
        Aside.UNKNOWN_DEVICE: translate("Desks", "没登记的电脑；登记它，这些就收进来"),
        Aside.BAD_SIGNATURE: translate("Desks", "签名不对：路上改过，或冒名；请那个点重写一包"),
        Aside.OTHER_INCIDENT: translate("Desks", "别的事件的记录"),
        Aside.OTHER_TOWNSHIP: translate("Desks", "不是本镇钥匙的登记或停用"),
        Aside.UNREADABLE: translate("Desks", "读不懂；请那个点重写一包"),
        Aside.REVOKED: translate("Desks", "那台停用以后记的，不算；是自己人记的，问清了在别的点重新记"),
    }[row.reason]
    return translate("Desks", "{whose} {n:,} 条：{why}").format(whose=whose, n=row.count, why=why)


def spoken(words: tuple[str, ...]) -> str:
    return " ".join(words)


def sender(found: Found, board: DeskBoard | None) -> str:
    """The desk that wrote a bundle, by the name it was given."""
    rows = board.rows if board else ()
    return next((row.name for row in rows if row.device == found.head.sender and row.name), found.head.sender[:8])


def arrival(state: str, new: int, aside: int, refusal: Refusal | None) -> str:
    """What became of a bundle that was found."""
    if state == "merged":
        if aside and not new:
            return translate("Desks", "{n:,} 条放在一边").format(n=aside)
        return translate("Desks", "收进 {n:,} 条新的").format(n=new) if new else translate("Desks", "没有新的")
    if state == "other":
        return translate("Desks", "别的事件，没有收")
    if state == "refused" and refusal is not None:
        return phrases.refusal(refusal)
    return translate("Desks", "等着收")


def taken(merged: Merged, found: Found, board: DeskBoard | None) -> str:
    """Said once when a bundle brought something."""
    whose = sender(found, board)
    text = translate("Desks", "收到 {whose} 的包：新 {n:,} 条").format(whose=whose, n=merged.new)
    if merged.aside:
        text += translate("Desks", "；{n:,} 条放在一边，看「各点」").format(n=len(merged.aside))
    if merged.differing:
        text += translate("Desks", "；两边的底表不一样：{tables}").format(tables="、".join(merged.differing))
    return text + obeyed(merged)


def obeyed(merged: Merged) -> str:
    """That the names of this file went because another desk has erased the incident; of folders that were not there."""
    if merged.swept is None:
        return ""
    text = translate("Desks", "；那边已抹去个人信息，这台也抹去了，不能恢复；够不到的看值班日志（{key}）")
    text = text.format(key=keys.hint("duty"))
    if merged.swept.missed:
        text += translate("Desks", "；不在的备份处 {n} 个没有抹到").format(n=len(merged.swept.missed))
    return text


def exchanged(met: Met, board: DeskBoard | None) -> str:
    """Said once after an exchange on a cable or hotspot."""
    rows = board.rows if board else ()
    whom = next((row.name for row in rows if row.device == met.device and row.name), met.device[:8])
    text = translate("Desks", "和 {whom} 换过了：收进 {n:,} 条新的").format(whom=whom, n=met.merged.new)
    if met.merged.aside:
        text += translate("Desks", "；{n:,} 条放在一边，看「各点」").format(n=len(met.merged.aside))
    return text + obeyed(met.merged)


def hub_exchanged(done: Exchanged) -> str:
    """Said once after an exchange with the hub."""
    text = translate("Desks", "和区里的库换过了：收进 {taken:,} 条新的，放进 {given:,} 条").format(
        taken=done.pulled.merged.new, given=done.pushed.new
    )
    if done.pulled.merged.aside:
        text += translate("Desks", "；{n:,} 条放在一边，看「各点」").format(n=len(done.pulled.merged.aside))
    if done.pulled.closed:
        text += translate("Desks", "；{n:,} 条打不开（不是写给本机的）").format(n=done.pulled.closed)
    return text + obeyed(done.pulled.merged)


def hub_cells(hub: HubRow, now: datetime | None) -> tuple[tuple[str, str], ...]:
    """The hub's line: who, what went each way, when, and that it is none of the desks."""
    name = (translate("Desks", "区里的库"), hub.address.partition("://")[2].rpartition("@")[2] or hub.address)
    kept = translate("Desks", "也只是一份副本")
    if hub.going:
        return name, ("", ""), (translate("Desks", "正在换…"), ""), ("", kept)
    if hub.note is None:
        return name, ("", ""), (translate("Desks", "没换过"), ""), ("", kept)
    when = translate("Desks", "{time} 换过").format(time=phrases.hm_near(hub.note.at, now or hub.note.at))
    taken = translate("Desks", "收进 {n:,} 条").format(n=hub.note.taken)
    given = translate("Desks", "放进 {n:,} 条").format(n=hub.note.given)
    return name, (taken, translate("Desks", "最后一次")), (when, ""), (given, kept)


def not_taken(found: Found, refusal: Refusal) -> str:
    return translate("Desks", "{file} 没有收：{why}").format(file=found.path.name, why=phrases.refusal(refusal))


def written(made: Parcel, path: Path, board: DeskBoard | None) -> str:
    """Said only after it was read back."""
    rows = board.rows if board else ()
    whom = next((row.name for row in rows if row.device == made.desk), "") or translate("Desks", "所有的点")
    locked = translate("Desks", "只有登记过的电脑打得开") if made.sealed else translate("Desks", "演练，没有加密")
    text = translate("Desks", "可以拔出。{file}：给{whom}，{n:,} 条，读回无误；{locked}")
    return text.format(file=path.name, whom=whom, n=made.events, locked=locked)


def write_verb(row: DeskRow | None) -> str:
    """What Enter does."""
    if row is None or row.this or row.revoked_at is not None:
        return translate("Desks", "写一包给所有的点")
    return translate("Desks", "写一包给 {name}").format(name=row.name or row.device[:8])
