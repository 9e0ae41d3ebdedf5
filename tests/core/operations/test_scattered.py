"""Arrivals that no desk sees: with relatives, in a host home, known from a call back."""

from core.domain.events import Evidence
from core.domain.standing import Class
from core.operations.field import check_in
from core.operations.undo import void
from core.queries.roll import roll_report
from core.queries.shelters import shelter_board
from core.queries.verification import verify
from core.store.database import Store
from core.store.standings import standing_of
from tests.factories import minute, who


def test_with_relatives_is_moved_and_in_no_shelter(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    inside = sum(row.inside for row in shelter_board(drill, None, minute(2)))
    changes = check_in(
        drill,
        persons=(person,),
        place="relatives",
        evidence=Evidence.PHONE_SELF,
        note="住女儿家",
        at=minute(1),
        operator="",
    )
    stands = standing_of(drill, person)
    assert (stands.class_, stands.place, stands.evidence) == (Class.MOVED, "relatives", "phone_self")
    assert sum(row.inside for row in shelter_board(drill, None, minute(2))) == inside
    assert roll_report(drill, None)["by_shelter"]["relatives"]["persons"] == [person]
    assert verify(drill) == ()
    assert b"\xe5\xa5\xb3\xe5\x84\xbf" not in b"".join(
        row[0] for row in drill.connection.execute("select bytes from events")
    )
    void(drill, event=changes.events[0].id, at=minute(2), operator="")
    assert standing_of(drill, person).class_ is Class.NOT_MOVED


def test_a_call_that_this_desk_knew_of_is_no_second_claim(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    check_in(drill, persons=(person,), place="host", at=minute(1), operator="", evidence=Evidence.PHONE_HELPER)
    check_in(drill, persons=(person,), place="S1", at=minute(3), operator="")
    stands = standing_of(drill, person)
    assert (stands.place, stands.to_reconcile) == ("S1", False)
