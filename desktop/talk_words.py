"""Why somebody will not go, and what may be offered against it: the same words on the calls and on the roll."""

from PySide6.QtCore import QCoreApplication

from core.domain.refusing import REMEDY_FOR, Reason, Remedy

translate = QCoreApplication.translate


def reason(why: Reason) -> str:
    return {
        Reason.STOCK: translate("Calls", "牲畜"),
        Reason.GOODS: translate("Calls", "财物"),
        Reason.SICK: translate("Calls", "病人"),
        Reason.DISBELIEF: translate("Calls", "不信"),
        Reason.GUARD: translate("Calls", "看家"),
        Reason.OTHER: translate("Calls", "别的"),
    }[why]


def remedy(what: Remedy) -> str:
    return {
        Remedy.STOCK_PLACE: translate("Calls", "先给牲畜找地方"),
        Remedy.GOODS_LIST: translate("Calls", "财物登记、锁门"),
        Remedy.PILLS: translate("Calls", "带上药走"),
        Remedy.NEIGHBOUR_TALKS: translate("Calls", "请邻里来劝"),
        Remedy.WATCH: translate("Calls", "派人巡看"),
        Remedy.OTHER_TALKS: translate("Calls", "换人再劝"),
    }[what]


def reason_of(digit: int) -> Reason | None:
    """The reason that a digit stands for."""
    return list(Reason)[digit - 1] if 1 <= digit <= len(Reason) else None


def offer_words(why: Reason) -> str:
    """Said once a refusal with its reason has been taken down."""
    return translate("Roll", "拒转已记；可以：{offer}").format(offer=remedy(REMEDY_FOR[why]))


def reasons() -> tuple[tuple[str, str], ...]:
    """Reason and what may be offered against it, in the order of the digits."""
    return tuple((reason(why), remedy(REMEDY_FOR[why])) for why in Reason)
