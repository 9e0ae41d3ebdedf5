"""An arrival told over a radio: what is misheard is found and named; what the entry itself brings later is the same."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.cards import ALPHABET
from core.domain.findings import Refusal, Rule
from core.exchange.radio_form import GROUPS, STEPS, Misread, Told, read_form, write_form
from core.operations.bundles import make_bundle, merge
from core.operations.enrolment import Laptop, enrol
from core.operations.field import check_in
from core.operations.radio import hear, radio_form
from core.store.database import Store
from core.store.standings import standings
from desktop import phrases
from tests.desks.test_any_order import TOWNSHIP
from tests.factories import minute, surroundings, who

FORMS = st.builds(
    Told,
    card=st.text(ALPHABET, min_size=5, max_size=5),
    shelter=st.integers(0, 1023),
    mark=st.integers(0, 31),
    step=st.integers(0, STEPS - 1),
    event=st.binary(min_size=16, max_size=16).map(bytes.hex),
)


@given(FORMS)
def test_a_form_is_read_back_as_it_was_written(told: Told) -> None:
    text = write_form(told)
    assert read_form(text) == told
    assert read_form(text.lower().replace(" ", "-")) == told
    assert len(text.split()) == GROUPS


@given(FORMS, st.integers(0, 2**32))
def test_one_slip_is_found_and_its_group_named(told: Told, seed: int) -> None:
    draws = random.Random(seed)
    groups = write_form(told).split()
    number, place = draws.randrange(GROUPS), draws.randrange(5)
    group = groups[number]
    wrong = group[:place] + draws.choice([one for one in ALPHABET if one != group[place]]) + group[place + 1 :]
    assert read_form(" ".join([*groups[:number], wrong, *groups[number + 1 :]])) == Misread(wrong=(number + 1,))
    if groups[0] != groups[1]:
        assert read_form(" ".join([groups[1], groups[0], *groups[2:]])) == Misread(wrong=(1, 2))


def test_what_was_typed_and_what_comes_later_are_one_arrival(drill: Store, other_desk: Store) -> None:
    person = who(drill, "H1/赵示甲")
    check_in(other_desk, persons=(person,), place="S2", at=minute(65), operator="岛上")
    text = radio_form(other_desk, person)
    changes = hear(drill, text=text, at=minute(80), operator="值班")
    assert changes.events[-1].at == minute(60)
    stands = standings(drill)[person]
    assert (stands.place, stands.evidence, stands.to_reconcile) == ("S2", "phone_helper", False)
    with pytest.raises(Refusal) as again:
        hear(other_desk, text=text, at=minute(80), operator="值班")
    assert again.value.rule == Rule.HELD_ALREADY
    merge(drill, [make_bundle(other_desk, {})[0]])
    stands = standings(drill)[person]
    assert (stands.place, stands.to_reconcile, len(stands.claims)) == ("S2", False, 1)


def test_a_time_after_now_was_yesterday(drill: Store, other_desk: Store) -> None:
    person = who(drill, "H1/赵示甲")
    check_in(other_desk, persons=(person,), place="S1", at=minute(0), operator="岛上")
    told = hear(drill, text=radio_form(other_desk, person), at=minute(-30), operator="值班")
    assert told.events[-1].at == minute(0) - timedelta(days=1)


@pytest.mark.parametrize("text", ["", "AAAAA", "2222 " * 9, "O" * 45])
def test_what_is_no_form_says_which_groups(drill: Store, text: str) -> None:
    with pytest.raises(Refusal) as said:
        hear(drill, text=text, at=minute(1), operator="值班")
    assert said.value.rule == Rule.BAD_FORM
    assert any(said.value.facts.get(name) for name in ("groups", "missing", "unsure"))


@given(FORMS)
def test_of_a_form_cut_short_the_rest_is_missing_and_what_was_heard_is_not_wrong(told: Told) -> None:
    groups = write_form(told).split()
    assert read_form(" ".join(groups[:2])) == Misread(missing=(3, 4, 5, 6, 7, 8, 9))
    lost = [groups[0], groups[1][:-1], *groups[2:]]
    assert read_form(" ".join(lost)) == Misread(wrong=(2,))
    twice = [*groups[:4], groups[3], *groups[4:]]  # as a group is said twice over a radio
    assert read_form(" ".join(twice)) == told


@given(FORMS, st.integers(0, GROUPS - 1), st.integers(0, GROUPS - 1))
def test_a_group_left_out_is_named_beside_one_that_is_wrong(told: Told, left_out: int, wrong: int) -> None:
    """Where groups that fit stand between them; side by side the checks cannot tell which of the two was left out."""
    groups = write_form(told).split()
    assert read_form(" ".join(groups[:left_out] + groups[left_out + 1 :])) == Misread(missing=(left_out + 1,))
    if left_out == wrong:
        return
    nowhere = "O" * 5  # letters that no group has
    heard = [nowhere if at == wrong else group for at, group in enumerate(groups) if at != left_out]
    if abs(left_out - wrong) > 1:
        assert read_form(" ".join(heard)) == Misread(missing=(left_out + 1,), wrong=(wrong + 1,))
    else:
        assert read_form(" ".join(heard)) == Misread(unsure=tuple(sorted((left_out + 1, wrong + 1))))


@given(FORMS, st.data())
def test_whatever_has_to_be_said_again_is_named(told: Told, data: st.DataObject) -> None:
    """Left out, wrong or both: every such group is among those that are asked for, and no other form is read."""
    groups = write_form(told).split()
    spoilt = data.draw(st.sets(st.integers(0, GROUPS - 1), min_size=1, max_size=4))
    gone = data.draw(st.sets(st.sampled_from(sorted(spoilt))))
    heard = ["O" * 5 if at in spoilt else group for at, group in enumerate(groups) if at not in gone]
    answer = read_form(" ".join(heard))
    assert isinstance(answer, Misread)
    assert {at + 1 for at in spoilt} <= {*answer.missing, *answer.wrong, *answer.unsure}


def test_what_is_missing_and_what_is_wrong_are_told_apart(drill: Store) -> None:
    form = write_form(Told("2" * 5, 1, 1, 1, "0" * 32)).split()
    for text, facts, sentence in (
        (form[:2], {"missing": [3, 4, 5, 6, 7, 8, 9]}, "缺第 3、4、5、6、7、8、9 组，前面的都对"),
        ([*form[:3], *form[4:]], {"missing": [4]}, "漏了第 4 组，别的都对"),
        ([*form[:3], *form[4:7], "O" * 5, form[8]], {"groups": [8], "missing": [4]}, "缺第 4 组，第 8 组不对"),
        ([*form[:3], "O" * 5, *form[5:]], {"unsure": [4, 5]}, "请对方把第 4、5 组都再报一遍"),
        ([form[0], "O" * 5, *form[2:]], {"groups": [2]}, "第 2 组请对方再说一遍"),
        (["O" * 5] * 3, {"unsure": list(range(1, 10))}, "从第 1 组起"),
    ):
        with pytest.raises(Refusal) as said:
            hear(drill, text=" ".join(text), at=minute(1), operator="值班")
        assert said.value.facts == facts
        assert sentence in phrases.refusal(said.value)


def test_who_has_not_arrived_has_no_form(drill: Store) -> None:
    with pytest.raises(Refusal) as said:
        radio_form(drill, who(drill, "H1/赵示甲"))
    assert said.value.rule == Rule.NO_ARRIVAL


@pytest.fixture
def other_desk(drill: Store, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """A second desk of the drill."""
    from contextlib import closing
    from shutil import copyfile

    from core.store.database import open_store

    enrol(drill, laptops=[Laptop(surroundings(8).device.public, "岛")], township=TOWNSHIP, at=minute(0), operator="")
    drill.connection.execute("pragma wal_checkpoint(truncate)")
    path = tmp_path_factory.mktemp("other") / "岛.daolian"
    copyfile(drill.path, path)
    with closing(open_store(path, surroundings(8))) as store:
        yield store
