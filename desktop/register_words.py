"""Words of the register: fields, flags, why two entries may be one person, what may not stand in a field."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.domain.duplicates import Match, Verdict
from core.domain.entries import OffReason
from core.domain.freshness import Flag
from core.domain.people import Mobility
from desktop.i18n import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate


def field(name: str) -> str:
    return {
        "name": translate("Register", "姓名"),
        "sex": translate("Register", "性别"),
        "birth": translate("Register", "出生"),
        "id_number": translate("Register", "证件"),
        "phone": translate("Register", "电话"),
        "address": translate("Register", "住址"),
        "place": translate("Register", "村"),
        "household": translate("Register", "户"),
        "mobility": translate("Register", "行动"),
        "hazards": translate("Register", "隐患"),
        "needs": translate("Register", "需要"),
        "ledger": translate("Register", "台账"),
        "off": translate("Register", "在册"),
        "heads": translate("Register", "现有人数"),
        "cannot_walk": translate("Register", "走不了的"),
        "moved": translate("Register", "已转出"),
        "capacity": translate("Register", "可容人数"),
        "contact": translate("Register", "联系人"),
        "low_ground": translate("Register", "低洼"),
        "reason": translate("Register", "原因"),
        "why": translate("Register", "为何不在册"),
        "age": translate("Register", "年龄"),
        "carries": translate("Register", "能抬"),
        "max_load": translate("Register", "最多户数"),
        "car_seats": translate("Register", "车座"),
        "night": translate("Register", "夜里能叫"),
    }.get(name, name)


def mobility_code(text: str) -> str:
    """What somebody typed for a mobility as the code the register stores; unknown words stay as they are."""
    words = {
        translate("Domain", "能走"): Mobility.WALKS,
        translate("Domain", "慢行"): Mobility.SLOW,
        translate("Domain", "坐轮椅"): Mobility.WHEELCHAIR,
        translate("Register", "轮椅"): Mobility.WHEELCHAIR,
        translate("Domain", "卧床"): Mobility.BEDRIDDEN,
    }
    said = text.strip()
    return str(words.get(said, said))


def match(kind: Match) -> str:
    return {
        Match.SAME_ID: translate("Register", "证件号相同"),
        Match.SAME_NAME_BIRTH_PLACE: translate("Register", "同名、同出生、同村"),
        Match.SAME_NAME_HOUSEHOLD: translate("Register", "同名、同户"),
        Match.SAME_NAME_PHONE: translate("Register", "同名、同电话"),
    }[kind]


def verdict(kind: Verdict) -> str:
    return {
        Verdict.OPEN: translate("Register", "还没定"),
        Verdict.SAME: translate("Register", "同一人"),
        Verdict.DIFFERENT: translate("Register", "两个人"),
        Verdict.CONFLICT: translate("Register", "两台定得不一样"),
    }[kind]


def flag(kind: Flag) -> str:
    return {
        Flag.PHONE_UNCONFIRMED: translate("Register", "电话汛期未核"),
        Flag.ENTRY_OLD: translate("Register", "一年未核"),
        Flag.HELPER_GONE: translate("Register", "责任人已走"),
        Flag.SEVERAL_LEDGERS: translate("Register", "多本台账"),
        Flag.DUPLICATE: translate("Register", "疑似重复"),
        Flag.CONFLICT: translate("Register", "说法不一"),
        Flag.OFF: translate("Register", "不在册上"),
        Flag.HEADS_UNCOUNTED: translate("Register", "汛期未点人数"),
        Flag.ANSWER_DUE: translate("Register", "没答为何不在册"),
    }[kind]


def off(reason: str) -> str:
    return {
        OffReason.DIED.value: translate("Register", "去世"),
        OffReason.MOVED_AWAY.value: translate("Register", "迁走"),
        OffReason.ENTERED_WRONGLY.value: translate("Register", "登错了"),
        OffReason.IMPORT_UNDONE.value: translate("Register", "那次导入撤了"),
    }.get(reason, reason)


def institution(kind: str) -> str:
    return {
        "care_home": translate("Register", "养老"),
        "nursery": translate("Register", "托育"),
        "hospital": translate("Register", "医院"),
        "school": translate("Register", "学校"),
        "guest_house": translate("Register", "民宿"),
        "scenic_spot": translate("Register", "景区"),
        "building_site": translate("Register", "工地"),
        "camp": translate("Register", "露营"),
        "basement": translate("Register", "地下空间"),
        "power_station": translate("Register", "水电站"),
    }.get(kind, kind)


BAD_FIELD: dict[str, str] = {
    "empty": QT_TRANSLATE_NOOP("Refusals", "{word}不能空着"),
    "not_a_name": QT_TRANSLATE_NOOP("Refusals", "姓名不能有数字，也不能超过 50 字：「{value}」"),
    "not_a_sex": QT_TRANSLATE_NOOP("Refusals", "性别只能填 男、女 或空着：「{value}」"),
    "not_a_birth": QT_TRANSLATE_NOOP("Refusals", "出生要写成 1950、1950-03 或 1950-03-01：「{value}」"),
    "no_such_day": QT_TRANSLATE_NOOP("Refusals", "没有这一天：「{value}」"),
    "impossible_birth": QT_TRANSLATE_NOOP("Refusals", "出生要在 1900 年到今天之间：「{value}」"),
    "not_an_id": QT_TRANSLATE_NOOP("Refusals", "证件号要 18 位或 15 位，这里 {digits} 位；护照以字母开头"),
    "no_birth_in_id": QT_TRANSLATE_NOOP("Refusals", "证件号里的出生日期不成立，对着证件再看一遍"),
    "bad_check_digit": QT_TRANSLATE_NOOP("Refusals", "证件号末位校验不上，对着证件再看一遍"),
    "mobile_digits": QT_TRANSLATE_NOOP("Refusals", "手机号要 11 位，这里 {digits} 位"),
    "several_phones": QT_TRANSLATE_NOOP("Refusals", "一格只放一个电话号：「{value}」"),
    "not_a_phone": QT_TRANSLATE_NOOP("Refusals", "不像电话号：「{value}」"),
    "too_long": QT_TRANSLATE_NOOP("Refusals", "{word}最多 {most} 字：「{value}…」"),
    "not_a_mobility": QT_TRANSLATE_NOOP("Refusals", "行动只能填 {allowed}：「{value}」"),
    "not_a_hazard": QT_TRANSLATE_NOOP("Refusals", "隐患只能填 {allowed}：「{value}」"),
    "not_whole": QT_TRANSLATE_NOOP("Refusals", "{word}要 0 到 {most} 的整数：「{value}」"),
    "two_counts": QT_TRANSLATE_NOOP("Refusals", "要两个整数：现有人数、其中走不了的：「{value}」"),
    "not_a_flag": QT_TRANSLATE_NOOP("Refusals", "{word}只能填 yes 或 no：「{value}」"),
    "not_a_reason": QT_TRANSLATE_NOOP("Refusals", "原因只能是 {allowed}：「{value}」"),
}


def bad_field(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a refused field with its word."""
    return {**facts, "word": field(str(facts.get("field", "")))}
