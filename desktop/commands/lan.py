"""The verb `lan`: wait for another desk on a cable or hotspot, or call the one that waits."""

import json
import sys
from argparse import Namespace
from typing import Any

from core.domain.findings import Refusal
from core.operations.lan import PORT, Met, call, party_of
from core.operations.lan_listening import addresses, listening, serve
from core.store.device import key_words
from desktop import phrases
from desktop.commands.opening import opened


def run_lan(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        party = party_of(store)
        if arguments.address:
            return _said(call(arguments.address, party))
        line = listening(arguments.host, PORT if arguments.port is None else arguments.port)
        host, port = line.getsockname()
        where = addresses(port) if not arguments.host else (f"{host}:{port}",)
        words = key_words(party.public)
        # Whoever calls must know where before anything is done: this goes out at once, the result follows on stdout.
        sys.stderr.write(json.dumps({"addresses": where, "words": words}, ensure_ascii=False) + "\n")
        sys.stderr.flush()
        met: list[Met] = []

        def refused(refusal: Refusal) -> None:
            sys.stderr.write(phrases.refusal(refusal) + "\n")

        try:
            serve(line, party, lambda: not (arguments.once and met), met.append, refused)
        except KeyboardInterrupt:
            line.close()
        return {"sessions": [_said(one) for one in met]}


def _said(met: Met) -> dict[str, Any]:
    return {
        "device": met.device,
        "words": list(met.words),
        "new": met.merged.new,
        "known": met.merged.known,
        "quarantined": len(met.merged.aside),
        "given_bytes": met.given,
    }
