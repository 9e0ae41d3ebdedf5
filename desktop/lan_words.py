"""Why an exchange on a cable came to nothing, in the officer's words: the system has names for it, in English."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.i18n import QT_TRANSLATE_NOOP

# Names of what the system's network says (Python's OSError and its kinds), and what a desk answers.
_WHY = {
    "ConnectionRefusedError": QT_TRANSLATE_NOOP("Lan", "那边没有在等"),
    "TimeoutError": QT_TRANSLATE_NOOP("Lan", "等不到回音"),
    "timeout": QT_TRANSLATE_NOOP("Lan", "等不到回音"),
    "gaierror": QT_TRANSLATE_NOOP("Lan", "没有这个地址"),
    "ConnectionResetError": QT_TRANSLATE_NOOP("Lan", "对方断开了"),
    "ConnectionAbortedError": QT_TRANSLATE_NOOP("Lan", "对方断开了"),
    "BrokenPipeError": QT_TRANSLATE_NOOP("Lan", "对方断开了"),
    "ConnectionError": QT_TRANSLATE_NOOP("Lan", "对方断开了"),
    "OSError": QT_TRANSLATE_NOOP("Lan", "网线或热点不通"),
    "incident": QT_TRANSLATE_NOOP("Lan", "不是同一次事件"),
    "stranger": QT_TRANSLATE_NOOP("Lan", "没有登记"),
}


def no_exchange(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the refusal with why in words; a name that has no word of its own came from something that is no
    desk, or from a newer one."""
    why = str(facts.get("why", ""))
    words = _WHY.get(why) or (QT_TRANSLATE_NOOP("Lan", "说的话听不懂") if why.isidentifier() else "")
    return {**facts, "why": QCoreApplication.translate("Lan", words) if words else why}
