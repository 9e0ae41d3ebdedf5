"""What an import says: one sentence for every oddity of an office's table, names of tables, verdicts, file kinds.

`{…}` are the facts of the finding. The sentence begins after the place: 转移对象.xlsx#韭园村 第 7 行 身份证号 列，…
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from core.exchange.office.problems import Odd
from core.exchange.office.verdicts import Verdict
from core.operations.import_undo import Stays, TakenBack
from desktop import register_words
from desktop.i18n import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
NAMED = 6  # of those that an undone import leaves as they are

SENTENCES: dict[str, str] = {
    Odd.EMPTY_FILE: QT_TRANSLATE_NOOP("Findings", "是空的，里面没有表"),
    Odd.PASSWORD: QT_TRANSLATE_NOOP("Findings", "加了打开密码，读不了；在 Excel 里去掉密码再存一份"),
    Odd.TOO_LARGE_INSIDE: QT_TRANSLATE_NOOP("Findings", "解开有 {size} 字节，最多读 {most}；分成几个文件"),
    Odd.TOO_MANY_CELLS: QT_TRANSLATE_NOOP(
        "Findings", "表「{sheet}」有 {rows} 行 {columns} 列，最多读 {most_rows} 行、{most} 格；删掉表外的零散格子再存"
    ),
    Odd.BROKEN_FILE: QT_TRANSLATE_NOOP("Findings", "坏了，打不开（{detail}）；请在 Excel 里打开，另存一份"),
    Odd.OTHER_FORMAT: QT_TRANSLATE_NOOP("Findings", "其实是 {kind}，不是表格；请另存为 xlsx 或 csv"),
    Odd.ROAD_MAP: QT_TRANSLATE_NOOP(
        "Findings", "这是路网，不是表；台账 I、R 换路网，或在命令行 import 文件 roads 来源"
    ),
    Odd.NOT_TEXT: QT_TRANSLATE_NOOP("Findings", "既不是表格也不是文字；请另存为 xlsx 或 csv"),
    Odd.NO_HEADER: QT_TRANSLATE_NOOP("Findings", "没有找到表头：要有「{needed}」这样的列"),
    Odd.BROKEN_BYTES: QT_TRANSLATE_NOOP("Findings", "有读不出的字（{byte}），照原样留着，请核对"),
    Odd.HTML_AS_XLS: QT_TRANSLATE_NOOP("Findings", "其实是网页，按网页里的表读的"),
    Odd.HIDDEN_SHEET: QT_TRANSLATE_NOOP("Findings", "表「{sheet}」是隐藏的，没有读；要读就在 Excel 里取消隐藏"),
    Odd.SHEET_NOT_READ: QT_TRANSLATE_NOOP("Findings", "这张表没有读：表头不像（缺「{needed}{label}」）"),
    Odd.DOUBLE_COLUMN: QT_TRANSLATE_NOOP("Findings", "「{value}」是同一项的几列：取有字的，两列不同的行放一边"),
    Odd.SIDE_BY_SIDE: QT_TRANSLATE_NOOP("Findings", "左右并排 {count} 张表，都读了"),
    Odd.PLACE_FROM_TITLE: QT_TRANSLATE_NOOP("Findings", "没有村这一列，按标题或表名都算 {value}"),
    Odd.HAZARD_FROM_TITLE: QT_TRANSLATE_NOOP("Findings", "没有隐患这一列，按标题都算 {value}"),
    Odd.NO_HAZARDS: QT_TRANSLATE_NOOP("Findings", "没有隐患这一列：新收的人下令时不会列入应转，除非同户有隐患"),
    Odd.HOUSEHOLD_FROM_HEAD: QT_TRANSLATE_NOOP("Findings", "没有户编号，以村名加户主姓名作户编号"),
    Odd.HOUSEHOLD_WITH_PLACE: QT_TRANSLATE_NOOP("Findings", "户号只有数字，各村会重，前面加了村名"),
    Odd.TOTAL: QT_TRANSLATE_NOOP("Findings", "是合计，不是人：「{value}」"),
    Odd.SIGNATURE: QT_TRANSLATE_NOOP("Findings", "是签字栏：「{value}」"),
    Odd.NOTE: QT_TRANSLATE_NOOP("Findings", "是说明：「{value}」"),
    Odd.EXAMPLE: QT_TRANSLATE_NOOP("Findings", "是示例，不收：「{value}」"),
    Odd.HEADER_AGAIN: QT_TRANSLATE_NOOP("Findings", "又是表头"),
    Odd.COLUMN_NUMBERS: QT_TRANSLATE_NOOP("Findings", "是列号"),
    Odd.ONLY_A_NUMBER: QT_TRANSLATE_NOOP("Findings", "只有序号，没有内容"),
    Odd.SECTION: QT_TRANSLATE_NOOP("Findings", "是小标题：「{value}」"),
    Odd.TWO_VALUES: QT_TRANSLATE_NOOP("Findings", "两列说法不同：「{value}」，留一个"),
    Odd.SAYS_GONE: QT_TRANSLATE_NOOP("Findings", "写着「{note}」：「{value}」，要不要收请定"),
    Odd.SAME_NAME: QT_TRANSLATE_NOOP(
        "Findings", "同户同村同名「{value}」（第 {first_line} 行）：同一人还是两人，给户编号或证件号"
    ),
    Odd.PLACE_ALIKE: QT_TRANSLATE_NOOP("Findings", "没有这个村：「{value}」，像 {candidates}"),
    Odd.SAME_ROW: QT_TRANSLATE_NOOP("Findings", "和第 {first_line} 行一样"),
    Odd.IN_FILE: QT_TRANSLATE_NOOP("Findings", "已有，没有变"),
    Odd.HIDDEN_ROW: QT_TRANSLATE_NOOP("Findings", "是隐藏的行，照收"),
    Odd.FILLED_DOWN: QT_TRANSLATE_NOOP("Findings", "空着的照上一行：{value}"),
    Odd.FULL_WIDTH: QT_TRANSLATE_NOOP("Findings", "全角改成半角：「{value}」"),
    Odd.ID_DIGITS_LOST: QT_TRANSLATE_NOOP("Findings", "证件号末几位被 Excel 丢了：「{value}」，没有记，请补"),
    Odd.ID_15_DIGITS: QT_TRANSLATE_NOOP("Findings", "15 位证件号换成 18 位：{value} → {read}"),
    Odd.ID_CHECK: QT_TRANSLATE_NOOP("Findings", "证件号校验位不对，照收，待核"),
    Odd.ID_LENGTH: QT_TRANSLATE_NOOP("Findings", "证件号是 {digits} 位，照收，待核"),
    Odd.ID_OTHER: QT_TRANSLATE_NOOP("Findings", "不是身份证，按其他证件收"),
    Odd.ID_ELSEWHERE: QT_TRANSLATE_NOOP("Findings", "证件号在册里是 {value}，先按新人收，请到重复里核"),
    Odd.ID_CHANGED: QT_TRANSLATE_NOOP("Findings", "证件号和册里不同，按新的改，待核"),
    Odd.PHONE_AREA: QT_TRANSLATE_NOOP("Findings", "固定电话，区号 {area}"),
    Odd.PHONES_TWO: QT_TRANSLATE_NOOP("Findings", "一格里有 {count} 个电话，都记了"),
    Odd.PHONE_ODD: QT_TRANSLATE_NOOP("Findings", "电话位数不对：「{value}」，照收，待核"),
    Odd.PHONE_DIGITS_LOST: QT_TRANSLATE_NOOP("Findings", "电话被 Excel 写成了「{value}」，没有记，请补"),
    Odd.NAME_DOT: QT_TRANSLATE_NOOP("Findings", "姓名里的点统一了：「{value}」→「{read}」"),
    Odd.NAME_SPACED: QT_TRANSLATE_NOOP("Findings", "姓名里的空格去掉了：「{value}」→「{read}」"),
    Odd.NAME_RARE: QT_TRANSLATE_NOOP("Findings", "姓名有生僻字，照收，打印前请看"),
    Odd.NAME_PRIVATE: QT_TRANSLATE_NOOP("Findings", "姓名有自造字，别的电脑上看不出来，请换成正字"),
    Odd.NAME_GAP: QT_TRANSLATE_NOOP("Findings", "姓名里有缺字：「{value}」，请补"),
    Odd.NAME_NOTE: QT_TRANSLATE_NOOP("Findings", "姓名后的「{note}」没有记进姓名"),
    Odd.DATE_SERIAL: QT_TRANSLATE_NOOP("Findings", "日期是 Excel 的天数：{value} → {read}"),
    Odd.DATE_READ: QT_TRANSLATE_NOOP("Findings", "日期「{value}」读作 {read}"),
    Odd.DATE_UNREADABLE: QT_TRANSLATE_NOOP("Findings", "日期看不懂：「{value}」，没有记"),
    Odd.BIRTH_FROM_AGE: QT_TRANSLATE_NOOP("Findings", "没有生日，按 {value} 岁记作 {read} 年生，可能差一年"),
    Odd.BIRTH_FROM_ID: QT_TRANSLATE_NOOP("Findings", "生日取自证件号：{read}"),
    Odd.BIRTH_AND_ID: QT_TRANSLATE_NOOP("Findings", "生日 {value} 和证件号不一致，两样都照收，待核"),
    Odd.SEX_UNREADABLE: QT_TRANSLATE_NOOP("Findings", "性别看不懂：「{value}」，没有记"),
    Odd.SEX_AND_ID: QT_TRANSLATE_NOOP("Findings", "性别「{value}」和证件号不一致，照收，待核"),
    Odd.MOBILITY_UNKNOWN: QT_TRANSLATE_NOOP("Findings", "行动能力没写：先按能走算，记上「行动待问」"),
    Odd.MOBILITY_READ: QT_TRANSLATE_NOOP("Findings", "「{value}」读作 {read}"),
    Odd.HAZARD_UNREAD: QT_TRANSLATE_NOOP("Findings", "隐患里的「{value}」不认得，没有记"),
    Odd.PLACE_READ: QT_TRANSLATE_NOOP("Findings", "「{value}」认作 {read}"),
    Odd.PLACE_FROM_ADDRESS: QT_TRANSLATE_NOOP("Findings", "村没写，按住址认作 {value}"),
    Odd.HOUSEHOLD_OF_ONE: QT_TRANSLATE_NOOP("Findings", "没有户编号也没有户主，自己算一户"),
    Odd.HOUSEHOLD_SHORT: QT_TRANSLATE_NOOP("Findings", "说有 {value} 口人，表里列了 {listed} 人"),
    Odd.HOUSEHOLD_SAME: QT_TRANSLATE_NOOP("Findings", "这户在册里是 {read}，归到那一户"),
    Odd.AGE_UNKNOWN: QT_TRANSLATE_NOOP("Findings", "年龄没写，空着"),
    Odd.CARRIES_UNKNOWN: QT_TRANSLATE_NOOP("Findings", "能不能抬人没写：先按不能算"),
    Odd.MAX_LOAD_UNKNOWN: QT_TRANSLATE_NOOP("Findings", "能包几户没写：先按 {read} 户算"),
    Odd.KEPT: QT_TRANSLATE_NOOP("Findings", "有 {count} 格空着，册里有的留着"),
}

# What a group of rows with one reason is called.
HEADS: dict[str, str] = {
    "missing_value": QT_TRANSLATE_NOOP("Heads", "该填的空着"),
    "bad_value": QT_TRANSLATE_NOOP("Heads", "不认得的词"),
    "bad_flag": QT_TRANSLATE_NOOP("Heads", "不是是否"),
    "bad_time": QT_TRANSLATE_NOOP("Heads", "时间看不懂"),
    "not_a_number": QT_TRANSLATE_NOOP("Heads", "不是数"),
    "not_whole": QT_TRANSLATE_NOOP("Heads", "不是整数"),
    "negative": QT_TRANSLATE_NOOP("Heads", "负数"),
    "too_large": QT_TRANSLATE_NOOP("Heads", "数太大"),
    "outside_outline": QT_TRANSLATE_NOOP("Heads", "坐标在区界外"),
    "lon_lat_swapped": QT_TRANSLATE_NOOP("Heads", "经纬度写反"),
    "half_position": QT_TRANSLATE_NOOP("Heads", "坐标只有一半"),
    "duplicate": QT_TRANSLATE_NOOP("Heads", "同一编号两种说法"),
    "overlapping_interval": QT_TRANSLATE_NOOP("Heads", "时段重叠"),
    "unknown_place": QT_TRANSLATE_NOOP("Heads", "没有这个村"),
    "ambiguous_place": QT_TRANSLATE_NOOP("Heads", "不止一个村"),
    "unknown_station": QT_TRANSLATE_NOOP("Heads", "没有这个雨量站"),
    "unknown_link": QT_TRANSLATE_NOOP("Heads", "没有这段路"),
    "unknown_node": QT_TRANSLATE_NOOP("Heads", "没有这个路口"),
    "already_in_register": QT_TRANSLATE_NOOP("Heads", "已在册，没有变"),
    "duplicate_id_number": QT_TRANSLATE_NOOP("Heads", "证件号重复"),
    "unknown_household": QT_TRANSLATE_NOOP("Heads", "没有这一户"),
    Odd.PLACE_ALIKE: QT_TRANSLATE_NOOP("Heads", "没有这个村，有像的"),
    Odd.TWO_VALUES: QT_TRANSLATE_NOOP("Heads", "两列说法不同"),
    Odd.SAYS_GONE: QT_TRANSLATE_NOOP("Heads", "写着已故"),
    Odd.SAME_NAME: QT_TRANSLATE_NOOP("Heads", "同户同名，不知是不是一人"),
    Odd.SAME_ROW: QT_TRANSLATE_NOOP("Heads", "同一行写了两遍"),
    Odd.IN_FILE: QT_TRANSLATE_NOOP("Heads", "已有，没有变"),
    Odd.TOTAL: QT_TRANSLATE_NOOP("Heads", "合计"),
    Odd.SIGNATURE: QT_TRANSLATE_NOOP("Heads", "签字栏"),
    Odd.NOTE: QT_TRANSLATE_NOOP("Heads", "说明"),
    Odd.EXAMPLE: QT_TRANSLATE_NOOP("Heads", "示例"),
    Odd.HEADER_AGAIN: QT_TRANSLATE_NOOP("Heads", "重复的表头"),
    Odd.COLUMN_NUMBERS: QT_TRANSLATE_NOOP("Heads", "列号"),
    Odd.ONLY_A_NUMBER: QT_TRANSLATE_NOOP("Heads", "只有序号"),
    Odd.SECTION: QT_TRANSLATE_NOOP("Heads", "小标题"),
    Odd.HIDDEN_ROW: QT_TRANSLATE_NOOP("Heads", "隐藏的行"),
    Odd.FILLED_DOWN: QT_TRANSLATE_NOOP("Heads", "空着的照上一行"),
    Odd.FULL_WIDTH: QT_TRANSLATE_NOOP("Heads", "全角改半角"),
    Odd.ID_DIGITS_LOST: QT_TRANSLATE_NOOP("Heads", "证件号被 Excel 截断"),
    Odd.ID_15_DIGITS: QT_TRANSLATE_NOOP("Heads", "15 位证件号"),
    Odd.ID_CHECK: QT_TRANSLATE_NOOP("Heads", "证件号校验位不对"),
    Odd.ID_LENGTH: QT_TRANSLATE_NOOP("Heads", "证件号位数不对"),
    Odd.ID_OTHER: QT_TRANSLATE_NOOP("Heads", "其他证件"),
    Odd.ID_ELSEWHERE: QT_TRANSLATE_NOOP("Heads", "证件号在册里是别人"),
    Odd.ID_CHANGED: QT_TRANSLATE_NOOP("Heads", "证件号改了"),
    Odd.PHONE_AREA: QT_TRANSLATE_NOOP("Heads", "固定电话"),
    Odd.PHONES_TWO: QT_TRANSLATE_NOOP("Heads", "一格几个电话"),
    Odd.PHONE_ODD: QT_TRANSLATE_NOOP("Heads", "电话位数不对"),
    Odd.PHONE_DIGITS_LOST: QT_TRANSLATE_NOOP("Heads", "电话被 Excel 截断"),
    Odd.NAME_DOT: QT_TRANSLATE_NOOP("Heads", "姓名里的点"),
    Odd.NAME_SPACED: QT_TRANSLATE_NOOP("Heads", "姓名里的空格"),
    Odd.NAME_RARE: QT_TRANSLATE_NOOP("Heads", "生僻字"),
    Odd.NAME_PRIVATE: QT_TRANSLATE_NOOP("Heads", "自造字"),
    Odd.NAME_GAP: QT_TRANSLATE_NOOP("Heads", "缺字"),
    Odd.NAME_NOTE: QT_TRANSLATE_NOOP("Heads", "姓名后的括注"),
    Odd.DATE_SERIAL: QT_TRANSLATE_NOOP("Heads", "Excel 的天数"),
    Odd.DATE_READ: QT_TRANSLATE_NOOP("Heads", "日期读法"),
    Odd.DATE_UNREADABLE: QT_TRANSLATE_NOOP("Heads", "日期看不懂"),
    Odd.BIRTH_FROM_AGE: QT_TRANSLATE_NOOP("Heads", "按年龄记出生年"),
    Odd.BIRTH_FROM_ID: QT_TRANSLATE_NOOP("Heads", "生日取自证件号"),
    Odd.BIRTH_AND_ID: QT_TRANSLATE_NOOP("Heads", "生日和证件号不一致"),
    Odd.SEX_UNREADABLE: QT_TRANSLATE_NOOP("Heads", "性别看不懂"),
    Odd.SEX_AND_ID: QT_TRANSLATE_NOOP("Heads", "性别和证件号不一致"),
    Odd.MOBILITY_UNKNOWN: QT_TRANSLATE_NOOP("Heads", "行动能力没写"),
    Odd.MOBILITY_READ: QT_TRANSLATE_NOOP("Heads", "行动能力读法"),
    Odd.HAZARD_UNREAD: QT_TRANSLATE_NOOP("Heads", "有不认得的隐患"),
    Odd.PLACE_READ: QT_TRANSLATE_NOOP("Heads", "村名读法"),
    Odd.PLACE_FROM_ADDRESS: QT_TRANSLATE_NOOP("Heads", "村取自住址"),
    Odd.HOUSEHOLD_OF_ONE: QT_TRANSLATE_NOOP("Heads", "没有户编号"),
    Odd.HOUSEHOLD_SHORT: QT_TRANSLATE_NOOP("Heads", "人口数对不上"),
    Odd.HOUSEHOLD_SAME: QT_TRANSLATE_NOOP("Heads", "归到册里的户"),
    Odd.AGE_UNKNOWN: QT_TRANSLATE_NOOP("Heads", "年龄没写"),
    Odd.CARRIES_UNKNOWN: QT_TRANSLATE_NOOP("Heads", "能不能抬没写"),
    Odd.MAX_LOAD_UNKNOWN: QT_TRANSLATE_NOOP("Heads", "能包几户没写"),
    Odd.KEPT: QT_TRANSLATE_NOOP("Heads", "留着册里的"),
}

TABLES: dict[str, str] = {
    "people": QT_TRANSLATE_NOOP("Tables", "转移对象"),
    "helpers": QT_TRANSLATE_NOOP("Tables", "责任人"),
    "shelters": QT_TRANSLATE_NOOP("Tables", "安置点"),
    "rooms": QT_TRANSLATE_NOOP("Tables", "安置室"),
    "fleet": QT_TRANSLATE_NOOP("Tables", "车辆"),
    "institutions": QT_TRANSLATE_NOOP("Tables", "机构和场所"),
    "places": QT_TRANSLATE_NOOP("Tables", "村和社区"),
    "thresholds": QT_TRANSLATE_NOOP("Tables", "雨量阈值"),
    "stations": QT_TRANSLATE_NOOP("Tables", "雨量站"),
    "rain": QT_TRANSLATE_NOOP("Tables", "雨量"),
    "closures": QT_TRANSLATE_NOOP("Tables", "断路"),
    "towns": QT_TRANSLATE_NOOP("Tables", "镇街"),
    "road_nodes": QT_TRANSLATE_NOOP("Tables", "路口"),
    "road_links": QT_TRANSLATE_NOOP("Tables", "路段"),
    "speeds": QT_TRANSLATE_NOOP("Tables", "行走倍数"),
    "delays": QT_TRANSLATE_NOOP("Tables", "动员时间"),
}


def head(rule: str) -> str:
    """What a group of rows with one reason is called; a rule without words stands as it is."""
    return translate("Heads", HEADS[rule]) if rule in HEADS else rule


def table_name(table: str) -> str:
    """What a table is called on screen."""
    return translate("Tables", TABLES[table]) if table in TABLES else table


def verdict(kind: Verdict) -> str:
    return {
        Verdict.ACCEPTED: translate("Import", "收下"),
        Verdict.REMARKED: translate("Import", "收下，有说明"),
        Verdict.SET_ASIDE: translate("Import", "放一边"),
        Verdict.REPEATED: translate("Import", "已有"),
        Verdict.LEFT_OUT: translate("Import", "不是记录"),
    }[kind]


def read_as(facts: Mapping[str, str]) -> str:
    """xlsx, or csv with the encoding that fitted: csv · GB18030."""
    parts = [facts.get("format", ""), facts.get("encoding", "")]
    return " · ".join(part for part in parts if part)


def template_notes(columns: tuple[tuple[str, bool, str], ...]) -> tuple[str, ...]:
    """The sheet of notes of a template: general rules, then one line a column (word, needed, what may stand there)."""
    needed, free = translate("Template", "必填"), translate("Template", "可空")
    general = (
        translate("Template", "带 * 的列必填，其余可空；不知道的就空着，不要编。"),
        translate("Template", "列的先后可以换，上面可以有标题，一个文件里可以有几张表。"),
        translate("Template", "写着「示例」的行不会收，填好后删不删都行。"),
        translate("Template", "证件号、电话两列已设成文本，粘贴时选「只粘贴值」，免得 Excel 丢掉末几位。"),
        translate("Template", "村名在全区重名时，把镇街也填上。一格里有几项时用 | 隔开。"),
        translate("Template", "再次导入同一个文件不会重复收人；空着的格子不会抹掉册里已有的。"),
    )
    lines = tuple(
        translate("Template", "{column}：{must}{values}").format(
            column=word, must=needed if must else free, values=f"；{values}" if values else ""
        )
        for word, must, values in columns
    )
    return (*general, "", *lines)


def import_back_words(taken: TakenBack) -> str:
    """导入撤了：拿下 12 人，改回 3 处；后来又动过的 2 处没动：王示甲、李例乙."""
    text = translate("Imports", "导入撤了：拿下 {n} 人，改回 {fields} 处").format(
        n=taken.removed, fields=taken.reverted
    )
    if not taken.stays:
        return text
    names = "、".join(dict.fromkeys(_stays(one) for one in taken.stays[:NAMED]))
    more = translate("Imports", " 等") if len(taken.stays) > NAMED else ""
    return translate("Imports", "{text}；后来又动过的 {n} 处没动：{names}{more}").format(
        text=text, n=len(taken.stays), names=names, more=more
    )


def _stays(one: Stays) -> str:
    return f"{one.name} {register_words.field(one.field)}" if one.field else one.name
