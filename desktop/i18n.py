"""Languages: the source is Chinese, English comes from `resources/i18n/en.qm`; a change applies at restart."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

LANGUAGES = ("zh_CN", "en")


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads the context by this name
    """Mark a text for translation without translating it: for tables that are built at import time."""
    return text


def tr(context: str, text: str) -> str:
    """A text that was marked elsewhere (`QT_TRANSLATE_NOOP`), said now. Literals call `QCoreApplication.translate`."""
    return QCoreApplication.translate(context, text)


def install(app: QCoreApplication, language: str, folder: Path) -> tuple[QTranslator, ...]:
    """Load our translation and Qt's own; the answer must be kept alive by the caller. Missing files are no error."""
    wanted = [("qtbase_" + language, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))]
    if language != "zh_CN":
        wanted.append((language, folder))
    loaded = []
    for name, where in wanted:
        translator = QTranslator(app)
        if translator.load(name, str(where)):
            app.installTranslator(translator)
            loaded.append(translator)
    return tuple(loaded)
