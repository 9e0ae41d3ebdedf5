"""Two laptops, two files, sticks between them: every verb of the desks as it is typed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest

from tests.commands.conftest import Run, on_disk
from tests.factories import THREE_VILLAGES
from tests.films import filmed

Done = Callable[..., Any]


class Laptop:
    """One user's profile, and the verbs typed there."""

    def __init__(self, profile: Path, done: Done, run: Run, patch: pytest.MonkeyPatch) -> None:
        self.profile, self._done, self._run, self._patch = profile, done, run, patch

    def __call__(self, *words: object) -> Any:
        self._patch.setenv("DAOLIAN_PROFILE", str(self.profile))
        return self._done(*words)

    def refused(self, *words: object) -> str:
        self._patch.setenv("DAOLIAN_PROFILE", str(self.profile))
        said = self._run(*words, as_json=False)
        assert (said.code, said.out) == (2, "")
        return said.line


@pytest.fixture
def laptops(tmp_path: Path, done: Done, run: Run, monkeypatch: pytest.MonkeyPatch) -> tuple[Laptop, Laptop]:
    return Laptop(tmp_path / "p1", done, run, monkeypatch), Laptop(tmp_path / "p2", done, run, monkeypatch)


@pytest.fixture
def files(tmp_path: Path, laptops: tuple[Laptop, Laptop]) -> tuple[Path, Path]:
    """The duty room's drill, and the island's file joined from its first stick."""
    duty, island = laptops
    one, other = tmp_path / "值班.daolian", tmp_path / "岛.daolian"
    duty("new", one, "--pack", THREE_VILLAGES, "--drill")
    card = island("device")["card"]
    told = duty("enrol", one, f"{card}=清水点")
    assert (len(told["devices"]), told["known"], told["released"]) == (2, [], 0)
    assert list(told["words"].values()) == [island("device")["words"]]  # what the two read to each other
    written = duty("bundle", one, "--out", tmp_path / "s0")
    assert (written["sealed"], written["may_unplug"]) == (False, True)
    joined = island("join", tmp_path / "s0", "--out", other)
    assert joined["township"] == told["township"]
    assert (joined["new"], joined["quarantined"]) == (written["events"], [])
    return one, other


def test_two_desks_one_person_two_places_and_a_card_that_is_settled(
    tmp_path: Path, laptops: tuple[Laptop, Laptop], files: tuple[Path, Path]
) -> None:
    (duty, island), (one, other) = laptops, files
    for place in ("甲村", "乙村"):
        duty("order", one, place)
    duty("check-in", one, "H1/赵示甲", "S1", "--at", "2023-07-30T20:00")
    there = island("check-in", other, "H1/赵示甲", "S2", "--at", "2013-07-30T09:00", "--evidence", "card")
    island("check-in", other, "H3/孙拟乙", "S2")
    sent = island("bundle", other, "--out", tmp_path / "s1", "--for", tmp_path / "s0")
    assert sent["events"] == 2
    merged = duty("merge", one, tmp_path / "s1")
    assert (merged["new"], merged["known"], merged["quarantined"], merged["tables_differ"]) == (2, 0, [], [])
    (person,) = merged["conflicts"]
    again = duty("merge", one, tmp_path / "s1", tmp_path / "s0")
    assert (again["new"], again["known"], again["conflicts"]) == (0, sent["events"] + 6, [person])
    (card,) = duty("conflicts", one)["conflicts"]
    shown = card["claims"][0]  # the better known one, not the later clock
    assert (shown["place"], shown["evidence"], shown["desk"]) == ("S2", "card", "清水点")
    assert {claim["place"] for claim in card["claims"]} == {"S1", "S2"}
    assert [ask["name"] for ask in card["asks"] if ask["ask"] == "there"] == ["岛二小学", "岛一小学"]
    roll = duty("roll", one)
    assert (roll["moved"], roll["to_reconcile"]) == (2, 1)  # counted once
    assert [roll["by_shelter"][place]["to_reconcile"] for place in ("S1", "S2")] == [1, 1]  # open in both
    stated = roll["stated"]
    assert (stated["verified"], stated["to_reconcile"], stated["desks_heard"], stated["desks"]) == (1, 1, 2, 2)
    settled = duty("resolve", one, person, "--keep", there["event"], "--evidence", "phone_self", "--note", "他接了")
    assert (settled["class"], settled["place"], settled["to_reconcile"]) == ("moved", "S2", False)
    back = duty("bundle", one, "--out", tmp_path / "s2", "--for", tmp_path / "s1")
    assert back["events"] == island("merge", other, tmp_path / "s2")["new"]
    for laptop, path in ((duty, one), (island, other)):
        assert laptop("roll", path)["to_reconcile"] == 0
        assert laptop("verify", path)["violations"] == []
    assert duty("roll", one)["lists"] == island("roll", other)["lists"]
    told = {desk["id"]: desk for desk in duty("info", one)["devices"]}
    assert [desk["name"] for desk in told.values() if not desk["this"]] == ["清水点"]
    assert all(desk["missing"] == 0 and not desk["forked"] for desk in told.values())


