"""What the kinds of entry are called in a list of what was done, where the kind alone says it."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from core.domain.events import Kind

translate = QCoreApplication.translate


def plain_history(kind: str) -> str:
    """`{who}`, `{at}`, `{note}` and `{to}` are filled in by whoever knows the entry."""
    return {
        Kind.CREATED.value: translate("History", "建册"),
        Kind.IMPORTED.value: translate("History", "导入名册"),
        Kind.PERSON_ADDED.value: translate("History", "{who} 不在册，收下（扩面）"),
        Kind.FIELD_EDITED.value: translate("History", "{who} 改一项"),
        Kind.LINKED.value: translate("History", "{who} 定为同一人"),
        Kind.UNLINKED.value: translate("History", "{who} 撤掉同一人"),
        Kind.DIFFERED.value: translate("History", "{who} 定为两个人"),
        Kind.TAKEN_OFF.value: translate("History", "{who} 从册上拿下"),
        Kind.PUT_BACK.value: translate("History", "{who} 放回册上"),
        Kind.CONFIRMED.value: translate("History", "{who} 核过"),
        Kind.COUNTED.value: translate("History", "{who} 点人数"),
        Kind.EXPLAINED.value: translate("History", "{who} 答为何不在册"),
        Kind.HEADS_MOVED.value: translate("History", "{who} 记已转出"),
        Kind.LIFTED.value: translate("History", "{who} 解除命令"),
        Kind.COMPLETED.value: translate("History", "{who} 全村已转，确认"),
        Kind.DECLINED.value: translate("History", "{who} 不下令，记了原因"),
        Kind.PLAN_ADOPTED.value: translate("History", "采用新方案"),
        Kind.SHELTER_OPENED.value: translate("History", "{who} 开岛"),
        Kind.SHELTER_CLOSED.value: translate("History", "{who} 关岛"),
        Kind.ROOMED.value: translate("History", "{who} 换床位"),
        Kind.STEPPED_OUT.value: translate("History", "{who} 暂离 {at}"),
        Kind.SHELTER_ADDED.value: translate("History", "{who} 当场建点"),
        Kind.STOCKED.value: translate("History", "{who} 点存量"),
        Kind.TICKED.value: translate("History", "{who} 清单勾一项"),
        Kind.UNTICKED.value: translate("History", "{who} 清单去勾"),
        Kind.RELIEF_ORDERED.value: translate("History", "分流一户去 {at}"),
        Kind.RELIEF_DECLINED.value: translate("History", "{who} 不分流，记了原因"),
        Kind.PEAK_NOTED.value: translate("History", "{who} 记雨强峰值"),
        Kind.INSPECTED.value: translate("History", "{who} 雨后复查签字"),
        Kind.RETURN_ORDERED.value: translate("History", "{who} 下返回令"),
        Kind.RETURNED.value: translate("History", "{who} 返回到家"),
        Kind.WENT_BACK.value: translate("History", "{who} 擅自返回"),
        Kind.LEFT.value: translate("History", "{who} 离开 {at}"),
        Kind.REFUSED.value: translate("History", "{who} 拒转"),
        Kind.UNREACHABLE.value: translate("History", "{who} 失联"),
        Kind.AWAY.value: translate("History", "{who} 外出"),
        Kind.TOLD.value: translate("History", "{who} 已告知"),
        Kind.HELPER_OUT.value: translate("History", "{who} 来不了"),
        Kind.HELPER_BACK.value: translate("History", "{who} 又能来了"),
        Kind.VEHICLE_OUT.value: translate("History", "{who} 坏了"),
        Kind.VEHICLE_BACK.value: translate("History", "{who} 又能开了"),
        Kind.REPLAY_SET.value: translate("History", "设定演练暴雨"),
        Kind.CLOCK_SET.value: translate("History", "演练钟"),
        Kind.OPERATOR_NAMED.value: translate("History", "换值班"),
        Kind.REVEALED.value: translate("History", "{who} 显示一项"),
        Kind.EXPORTED.value: translate("History", "导出名册"),
        Kind.PRINTED.value: translate("History", "打印名单"),
        Kind.VOIDED.value: translate("History", "{who} 撤销一条"),
        Kind.ENROLLED.value: translate("History", "登记一台电脑"),
        Kind.REVOKED.value: translate("History", "停用一台电脑"),
        Kind.DUTY_NOTED.value: "{note}",
        Kind.HANDED_OVER.value: translate("History", "交班给 {to}"),
        Kind.INCIDENT_CLOSED.value: translate("History", "结束这次事件"),
        Kind.INCIDENT_ERASED.value: translate("History", "抹去个人信息"),
    }.get(kind, translate("History", "较新版本的记录"))


def roads_history(values: Mapping[str, str]) -> str:
    """An import of roads, by how many links it brought."""
    whole = values.get("replaced") == "True"
    words = translate("History", "换了路网，{n} 段") if whole else translate("History", "加了 {n} 段路")
    return words.format(n=values.get("rows", ""))
