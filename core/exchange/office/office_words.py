"""Words of forms -> words of the pack: mobility, hazards, yes and no,
kinds. A word that stands in no list is not guessed."""

import re
from collections.abc import Mapping
from typing import Any

from core.domain.people import Hazard, Mobility
from core.exchange.office.problems import Odd
from core.exchange.office.said import NOTHING, CellReader, Note, Said, as_text, folded, nothing, remembered

_WALKS, _SLOW, _CHAIR, _BED = (kind.value for kind in Mobility)

# The first word of each is the one we write.
MOBILITY: Mapping[str, tuple[str, ...]] = {
    _WALKS: (
        "能走", "walks", "能自理", "自理", "正常", "健康", "良好", "完全自理", "能行走", "可行走", "行动自如",
        "健全",
        "行动正常", "可自理", "生活能自理", "能独立行走", "行动方便", "身体健康", "可自行转移", "一般能走", "全自理",
    ),
    _SLOW: (
        "慢行", "slow", "半自理", "半失能", "拄拐", "拐杖", "行动不便", "行动迟缓", "腿脚不便", "走路慢", "需搀扶",
        "需要搀扶", "需扶", "不便",
        "行走困难", "需协助", "需要协助", "部分自理", "年老体弱", "体弱", "助行器", "孕妇", "怀孕", "视力障碍",
        "失明", "盲人", "半自理能力",
        "行走不便", "拄拐杖", "轻度失能", "腿疾", "需要帮扶", "慢",
    ),
    _CHAIR: ("轮椅", "wheelchair", "坐轮椅", "需轮椅", "不能行走", "不能走", "截肢", "下肢瘫痪", "中度失能",
    "需坐轮椅", "截瘫"),
    _BED: (
        "卧床", "bedridden", "卧床不起", "失能", "完全失能", "不能自理", "瘫痪", "植物人", "全失能", "长期卧床",
        "重度失能", "需抬", "需担架", "担架",
        "无自理能力", "瘫痪在床", "生活不能自理", "完全不能自理",
    ),
}  # fmt: skip

HAZARDS: Mapping[str, tuple[str, ...]] = {
    Hazard.FLASH_FLOOD.value: ("山洪", "山洪灾害", "洪水", "沟道", "洪涝", "河道", "行洪", "临河", "沿河", "山洪沟",
    "临水", "涉水"),
    Hazard.LANDSLIDE.value: (
        "地灾", "地质灾害", "滑坡", "崩塌", "泥石流", "塌陷", "地面塌陷", "不稳定斜坡", "落石", "滚石", "山体",
        "切坡", "采空", "临崖", "临坡",
    ),
    Hazard.UNSAFE_HOUSE.value: ("危房", "危旧房", "险房", "危险房屋", "c级", "d级", "土坯房", "危险住房",
    "老旧房屋", "险户房屋", "漏雨"),
    Hazard.LOW_GROUND.value: ("低洼", "低洼院落", "低洼地", "内涝", "积水", "易积水", "低洼院", "地下室", "积滞水",
    "地势低"),
}  # fmt: skip

YES = frozenset(
    (
        "yes",
        "y",
        "true",
        "1",
        "是",
        "有",
        "能",
        "可",
        "可以",
        "√",
        "✓",
        "✔",
        "对",
        "已核实",
        "已确认",
        "在",
        "在村",
        "能联系",
    )
)
NO = frozenset(
    (
        "no",
        "n",
        "false",
        "0",
        "否",
        "无",
        "没有",
        "不能",
        "不可",
        "不可以",
        "×",
        "✗",
        "x",
        "不",
        "未核实",
        "未确认",
        "不在",
        "不在村",
    )
)

