"""One person, several desks apart: an entry that has not come, beds given twice, a mistake that others built on."""

from collections.abc import Callable

import pytest

from core.domain.events import Kind, Outcome
from core.domain.heads import live_heads
from core.domain.ids import EventId
from core.domain.standing import fold_person
from tests.factories import Story, minute

_LOST = EventId("ee" * 16)


def _lost_below_a_call(story: Story) -> None:
    story.tell(Kind.CALLED, 5, after=[_LOST], to="self", outcome=Outcome.ANSWERED)


def _lost_beside_an_arrival(story: Story) -> None:
    story.tell(Kind.ARRIVED, 1, place="S1")
    story.tell(Kind.CALLED, 5, after=[_LOST], to="self", outcome=Outcome.NONE)


def _void_of_a_lost_entry(story: Story) -> None:
    first = story.tell(Kind.ARRIVED, 1, place="S1")
    story.tell(Kind.VOIDED, 5, after=[first, _LOST], event=_LOST)


def _lost_below_an_arrival(story: Story) -> None:
    """Where he is stands in the arrival itself, whatever was before."""
    story.tell(Kind.ARRIVED, 5, after=[_LOST], place="S1")


def _lost_below_a_bed(story: Story) -> None:
    story.tell(Kind.ROOMED, 5, after=[_LOST], place="S1", room="S1-01", bed=1)


def _arrived_since(story: Story) -> None:
    call = story.tell(Kind.CALLED, 5, after=[_LOST], to="self", outcome=Outcome.NONE)
    story.tell(Kind.ARRIVED, 9, after=[call], place="S1")


@pytest.mark.parametrize(
    ("tell", "unheard"),
    [
        (_lost_below_a_call, True),
        (_lost_beside_an_arrival, True),
        (_void_of_a_lost_entry, True),
        (_lost_below_an_arrival, False),
        (_lost_below_a_bed, False),
        (_arrived_since, False),
    ],
)
def test_an_entry_that_has_not_come_is_named_while_it_may_matter(tell: Callable[[Story], None], unheard: bool) -> None:
    story = Story()
    tell(story)
    assert fold_person(story.told).unheard == ((_LOST,) if unheard else ())


def _beds(story: Story) -> tuple[set[int | None], int | None]:
    claim = fold_person(story.told).claims[0]
    return {claim.bed, *(one.bed for one in claim.other_beds)}, claim.bed


def _roomed(story: Story, bed: int, *after: EventId) -> EventId:
    return story.tell(Kind.ROOMED, bed, after=after, place="S1", room="S1-01", bed=bed)


def test_beds_that_desks_gave_apart_are_both_kept_until_one_is_given_knowing_both() -> None:
    story = Story()
    came = story.tell(Kind.ARRIVED, 1, place="S1")
    one, other = _roomed(story, 7, came), _roomed(story, 3, came)
    assert _beds(story) == ({3, 7}, 7)
    _roomed(story, 2, one, other)
    assert _beds(story) == ({2}, 2)


def test_a_bed_that_was_given_up_does_not_come_back_by_a_call_that_knew_only_the_first() -> None:
    story = Story()
    came = story.tell(Kind.ARRIVED, 1, place="S1")
    first = _roomed(story, 7, came)
    _roomed(story, 3, first)
    story.tell(Kind.CALLED, 9, after=[first], to="self", outcome=Outcome.ANSWERED)
    assert _beds(story) == ({3}, 3)


def test_what_another_desk_wrote_on_top_of_a_mistake_does_not_keep_the_mistake() -> None:
    """A wrong shelter is taken back; a desk that had heard of it, and not of that, only rang him."""
    story = Story()
    right = story.tell(Kind.ARRIVED, 1, place="S3")
    wrong = story.tell(Kind.ARRIVED, 2, after=[right], place="S1")
    story.tell(Kind.CALLED, 3, after=[wrong], to="self", outcome=Outcome.ANSWERED)
    void = story.void(wrong, 4)
    stands = fold_person(story.told)
    assert (stands.place, stands.to_reconcile, stands.tries) == ("S3", False, 1)
    story.void(void, 5)  # it was right after all
    stands = fold_person(story.told)
    assert (stands.place, stands.to_reconcile, stands.tries) == ("S1", False, 1)


def test_a_bed_that_another_desk_gave_on_top_of_a_mistake_is_a_word_of_its_own() -> None:
    """Whoever gave it had him before his eyes: that is asked."""
    story = Story()
    right = story.tell(Kind.ARRIVED, 1, place="S3")
    wrong = story.tell(Kind.ARRIVED, 2, after=[right], place="S1")
    story.tell(Kind.ROOMED, 3, after=[wrong], place="S1", room="S1-01", bed=2)
    story.tell(Kind.CALLED, 3, after=[right], to="self", outcome=Outcome.NONE)
    void = story.void(wrong, 4)
    assert _asked(story) == [("moved", "S1"), ("moved", "S3")]
    story.void(void, 5)
    assert _asked(story) == []


def _asked(story: Story) -> list[tuple[str, str | None]]:
    stands = fold_person(story.told)
    return sorted((str(one.class_), one.place) for one in stands.claims) if stands.to_reconcile else []


@pytest.mark.parametrize("kind", [Kind.ROOMED, Kind.STEPPED_OUT])
def test_who_was_checked_in_by_mistake_is_asked_about_where_another_desk_took_him_for_granted(kind: Kind) -> None:
    story = Story()
    wrong = story.tell(Kind.ARRIVED, 2, place="S1")
    given = story.tell(kind, 3, after=[wrong], place="S1")
    story.tell(Kind.CALLED, 6, after=[given], to="self", outcome=Outcome.NONE)
    story.void(wrong, 4)
    assert _asked(story) == [("moved", "S1"), ("not_moved", None)]
    assert fold_person(story.told).class_ == "not_moved"  # the worse of the two is shown
    story.tell(Kind.ARRIVED, 9, after=live_heads(story.told), place="S1")
    assert _asked(story) == []


def _out(story: Story) -> float | None:
    (claim,) = fold_person(story.told).claims
    return None if claim.out is None else (claim.out.since - minute(0)).total_seconds() / 60


def test_a_desk_that_has_not_heard_that_he_went_out_does_not_bring_him_back() -> None:
    story = Story()
    came = story.tell(Kind.ARRIVED, 1, place="S1")
    out = story.tell(Kind.STEPPED_OUT, 5, after=[came], place="S1")
    story.tell(Kind.ROOMED, 6, after=[came], place="S1", room="S1-01", bed=2)
    assert _out(story) == 5
    again = story.tell(Kind.ARRIVED, 7, after=[came], place="S1")
    assert _out(story) == 5
    story.tell(Kind.CALLED, 8, after=[out], to="self", outcome=Outcome.NONE)  # still out, as far as that desk knows
    assert _out(story) == 5
    back = story.tell(Kind.ARRIVED, 9, after=[out, again], place="S1")
    assert _out(story) is None
    story.tell(Kind.STEPPED_OUT, 12, after=[back], place="S1")
    assert _out(story) == 12
