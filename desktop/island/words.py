"""The desk at an island's door in words."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.standing import Class
from core.queries.door import DoorCard, DoorHit
from core.queries.map_rows import ShelterRow
from core.queries.rooms import NextIsland
from core.queries.rows import RollRow
from desktop import people_words, phrases
from desktop.island.shown import IslandShown, Stage, here

translate = QCoreApplication.translate
PLATE = "应急安置室"


def opened(row: ShelterRow) -> str:
    if row.opened_at is not None:
        return translate("Island", "已开 {time}").format(time=phrases.hm(row.opened_at))
    if row.contested:
        return translate("Island", "一台说关了，一台说开着")
    return translate("Island", "有人在，没记开岛") if row.open else translate("Island", "未开")


def prompt(state: IslandShown) -> str:
    """What the input says at its right: how many match what is typed."""
    if not state.typed.strip():
        return ""
    if not state.hits:
        return translate("Island", "没有相符的 · ⏎ 收为不在册")
    homes = len({hit.row.household or hit.row.person for hit in state.hits})
    return translate("Island", "{n} 人 {h} 户相符").format(n=len(state.hits), h=homes)


def hit_line(hit: DoorHit) -> tuple[str, str]:
    """Who (with birth year and village, so that namesakes are told apart), and where he stands at the right."""
    row = hit.row
    who = " · ".join(
        part
        for part in (
            people_words.person(row),
            row.place_name,
            translate("Island", "户 {id}").format(id=row.household) if row.household else translate("Island", "扩面"),
            translate("Island", "尾号 {tail}").format(tail=hit.tail) if hit.tail else "",
        )
        if part
    )
    if row.class_ is Class.MOVED:
        return who, translate("Island", "已到 {place}").format(place=phrases.at_place(row.at_place, row.at_name))
    return who, translate("Island", "本岛应到") if hit.expected else phrases.look(row.look)


def card_title(card: DoorCard) -> str:
    name = card.head.name or translate("Island", "姓名不详")
    return translate("Island", "{name} 户").format(name=name) if card.household else name


def card_second(card: DoorCard, shelter: str, now: datetime) -> str:
    """Village, household, and when he is expected here; or that the plan sends him elsewhere."""
    head = card.head
    parts = [head.place_name, translate("Island", "户 {id}").format(id=card.household) if card.household else ""]
    if head.shelter == shelter and head.arrive is not None:
        parts.append(translate("Island", "本岛应到 {time} 前").format(time=phrases.hm_near(head.arrive, now)))
    elif head.shelter_name:
        parts.append(translate("Island", "方案去 {place}，到了这里照收").format(place=head.shelter_name))
    return " · ".join(part for part in parts if part)


def helper(card: DoorCard) -> str:
    return people_words.helper(card.head.helper, "A") if card.head.helper is not None else ""


def member_second(row: RollRow) -> str:
    return people_words.mobility(row)


def member_middle(row: RollRow, state: IslandShown, now: datetime) -> tuple[str, str]:
    """The bed he has or would get, over where he was last recorded."""
    ticked = row.person in state.ticked
    upper, lower = people_words.last_contact(row, now)
    if row.class_ is Class.MOVED and row.at_place != state.shelter:
        place = phrases.at_place(row.at_place, row.at_name)
        return translate("Island", "{place} 记过到达").format(place=place), upper
    if row.class_ is Class.AWAY:
        return translate("Island", "记过外出"), upper
    if here(row, state.shelter) and row.room is not None:
        return _bed(row.room_name, row.room_number, row.bed), upper
    proposed = state.bed_of(row.person)
    if ticked and proposed is not None:
        care = "" if proposed.fits else translate("Island", "（要照护室，没有了）")
        return _bed(proposed.room.plate, proposed.room.number, proposed.bed.number) + care, upper
    if ticked and state.board is not None and state.board.rows:
        return translate("Island", "没有空床，只记到达"), upper
    return (translate("Island", "不排床"), upper) if not ticked else (upper, lower)


def _bed(plate: str, number: int, bed: int | None) -> str:
    return translate("Island", "{room} · 床 {bed}").format(room=room(plate, number), bed=bed)


def room(plate: str, number: int) -> str:
    """室七, as it is said at the door; the plate itself where it is no 应急安置室."""
    if not plate:
        return translate("Island", "室 {n}").format(n=number)
    return translate("Island", "室{n}").format(n=plate.removeprefix(PLATE)) if plate.startswith(PLATE) else plate


def room_line(state: IslandShown) -> str:
    """The room that the household gets: which one, on which floor, what is left in it."""
    rooms = {row.room.id: row.room for row in state.beds}
    if not rooms:
        return ""
    first = next(iter(rooms.values()))
    there = next((row for row in (state.board.rows if state.board else ()) if row.room.id == first.id), None)
    parts = [
        "、".join(room(one.plate, one.number) for one in rooms.values()),
        translate("Island", "平时 {name}").format(name=first.everyday) if first.everyday else "",
        translate("Island", "{n} 层").format(n=first.floor) if first.floor else "",
        translate("Island", "无台阶") if first.step_free else "",
        translate("Island", "照护室") if first.care else "",
        translate("Island", "空 {n} 床").format(n=there.free) if there is not None else "",
        "" if first.confirmed else translate("Island", "室、床为假定，待核"),
    ]
    return " · ".join(part for part in parts if part)


def member_state(row: RollRow, shelter: str, ticked: bool) -> tuple[str, str]:
    """Symbol and word at the right of a member."""
    if here(row, shelter) and row.out_since is not None:
        return ("arrived", translate("Island", "回来了")) if ticked else ("away", translate("Island", "暂离"))
    if here(row, shelter) and ticked:
        return "arrived", translate("Island", "在岛 · 选")
    if here(row, shelter):
        return "arrived", translate("Island", "已在本岛")
    if ticked:
        return "arrived", translate("Island", "到达")
    return "circle", translate("Island", "没来")


def enter_word(state: IslandShown) -> str:
    n = len(state.arriving)
    if not n:
        return translate("Island", "一个都没勾，不记")
    if state.board is not None and state.board.rows and not state.beds:
        return translate("Island", "{n} 人到达，没有空床，下一位").format(n=n)
    return translate("Island", "{n} 人到达并入住，下一位").format(n=n)


def note(state: IslandShown) -> str:
    """One line under the members: what follows from what is ticked, or where they say they come from."""
    card = state.card
    if card is None:
        return ""
    if state.came_from is not None:
        return translate("Island", "说从 {place} 过来").format(place=state.came_from[1])
    if card.slip:
        return translate("Island", "条子上的记录号已接上")
    missing = [
        n
        for n, row in enumerate(card.members, start=1)
        if row.person not in state.ticked and row.class_ not in (Class.MOVED, Class.AWAY)
    ]
    if missing and state.ticked:
        text = translate("Island", "{who} 号没来：找到前留在 未落实 名单（F4）")
        return text.format(who="、".join(map(str, missing)))
    return ""


def question(state: IslandShown) -> tuple[str, tuple[str, ...]]:
    """What is asked in place, and the answers of the digits."""
    if state.stage is Stage.ASK:
        return translate("Island", "刚扫到另一张卡。先记这户？"), ()
    if state.stage is Stage.FROM:
        return translate("Island", "从哪个点过来的？"), tuple(name for _, name in state.islands)
    if state.stage is Stage.ELSEWHERE and state.elsewhere is None:
        return (
            translate("Island", "不在本岛，电话回访在哪儿？"),
            (translate("Island", "投亲靠友"), translate("Island", "安全户")),
        )
    if state.stage is Stage.ELSEWHERE:
        ways = (
            translate("Island", "本人电话"),
            translate("Island", "责任人电话"),
            translate("Island", "户主签的条子"),
            translate("Island", "有人亲见"),
            translate("Island", "听说"),
        )
        return translate("Island", "怎么知道的？"), ways
    if state.stage is Stage.ROOM:
        free = translate("Island", "{room} 空 {n}")
        return translate("Island", "换到哪一室？"), tuple(
            free.format(room=room(row.room.plate, row.room.number), n=row.free) for row in state.choices
        )
    if state.stage is Stage.BED:
        bed = translate("Island", "{room} · 床 {n}")
        return translate("Island", "换到哪一床？"), tuple(
            bed.format(room=room(row.room.plate, row.room.number), n=row.bed.number) for row in state.free_beds
        )
    if state.stage is Stage.ONWARD:
        return translate("Island", "转到哪个岛？到了那边才算到"), tuple(map(onward, state.onward))
    return "", ()


def onward(row: NextIsland) -> str:
    """An island to send people on to, with what it has free."""
    text = translate("Island", "{name} 空 {n}") if row.open else translate("Island", "{name} 空 {n}（未开）")
    way = (
        translate("Island", "，车 {n} 分").format(n=round(row.minutes))
        if row.minutes is not None
        else translate("Island", "，路不明")
    )
    return text.format(name=row.name, n=row.free) + way


def where_next(state: IslandShown) -> str:
    """Where the next ones could go, when the island fills: the nearest that are open."""
    names = [onward(row) for row in state.onward[:2]]
    return translate("Island", "下一个：{names}").format(names="、".join(names)) if names else ""


def filled(row: ShelterRow) -> tuple[str, str]:
    """At 80, 95 and 100 %: the level as a role, and the words; both empty below."""
    capacity = row.shelter.capacity
    share = row.inside / capacity if capacity else 1.0
    if share >= 1:
        return "go", translate("Island", "满了：{n} / {all}").format(n=row.inside, all=capacity)
    if share >= 0.95:
        return "go", translate("Island", "到 95 %：只剩 {n} 床").format(n=row.free)
    if share >= 0.8:
        return "prep", translate("Island", "到 80 %：还剩 {n} 床").format(n=row.free)
    return "", ""
