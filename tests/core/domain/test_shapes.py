"""Ids that another desk's register brings in are plain texts: what stands between the parts of a search key is none."""

import pytest

from core.domain.events import Kind
from core.domain.ids import BlobHash
from core.domain.shapes import well_formed
from tests.factories import Story


@pytest.mark.parametrize("end", ["", "\0", "\1", "\n", "\x7f"])
def test_an_id_has_no_control_characters(end: str) -> None:
    story = Story("register")
    listed = story.told[story.tell(Kind.IMPORTED, ids=[f"p1{end}"], table="people")]._replace(pii=(BlobHash(b"h"),))
    added = story.told[story.tell(Kind.PERSON_ADDED, id=f"p1{end}")]._replace(pii=(BlobHash(b"h"),))
    assert well_formed(listed) is well_formed(added) is (end == "")
