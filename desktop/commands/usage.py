"""What is wrong with a command line, in the officer's language: argparse says it in English only."""

import re

from PySide6.QtCore import QCoreApplication

from desktop.i18n import QT_TRANSLATE_NOOP

# What argparse says (the same from 3.8 on), and the sentence for it; groups of the pattern by name are its facts.
_SAID: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<what>.+)", QT_TRANSLATE_NOOP("Usage", "还缺 {what}")),
    (
        r"argument (?P<where>.+?): invalid choice: (?P<what>.+?) \(choose from (?P<known>.+)\)",
        QT_TRANSLATE_NOOP("Usage", "{where} 没有 {what}；有 {known}"),
    ),
    (r"unrecognized arguments: (?P<what>.+)", QT_TRANSLATE_NOOP("Usage", "多出来的，认不得：{what}")),
    (
        r"argument (?P<where>.+?): not allowed with argument (?P<what>.+)",
        QT_TRANSLATE_NOOP("Usage", "{where} 和 {what} 只能用一个"),
    ),
    (
        r"argument (?P<where>.+?): expected (?:one|at least one|\d+) arguments?",
        QT_TRANSLATE_NOOP("Usage", "{where} 后面要跟一个值"),
    ),
    (r"one of the arguments (?P<what>.+) is required", QT_TRANSLATE_NOOP("Usage", "要说明是哪一样：{what}")),
    (
        r"ambiguous option: (?P<what>.+?) could match (?P<known>.+)",
        QT_TRANSLATE_NOOP("Usage", "{what} 说不清是哪一个：{known}"),
    ),
    (
        r"argument (?P<where>.+?): invalid int value: (?P<what>.+)",
        QT_TRANSLATE_NOOP("Usage", "{where} 要整数，不是 {what}"),
    ),
    (
        r"argument (?P<where>.+?): invalid float value: (?P<what>.+)",
        QT_TRANSLATE_NOOP("Usage", "{where} 要数字，不是 {what}"),
    ),
    (
        r"argument (?P<where>.+?): (?P<what>.+) is not a number(?: of (?:seconds|days))? above 0",
        QT_TRANSLATE_NOOP("Usage", "{where} 要大于 0 的整数，不是 {what}"),
    ),
    (
        r"argument (?P<where>.+?): (?P<what>.+) is not a number of per cent, 0 or more",
        QT_TRANSLATE_NOOP("Usage", "{where} 要百分数，0 以上，不是 {what}"),
    ),
    (
        r"argument (?P<where>.+?): (?P<what>.+) is not a port from 0 to 65535",
        QT_TRANSLATE_NOOP("Usage", "{where} 要 0 到 65535 的端口号，不是 {what}"),
    ),
    (
        r"argument (?P<where>.+?): ignored explicit argument (?P<what>.+)",
        QT_TRANSLATE_NOOP("Usage", "{where} 后面不带值，多了 {what}"),
    ),
)


def usage_words(program: str, message: str) -> str:
    """One line: which verb, what is wrong with it, and where its options stand."""
    said = message
    for pattern, sentence in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            said = QCoreApplication.translate("Usage", sentence).format(**found.groupdict())
            break
    hint = QCoreApplication.translate("Usage", "{program}：{said}（{program} --help 看用法）")
    return " ".join(hint.format(program=program, said=said).split("\n"))


def stopped_words() -> str:
    return QCoreApplication.translate("Usage", "停了：没做完的没有写进文件")
