"""What an import of a road map did, for whoever reads the verb without `--json`."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.findings import Finding
from core.exchange.road_maps.found import PartFound
from core.exchange.road_maps.problems import RoadProblem
from core.operations.road_taking import RoadsTold
from desktop import phrases
from desktop.pairing_words import lines

translate = QCoreApplication.translate
_LISTED = 20  # rows and parts one by one; `--json` has them all


def said(done: RoadsTold) -> dict[str, str]:
    """The lists of an import as sentences: rows without a road, what is odd, and what no road joins."""
    return {
        "explained": _some(list(map(phrases.finding, done.explained[:_LISTED])), done.explained_count),
        "parts": _some(list(map(_part, done.parts[:_LISTED])), len(done.parts) + done.more_parts[0]),
        "findings": lines([phrases.finding(finding) for finding in _without_counts(done.findings)]),
    }


def _some(first: Sequence[str], count: int) -> str:
    left = count - len(first)
    more = [translate("Roads", "另有 {n} 条（--json 全列）").format(n=left)] if left else []
    return f"{count}{lines([*first, *more])}"


def _without_counts(findings: Sequence[Finding]) -> list[Finding]:
    """Rows beyond those told one by one are counted with the rows already."""
    return [finding for finding in findings if finding.rule != RoadProblem.MORE_EXPLAINED]


def _part(part: PartFound) -> str:
    name = part.name or translate("Roads", "无名路")
    words = translate("Roads", "{name}（{link}）：{n} 段，{km} 公里，离主网 {metres} 米")
    return words.format(name=name, link=part.link, n=part.links, km=f"{part.km:g}", metres=round(part.nearest_m))
