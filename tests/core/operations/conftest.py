"""Two desks of one incident, for the tests of what goes between them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.operations.bundles import write_bundle
from core.operations.enrolment import join
from core.store.database import Store, open_store
from tests.core.operations.desk_pair import Two, enrolled
from tests.factories import surroundings


@pytest.fixture
def two(drill: Store, tmp_path: Path) -> Iterator[Two]:
    sticks = tmp_path / "U盘"
    sticks.mkdir()
    other = surroundings(8)
    enrolled(drill, other.device.public)
    write_bundle(drill, sticks / "first.b")
    join(sticks / "first.b", tmp_path / "岛.daolian", other, plain=True, passphrase=None)
    with closing(open_store(tmp_path / "岛.daolian", other)) as island:
        yield Two(drill, island, sticks)
