"""Helpers and squads that went out: where they are, when they were last heard of."""

from datetime import datetime

from core.domain.helping import Out
from core.domain.ids import HelperId, PlaceCode, ShelterId
from core.queries.names import places, shelters
from core.queries.rules import calling_book
from core.queries.situation_rows import OutRow
from core.store.database import Store
from core.store.helping_out import sorties
from core.store.people import helpers


def responder_rows(store: Store, scope: str | None, at: datetime) -> tuple[OutRow, ...]:
    """Everybody who went out in a town (or the district), and whoever went nobody knows where: those not heard of for
    too long first, the longest silence on top, who is back last."""
    after = calling_book(store).minutes("helper")
    people, villages, rooms, rows = helpers(store), places(store), shelters(store), []
    for one in sorties(store).values():
        helper = people.get(HelperId(one.responder))
        place, room = villages.get(PlaceCode(one.place or "")), rooms.get(ShelterId(one.place or ""))
        home = villages.get(helper.place) if helper else None
        rows.append(
            OutRow(
                responder=one.responder,
                name=helper.name if helper else one.name,
                squad=helper is None,
                heads=one.heads,
                state=one.state,
                at=one.at,
                where=place.name if place else (room.name if room else ""),
                town=place.town if place else (room.town if room else (home.town if home else "")),
                operator=store.operator_name(one.operator),
                silent=one.silent(at, after),
                contested=one.contested,
            )
        )
    rows = [row for row in rows if scope is None or row.town in ("", scope)]
    return tuple(sorted(rows, key=lambda row: (not row.silent, row.state is Out.BACK, row.at, row.responder)))
