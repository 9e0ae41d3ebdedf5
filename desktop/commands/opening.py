"""Files and times as the command line names them."""

import contextlib
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from core.domain.events import ClockTrust, Evidence
from core.domain.findings import Refusal, Rule
from core.queries.rain import rain_start
from core.queries.timing import BEIJING
from core.store.database import Store, open_store
from core.store.device import Surroundings
from core.store.drills import drill_clock
from core.store.faults import explained
from desktop.surroundings import real_surroundings

YEARS = range(1970, 2200)  # of any flood that this desk will see; others break time zones


def passphrase_of(arguments: Namespace) -> str | None:
    """The first line of the passphrase file, None without one. Refusal(NO_SUCH_FILE)."""
    if arguments.passphrase_file is None:
        return None
    path = Path(arguments.passphrase_file)
    if not path.is_file():
        raise Refusal(Rule.NO_SUCH_FILE, {"file": str(path)})
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Refusal(Rule.WRONG_PASSPHRASE, {"file": str(path)}) from None
    return lines[0] if lines else ""


@contextlib.contextmanager
def opened(arguments: Namespace, *, write: bool, around: Surroundings | None = None) -> Iterator[Store]:
    """The file that a verb names, closed again whatever happens."""
    store = open_store(
        Path(arguments.file), around or real_surroundings(), passphrase=passphrase_of(arguments), write=write
    )
    try:
        yield store
    except Exception as error:
        told = explained(error, store.path)
        if told is None:
            raise
        raise told from error
    finally:
        store.close()


def parse_time(text: str) -> datetime:
    """Local ISO time (Beijing unless it names an offset). Refusal(BAD_TIME)."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(Rule.BAD_TIME, {"time": text}) from None
    if at.year not in YEARS:
        raise Refusal(Rule.BAD_TIME, {"time": text})
    return at if at.tzinfo else at.replace(tzinfo=BEIJING)


def time_of(store: Store, text: str | None) -> datetime:
    """A given time, else the drill clock, else the start of the rain, else now."""
    if text:
        return parse_time(text)
    if store.incident.drill:
        clock = drill_clock(store)
        if clock is not None:
            return clock
    return rain_start(store) or store.around.now()


def entry_time(store: Store, text: str | None) -> tuple[datetime, ClockTrust | None]:
    """When an entry is said to have happened, and how far that is believed."""
    if text:
        return parse_time(text), ClockTrust.OPERATOR
    return (drill_clock(store) or store.around.now()) if store.incident.drill else store.around.now(), None


def evidence_of(text: str | None, otherwise: Evidence | None = None) -> Evidence | None:
    if text is None:
        return otherwise
    try:
        return Evidence(text)
    except ValueError:
        raise Refusal(Rule.UNKNOWN_EVIDENCE, {"evidence": text, "known": [str(item) for item in Evidence]}) from None
