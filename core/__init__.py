"""岛链 core: who must move, who goes to whose door, which island, which road, who has arrived. No Qt, no prose.

    domain      nouns and rules; frozen values; standard library only; no clock, no randomness, no I/O
    storm       rain series -> sums, soil, triggers per place, closures in time; the replay of a storm
    planning    network, travel times, allocation, assignment, routes, checks, planner; pure functions
    store       the .daolian file: database, migrations, journal, projections; all SQL; one thread
    exchange    files in and out: packs and tables -> domain values or findings
    operations  everything a user may change: one function each, one transaction, returns Changes
    queries     everything a screen may ask: frozen rows, one function per question
    resources   where files under resources/ are, from source and frozen alike

Imports run one way: operations | queries -> planning | storm | store | exchange -> domain. A contract in
`pyproject.toml` fails the build where they do not. Clock, ids and the device key are passed in.

Not ours: no web service, no telephony, no automatic sending of orders, no hydrodynamic model. A person decides.
"""
