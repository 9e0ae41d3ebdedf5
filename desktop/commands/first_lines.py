"""Long lists for whoever reads a verb without `--json`: how many there are, and the first of them one by one."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.findings import Finding
from desktop import phrases
from desktop.pairing_words import lines

translate = QCoreApplication.translate
LISTED = 20


def first_findings(findings: Sequence[Finding], count: int) -> str:
    """`count` of them in all, of which `findings` are known one by one."""
    return first_lines([phrases.finding(finding) for finding in findings[:LISTED]], count)


def first_lines(first: Sequence[str], count: int) -> str:
    left = count - len(first)
    more = [translate("Roads", "另有 {n} 条（--json 全列）").format(n=left)] if left else []
    return f"{count}{lines([*first, *more])}"
