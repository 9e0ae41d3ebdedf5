"""What an import says: one sentence for every oddity of an office's table, names of tables, verdicts, file kinds.

`{…}` are the facts of the finding. The sentence begins after the place: 转移对象.xlsx#韭园村 第 7 行 身份证号 列，…
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from core.exchange.office.problems import Odd
from core.exchange.office.verdicts import Verdict
from desktop.i18n import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

SENTENCES: dict[str, str] = {
    Odd.EMPTY_FILE: QT_TRANSLATE_NOOP("Findings", "是空的，里面没有表"),
    Odd.PASSWORD: QT_TRANSLATE_NOOP("Findings", "加了打开密码，读不了；在 Excel 里去掉密码再存一份"),
    Odd.TOO_LARGE_INSIDE: QT_TRANSLATE_NOOP("Findings", "解开有 {size} 字节，最多读 {most}；分成几个文件"),
    Odd.TOO_MANY_CELLS: QT_TRANSLATE_NOOP(
        "Findings", "表「{sheet}」有 {rows} 行 {columns} 列，最多读 {most_rows} 行、{most} 格；删掉表外的零散格子再存"
    ),
    Odd.BROKEN_FILE: QT_TRANSLATE_NOOP("Findings", "坏了，打不开（{detail}）；请在 Excel 里打开，另存一份"),
    Odd.OTHER_FORMAT: QT_TRANSLATE_NOOP("Findings", "其实是 {kind}，不是表格；请另存为 xlsx 或 csv"),
    Odd.NOT_TEXT: QT_TRANSLATE_NOOP("Findings", "既不是表格也不是文字；请另存为 xlsx 或 csv"),
    Odd.NO_HEADER: QT_TRANSLATE_NOOP("Findings", "没有找到表头：要有「{needed}」这样的列"),
    Odd.READ_AS: QT_TRANSLATE_NOOP("Findings", "按 {format} {encoding} 读的"),
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
    Odd.KEPT: QT_TRANSLATE_NOOP("Findings", "这里空着，册里有的留着：{value}"),
}

TABLES: dict[str, str] = {
    "people": QT_TRANSLATE_NOOP("Tables", "转移对象"),
    "helpers": QT_TRANSLATE_NOOP("Tables", "责任人"),
    "shelters": QT_TRANSLATE_NOOP("Tables", "安置点"),
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
