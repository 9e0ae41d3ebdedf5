"""The `verify` verb: the independent check of a whole file."""

from argparse import Namespace
from typing import Any

from core.queries.verification import verify
from desktop.commands.opening import opened
from desktop.commands.results import finding_result


def run_verify(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        found = verify(store)
        return {
            "violations": [finding_result(finding) for finding in found if finding.error],
            "findings": [finding_result(finding) for finding in found if not finding.error],
            "revision": store.journal.revision,
        }