def test_asked_at_the_door_nothing_is_left_to_settle(
    tmp_path: Path, laptops: tuple[Laptop, Laptop], files: tuple[Path, Path]
) -> None:
    (duty, island), (one, other) = laptops, files
    first = duty("check-in", one, "H1/赵示甲", "S1")
    island("check-in", other, "H1/赵示甲", "S2", "--from", "S1")
    second = duty("check-in", one, "H3/孙拟乙", "S1")
    island("check-in", other, "H3/孙拟乙", "S2", "--slip", second["event"])
    assert island("verify", other)["violations"] == []  # what the slip names may come later
    island("bundle", other, "--out", tmp_path / "s1")
    assert duty("merge", one, tmp_path / "s1")["conflicts"] == []
    assert set(duty("roll", one)["by_shelter"]) == {"S2"}
    assert "条子" in island.refused("check-in", other, "H3/孙拟乙", "S1", "--slip", "12ab")
    assert duty("merge", one, tmp_path / "s1")["known"] > 0
    assert "条子" in duty.refused("check-in", one, "H3/孙拟乙", "S1", "--slip", first["event"])


def test_a_vector_may_be_typed_or_kept_in_a_file(
    tmp_path: Path, laptops: tuple[Laptop, Laptop], files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    (duty, island), (one, other) = laptops, files
    duty("check-in", one, "H1/赵示甲", "S1")
    told = island("info", other)
    (tmp_path / "info.json").write_text(json.dumps(told), encoding="utf-8")
    assert duty("bundle", one, "--out", tmp_path / "a", "--for", tmp_path / "info.json")["events"] == 1
    assert duty("bundle", one, "--out", tmp_path / "b", "--for", json.dumps(told["vector"]))["events"] == 1
    assert "看不懂" in duty.refused("bundle", one, "--out", tmp_path / "c", "--for", "昨天的")


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "a stick with something else on it": (("merge", "{one}", "{pack}"), "不是岛链数据包"),
    "no such stick": (("merge", "{one}", "没有.b"), "没有这个文件"),
    "a bundle over a file": (("bundle", "{one}", "--out", "{one}"), "不覆盖"),
    "a bundle in no folder": (("bundle", "{one}", "--out", "没有这里/x.b"), "不是文件夹"),
    "a card with a digit wrong": (("enrol", "{one}", "12ab"), "登记号"),
    "joining over a file": (("join", "{stick}", "--out", "{one}"), "文件已经在了"),
    "nothing to settle": (("resolve", "{one}", "H1/赵示甲", "--at-place", "S1", "--evidence", "seen"), "待核"),
    "settling without saying how": (("resolve", "{one}", "H1/赵示甲", "--evidence", "seen"), "--at-place"),
    "an address that is none": (("lan", "{one}", "热点"), "地址不对"),
    "a port that is none": (("lan", "{one}", "--port", "99999"), "port"),
    "a hub that is away": (("hub", "push", "{one}", "--dsn", "host={folder} user=hub"), "连不上"),
    "a hub and no file": (("hub", "pull", "--dsn", "host={folder}"), "没有这个文件"),
    "a hub and no address": (("hub", "pull", "{one}"), "--dsn"),
    "settling without evidence": (("resolve", "{one}", "H1/赵示甲", "--at-place", "S1"), "--evidence"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_one_line_exit_2_and_nothing_changed(
    kind: str, tmp_path: Path, laptops: tuple[Laptop, Laptop], files: tuple[Path, Path]
) -> None:
    words, sentence = REFUSED[kind]
    names = {"one": str(files[0]), "pack": str(THREE_VILLAGES / "people.csv"), "stick": str(tmp_path / "s0"),
             "folder": str(tmp_path)}  # fmt: skip
    before = on_disk(tmp_path)
    assert sentence in laptops[0].refused(*(word.format(**names) for word in words))
    assert on_disk(tmp_path) == before


def test_another_township_key_enrols_nobody(laptops: tuple[Laptop, Laptop], files: tuple[Path, Path]) -> None:
    (_, island), (_, other) = laptops, files
    assert "镇级钥匙" in island.refused("enrol", other, island("device")["card"])


def test_a_lost_laptop_is_revoked_and_what_it_writes_is_kept_aside(
    tmp_path: Path, laptops: tuple[Laptop, Laptop], files: tuple[Path, Path]
) -> None:
    (duty, island), (one, other) = laptops, files
    words = island("device")["words"]
    assert {desk["name"]: desk["words"] for desk in duty("info", one)["devices"]}["清水点"] == words
    island("check-in", other, "H3/孙拟乙", "S2")
    island("bundle", other, "--out", tmp_path / "s1")
    duty("merge", one, tmp_path / "s1")
    gone = duty("revoke", one, "清水点", "--note", "车翻了", "--by", "张值班")
    assert (gone["name"], gone["kept"], gone["quarantined"]) == ("清水点", 1, 0)
    island("check-in", other, "H1/赵示甲", "S2")
    island("bundle", other, "--out", tmp_path / "s2")
    assert [held["reason"] for held in duty("merge", one, tmp_path / "s2")["quarantined"]] == ["revoked"]
    told = {desk["name"]: desk for desk in duty("info", one)["devices"]}["清水点"]
    assert (told["revoked_by"], told["revoked_at"] is not None) == ("张值班", True)
    assert "停用" in duty.refused("enrol", one, island("device")["card"])
    assert "没有这个点" in duty.refused("revoke", one, "丁点")
    assert duty("verify", one)["violations"] == []


def test_a_laptop_that_is_not_enrolled_is_told_what_to_do(
    tmp_path: Path, laptops: tuple[Laptop, Laptop], files: tuple[Path, Path], done: Done, run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    third = Laptop(tmp_path / "p3", done, run, monkeypatch)
    card = third("device")["card"]
    assert card in third.refused("join", tmp_path / "s0", "--out", tmp_path / "三.daolian")
    assert not (tmp_path / "三.daolian").exists()


def test_a_real_file_travels_sealed(tmp_path: Path, laptops: tuple[Laptop, Laptop]) -> None:
    duty, island = laptops
    words = tmp_path / "口令.txt"
    words.write_text("口令\n", encoding="utf-8")
    one = tmp_path / "实.daolian"
    duty("new", one, "--pack", THREE_VILLAGES, "--passphrase-file", words)
    duty("enrol", one, island("device")["card"], "--passphrase-file", words)
    assert duty("bundle", one, "--out", tmp_path / "s0", "--passphrase-file", words)["sealed"]
    assert "赵示甲".encode() not in (tmp_path / "s0").read_bytes()
    assert "口令" in island.refused("join", tmp_path / "s0", "--out", tmp_path / "岛.daolian")
    joined = island("join", tmp_path / "s0", "--out", tmp_path / "岛.daolian", "--passphrase-file", words)
    assert joined["recovery_key"]
    assert island("roll", tmp_path / "岛.daolian", "--passphrase-file", words)["due"] == 0


def test_a_bundle_goes_over_a_screen_and_an_arrival_over_a_radio(
    tmp_path: Path, laptops: tuple[Laptop, Laptop], files: tuple[Path, Path]
) -> None:
    (duty, island), (one, other) = laptops, files
    there = island("check-in", other, "H1/赵示甲", "S2", "--at", "2023-07-30T20:00")
    form = island("tell", other, "H1/赵示甲")["form"]
    assert "第 3 组" in duty.refused("hear", one, form[:12] + ("2" if form[12] != "2" else "3") + form[13:])
    heard = duty("hear", one, *form.split(), "--at", "2023-07-30T20:30")
    assert (heard["place"], heard["at"][11:16]) == ("S2", "20:00")
    shown = island("frames", "show", other, "--out", tmp_path / "码", "--for", tmp_path / "s0")
    pictures = sorted((tmp_path / "码").iterdir())
    assert len(pictures) == shown["frames"]
    missed = pictures[:1] if len(pictures) > 2 else []
    seen = [path for path in pictures if path not in missed]
    duty("frames", "read", *seen, "--out", tmp_path / "s1")
    assert duty("merge", one, tmp_path / "s1")["new"] == shown["events"]
    roll = duty("roll", one)
    assert roll["to_reconcile"] == 0
    assert heard["event"] != there["event"]
    screens = [cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) for path in seen]
    duty("frames", "camera", filmed([screen for screen in screens if screen is not None], tmp_path / "f.avi"),
         "--out", tmp_path / "s4")  # fmt: skip
    assert (tmp_path / "s4").read_bytes() == (tmp_path / "s1").read_bytes()
    assert "打不开 10 号摄像头" in duty.refused("frames", "camera", "9", "--out", tmp_path / "s5")
    assert "码还不够" in duty.refused("frames", "read", pictures[0], "--out", tmp_path / "s2") or len(pictures) == 2
    assert "不是图片" in duty.refused("frames", "read", tmp_path / "s1", "--out", tmp_path / "s3")
    assert "文件夹不空" in island.refused("frames", "show", other, "--out", tmp_path / "码")
