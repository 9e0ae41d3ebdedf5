"""One odd cell in a list of people, each with its rule; and the other tables with their own."""

from datetime import date

from tests.office_broken_files import FILE_CASES, PLAIN
from tests.office_cases import FITS, WIDE, Case, one
from tests.office_files import csv, xlsx
from tests.office_sheets import SHEET_CASES, WHOLE_ROWS


def cell(name: str, column: str, value: object, verdict: str, *rules: str, tail: str | None = None) -> Case:
    """A case of one odd cell; `tail` what the register gets, from the place on (see `Case.register`)."""
    said = (f"J-1 {tail}",) if tail is not None else ()
    return Case(
        name, lambda: xlsx(one(column, value)), (f"2 {verdict} {' '.join(sorted(rules))}".strip(),), register=said
    )


W = f"王示甲 110109005213 walks {FITS} 1990000001"
P = "王示甲 110109005213 walks"
ID = "身份证号"
BORN = "birth_from_id"
CELL_CASES = (
    cell("an id number as a float", ID, 1.10109195705064e17, "remarked", "id_digits_lost", tail=f"{P}  1990000001 "),
    cell("4.4E+17 as text", ID, "1.10109E+17", "remarked", "id_digits_lost", tail=f"{P}  1990000001 "),
    cell("an id number that ends in 000", ID, "110109195705064000", "remarked", "id_digits_lost"),
    cell("fifteen digits", ID, "999999500101001", "remarked", "id_15_digits", BORN, tail=f"{W} 1950-01-01"),
    cell("fifteen digits as a number", ID, 999999500101001, "remarked", "id_15_digits", BORN),
    cell("a wrong check digit", ID, "110109195705064523", "remarked", "id_check_digit"),
    cell(
        "a small x", ID, "11010919570506001x", "remarked", "id_check_digit", tail=f"{P} 11010919570506001X 1990000001 "
    ),
    cell("full-width digits", ID, FITS.translate(WIDE), "remarked", "full_width", BORN, tail=f"{W} 1950-01-01"),
    cell(
        "blanks in an id number", ID, f" {FITS[:6]} {FITS[6:14]} {FITS[14:]} ", "remarked", BORN, tail=f"{W} 1950-01-01"
    ),
    cell("seventeen digits", ID, "11010919500101001", "remarked", "id_length"),
    cell("a passport", ID, "E12345678", "remarked", "id_other_kind"),
    cell("an apostrophe before the number", ID, f"'{FITS}", "remarked", BORN, tail=f"{W} 1950-01-01"),
    cell("a formula that says text", ID, f'="{FITS}"', "remarked", BORN, tail=f"{W} 1950-01-01"),
    cell("no id number", ID, "无", "accepted", tail=f"{P}  1990000001 "),
    cell(
        "a telephone with its area",
        "联系电话",
        "010-69842000",
        "remarked",
        "phone_area_code",
        BORN,
        tail=f"{P} {FITS} 010-69842000",
    ),
    cell("an area in brackets", "联系电话", "（010）69842000", "remarked", "phone_area_code", BORN),
    cell(
        "two telephones",
        "联系电话",
        "13800000001/13800000002",
        "remarked",
        "two_phones",
        BORN,
        tail=f"{P} {FITS} 13800000001 / 13800000002",
    ),
    cell("two telephones with a blank", "联系电话", "13800000001 13800000002", "remarked", "two_phones", BORN),
    cell("two telephones written together", "联系电话", "1380000000113800000002", "remarked", "two_phones", BORN),
    cell(
        "a country before the number", "联系电话", "+86 138-0000-0001", "remarked", BORN, tail=f"{P} {FITS} 13800000001"
    ),
    cell("a telephone as a number", "联系电话", 13800000001, "remarked", BORN, tail=f"{P} {FITS} 13800000001"),
    cell("a telephone Excel has lost", "联系电话", "1.38E+10", "remarked", "phone_digits_lost", BORN),
    cell("no telephone, said in words", "联系电话", "没有", "remarked", BORN, tail=f"{P} {FITS}"),
    cell("a telephone with a digit too few", "联系电话", "138000001", "remarked", "phone_odd", BORN),
    cell("a blank in a name", "姓名", "王 甲", "remarked", "name_spaced", BORN, tail="王甲"),
    cell("blanks round a name", "姓名", " 王示甲 　", "remarked", BORN, tail="王示甲"),
    *(
        cell(f"a name with {dot!r}", "姓名", f"买买提{dot}示例", "remarked", "name_dot", BORN, tail="买买提·示例")
        for dot in "•‧・.．"
    ),
    cell("the dot as it should be", "姓名", "买买提·示例", "remarked", BORN, tail="买买提·示例"),
    cell("a character of another plane", "姓名", "王\U00020bb7", "remarked", "name_rare", BORN),
    cell("a character of somebody's own", "姓名", "王\ue81a", "remarked", "name_private_use", BORN),
    cell("a gap in a name", "姓名", "王□", "remarked", "name_gap", BORN),
    cell("a note behind a name", "姓名", "王示甲（孤寡）", "remarked", "name_note", BORN, tail="王示甲"),
    cell("a name that says dead", "姓名", "王示甲（已故）", "set_aside", "says_gone", BORN),
    cell("a blank for a name", "姓名", "", "set_aside", "missing_value", BORN),
    cell("a village without 村", "村", "韭园", "remarked", "place_read", BORN, tail=f"{W} 1950-01-01"),
    cell("its committee", "村", "韭园村村民委员会", "remarked", "place_read", BORN, tail=f"{W} 1950-01-01"),
    cell("with its town", "村", "王平镇韭园村", "remarked", BORN, tail=f"{W} 1950-01-01"),
    cell(
        "with district and group",
        "村",
        "北京市门头沟区王平镇韭园村二组",
        "remarked",
        "place_read",
        BORN,
        tail=f"{W} 1950-01-01",
    ),
    cell("its code", "村", "110109005213", "remarked", BORN, tail=f"{W} 1950-01-01"),
    cell(
        "a community by its committee", "村", "军庄居委会", "remarked", "place_read", BORN, tail="王示甲 110109104005"
    ),
    cell("a village or a community", "村", "军庄", "set_aside", "ambiguous_place", BORN),
    cell("a village of two towns", "村", "双塘涧村", "set_aside", "ambiguous_place", BORN),
    cell("a slip of the pen", "村", "燕家合村", "set_aside", "place_alike", BORN),
    cell("a name as it is heard", "村", "韭元村", "set_aside", "place_alike", BORN),
    cell("no such village", "村", "云上", "set_aside", "unknown_place", BORN),
    cell("no village", "村", "", "set_aside", "missing_value", BORN),
    *(
        cell(f"mobility {word}", "行动能力", word, "remarked", BORN, tail=f"王示甲 110109005213 {kind}")
        for word, kind in (
            ("卧床", "bedridden"),
            ("半失能", "slow"),
            ("轮椅", "wheelchair"),
            ("拄拐", "slow"),
            ("能自理", "walks"),
            ("不能自理", "bedridden"),
        )
    ),
    cell(
        "two words of mobility",
        "行动能力",
        "拄拐、轮椅",
        "remarked",
        "mobility_read",
        BORN,
        tail="王示甲 110109005213 wheelchair",
    ),
    cell("no mobility", "行动能力", "", "remarked", "mobility_unknown", BORN, tail="王示甲 110109005213 walks"),
    cell("able, under a column that asks", "行动能力", "能", "remarked", "mobility_read", BORN),
    cell("not able, wheelchair or bed", "行动能力", "不能", "set_aside", "bad_value", BORN),
    cell("a mobility nobody knows", "行动能力", "飞", "set_aside", "bad_value", BORN),
    cell("a birth as text", "出生日期", "1950年1月1日", "accepted", tail=f"{W} 1950-01-01"),
    cell("a birth as a date", "出生日期", date(1950, 1, 1), "accepted", tail=f"{W} 1950-01-01"),
    cell("a birth as Excel's number", "出生日期", 18264, "remarked", "date_serial", tail=f"{W} 1950-01-01"),
    cell("1950.1 as a number", "出生日期", 1950.1, "remarked", "date_read", tail=f"{W} 1950"),
    cell("1950.1 as text", "出生日期", "1950.1", "remarked", "date_read", tail=f"{W} 1950-01"),
    cell("45年3月", "出生日期", "45年3月", "remarked", "birth_and_id_differ", "date_read", tail=f"{W} 1945-03"),
    cell("05年3月, of which century", "出生日期", "05年3月", "remarked", "date_unreadable", BORN),
    cell("eight digits", "出生日期", "19500101", "accepted", tail=f"{W} 1950-01-01"),
    cell("a year", "出生日期", 1950, "accepted", tail=f"{W} 1950"),
    cell("a day that is none", "出生日期", "1950-13-45", "remarked", "date_unreadable", BORN),
    cell("a birth to come", "出生日期", "2050-01-01", "remarked", "date_unreadable", BORN),
    cell("a hazard by its other name", "隐患类型", "泥石流，危旧房", "remarked", BORN),
    cell("a hazard beside an unknown one", "隐患类型", "山洪、雷击", "remarked", "hazard_unread", BORN),
    cell("a hazard that is none of the four", "隐患类型", "雷击", "set_aside", "bad_value", BORN),
    cell("a sex that is none", "性别", "未", "remarked", "sex_unreadable", BORN),
    cell("a sex against the id number", "性别", "女", "remarked", "sex_and_id_differ", BORN),
)

