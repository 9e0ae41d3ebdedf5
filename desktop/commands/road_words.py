"""What an import of a road map did, for whoever reads the verb without `--json`."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.domain.findings import Finding
from core.exchange.road_maps.found import PartFound
from core.exchange.road_maps.problems import RoadProblem
from core.operations.road_taking import RoadsTold
from desktop import phrases
from desktop.commands.first_lines import LISTED, first_findings, first_lines
from desktop.pairing_words import lines
from desktop.road_import_words import part_name, part_words

translate = QCoreApplication.translate


def said(done: RoadsTold) -> dict[str, str]:
    """The lists of an import as sentences: rows without a road, what is odd, and what no road joins."""
    return {
        "explained": first_findings(done.explained, done.explained_count),
        "parts": first_lines(list(map(_part, done.parts[:LISTED])), len(done.parts) + done.more_parts[0]),
        "findings": lines([phrases.finding(finding) for finding in _without_counts(done.findings)]),
    }


def _without_counts(findings: Sequence[Finding]) -> list[Finding]:
    """Rows beyond those told one by one are counted with the rows already."""
    return [finding for finding in findings if finding.rule != RoadProblem.MORE_EXPLAINED]


def _part(part: PartFound) -> str:
    return translate("Roads", "{name}：{what}").format(name=part_name(part), what=part_words(part))
