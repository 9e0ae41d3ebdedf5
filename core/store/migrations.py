"""The schema, step by step. Append a step, never edit an old one; `user_version` says how many have run."""

from collections.abc import Callable
from typing import Any

STEPS: tuple[Callable[[Any], None], ...]

JOURNAL_TABLES = ("events", "blobs", "devices")
EXCHANGE_TABLES = ("merges", "quarantine")  # what this file received: its own, never the same on two desks
DESK_TABLES = ("unfinished",)  # what is being typed on this laptop: never sent, never part of the dump
REFERENCE_TABLES = (
    "towns",
    "places",
    "shelters",
    "road_nodes",
    "road_links",
    "stations",
    "rain",
    "institutions",
    "speeds",
    "delays",
    "thresholds",
    "closures",
    "fleet",
    "rooms",
    "pictures",
)
PROJECTION_TABLES = (
    "people",
    "helpers",
    "operators",
    "standings",
    "orders",
    "levels",
    "link_changes",
    "openings",
    "plans",
    "told",
    "state",
    "search_keys",
    "absences",
    "locks",
    "entries",
    "facts",
    "sorties",
    "rule_changes",
    "reports",
)


def migrate(connection: Any) -> int:
    """Run the steps that this file has not seen; returns how many. The caller holds the transaction, and folds the
    projections again where any ran on a file that had been used."""
    done = steps_done(connection)
    for number, step in enumerate(STEPS[done:], start=done + 1):
        step(connection)
        connection.execute(f"pragma user_version = {number}")
    return len(STEPS) - done


def steps_done(connection: Any) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def _first_tables(connection: Any) -> None:
    for statement in _FIRST.strip().split(";\n"):
        connection.execute(statement)
    for table in REFERENCE_TABLES:
        connection.execute(
            f"create table {table} (n integer primary key, key text unique not null, body text not null)"
        )


_FIRST = """
create table meta (key text primary key, value text not null) without rowid;
create table events (
    n integer primary key autoincrement, id blob unique not null, device text not null, epoch integer not null,
    seq integer not null, kind text not null, subject text not null, at integer not null, bytes blob not null,
    signature blob not null);
create index events_subject on events (subject);
create index events_kind on events (kind);
create table blobs (hash blob primary key, bytes blob not null) without rowid;
create table devices (id text primary key, public blob not null, name text not null) without rowid;
create table people (
    id text primary key, card text unique not null, household text not null, name text not null,
    reading text not null, place text not null,
    mobility text not null, hazards text not null, id_number text not null, phone text not null, birth text not null,
    sex text not null, address text not null, needs text not null, ledger text not null,
    beyond_register integer not null) without rowid;
create index people_household on people (household);
create table helpers (
    id text primary key, name text not null, place text not null, age integer not null, carries integer not null,
    max_load integer not null, phone text not null, car_seats integer not null, night integer not null,
    household text) without rowid;
create table operators (id text primary key, name text not null) without rowid;
create table standings (person text primary key, class text not null, place text, body blob not null) without rowid;
create table orders (
    place text primary key, level text not null, at integer not null, operator text not null, event blob not null,
    declined text not null, declined_at integer) without rowid;
create table levels (
    scope text primary key, level text not null, issuer text not null, at integer not null,
    event blob not null) without rowid;
create table link_changes (
    link text not null, n integer not null, start integer, until integer, opened integer not null,
    source text not null, event blob not null, primary key (link, n)) without rowid;
create table openings (shelter text primary key, open integer not null, at integer not null, event blob not null)
    without rowid;
create table plans (
    event blob primary key, hash blob not null, at integer not null, operator text not null, reason text not null,
    link text, touched text not null, current integer not null) without rowid;
create table told (household text primary key, plan blob not null, at integer not null, event blob not null)
    without rowid;
create table state (key text primary key, value text not null, event blob not null) without rowid;
create table search_keys (key text not null, kind text not null, id text not null, primary key (key, kind, id))
    without rowid
"""


def _helpers_out_and_locked(connection: Any) -> None:
    for statement in _HELPERS.strip().split(";\n"):
        connection.execute(statement)


_HELPERS = """
create table absences (helper text primary key, at integer not null, operator text not null, event blob not null)
    without rowid;
create table locks (
    household text not null, role text not null, helper text not null, at integer not null, operator text not null,
    contested integer not null, event blob not null, primary key (household, role)) without rowid;
alter table helpers add column sex text not null default '';
alter table helpers add column day integer not null default 1;
alter table helpers add column staff_of text not null default ''
"""


def _register_facts(connection: Any) -> None:
    """Where each entry came from, and what live events say about entries, pairs of entries and institutions."""
    for statement in _FACTS.strip().split(";\n"):
        connection.execute(statement)