# table.column -> pack word -> words, the first being ours
KINDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "places.kind": {"village": ("村", "行政村", "自然村", "农村"), "community": ("社区", "居委会", "居民区")},
    "shelters.kind": {
        "safety_island": ("安全岛", "校园安全岛", "学校", "校园"),
        "hall": ("村委会", "村部", "礼堂", "活动室", "文化活动室", "党群服务中心", "文化礼堂", "大院"),
        "hotel": ("宾馆", "酒店", "民宿", "旅馆", "招待所"),
        "host": ("安全户", "结对安全户", "村民家"),
        "relatives": ("投亲靠友", "亲友", "亲戚", "亲友家"),
        "hospital": ("医院", "卫生院", "养老院"),
    },
    "rain.kind": {"observed": ("实测", "观测"), "forecast": ("预报", "预测")},
    "closures.kind": {
        "observed": ("实测", "已断", "断路", "现场"),
        "forecast": ("预报", "将断", "预计"),
        "planned": ("计划", "管控", "封闭"),
    },
    "thresholds.soil": {"dry": ("干", "干燥", "干土"), "normal": ("中", "正常", "一般", "常土"), "wet": ("湿",
    "湿润", "饱和", "湿土")},
    "thresholds.level": {
        "prepare": ("准备转移", "准备", "准备转移指标"),
        "go": ("立即转移", "立即", "立即转移指标", "转移"),
    },
    "institutions.kind": {
        "care_home": ("养老院", "养老机构", "敬老院", "养老", "养老照料中心", "养老驿站"),
        "school": ("学校", "幼儿园", "托育"),
        "guest_house": ("民宿", "农家院", "宾馆", "酒店", "农家乐"),
        "building_site": ("工地", "施工工地", "在建工地"),
        "scenic_spot": ("景区", "旅游景区", "公园", "露营地"),
    },
    "fleet.kind": {
        "bus": ("大客车", "客车", "大巴", "公交车"),
        "minibus": ("中巴", "中巴车", "小客车", "面包客车"),
        "van": ("面包车", "商务车", "厢式车"),
        "ambulance": ("救护车", "急救车"),
        "wheelchair_van": ("无障碍车", "福祉车"),
    },
    "speeds.light": {"day": ("白天", "昼"), "night": ("夜间", "夜"), "*": ("都", "全部")},
    "speeds.rain": {"dry": ("无雨", "晴"), "rain": ("有雨", "雨"), "*": ("都", "全部")},
}  # fmt: skip
_FREE = frozenset(("institutions.kind", "fleet.kind"))  # any word is a kind there
_MODES = {"walk": ("步行", "人"), "carried": ("抬送", "担架"), "car": ("车", "小车", "汽车"), "bus": ("客车", "大车")}
_CROSSINGS = {
    "bridge": (
        "桥", "桥梁"), "low_water": ("漫水桥", "漫水路"), "gully": ("沟口", "沟"), "cliff": ("临崖", "崖下"),
        "tunnel": ("隧道", "隧洞",
    ),
}  # fmt: skip

_SPLIT = re.compile(r"[|,;、，；/+和及\s]+")
_QUIET = re.compile(r"[\s,，;；、。.|()（）]+")


def _turned(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: kind for kind, several in words.items() for word in (kind, *several)}


_MOBILITY_OF = _turned(MOBILITY)
_HAZARD_OF = _turned(HAZARDS)
_HARDEST = {kind.value: rank for rank, kind in enumerate(Mobility)}


def mobility(cell: Any) -> Said:
    """One of the four; of several words the hardest, so that nobody is left who must be carried. Empty: not known."""
    raw = as_text(cell)
    text = _QUIET.sub("|", folded(raw).lower()).strip("|")
    if nothing(text):
        return NOTHING
    found = [_MOBILITY_OF.get(word) for word in text.split("|") if word]
    known = [kind for kind in found if kind is not None]
    if not known or len(known) < len(found):
        whole = _MOBILITY_OF.get(text.replace("|", ""))
        if whole is None:
            return Said(
                "",
                (Note("bad_value", {"value": raw, "allowed": [words[0] for words in MOBILITY.values()]}, error=True),),
            )
        known = [whole]
    hardest = max(known, key=_HARDEST.__getitem__)
    told = len(set(known)) > 1
    return Said(hardest, (Note(Odd.MOBILITY_READ, {"value": raw, "read": MOBILITY[hardest][0]}),) if told else ())


