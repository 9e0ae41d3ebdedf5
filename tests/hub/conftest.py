"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, as a user without privileges."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

NOBODY = "nobody"
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=12"


def _programs() -> Path:
    """Where initdb and pg_ctl are; `sh test.sh` has put them there."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if not folders and found is None:
        pytest.fail("no PostgreSQL server: sudo apt-get install --no-install-recommends postgresql")
    return folders[0].parent if folders else Path(found or "").resolve().parent


def _as_user(*words: str) -> None:
    """Run a program of the server, never as root: it would refuse."""
    command = ["runuser", "-u", NOBODY, "--", *words] if os.getuid() == 0 else list(words)
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The DSN of a running server without the database of a test."""
    programs, folder = _programs(), Path(tempfile.mkdtemp(prefix="hub-"))  # short: a socket's name has a limit
    if os.getuid() == 0:
        os.chown(folder, pwd.getpwnam(NOBODY).pw_uid, -1)
    data = str(folder / "data")
    try:
        _as_user(str(programs / "initdb"), "-D", data, "-U", "hub", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        rules = Path(data) / "pg_hba.conf"  # everybody is trusted but who is called guarded
        rules.write_text(f"local all guarded scram-sha-256\n{rules.read_text()}")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {QUICK}"
        _as_user(str(programs / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
        try:
            yield f"host={folder} user=hub"
        finally:
            _as_user(str(programs / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)


@pytest.fixture
def database(server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The DSN of an empty database."""
    name = f"t{abs(hash(request.node.nodeid)):x}"
    with psycopg.connect(f"{server} dbname=postgres", autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
        yield f"{server} dbname={name}"
        connection.execute(f'drop database "{name}" with (force)')
