"""Languages: the source is Chinese, English comes from `resources/i18n/en.qm`; a change applies at restart."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from core.resources import resource

SOURCE = "zh_CN"
LANGUAGES = (SOURCE, "en")
ASKED = "DAOLIAN_LANG"  # environment variable; stands above the saved setting


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads the context by this name
    """Mark a text for translation without translating it: for tables that are built at import time."""
    return text


def tr(context: str, text: str) -> str:
    """A text that was marked elsewhere (`QT_TRANSLATE_NOOP`), said now. Literals call `QCoreApplication.translate`."""
    return QCoreApplication.translate(context, text)


def language(saved: str = SOURCE) -> str:
    """The language to speak: what `DAOLIAN_LANG` asks for, else the saved one; a language we lack is passed over."""
    return next((name for name in (os.environ.get(ASKED, ""), saved) if name in LANGUAGES), SOURCE)


def install(app: QCoreApplication, language: str, folder: Path) -> tuple[QTranslator, ...]:
    """Load our translation and Qt's own; the answer must be kept alive by the caller. Missing files are no error."""
    wanted = [("qtbase_" + language, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))]
    if language != SOURCE:
        wanted.append((language, folder))
    loaded = []
    for name, where in wanted:
        translator = QTranslator(app)
        if translator.load(name, str(where)):
            app.installTranslator(translator)
            loaded.append(translator)
    return tuple(loaded)


def speak(saved: str = SOURCE) -> None:
    """For the command line, which has no application to hang a translator on: make one where the language needs it.

    Nothing happens in the source language. Call it when there is something to say, not before a verb that draws: an
    application without pictures cannot become one with them; one that is already there is used.
    """
    name = language(saved)
    if name != SOURCE:
        install(QCoreApplication.instance() or QCoreApplication([]), name, resource("i18n"))
