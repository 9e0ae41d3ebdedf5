"""What another desk's entries say is of the kind that it must be: what is not is kept aside, and stops nothing."""

from typing import Any

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


@pytest.mark.parametrize(
    ("kind", "subject", "values", "legible"),
    [
        (Kind.ROOMED, "person/p", {"room": "S1-01", "bed": 3}, True),
        (Kind.ROOMED, "person/p", {"room": None, "bed": None}, True),
        (Kind.ROOMED, "person/p", {"room": "S1-01", "bed": "3A"}, False),
        (Kind.ARRIVED, "person/p", {}, True),
        (Kind.ARRIVED, "person/p", {"bed": True}, False),
        (Kind.STEPPED_OUT, "person/p", {"back_by": "2023-07-30T12:00:00+08:00"}, True),
        (Kind.STEPPED_OUT, "person/p", {"back_by": "soon"}, False),
        (Kind.LEFT, "person/p", {"to": 7}, False),
        (Kind.SORTIE, "responder/r", {"state": "out", "heads": 6}, True),
        (Kind.SORTIE, "responder/r", {"state": "out", "heads": "six"}, False),
        (Kind.CONFIRMED, "confirmed/p/phone", {}, True),
        (Kind.CONFIRMED, "confirmed/p", {}, False),
        (Kind.RULE_SET, "rule/first/*", {"value": 20}, True),
        (Kind.RULE_SET, "rule/first", {"value": 20}, False),
        (Kind.COUNTED, "institution/I1/heads", {"heads": 20, "cannot_walk": 8}, True),
        (Kind.COUNTED, "institution/I1/heads", {"heads": 20}, False),
        (Kind.HEADS_MOVED, "institution/I1/moved", {"moved": "all"}, False),
        (Kind.PLAN_ADOPTED, "plan", {"plan": "0" * 64}, True),
        (Kind.PLAN_ADOPTED, "plan", {"plan": "0" * 64, "base": [["1" * 32, ["H1"]]], "gave_way": ["H2"]}, True),
        (Kind.PLAN_ADOPTED, "plan", {"plan": "0" * 64, "base": {"H1": "1" * 32}}, False),
        (Kind.PLAN_ADOPTED, "plan", {"plan": "0" * 64, "base": [["1" * 32, "H1"]]}, False),
        (Kind.PLAN_ADOPTED, "plan", {"plan": "0" * 64, "gave_way": "H2"}, False),
    ],
)
def test_values_of_another_version_that_cannot_be_read_are_known_as_such(
    kind: Kind, subject: str, values: dict[str, Any], legible: bool
) -> None:
    story = Story(subject)
    assert well_formed(story.told[story.tell(kind, **values)]) is legible
