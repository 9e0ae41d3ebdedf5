"""Bad input: one clear line that says what and where, exit code 2, and every byte on the disk as it was."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.operations.field import refuse
from tests.commands.conftest import Run, on_disk
from tests.core.store.test_files import HOLDER, PASSPHRASE, ROOT
from tests.factories import THREE_VILLAGES, make_file, minute, open_again, pack_text, write_pack

# verb and arguments after the file -> what the sentence must say
REFUSED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "an unknown place": (("order", "无名村"), ("没有这个村", "无名村")),
    "an unknown place among known ones": (("order", "甲村", "P9"), ("P9",)),
    "a place without an order to lift": (("order", "甲村", "--lift"), ("P1", "没有下过令")),
    "an unknown person": (("check-in", "H1/赵示癸", "S1"), ("没有这个人", "H1/赵示癸")),
    "an unknown person who refuses": (("refuse", "2222222"), ("没有这个人", "2222222")),
    "an unknown person who leaves": (("leave", "谁也不是"), ("没有这个人", "谁也不是")),
    "an unknown person out of reach": (("unreachable", ""), ("没有这个人",)),
    "a call about nobody": (("call", "谁也不是", "--outcome", "none"), ("没有这个人", "谁也不是")),
    "a call about nobody of that house": (("call", "H2/赵示甲", "--outcome", "none"), ("没有这个人", "H2/赵示甲")),
    "a call without an outcome": (("call", "H1/赵示甲"), ("--outcome",)),
    "a call with an outcome that is none": (("call", "H1/赵示甲", "--outcome", "maybe"), ("--outcome", "maybe")),
    "a call to nobody known": (("call", "H1/赵示甲", "--outcome", "none", "--to", "王婶"), ("王婶", "neighbour")),
    "a call known by nothing known": (
        ("call", "H1/赵示甲", "--outcome", "none", "--evidence", "rumour"),
        ("没有这种来源", "rumour"),
    ),
    "a call at no time": (("call", "H1/赵示甲", "--outcome", "none", "--at", "昨晚"), ("时间", "昨晚")),
    "a reason that is none": (("refuse", "H1/赵示甲", "--why", "懒"), ("--why", "懒")),
    "a place without an order to be done with": (("order", "甲村", "--done"), ("P1", "没有下过令")),
    "lifted and done at once": (("order", "甲村", "--done", "--lift"), ("--done", "--lift")),
    "an unknown shelter": (("check-in", "H1/赵示甲", "S9"), ("没有这个安全岛", "S9")),
    "a room of a shelter without rooms": (("check-in", "H1/赵示甲", "S1", "--room", "三"), ("没有这一室", "三")),
    "out of a shelter he is not in": (("leave", "H1/赵示甲", "--back-by", "2023-07-30T21:00"), ("安全岛",)),
    "sent on to nowhere": (("leave", "H1/赵示甲", "--to", "S9"), ("没有这个安全岛", "S9")),
    "an unknown shelter to come from": (("check-in", "H1/赵示甲", "S1", "--from", "甲村"), ("安全岛", "甲村")),
    "an unknown road": (("close", "L99"), ("没有这条路", "L99")),
    "an unknown road to open": (("open", "L99"), ("没有这条路", "L99")),
    "a road that is open": (("open", "L1"), ("L1", "没有断")),
    "an end before the beginning": (
        ("close", "L1", "--from", "2023-07-30T20:00", "--until", "2023-07-30T19:00"),
        ("07-30 19:00", "07-30 20:00"),
    ),
    "an unknown entry": (("void", "abcdef0123"), ("没有这条记录", "abcdef0123")),
    "an unknown level": (("level", "红色", "--scope", "全区", "--issuer", "指挥部"), ("红色", "一级")),
    "an unknown evidence": (("refuse", "H1/赵示甲", "--evidence", "rumour"), ("rumour",)),
    "a time that is none": (("refuse", "H1/赵示甲", "--at", "昨晚"), ("时间", "昨晚")),
    "a time before all clocks": (("refuse", "H1/赵示甲", "--at", "0001-01-01T00:00"), ("0001-01-01T00:00",)),
    "a roll at no time": (("roll", "--at", "24:61"), ("24:61",)),
    "a plan at no time": (("plan", "--at", "雨后"), ("雨后",)),
    "a time outside the storm": (("storm", "--replay", "23-7", "--at", "2023-06-01T08:00"), ("06-01 08:00", "07-29")),
    "rain where there is none": (("storm", "--at", "2023-07-30T08:00"), ("没有雨情", "07-30 08:00")),
    "an unknown storm": (("storm", "--replay", "98-8"), ("98-8",)),
    "an unknown option": (("storm", "--replay", "23-7", "--option", "wind=3"), ("wind", "3")),
    "an option without a value": (("storm", "--replay", "23-7", "--option", "scale"), ("scale",)),
    "an unknown table": (("import", "kings", "x.csv"), ("没有这张表", "kings")),
    "no such table file": (("import", "people", "没有.csv"), ("没有这个文件", "没有.csv")),
    "an unknown datum": (("import", "people", "没有.csv", "--datum", "mars"), ("datum", "mars")),
    "an unknown town": (("map", "--out", "x.png", "--town", "无名镇"), ("无名镇",)),
    "a picture in no folder": (("map", "--out", "没有这里/x.png"), ("没有这里",)),
    "somebody unknown to edit": (("edit", "H1/赵示癸", "phone", "69840000"), ("没有这个人", "H1/赵示癸")),
    "an unknown field": (("edit", "H1/赵示甲", "height", "170"), ("没有这一项", "height", "phone")),
    "a phone of ten digits": (("edit", "H1/赵示甲", "phone", "1990001234"), ("11 位", "10 位")),
    "an id that a table made a float": (("edit", "H1/赵示甲", "id_number", "4.4E+17"), ("18 位",)),
    "an id with a wrong check digit": (("edit", "H1/赵示甲", "id_number", "999999195001010010"), ("校验",)),
    "a birth in the future": (("edit", "H1/赵示甲", "birth", "2190-01-01"), ("出生", "2190")),
    "an empty name": (("edit", "H1/赵示甲", "name", " "), ("姓名", "空")),
    "an unknown way to move": (("edit", "H1/赵示甲", "mobility", "flies"), ("行动", "flies")),
    "an unknown hazard": (("edit", "H1/赵示甲", "hazards", "山洪|鬼"), ("隐患", "鬼")),
    "an unknown household to move to": (("edit", "H1/赵示甲", "household", "H99"), ("没有这一户", "H99")),
    "an unknown village to move to": (("edit", "H1/赵示甲", "place", "无名村"), ("没有这个村", "无名村")),
    "an edit at no time": (("edit", "H1/赵示甲", "phone", "", "--at", "昨晚"), ("时间", "昨晚")),
    "a link with himself": (("link", "H1/赵示甲", "H1/赵示甲"), ("同一条",)),
    "a link with nobody": (("link", "H1/赵示甲", "H1/赵示癸"), ("没有这个人", "H1/赵示癸")),
    "a link that is none": (("unlink", "H1/赵示甲", "H2/钱例甲"), ("没有定过",)),
    "a difference from himself": (("differ", "H1/赵示甲", "H1/赵示甲"), ("同一条",)),
    "a link without another": (("link", "H1/赵示甲"), ("B",)),
    "an unknown institution": (("institution", "I9", "--heads", "3", "--cannot-walk", "1"), ("没有这个机构", "I9")),
    "heads without those who cannot walk": (("institution", "I9", "--heads", "3"), ("--cannot-walk",)),
    "an unknown helper": (("helper", "谁也不是", "--drop-out"), ("没有这个责任人", "谁也不是")),
    "a helper who is not out": (("helper", "吴样一", "--back"), ("吴样一", "没有记过来不了")),
    "a helper, neither out nor back": (("helper", "吴样一"), ("--drop-out", "--back")),
    "a helper at no time": (("helper", "吴样一", "--drop-out", "--at", "半夜"), ("时间", "半夜")),
    "a lock of an unknown household": (("pair", "H99", "吴样一", "--role", "a", "--lock"), ("没有这一户", "H99")),
    "a lock without a helper": (("pair", "H1", "--role", "a", "--lock"), ("还缺 HELPER",)),
    "a lock of an unknown helper": (("pair", "H1", "无名", "--role", "a", "--lock"), ("没有这个责任人", "无名")),
    "a lock in no part": (("pair", "H1", "吴样一", "--role", "c", "--lock"), ("role",)),
    "a lock that is none": (("pair", "H1", "--role", "b", "--unlock"), ("H1", "B", "没有锁定")),
    "a pairing without a plan": (("pairing",), ("还没有方案",)),
    "an unknown soft rule": (("plan", "--without", "whim"), ("没有这条软规则", "whim", "shared_road")),
    "an unknown verb option": (("roll", "--sideways"), ("多出来的", "--sideways")),
    "a missing argument": (("check-in", "H1/赵示甲"), ("还缺 PLACE", "daolian check-in --help")),
    "a bad choice": (("order", "甲村", "--level", "run"), ("没有", "run", "prepare")),
    "an option without its value": (("roll", "--at"), ("--at", "后面要跟一个值")),
    "two options of which one": (("order", "甲村", "--done", "--lift"), ("只能用一个",)),
    "neither of two options": (("helper", "吴样一"), ("要说明是哪一样",)),
    "a step of no seconds": (("plan", "--step-s", "0"), ("--step-s", "大于 0")),
    "no road to try": (("plan", "--critical", "0"), ("--critical", "大于 0")),
    "a threshold that is none": (("close", "L1", "--threshold", "很多"), ("--threshold", "百分数")),
    "an option cut short": (("import", "people", "x.csv", "--d"), ("--d", "说不清")),
    "an import that is none": (("undo-import", "00ff"), ("没有这次名册导入", "00ff")),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_one_line_exit_2_and_nothing_changed(run: Run, drill_path: Path, kind: str) -> None:
    (verb, *arguments), words = REFUSED[kind]
    before = on_disk(drill_path.parent)
    said = run(verb, drill_path, *arguments, as_json=False)
    assert (said.code, said.out) == (2, "")
    for word in words:
        assert word in said.line
    assert on_disk(drill_path.parent) == before


INSTITUTION = "id,name,place,kind,heads,cannot_walk\nI1,示例敬老院,甲村,care_home,20,8\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--heads", "-3", "--cannot-walk", "0"), ("现有人数", "-3")),
        (("--heads", "很多", "--cannot-walk", "0"), ("现有人数", "很多")),
        (("--heads", "3", "--cannot-walk", "4"), ("走不了", "4")),
        (("--moved", "21"), ("已转出", "20", "21")),
        (("--capacity", "1.5"), ("可容人数", "1.5")),
        (("--why", "  "), ("原因", "空")),
        (("--heads", "5", "--cannot-walk", "1", "--moved", "6"), ("已转出", "6")),
    ],
)
def test_heads_that_cannot_be(run: Run, tmp_path: Path, options: tuple[str, ...], words: tuple[str, ...]) -> None:
    """The last of several options may be the wrong one: nothing of the others stays."""
    pack = write_pack(tmp_path / "pack", {"institutions.csv": INSTITUTION})
    path = tmp_path / "file" / "院.daolian"
    path.parent.mkdir()
    make_file(path, pack=pack)
    before = on_disk(path.parent)
    said = run("institution", path, "I1", *options, as_json=False)
    assert said.code == 2
    for word in words:
        assert word in said.line
    assert on_disk(path.parent) == before


@pytest.mark.parametrize("verb", ["fly", "--sideways"])
def test_a_verb_that_is_not_there(run: Run, verb: str) -> None:
    said = run(verb, as_json=False)
    assert said.code == 2
    assert verb in said.line


def test_help_lists_only_what_works(capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.cli import VERBS, main

    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    listed = {
        line.split()[0]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("    ") and line[4:5].strip()  # a wrapped help text stands further in
    }
    assert ended.value.code == 0
    assert listed == set(VERBS)


READING = ("info", "roll", "verify")
WRITING = (("order", "甲村"), ("plan",), ("refuse", "H1/赵示甲"), ("close", "L1"))


@pytest.mark.parametrize("verb", [*((verb,) for verb in READING), *WRITING], ids=lambda words: words[0])
def test_no_such_file_and_not_a_daolian_file(run: Run, tmp_path: Path, verb: tuple[str, ...]) -> None:
    text = tmp_path / "名单.txt"
    text.write_text("一户,三口\n", encoding="utf-8")
    before = on_disk(tmp_path)
    for path, word in ((tmp_path / "没有.daolian", "没有这个文件"), (text, "不是岛链文件")):
        said = run(verb[0], path, *verb[1:], as_json=False)
        assert said.code == 2
        assert word in said.line
        assert str(path) in said.line
    assert on_disk(tmp_path) == before


def test_wrong_passphrases(run: Run, tmp_path: Path) -> None:
    path, words = tmp_path / "加密.daolian", tmp_path / "口令.txt"
    make_file(path, passphrase=PASSPHRASE)
    for text, sentence in (
        ("不对\n", "口令不对"),
        ("", "口令不对"),
        (b"\xff\xfe\xff", "口令不对"),
        (None, "没有这个文件"),
    ):
        words.unlink(missing_ok=True)
        if text is not None:
            words.write_bytes(text if isinstance(text, bytes) else text.encode())
        before = on_disk(tmp_path)
        said = run("order", path, "甲村", "--passphrase-file", words, as_json=False)
        assert said.code == 2
        assert sentence in said.line
        assert on_disk(tmp_path) == before
    assert "要口令" in run("roll", path, as_json=False).line
    words.write_text(PASSPHRASE + "\n第二行不算\n", encoding="utf-8")
    assert run("roll", path, "--passphrase-file", words).code == 0


def test_locked_by_another_process(run: Run, drill_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(drill_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        before = on_disk(drill_path.parent)
        for words in WRITING:
            said = run(words[0], drill_path, *words[1:], as_json=False)
            assert said.code == 2
            assert "别的程序正在写" in said.line
            assert on_disk(drill_path.parent) == before
        for verb in READING:
            assert run(verb, drill_path).code == 0
        holder.communicate("\n")


def test_a_replay_in_a_real_file(run: Run, real_path: Path) -> None:
    before = on_disk(real_path.parent)
    said = run("storm", real_path, "--replay", "23-7", as_json=False)
    assert said.code == 2
    assert "实战文件" in said.line
    assert on_disk(real_path.parent) == before


@pytest.fixture
def with_namesakes(tmp_path: Path) -> Path:
    """Two people of one name, and two villages of one name."""
    places = pack_text("places.csv") + "P4,山前镇,甲村,village,116.01,39.95,山洪\n"
    people = pack_text("people.csv").replace(",甲村,", ",练习镇/甲村,") + "H8,赵示甲,山前镇/甲村,walks,山洪,,男\n"
    helpers = pack_text("helpers.csv").replace(",甲村,", ",P1,")
    pack = write_pack(tmp_path / "pack", {"places.csv": places, "people.csv": people, "helpers.csv": helpers})
    make_file(tmp_path / "同名.daolian", pack=pack)
    return tmp_path / "同名.daolian"


def test_an_ambiguous_name_is_refused_with_the_candidates(run: Run, with_namesakes: Path) -> None:
    before = on_disk(with_namesakes.parent)
    person = run("check-in", with_namesakes, "赵示甲", "S1", as_json=False)
    assert person.code == 2
    for word in ("赵示甲", "不止一人", "H1/赵示甲", "H8/赵示甲"):
        assert word in person.line
    place = run("order", with_namesakes, "甲村", as_json=False)
    assert place.code == 2
    for word in ("甲村", "不止一处", "练习镇/甲村", "山前镇/甲村"):
        assert word in place.line
    called = run("call", with_namesakes, "赵示甲", "--outcome", "none", as_json=False)
    assert called.code == 2
    for word in ("赵示甲", "不止一人", "H1/赵示甲", "H8/赵示甲"):
        assert word in called.line
    assert on_disk(with_namesakes.parent) == before
    assert run("order", with_namesakes, "山前镇甲村").json["places"] == ["P4"]  # as people write it
    assert run("check-in", with_namesakes, "山前镇/甲村/赵示甲", "S1").code == 0


def test_an_entry_that_something_followed(run: Run, drill_path: Path) -> None:
    with open_again(drill_path) as store:
        person = str(store.connection.execute("select id from people where name = '赵示甲'").fetchone()[0])
        (event,) = refuse(store, persons=(person,), at=minute(1), operator="").events  # type: ignore[arg-type]
    said = run("void", drill_path, event.id, as_json=False)  # this laptop is not the one that wrote it
    assert said.code == 2
    assert "不是本台记的" in said.line


# what is wrong with the pack -> the file to write, and what the sentence must say
BROKEN_PACKS: dict[str, tuple[dict[str, str | None], tuple[str, ...]]] = {
    "a missing column": (
        {"people.csv": pack_text("people.csv", drop_column="mobility")},
        ("people.csv", "第 1 行", "mobility", "缺"),
    ),
    "a coordinate outside the outline": (
        {"places.csv": pack_text("places.csv", replace=("116.04,40.00", "117.50,40.00"))},
        ("places.csv", "第 4 行", "117.5", "界外"),
    ),
    "a negative capacity": (
        {"shelters.csv": pack_text("shelters.csv", replace=(",8,yes", ",-8,yes"))},
        ("shelters.csv", "第 3 行", "capacity", "-8"),
    ),
    "a road to an unknown node": (
        {"road_links.csv": pack_text("road_links.csv", replace=("L5,n3,n6", "L5,n3,n9"))},
        ("road_links.csv", "第 6 行", "to_node", "n9"),
    ),
    "a missing table": ({"people.csv": None}, ("people.csv",)),
    "no description": ({"pack.toml": None}, ("pack.toml",)),
    "an unknown village": (
        {"people.csv": pack_text("people.csv", replace=("丙村", "丁村"))},
        ("people.csv", "place", "丁村"),
    ),
}


@pytest.mark.parametrize("kind", BROKEN_PACKS)
def test_a_pack_with_errors_is_refused_whole(run: Run, tmp_path: Path, kind: str) -> None:
    changes, words = BROKEN_PACKS[kind]
    pack = write_pack(tmp_path / "pack", changes)
    before = on_disk(tmp_path)
    said = run("new", tmp_path / "新.daolian", "--pack", pack, "--drill")
    assert said.code == 2
    for word in words:
        assert word in said.line
    first = said.json["findings"][0]
    assert first["error"]
    assert first["file"] in said.line
    assert on_disk(tmp_path) == before


def test_all_errors_of_a_pack_are_in_the_json(run: Run, tmp_path: Path) -> None:
    two = pack_text("shelters.csv", replace=(",8,yes", ",-8,yes")).replace(",6,yes", ",x,yes")
    pack = write_pack(tmp_path / "pack", {"shelters.csv": two})
    said = run("new", tmp_path / "新.daolian", "--pack", pack, "--plain")
    assert "2" in said.line
    assert [(f["file"], f["line"], f["column"]) for f in said.json["findings"] if f["error"]] == [
        ("shelters.csv", 2, "capacity"),
        ("shelters.csv", 3, "capacity"),
    ]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--pack", "没有这里", "--drill"), "没有这里"),
        (("--pack", str(THREE_VILLAGES)), "口令"),
    ],
)
def test_a_file_that_cannot_be_made(run: Run, tmp_path: Path, arguments: tuple[str, ...], word: str) -> None:
    said = run("new", tmp_path / "新.daolian", *arguments, as_json=False)
    assert said.code == 2
    assert word in said.line
    assert on_disk(tmp_path) == {}


def test_a_file_that_is_there_is_not_written_over(run: Run, drill_path: Path) -> None:
    before = on_disk(drill_path.parent)
    said = run("new", drill_path, "--pack", THREE_VILLAGES, "--drill", as_json=False)
    assert said.code == 2
    assert "不覆盖" in said.line
    assert on_disk(drill_path.parent) == before


@pytest.mark.parametrize("kind", ["a file", "not empty"])
def test_a_demo_needs_an_empty_folder(run: Run, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    if kind == "a file":
        out.write_text("x", encoding="utf-8")
    else:
        out.mkdir()
        (out / "x").write_text("x", encoding="utf-8")
    before = on_disk(tmp_path)
    said = run("demo", "--out", out, as_json=False)
    assert said.code == 2
    assert str(out) in said.line
    assert on_disk(tmp_path) == before


def test_the_console_script_says_the_same(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("daolian")
    ended = subprocess.run(
        [script, "roll", str(tmp_path / "没有.daolian")], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"没有这个文件：{tmp_path / '没有.daolian'}\n"
