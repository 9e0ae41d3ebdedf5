"""Which events of a subject still speak, by what each of them knew."""

from core.domain.events import Kind
from core.domain.heads import effective_chain, effective_heads, live_heads, speaking
from tests.factories import Story


def test_the_last_of_a_chain_is_the_only_head() -> None:
    story = Story()
    one = story.tell(Kind.ARRIVED)
    two = story.tell(Kind.LEFT, after=[one])
    assert live_heads(story.told) == (two,)
    assert [event.id for event in effective_chain(story.told)] == [one, two]


def test_two_that_did_not_know_each_other_are_two_heads_in_id_order() -> None:
    story = Story()
    heads = sorted([story.tell(Kind.ARRIVED, place="S1"), story.tell(Kind.ARRIVED, place="S2")])
    assert list(live_heads(story.told)) == heads


def test_a_void_speaks_for_what_its_target_had_replaced() -> None:
    story = Story()
    one = story.tell(Kind.ARRIVED)
    two = story.tell(Kind.LEFT, after=[one])
    void = story.void(two)
    assert effective_heads(story.told, [void]) == (one,)
    assert [event.id for event in effective_chain(story.told)] == [one]
    again = story.void(void)
    assert effective_heads(story.told, [again]) == (two,)


def test_a_void_among_two_heads_leaves_the_other_standing() -> None:
    story = Story()
    one, two = story.tell(Kind.ARRIVED, place="S1"), story.tell(Kind.ARRIVED, place="S2")
    story.void(one, after=[one, two])
    assert [event.id for event in speaking(story.told)] == [two]


def test_a_head_that_another_head_has_replaced_does_not_speak_again() -> None:
    story = Story()
    one = story.tell(Kind.ORDERED, level="go")
    lifted = story.tell(Kind.LIFTED, after=[one])
    story.void(story.tell(Kind.ORDERED, after=[one], level="prepare"))
    assert [event.id for event in speaking(story.told)] == [lifted]


def test_events_that_have_not_come_yet_are_passed_over() -> None:
    story = Story()
    one = story.tell(Kind.ARRIVED)
    two = story.tell(Kind.LEFT, after=[one])
    void = story.void(two)
    assert effective_heads({void: story.told[void]}, [void]) == ()
