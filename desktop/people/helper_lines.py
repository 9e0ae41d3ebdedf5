"""One helper in words: the cells of the list, and the lines of his page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.helping import Out
from core.domain.people import Helper, Role
from core.queries.helper_pages import HelperListRow, HelperPage, Visit
from core.queries.pairing_rows import CallRow
from desktop import keys, pairing_words, phrases, register_words
from desktop.pair_reasons import PairReasons
from desktop.upward_words import sortie
from desktop.widgets.lines import Card, Hair, Heading, Line, Marked, Named, Words
from desktop.widgets.two_lines import Cell

translate = QCoreApplication.translate


def age(helper: Helper) -> str:
    """Nothing where no list says it."""
    return "" if helper.age is None else translate("People", "{n} 岁").format(n=helper.age)


def is_out(row: HelperListRow) -> bool:
    """Whether he was said to have gone out and not to have come back."""
    return row.sortie is not None and row.sortie.state is not Out.BACK


def state_of(row: HelperListRow, now: datetime) -> tuple[str, str, str]:
    """Words, symbol and role of whether he can come."""
    if row.off:
        return register_words.off(row.off), "away", "go"
    if row.out is not None:
        return translate("People", "来不了 {time} 起").format(time=phrases.hm_near(row.out, now)), "refused", "go"
    if row.sortie is not None and row.sortie.state is not Out.BACK:
        when = phrases.hm_near(row.sortie.at, now)
        return (
            translate("People", "{state} {time}").format(state=sortie(row.sortie.state), time=when),
            "on_the_way",
            "strong",
        )
    if row.due:
        return translate("People", "自家也要走"), "prepare", "strong"
    return translate("People", "在"), "heard", "strong"


def cells(row: HelperListRow, now: datetime) -> tuple[Cell, ...]:
    state, symbol, _role = state_of(row, now)
    helper = row.helper
    load = translate("People", "A {a} · B {b}").format(a=row.primary, b=row.deputy)
    most = translate("People", "最多 {n} 户").format(n=helper.max_load)
    seats = translate("People", "车 {n} 座").format(n=helper.car_seats) if helper.car_seats else ""
    carry = translate("People", "能抬 {n}").format(n=helper.carries) if helper.carries else ""
    night = translate("People", "夜里能叫") if helper.night else translate("People", "夜里叫不醒")
    able = " · ".join(part for part in (carry, seats) if part) or "–"
    confirmed = row.phone_confirmed is not None
    phone = row.phone if confirmed else translate("People", "{phone} 未核").format(phone=row.phone)
    return (
        Cell(helper.name, " · ".join(filter(None, (row.place_name, age(helper)))), bold=True),
        Cell(load, most, bold=row.primary + row.deputy > helper.max_load),
        Cell(able, night),
        Cell(state, phone if row.phone else translate("People", "没有电话"), symbol),
    )


def lines_of(page: HelperPage, bare: Mapping[str, str], now: datetime, reasons: PairReasons) -> tuple[Line, ...]:
    """His page; `bare` are the phones to show in full, by whose they are."""
    row = page.row
    able = cells(row, now)[2]
    lines: list[Line] = [
        Hair(),
        Named(
            register_words.field("phone"),
            bare.get(row.helper.id) or row.phone or "–",
            keys.hint("show_phone"),
            _confirmed(row),
        ),
        Named(translate("People", "能做"), f"{able.upper} · {able.lower}"),
    ]
    said = sortie(row.sortie.state) if row.sortie is not None else translate("People", "没有外出")
    following = translate("People", "报平安") if is_out(row) else translate("People", "出去了")
    lines.append(Named(translate("People", "外出"), said, "S", following))
    if is_out(row):
        lines.append(Named("", "", "B", translate("People", "回来了")))
    cards: list[Line] = []
    if row.off or row.out is not None:
        cards.append(Card(state_of(row, now)[0], _left_doors(page), translate("People", "又能来了"), "O"))
    if page.former:
        text = translate("People", "他出缺时的 {n} 户现在是别人去").format(n=len({home for home, _role in page.former}))
        cards.append(Card(text, translate("People", "要他去就还给他；不按就不动"), translate("People", "还给他"), "G"))
    if row.due:
        cards.append(Card(translate("People", "自家也要走：不能算他"), ""))
    if page.over_load:
        text = translate("People", "最多 {n} 户").format(n=row.helper.max_load)
        cards.append(Card(translate("People", "带多了"), text))
    if page.late:
        text = translate("People", "一户户走来不及：分几户给 B 角，或先打电话")
        cards.append(Card(translate("People", "赶不及"), text))
    if cards:
        lines += [Hair(), *cards]
    if page.calls:
        lines += [Hair(), *_call_lines(page.calls, now, bare)]
    lines += [Hair(), Heading(translate("People", "先后 {n} 户").format(n=len(page.visits)), _tail(page))]
    for number, visit in enumerate(page.visits, start=1):
        lines += _visit_lines(number, visit, now)
        lines += _why_lines(visit, reasons)
    if not page.visits:
        lines.append(Words(translate("People", "现行方案没有派他。")))
    lines.append(
        Words(translate("People", "时间按每户 {n} 分、户与户之间经自家算（待核）").format(n=page.door_minutes))
    )
    lines.append(Words(translate("People", "? 为什么 · C 核过了 · E 改电话 · W 迁走或放回")))
    return tuple(lines)


def _left_doors(page: HelperPage) -> str:
    """What became of his households: still his in the plan, already given to others, or none."""
    left = page.row.primary + page.row.deputy
    if left:
        return translate("People", "他的 {n} 户先找另一人；方案随后自己改").format(n=left)
    if any(not call.is_call for call in page.calls):
        return translate("People", "有户没有人去了：照下面先找人")
    if page.calls:
        return translate("People", "他的户已经改派，照下面打电话")
    return translate("People", "他名下没有户，不用改派")


def _confirmed(row: HelperListRow) -> str:
    if row.phone_confirmed is None:
        return translate("People", "未核")
    return translate("People", "{date} 核").format(date=phrases.date(row.phone_confirmed))


def _tail(page: HelperPage) -> str:
    lame = sum(visit.carried for visit in page.visits if visit.role is Role.PRIMARY)
    return translate("People", "要抬 {n} 人").format(n=lame) if lame else ""


def _call_lines(calls: tuple[CallRow, ...], now: datetime, bare: Mapping[str, str]) -> list[Line]:
    """First the doors nobody is left for, each by itself; then the calls in order: ticked with the time, the next one
    strong."""
    lines: list[Line] = []
    lost = [about for call in calls if not call.is_call for about in call.about]
    calls = tuple(call for call in calls if call.is_call)
    if lost:
        head = translate("People", "先找人：{n} 户没有人去").format(n=len(lost))
        tail = translate("People", "{key} 看加一名什么人能顶上").format(key=keys.hint("plan"))
        lines.append(Heading(head, tail))
        lines += [Words(f"▸ {pairing_words.about_words(about)}", "strong") for about in lost]
    if not calls:
        return lines
    following = next((call for call in calls if call.done is None), None)
    left = sum(call.done is None for call in calls)
    tail = (
        translate("People", "还有 {n} 个 · 空格 打过一个").format(n=left) if left else translate("People", "都打过了")
    )
    lines.append(Heading(translate("People", "要打的电话 {n}").format(n=len(calls)), tail))
    for at, call in enumerate(calls, start=1):
        text = f"{at} {pairing_words.call_words(replace(call, phone=bare.get(call.answers or '') or call.phone))}"
        if call.done is not None:
            lines.append(
                Words(
                    translate("People", "✓ {time} 打过 · {call}").format(
                        time=phrases.hm_near(call.done, now), call=text
                    )
                )
            )
        else:
            lines.append(Words(f"▸ {text}" if call is following else text, "strong" if call is following else ""))
    return lines


def _why_lines(visit: Visit, reasons: PairReasons) -> list[Line]:
    """What `?` found about his part at this door."""
    rows = reasons.of(visit.household)
    if rows is None:
        return [Words(translate("People", "正在想为什么…"))]
    return [Words("\n".join(pairing_words.reason_words(row))) for row in rows if row.role is visit.role]


def _visit_lines(number: int, visit: Visit, now: datetime) -> list[Line]:
    lock = translate("People", "已锁") if visit.locked else translate("People", "锁")
    people = translate("People", "{head} 户 {n} 人 · {place}").format(
        head=visit.head, n=visit.persons, place=visit.place_name
    )
    done = "" if visit.waiting else translate("People", "都走了")
    first = Named(f"{number} {visit.role.value}", people, str(number), done or lock, "strong")
    if visit.depart is None:
        why = (
            translate("People", "村未落点，方案给不出时间")
            if visit.unplaced
            else translate("People", "方案里没有这户的时间")
        )
        return [first, Words(why)]
    if visit.leave is None or visit.reach is None:
        return [first]
    times = translate("People", "{leave} 动身 · {reach} 到门 · {depart} 出门 · {last}").format(
        leave=phrases.hm_near(visit.leave, now),
        reach=phrases.hm(visit.reach),
        depart=phrases.hm(visit.depart),
        last=translate("People", "最晚 {time}").format(time=phrases.hm_near(visit.last, now))
        if visit.last is not None
        else translate("People", "路不断"),
    )
    named = [name or translate("People", "村道") for name in visit.roads]
    roads = "、".join(named[:4]) + (translate("People", " 等") if len(visit.roads) > 4 else "")
    way = translate("People", "去 {at} · {mode} · 走 {roads}").format(
        at=visit.shelter_name, mode=phrases.mode(visit.mode) if visit.mode is not None else "", roads=roads or "–"
    )
    lines: list[Line] = [first, Marked("heard", times, "", "strong"), Words(way)]
    if visit.carried:
        lines.append(Words(translate("People", "要抬 {n} 人").format(n=visit.carried), "strong"))
    if visit.partner:
        other = "B" if visit.role is Role.PRIMARY else "A"
        lines.append(Words(f"{other} {visit.partner} {visit.partner_phone}"))
    return lines
