"""What the filter chips of the calls say: a word and how many households; villages where only their heads are in it."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def filter_word(name: str) -> str:
    return {
        "open": translate("Calls", "没应"),
        "due": translate("Calls", "到时"),
        "unreachable": translate("Calls", "失联"),
        "uncalled": translate("Calls", "未叫"),
        "answered": translate("Calls", "已应"),
        "refused": translate("Calls", "拒转"),
    }[name]


def filter_text(name: str, households: Mapping[str, int], heads: Mapping[str, int]) -> str:
    """From counts by filter: 0 only where nothing is behind the chip; calls to village heads alone are said as such."""
    if heads.get(name) and not households.get(name):
        return translate("Calls", "{filter} {n} 村").format(filter=filter_word(name), n=heads[name])
    return f"{filter_word(name)} {households.get(name, 0)}"
