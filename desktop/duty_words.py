"""What is open at a hand-over, in words: the same on the screen (translated) and on paper (always Chinese)."""

from core.queries.duty import Open
from desktop.i18n import QT_TRANSLATE_NOOP

OPEN: dict[Open, str] = {
    Open.EXPOSED: QT_TRANSLATE_NOOP("Duty", "有险无人"),
    Open.UNREACHABLE: QT_TRANSLATE_NOOP("Duty", "失联"),
    Open.UNANSWERED: QT_TRANSLATE_NOOP("Duty", "未应"),
    Open.REFUSED: QT_TRANSLATE_NOOP("Duty", "拒转"),
    Open.OVERDUE: QT_TRANSLATE_NOOP("Duty", "到时未动"),
    Open.ON_THE_WAY: QT_TRANSLATE_NOOP("Duty", "其余未到"),
    Open.SILENT_VILLAGES: QT_TRANSLATE_NOOP("Duty", "没消息的村"),
    Open.TO_RECONCILE: QT_TRANSLATE_NOOP("Duty", "待核的人"),
    Open.BEDS_APART: QT_TRANSLATE_NOOP("Duty", "待核的床"),
    Open.BROKEN_PAIRS: QT_TRANSLATE_NOOP("Duty", "缺责任人的户"),
    Open.NOT_TOLD: QT_TRANSLATE_NOOP("Duty", "方案没告知的户"),
    Open.STALE_DESKS: QT_TRANSLATE_NOOP("Duty", "一小时没消息的台"),
    Open.PUT_ASIDE: QT_TRANSLATE_NOOP("Duty", "放在一边的记录"),
    Open.ERASURE_DUE: QT_TRANSLATE_NOOP("Duty", "到期该抹去个人信息"),
}

"""The screen on which an item is worked off, and what to select there."""
WHERE: dict[Open, tuple[str, str]] = {
    Open.EXPOSED: ("roll", "filter/exposed"),
    Open.UNREACHABLE: ("roll", "filter/unreachable"),
    Open.UNANSWERED: ("calls", ""),
    Open.REFUSED: ("roll", "filter/refused"),
    Open.OVERDUE: ("roll", "filter/not_moved"),
    Open.ON_THE_WAY: ("roll", "filter/not_moved"),
    Open.SILENT_VILLAGES: ("calls", ""),
    Open.TO_RECONCILE: ("roll", "filter/to_reconcile"),
    Open.BEDS_APART: ("roll", "queue/beds"),
    Open.BROKEN_PAIRS: ("plan", ""),
    Open.NOT_TOLD: ("plan", ""),
    Open.STALE_DESKS: ("desks", ""),
    Open.PUT_ASIDE: ("desks", ""),
}