_FACTS = """
create table entries (
    id text primary key, kind text not null, blob blob not null, at integer not null, event blob not null)
    without rowid;
create table facts (
    subject text not null, event blob not null, kind text not null, at integer not null, operator text not null,
    said text not null, blob blob, primary key (subject, event)) without rowid;
alter table people add column off text not null default '';
alter table people add column conflicts text not null default '';
alter table helpers add column off text not null default '';
alter table helpers add column conflicts text not null default ''
"""


_EXCHANGE = """
create table merges (
    id integer primary key, at integer not null, sender text not null, after_n integer not null,
    until_n integer not null, vector blob not null);
create table quarantine (
    id blob primary key, device text not null, reason text not null, at integer not null, bytes blob not null,
    signature blob not null) without rowid
"""


def _exchange_tables(connection: Any) -> None:
    """What came from other desks; and two desks may give one card code to two people: both stay."""
    for statement in _EXCHANGE.strip().split(";\n"):
        connection.execute(statement)
    made = str(connection.execute("select sql from sqlite_master where name = 'people'").fetchone()[0])
    connection.execute(made.replace("people", "people_again", 1).replace("card text unique", "card text", 1))
    connection.execute("insert into people_again select * from people")
    connection.execute("drop table people")
    connection.execute("alter table people_again rename to people")
    connection.execute("create index people_household on people (household)")
    connection.execute("create index people_card on people (card)")


def _revocations(connection: Any) -> None:
    """What still counts of a laptop that was revoked: its last entries as JSON; null for one in good standing."""
    connection.execute("alter table devices add column kept text")


def _table_bases(connection: Any) -> None:
    """What a reference table was before the first import that travels: see `table_imports`."""
    connection.execute(
        "create table table_bases (name text not null, n integer not null, key text not null, body text not null,"
        " primary key (name, n)) without rowid"
    )


def _upward(connection: Any) -> None:
    """Who is out there helping, what an incident sets otherwise than the standards, and the reports upward; standings
    are folded again, because they hold what is known of an injury."""
    for statement in _UPWARD.strip().split(";\n"):
        connection.execute(statement)


_UPWARD = """
create table sorties (
    responder text primary key, state text not null, at integer not null, place text, heads integer not null,
    operator text not null, event blob not null, evidence text, contested integer not null, name text not null)
    without rowid;
create table rule_changes (
    rule text not null, scope text not null, value real, source text not null, confirmed integer not null,
    at integer not null, operator text not null, event blob not null, primary key (rule, scope)) without rowid;
create table reports (
    scope text not null, n integer not null, event blob not null, kind text not null, at integer not null,
    operator text not null, body text not null, blob blob, primary key (scope, n)) without rowid
"""


def _incident_key(connection: Any) -> None:
    """Personal data are sealed with a key of the incident; `blobs.seal_blobs` draws it: randomness is passed in."""
    connection.execute("create table incident_key (id integer primary key check (id = 1), key blob not null)")
    connection.execute("alter table blobs add column sealed integer not null default 0")


def _island_desk(connection: Any) -> None:
    """Half-typed entries of this laptop; the rooms of shelters, which an older pack could not say."""
    connection.execute("create table unfinished (key text primary key, body blob not null) without rowid")
    connection.execute(
        "create table if not exists rooms (n integer primary key, key text unique not null, body text not null)"
    )


def _facts_of_shelters(_connection: Any) -> None:
    """No table changes: shelters that were added, stocks, checklists, transfers and return gates stand in `facts`.
    The step is there because what came from a newer desk before is folded only now."""


def _unheard_entries(_connection: Any) -> None:
    """No table changes: a standing says which entries have not come that it was recorded knowing."""


def _broken_vehicles(_connection: Any) -> None:
    """No table changes: vehicles that broke down stand in `facts`. What came from a newer desk is folded only now."""


def _said_apart(connection: Any) -> None:
    """Whether desks differ about a shelter's doors. And who was taken off the list, and of whom a desk said something
    apart from it, stands on it: that changes no table, but is folded only now."""
    connection.execute("alter table openings add column contested integer not null default 0")


_LAST_TOLD = """
drop table plans;
create table plans (
    event blob primary key, hash blob not null, at integer not null, operator text not null, reason text not null,
    link text, gave_way text not null, current integer not null) without rowid;
drop table told;
create table told (
    household text not null, plan blob not null, n integer not null, at integer not null, event blob not null,
    live integer not null, primary key (household, plan)) without rowid
"""


def _last_told(connection: Any) -> None:
    """Of every plan that somebody was told of: whom to tell follows from that, not from a list that was written down
    when a plan was adopted."""
    for statement in _LAST_TOLD.strip().split(";\n"):
        connection.execute(statement)


STEPS = (
    _first_tables,
    _helpers_out_and_locked,
    _register_facts,
    _exchange_tables,
    _incident_key,
    _upward,
    _island_desk,
    _facts_of_shelters,
    _revocations,
    _table_bases,
    _unheard_entries,
    _said_apart,
    _broken_vehicles,
    _last_told,
)