OTHER_TABLES = (
    Case(
        "helpers as the office lists them",
        lambda: xlsx(
            [
                ("责任人", "联系电话", "所属村", "职务"),
                ("赵示丙", "1990000009", "韭园", "书记"),
                ("钱示丁", "", "军庄", ""),
            ]
        ),
        (
            "file unknown_column",
            "2 remarked age_unknown carries_unknown max_load_unknown place_read",
            "3 set_aside age_unknown ambiguous_place carries_unknown max_load_unknown",
        ),
        table="helpers",
    ),
    Case(
        "helpers with yes and no",
        lambda: xlsx(
            [
                ("姓名", "村", "年龄", "能否抬人", "包户数", "夜间能否联系"),
                ("赵示丙", "韭园村", "44岁", "能", "8户", "否"),
                ("钱示丁", "韭园村", 200, "不能", 3, "看情况"),
            ]
        ),
        ("2 accepted", "3 set_aside age_unknown bad_flag too_large"),
        table="helpers",
    ),
    Case(
        "shelters",
        lambda: xlsx(
            [
                ("学校名称", "乡镇", "类型", "经度", "纬度", "容纳人数", "无障碍"),
                ("示例小学", "王平", "学校", "116.02°", 39.98, "120人", "是"),
                ("示例中学", "王平镇", "学校", 39.9, 116.0, 80, ""),
                ("示例礼堂", "王平镇", "礼堂", "", "", 50, "否"),
            ]
        ),
        ("2 accepted", "3 set_aside lon_lat_swapped", "4 set_aside missing_value missing_value"),
        table="shelters",
    ),
    Case(
        "rain with times as people write them",
        lambda: xlsx(
            [
                ("站名", "时间", "雨量"),
                ("示例站", "2023年7月30日20时", "12.5mm"),
                ("示例站", "2023/7/30 21:00", 3),
                ("示例站", "2023-07-30 21:00", 4),
                ("别站", "2023-07-30 21:00", 4),
                ("示例站", "昨晚", 4),
            ]
        ),
        (
            "2 accepted",
            "3 accepted",
            "4 set_aside overlapping_interval",
            "5 set_aside unknown_station",
            "6 set_aside bad_time",
        ),
        table="rain",
    ),
    Case(
        "thresholds",
        lambda: xlsx(
            [
                ("村", "土壤", "级别", "1小时", "3小时"),
                ("全区", "正常", "准备转移", 30, 50),
                ("韭园", "湿", "立即转移", "35毫米", ""),
                ("全区", "正常", "准备转移", 31, 50),
                ("全区", "正常", "准备转移", 30, 50),
            ]
        ),
        ("2 accepted", "3 remarked place_read", "4 set_aside duplicate", "5 repeated same_row"),
        table="thresholds",
    ),
    Case(
        "closures",
        lambda: csv(
            [
                ("路段", "断路时间", "恢复时间", "类别"),
                ("L1", "2023-07-30 20:00", "", "现场"),
                ("L1", "2023-07-30 20:00", "2023-07-30 19:00", "预报"),
                ("L9", "2023-07-30 20:00", "", "现场"),
            ]
        ),
        ("2 accepted", "3 set_aside empty_interval", "4 set_aside unknown_link"),
        table="closures",
    ),
    Case(
        "the fleet",
        lambda: xlsx(
            [
                ("车牌号", "车型", "核载人数", "驾驶员"),
                ("京A00001", "中巴车", "18座", "刘示例"),
                ("京A00002", "", "半座", ""),
            ]
        ),
        ("2 accepted", "3 set_aside missing_value not_a_number"),
        table="fleet",
    ),
    Case(
        "institutions",
        lambda: xlsx(
            [
                ("单位名称", "所属村", "类型", "在院人数", "失能人数", "是否低洼"),
                ("示例养老院", "韭园村", "养老院", 30, 12, "是"),
                ("示例民宿", "韭园村", "民宿", 5, 9, "否"),
            ]
        ),
        ("2 accepted", "3 set_aside too_large"),
        table="institutions",
    ),
    Case(
        "villages",
        lambda: xlsx(
            [("区划代码", "乡镇", "村名", "类别", "隐患类型"), (110109005299, "王平镇", "示例村", "村", "山洪、滑坡")]
        ),
        ("2 accepted",),
        table="places",
    ),
    Case(
        "stations",
        lambda: csv([("站名", "经度", "纬度"), ("新站", 116.0, 39.97), ("远站", 120.0, 39.97)]),
        ("2 accepted", "3 set_aside outside_outline"),
        table="stations",
    ),
    Case("people read as shelters", lambda: PLAIN, refused="no_header_found", table="shelters"),
)

CASES = (*FILE_CASES, *SHEET_CASES, *CELL_CASES, *WHOLE_ROWS, *OTHER_TABLES)
