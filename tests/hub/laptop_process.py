"""A laptop as a process of its own: verbs come in on standard input, one JSON list a line, what they said goes out.

`dump` is the one word that is no verb: the digest of all tables of a file, for comparison.
"""

import contextlib
import io
import json
import sys
from pathlib import Path

from core.store.database import open_store
from desktop.cli import main
from desktop.surroundings import real_surroundings


def _dump(path: str) -> str:
    with contextlib.closing(open_store(Path(path), real_surroundings(), write=False)) as store:
        return store.dump()


def _run(words: list[str]) -> dict[str, object]:
    if words[0] == "dump":
        return {"code": 0, "out": json.dumps(_dump(words[1])), "err": ""}
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*words, "--json"])
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()
