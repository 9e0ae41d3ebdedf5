"""What the window says of a print: while it runs, when it is done, and that names and numbers are on it."""

from PySide6.QtCore import QCoreApplication

from desktop import keys, phrases
from desktop.printing.papers import PAPERS
from desktop.printing.work import Printed

translate = QCoreApplication.translate


def running(share: float) -> str:
    return translate("Prints", "正在印 {share:.0f} %…").format(share=share * 100)


def done(printed: Printed, printer: str) -> str:
    """One line: how much, where, what to do with it."""
    if not printed.files:
        return translate("Prints", "没有可印的：{why}").format(why=left_out(printed))
    where = printed.folder if len(printed.files) > 1 else f"{printed.folder}/{printed.files[0].file}"
    if printed.printer:
        said = translate("Prints", "已送 {printer}，{pages} 页").format(printer=printed.printer, pages=printed.pages)
    else:
        said = translate("Prints", "已存 {pages} 页 {where} · {key} 打开").format(
            pages=printed.pages, where=where, key=keys.hint("open_print")
        )
    parts = [said]
    if not printed.printer:
        parts.append(
            translate("Prints", "{key} 送 {printer}").format(key=keys.hint("send_print"), printer=printer)
            if printer
            else translate("Prints", "没有打印机，只存 PDF")
        )
    if any(paper.personal for paper in PAPERS if paper.id in {file.paper for file in printed.files}):
        parts.append(translate("Prints", "上面有姓名，已记入记录，用完收好"))
    if printed.left_out:
        parts.append(translate("Prints", "没印：{why}").format(why=left_out(printed)))
    parts += [phrases.finding(odd) for odd in printed.findings]
    return " · ".join(parts)


def left_out(printed: Printed) -> str:
    return "、".join(dict.fromkeys(reason(why) for _, why in printed.left_out))


def reason(why: str) -> str:
    return {
        "no_plan": translate("Prints", "还没有方案"),
        "nobody_due": translate("Prints", "没有应转的人"),
        "nobody": translate("Prints", "没有要转移的户"),
        "no_map": translate("Prints", "没有底图"),
    }.get(why, why)


def default_printer() -> str:
    """The system's default printer, empty where there is none."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return str(QPrinterInfo.defaultPrinterName())
