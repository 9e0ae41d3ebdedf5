"""The panel of one shelter in words: its rule, its figures, its names, the household at the door."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.places import ShelterKind
from core.queries.map_rows import ShelterRow
from core.queries.rows import RollRow
from core.queries.shelter_people import Coming, ShelterPeople
from desktop import phrases
from desktop.shelters.entries import Entry, EntryKind

translate = QCoreApplication.translate


def kind(of: ShelterKind) -> str:
    return {
        ShelterKind.SAFETY_ISLAND: translate("Shelters", "校园安全岛"),
        ShelterKind.HALL: translate("Shelters", "村委会、礼堂"),
        ShelterKind.HOTEL: translate("Shelters", "宾馆"),
        ShelterKind.HOST: translate("Shelters", "安全户"),
        ShelterKind.RELATIVES: translate("Shelters", "投亲靠友"),
        ShelterKind.HOSPITAL: translate("Shelters", "医院"),
    }[of]


def rule(row: ShelterRow) -> str:
    """18 室 × 54 m² ÷ 2.0 m²/人 = 486; the area of a room follows from the other three."""
    shelter = row.shelter
    if shelter.rooms and shelter.m2_per_person:
        area = shelter.capacity * shelter.m2_per_person / shelter.rooms
        text = translate("Shelters", "{rooms} 室 × {area:.0f} m² ÷ {each:.1f} m²/人 = {all}").format(
            rooms=shelter.rooms, area=area, each=shelter.m2_per_person, all=shelter.capacity
        )
    else:
        text = translate("Shelters", "可住 {all}（登记数）").format(all=shelter.capacity)
    return text


def panel_second(row: ShelterRow) -> str:
    parts = [row.shelter.town, kind(row.shelter.kind)]
    if row.shelter.step_free is not None:
        parts.append(translate("Shelters", "无台阶") if row.shelter.step_free else translate("Shelters", "有台阶"))
    if row.beds_lacking:
        parts.append(translate("Shelters", "房间只有 {beds} 床").format(beds=row.beds))
    if row.added:
        parts.append(translate("Shelters", "当场建的"))
    if row.onward_out:
        parts.append(translate("Shelters", "要转走 {n} 人").format(n=row.onward_out))
    return " · ".join(parts)


def opened_since(row: ShelterRow) -> str:
    if row.opened_at is not None:
        return translate("Shelters", "已开 {time}").format(time=phrases.hm(row.opened_at))
    if row.contested:
        return translate("Shelters", "一台说关了，一台说开着")
    return translate("Shelters", "有人在，没记开岛") if row.open else translate("Shelters", "未开")


def panel_figures(row: ShelterRow) -> tuple[tuple[str, str], ...]:
    """In the house, at most at once, arrivals ever: three different figures."""
    return (
        (translate("Shelters", "在岛"), str(row.inside)),
        (translate("Shelters", "空床"), str(row.free)),
        (translate("Shelters", "再到"), str(row.coming)),
        (translate("Shelters", "路上"), str(row.on_the_way)),
        (translate("Shelters", "峰值"), str(row.peak)),
        (translate("Shelters", "人次"), str(row.visits)),
        (translate("Shelters", "待核"), str(row.disputed)),
    )


def entries(people: ShelterPeople | None, now: datetime) -> tuple[Entry, ...]:
    """To come by time, then disputed, then in the house, latest first."""
    if people is None:
        return ()
    out: list[Entry] = []
    if people.coming:
        persons = sum(len(party.members) for party in people.coming)
        head = translate("Shelters", "要到 {h} 户 {p} 人").format(h=len(people.coming), p=persons)
        out.append(Entry("head/coming", EntryKind.HEAD, head, right=translate("Shelters", "按方案到达先后")))
        out.extend(_coming(party, now) for party in people.coming)
    if people.disputed:
        head = translate("Shelters", "待核 {n} 人").format(n=len(people.disputed))
        note = translate("Shelters", "总数里只算一次；问到本人再定")
        out.append(Entry("head/disputed", EntryKind.HEAD, head, right=note))
        out.extend(_inside(row, "disputed") for row in people.disputed)
    if people.inside:
        head = translate("Shelters", "在岛 {n} 人").format(n=len(people.inside))
        if people.disputed:
            head = translate("Shelters", "在岛 {n} 人，连上面待核的").format(n=len(people.inside))
        out.append(Entry("head/inside", EntryKind.HEAD, head, right=translate("Shelters", "新到在前")))
        out.extend(_inside(row, "inside") for row in people.inside if not row.to_reconcile)
    return tuple(out)


def _coming(party: Coming, now: datetime) -> Entry:
    head = party.head
    if party.origin:
        return _onward(party, now)
    late = party.arrive < now
    arrive = translate("Shelters", "{time} 到").format(time=phrases.hm_near(party.arrive, now))
    helper = head.helper
    return Entry(
        key=f"party/{party.household}",
        kind=EntryKind.PARTY,
        title=translate("Shelters", "{name} 户 {n} 人").format(name=head.name, n=len(party.members)),
        second=" · ".join(part for part in (head.place_name, phrases.look(head.look)) if part),
        right=phrases.left(party.arrive, now) if late else arrive,
        right_second=translate("Shelters", "A {name} {phone}").format(name=helper.name, phone=helper.phone)
        if helper
        else "",
        symbol=head.look.value,
        ident=party.household,
    )


def _onward(party: Coming, now: datetime) -> Entry:
    """A household that another island sends on to here: ordered to come, or on its way."""
    head = party.head
    since = translate("Shelters", "{time} 离开") if head.going_to else translate("Shelters", "{time} 下令")
    return Entry(
        key=f"party/{party.household}",
        kind=EntryKind.PARTY,
        title=translate("Shelters", "{name} 户 {n} 人").format(name=head.name, n=len(party.members)),
        second=translate("Shelters", "由 {name} 转来").format(name=party.origin_name or party.origin),
        right=since.format(time=phrases.hm_near(party.arrive, now)),
        symbol="on_the_way",
        ident=party.household,
    )


def _inside(row: RollRow, part: str) -> Entry:
    place = translate("Shelters", "扩面") if row.beyond_register else row.place_name
    second = " · ".join(text for text in (_person(row), place) if text)
    evidence = next((phrases.evidence(claim.evidence) for claim in row.claims), "")
    others = [claim for claim in row.claims if claim.place != row.at_place]
    right = " ".join(part for part in (phrases.hm(row.since) if row.since else "", evidence) if part)
    if part == "disputed":
        right = translate("Shelters", "另有 {n} 处也说在").format(n=len(others))
    return Entry(
        key=f"{part}/{row.person}",
        kind=EntryKind.PERSON,
        title=row.name or translate("Shelters", "姓名不详"),
        second=second,
        right=right,
        symbol="to_reconcile" if row.to_reconcile else "beyond" if row.beyond_register else "arrived",
        ident=row.person,
    )


def _person(row: RollRow) -> str:
    age = str(row.age) if row.age is not None else ""
    return " · ".join(part for part in (f"{row.sex} {age}".strip(), phrases.mobility(row.mobility)) if part)


def members(party: Coming, ticked: frozenset[str]) -> tuple[Entry, ...]:
    """The card's members: number, name, who he is, here or not."""
    out = []
    for number, row in enumerate(party.members, 1):
        here = row.person in ticked
        needs = " · ".join((_person(row), *row.needs))
        out.append(
            Entry(
                key=f"member/{row.person}",
                kind=EntryKind.MEMBER,
                title=row.name,
                second=needs,
                right=translate("Shelters", "到达") if here else translate("Shelters", "没来"),
                cap=str(number) if number <= 9 else "",
                ident=row.person,
                ticked=here,
            )
        )
    return tuple(out)


def party_second(party: Coming, now: datetime) -> str:
    head = party.head
    parts = [
        head.place_name,
        translate("Shelters", "户 {id}").format(id=party.household),
        translate("Shelters", "方案 {time} 到").format(time=phrases.hm_near(party.arrive, now)),
    ]
    return " · ".join(part for part in parts if part)
