"""The verb `hub`: make the district's table, put in what this desk holds, take in what others put there."""

from argparse import Namespace
from typing import Any

from core.domain.findings import Refusal, Rule
from core.operations.hub import pull, push
from core.store.hub import connected
from desktop.commands.opening import opened
from desktop.commands.results import plain


def run_hub(arguments: Namespace) -> dict[str, Any]:
    if arguments.action != "init" and arguments.file is None:
        raise Refusal(Rule.NO_SUCH_FILE, {"file": ""})
    with connected(arguments.dsn) as hub:
        if arguments.action == "init":
            hub.init()
            return {"ready": True}
        with opened(arguments, write=arguments.action == "pull") as store:
            if arguments.action == "push":
                given = push(store, hub)
                return {"new": given.new, "known": given.known, "readers": given.readers}
            taken = pull(store, hub)
            return {
                "new": taken.merged.new,
                "known": taken.merged.known,
                "closed": taken.closed,
                "quarantined": [plain(held) for held in taken.merged.aside],
                "revision": store.journal.revision,
            }