# What a bare 是 or 否 says about mobility hangs on what the column asks: part of the header -> (yes, no). 能 under
# 行动能力 is plain; 不能 there may be a wheelchair or a bed, so it is asked.
_ASKED = (
    ("不便", _SLOW, _WALKS),
    ("失能", _BED, _WALKS),
    ("自理", _WALKS, _BED),
    ("行走", _WALKS, _CHAIR),
    ("行动", _WALKS, ""),
)


def answered(header: str, cell: Any) -> Said | None:
    """A bare yes or no under a header that asks (能否自理, 是否行动不便); None for any other cell."""
    text = folded(as_text(cell)).lower()
    if text not in YES | NO or nothing(text):
        return None
    for asked, yes, no in _ASKED:
        if asked in header:
            read = yes if text in YES else no
            if not read:
                return None
            return Said(
                read, (Note(Odd.MOBILITY_READ, {"value": f"{header} {as_text(cell)}", "read": MOBILITY[read][0]}),)
            )
    return None


def hazards_in(text: str) -> tuple[list[str], list[str]]:
    """Hazards that a text names, in the order of the ledgers, and the words in it that name none."""
    found, unread = set(), []
    for word in _SPLIT.split(folded(text).lower()):
        if not word or nothing(word):
            continue
        kind = _HAZARD_OF.get(word)
        if kind is None:
            inside = {kind for known, kind in _HAZARD_OF.items() if len(known) > 1 and known in word}
            kind = next(iter(inside)) if len(inside) == 1 else None
            if len(inside) > 1:
                found |= inside
                continue
        if kind is None:
            unread.append(word)
        else:
            found.add(kind)
    return [hazard.value for hazard in Hazard if hazard.value in found], unread


def hazards(cell: Any) -> Said:
    """Hazards separated by `|`. A cell with words of which none is a hazard sets its row aside: without one of the four
    no order would ever make these people due."""
    raw = as_text(cell)
    if nothing(raw):
        return NOTHING
    found, unread = hazards_in(raw)
    if unread and not found:
        return Said(
            "", (Note("bad_value", {"value": raw, "allowed": [hazard.value for hazard in Hazard]}, error=True),)
        )
    notes = (Note(Odd.HAZARD_UNREAD, {"value": "、".join(unread)}),) if unread else ()
    return Said("|".join(found), notes)


def flag(cell: Any) -> Said:
    """yes, no or what stands there, for the pack's own reader to complain of."""
    text = folded(as_text(cell)).lower()
    if text in YES:
        return Said("yes")
    return Said("no") if text in NO else Said("" if text in ("-", "/") else text)


def sex(cell: Any) -> Said:
    text = folded(as_text(cell)).lower()
    if text in ("男", "女"):
        return Said(text)
    if nothing(text):
        return NOTHING
    known = {
        "男性": "男",
        "女性": "女",
        "m": "男",
        "f": "女",
        "male": "男",
        "female": "女",
        "1": "男",
        "2": "女",
        "男人": "男",
        "女人": "女",
    }
    read = known.get(text)
    return Said(read) if read else Said("", (Note(Odd.SEX_UNREADABLE, {"value": as_text(cell)}),))


def kind_reader(column: str) -> CellReader:
    """Reads `table.column` of `KINDS`: the pack's word for ours; other words as they stand."""
    words = _turned(KINDS[column])

    def read(cell: Any) -> Said:
        raw = as_text(cell)
        text = folded(raw).strip()
        return Said(words.get(text) or words.get(text.lower()) or (raw if column in _FREE else text.lower()))

    return remembered(read)


def several_reader(column: str) -> CellReader:
    """Modes of travel or crossings, separated by `|`."""
    words = _turned(_MODES if column == "modes" else _CROSSINGS)

    def read(cell: Any) -> Said:
        parts = [part for part in _SPLIT.split(folded(as_text(cell)).lower()) if part]
        return Said("|".join(words.get(part, part) for part in parts))

    return remembered(read)


def our_word(column: str, code: str) -> str:
    """Our Chinese word for a word of the pack; what has none stays."""
    table: Mapping[str, tuple[str, ...]] = {"mobility": MOBILITY, "modes": _MODES, "crossing": _CROSSINGS}.get(
        column, KINDS.get(column, {})
    )
    return table.get(code, (code,))[0]
