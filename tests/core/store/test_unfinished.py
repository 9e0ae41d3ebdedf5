"""Half-typed entries are as secret as the register: in the file, under its key, and gone when they are done with."""

from contextlib import closing
from pathlib import Path

from core.operations.unfinished import keep
from core.queries.unfinished import half_typed
from core.queries.verification import verify
from core.store.database import Store, open_store
from tests.factories import make_file, surroundings

NAME = "王样英的邻居"
WORDS = "口令口令"


def everywhere(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_it_survives_and_is_no_event(drill: Store) -> None:
    before, dump = drill.journal.revision, drill.dump()
    keep(drill, key="island", what={"typed": NAME, "ticked": ["a"]})
    keep(drill, key="other", what={"typed": ""})
    assert half_typed(drill, "island") == {"typed": NAME, "ticked": ["a"]}
    assert (drill.journal.revision, drill.dump()) == (before, dump)
    assert verify(drill) == ()


def test_what_is_forgotten_leaves_no_bytes(drill_path: Path) -> None:
    with closing(open_store(drill_path, surroundings())) as store:
        keep(store, key="island", what={"typed": NAME})
        keep(store, key="island", what=None)
        assert half_typed(store, "island") is None
    assert NAME.encode() not in drill_path.read_bytes()


def test_of_an_encrypted_file_nothing_is_in_the_clear(tmp_path: Path, profile: Path) -> None:
    path = tmp_path / "实战.daolian"
    make_file(path, drill=False, passphrase=WORDS)
    with closing(open_store(path, surroundings(), passphrase=WORDS)) as store:
        keep(store, key="island", what={"typed": NAME})
        assert NAME.encode() not in everywhere(tmp_path) + everywhere(profile)
    assert NAME.encode() not in everywhere(tmp_path) + everywhere(profile)
    with closing(open_store(path, surroundings(), passphrase=WORDS)) as store:
        assert half_typed(store, "island") == {"typed": NAME}
