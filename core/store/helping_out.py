"""Who is out there helping, and who is back: the projection."""

from core.domain.helping import Out, Sortie
from core.domain.ids import EventId
from core.store.database import Store
from core.store.journal import moment


def sorties(store: Store) -> dict[str, Sortie]:
    """What was said last of every helper and squad that went out, by id; kept until something is said of one."""
    last = store.connection.execute(
        "select max(n) from events where subject >= 'responder/' and subject < 'responder0'"
    ).fetchone()[0]
    return store.memo("sorties", last, lambda: _read(store))


def _read(store: Store) -> dict[str, Sortie]:
    rows = store.connection.execute(
        "select responder, state, at, place, heads, operator, event, evidence, contested, name from sorties"
        " order by responder"
    )
    return {
        responder: Sortie(
            responder,
            Out(state),
            moment(at),
            place,
            int(heads),
            operator,
            EventId(event.hex()),
            evidence,
            bool(contested),
            name,
        )
        for responder, state, at, place, heads, operator, event, evidence, contested, name in rows
    }
