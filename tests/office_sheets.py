"""Sheets as offices lay them out: titles, merged cells, several tables, headings, totals."""

from datetime import date

from tests.office_cases import FITS, HEAD, OK_A, OK_B, A, B, Case, people
from tests.office_files import Page, csv, xls, xlsx

TITLED = [
    ("王平镇山洪灾害危险区人员台账",),
    ("填报单位：王平镇", "", "", "填表日期：2023-06-01"),
    HEAD,
    A,
    B,
    ("合计", "2户", "2人"),
    ("填表人：张示例", "", "审核人：李示例"),
]

SHEET_CASES = (
    Case(
        "titles, total, signatures",
        lambda: xlsx(TITLED),
        (
            "file hazard_from_title",
            "4 remarked id_check_digit",
            "5 remarked id_check_digit",
            "6 left_out total_row",
            "7 left_out signature_row",
        ),
    ),
    Case(
        "columns in any order with words of their own",
        lambda: xlsx(
            [
                ("电话号码", "能否自理", "所属村", "公民身份号码", "人员姓名", "户 号（必填）"),
                ("1990000001", "半自理", "韭园村委会", "", "王示甲", "J-1"),
            ]
        ),
        ("2 remarked place_read",),
        register=("J-1 王示甲 110109005213 slow  1990000001 ",),
    ),
    Case(
        "a household merged over its members",
        lambda: xlsx(Page(people(("", *A[1:]), ("", *B[1:])), merged=[(1, 0, 2, 0, "J-9")])),
        (OK_A, OK_B),
        register=("J-9 王示甲", "J-9 李示乙"),
    ),
    Case(
        "a household left blank under its first member",
        lambda: csv(people(A, ("", *B[1:]))),
        (OK_A, "3 remarked filled_down id_check_digit"),
        register=("J-1 王示甲", "J-1 李示乙"),
    ),
    Case(
        "ditto marks",
        lambda: csv(people(A, ("〃", "李示乙", "同上", *B[3:]))),
        (OK_A, "3 remarked filled_down id_check_digit"),
    ),
    Case(
        "everything merged",
        lambda: xlsx(Page([HEAD], merged=[(1, c, 3, c, A[c]) for c in range(6)])),
        (OK_A,),
    ),
    Case(
        "a hidden row",
        lambda: xlsx(Page(people(A, B), hidden_rows=[2])),
        (OK_A, "3 remarked hidden_row id_check_digit"),
    ),
    Case(
        "a hidden row of xls",
        lambda: xls(people(A, B), hidden_rows=[1]),
        ("2 remarked hidden_row id_check_digit", OK_B),
    ),
    Case(
        "a hidden sheet",
        lambda: xlsx(Page(people(A), "今年"), Page(people(B), "去年", hidden=True)),
        ("file hidden_sheet", OK_A),
    ),
    Case(
        "only a hidden sheet",
        lambda: xlsx(Page([("x",)], "说明"), Page(people(B), "去年", hidden=True)),
        refused="no_header_found",
    ),
    Case(
        "a sheet for each village, no column for it",
        lambda: xlsx(
            Page([("姓名", "户编号", "行动能力"), ("王示甲", "J-1", "能走")], "韭园村"),
            Page([("姓名", "户编号", "行动能力"), ("李示乙", "D-1", "轮椅")], "东王平"),
            Page([("今年没有变化",)], "说明"),
        ),
        ("file place_from_title", "file place_from_title", "file sheet_not_read", "2 accepted", "2 accepted"),
        register=("J-1 王示甲 110109005213", "D-1 李示乙 110109005211"),
    ),
    Case(
        "a header over two rows",
        lambda: xlsx(
            Page(
                [
                    ("户编号", "户主信息", "", "", "村", "行动能力", "转移责任人", ""),
                    ("", "姓名", "身份证号", "电话", "", "", "姓名", "电话"),
                    ("J-1", "王示甲", FITS, "1990000001", "韭园村", "能走", "赵示丙", "1990000009"),
                ],
                merged=[
                    (0, 1, 0, 3, "户主信息"),
                    (0, 6, 0, 7, "转移责任人"),
                    (0, 0, 1, 0, "户编号"),
                    (0, 4, 1, 4, "村"),
                    (0, 5, 1, 5, "行动能力"),
                ],
            )
        ),
        ("file unknown_column", "file unknown_column", "3 remarked birth_from_id"),
        register=(f"J-1 王示甲 110109005213 walks {FITS} 1990000001 1950-01-01",),
    ),
    Case(
        "the header again on the second page, and column numbers",
        lambda: xlsx([HEAD, tuple("123456"), A, HEAD, B]),
        (
            "2 left_out column_numbers",
            "3 remarked id_check_digit",
            "4 left_out header_again",
            "5 remarked id_check_digit",
        ),
    ),
    Case(
        "blank rows",
        lambda: xlsx([(), HEAD, (), A, (), (" ",), B]),
        ("4 remarked id_check_digit", "7 remarked id_check_digit"),
    ),
    Case(
        "numbers prepared for rows that never came",
        lambda: xlsx([("序号", *HEAD), (1, *A), (2, "", "", "", "", "", "")]),
        (OK_A, "3 left_out only_a_number"),
    ),
    Case(
        "villages as headings between the rows",
        lambda: xlsx(
            [
                ("姓名", "户编号", "行动能力"),
                ("韭园村",),
                ("王示甲", "J-1", "能走"),
                ("东王平村",),
                ("李示乙", "D-1", "慢"),
            ]
        ),
        ("2 left_out section_row", "3 accepted", "4 left_out section_row", "5 accepted"),
        register=("J-1 王示甲 110109005213", "D-1 李示乙 110109005211"),
    ),
    Case(
        "two tables side by side",
        lambda: xlsx(
            [
                ("姓名", "村", "行动能力", "姓名", "村", "行动能力"),
                ("王示甲", "韭园村", "能走", "李示乙", "东王平村", "慢"),
                ("", "", "", "赵示丙", "韭园村", "慢"),
            ]
        ),
        (
            "file side_by_side",
            "2 remarked household_of_one",
            "2 remarked household_of_one",
            "3 remarked household_of_one",
        ),
    ),
    Case(
        "a column twice with the same in it",
        lambda: xlsx([(*HEAD, "姓名"), (*A, "王示甲"), (*B, "李示丁")]),
        ("file column_twice", OK_A, "3 set_aside id_check_digit two_values"),
    ),
    Case(
        "two columns of telephones",
        lambda: xlsx([(*HEAD, "手机"), (*A, "1990000003")]),
        ("file column_twice", "2 remarked id_check_digit two_phones"),
    ),
    Case(
        "notes and examples",
        lambda: xlsx([("序号", *HEAD), ("示例", *A), (1, *B), ("注：本表一式三份",)]),
        ("2 left_out example_row", OK_B, "4 left_out note_row"),
    ),
    Case(
        "one line a household, with its number of people",
        lambda: xlsx([("户主姓名", "家庭人口", "村", "身份证号", "能否行走"), ("王示甲", 4, "韭园村", FITS, "是")]),
        ("file household_from_head", "2 remarked birth_from_id household_short mobility_read"),
        register=(f"韭园村-王示甲 王示甲 110109005213 walks {FITS}  1950-01-01",),
    ),
    Case(
        "a name and nothing else", lambda: xlsx([("姓名", "电话"), ("王示甲", "1990000001")]), refused="missing_column"
    ),
    Case("no name", lambda: xlsx([("户编号", "村", "行动能力"), ("J-1", "韭园村", "能走")]), refused="no_header_found"),
    Case(
        "dates of 1904",
        lambda: xlsx([(*HEAD, "出生日期"), (*A, date(1957, 5, 6))], options={"date_1904": True}),
        (OK_A,),
        register=("J-1 王示甲 110109005213 walks 110109195705064523 1990000001 1957-05-06",),
    ),
)

ADDRESS = ("姓名", "户编号", "住址", "行动能力")
WHOLE_ROWS = (
    Case(
        "a village out of the address",
        lambda: xlsx(
            [
                ADDRESS,
                ("王示甲", "J-1", "门头沟区王平镇韭园村12号", "能走"),
                ("李示乙", "S-1", "双塘涧村3号", "能走"),
                ("赵示丙", "S-2", "清水镇双塘涧村5号", "能走"),
                ("钱示丁", "X-1", "河边", "能走"),
            ]
        ),
        (
            "2 remarked place_from_address",
            "3 set_aside ambiguous_place",
            "4 remarked place_from_address",
            "5 set_aside missing_value",
        ),
    ),
    Case(
        "a bare number of a house",
        lambda: xlsx(
            [("户号", "姓名", "村", "行动能力"), (12, "王示甲", "韭园村", "能走"), (12, "李示乙", "东王平村", "能走")]
        ),
        ("file household_with_place", "2 accepted", "3 accepted"),
        register=("韭园村-12 王示甲", "东王平村-12 李示乙"),
    ),
    Case(
        "three of one name in one village",
        lambda: xlsx(
            [
                HEAD,
                ("J-1", "王秀英", "韭园村", "能走", "", ""),
                ("J-2", "王秀英", "韭园村", "慢", "", ""),
                ("J-3", "王秀英", "韭园村", "卧床", "", ""),
            ]
        ),
        ("2 accepted", "3 accepted", "4 accepted"),
        register=("J-1 王秀英", "J-2 王秀英", "J-3 王秀英"),
    ),
    Case(
        "two of one name in one household",
        lambda: xlsx(
            [HEAD, ("J-1", "王秀英", "韭园村", "能走", "", "1990000001"), ("J-1", "王秀英", "韭园村", "能走", "", "")]
        ),
        ("2 accepted", "3 set_aside same_name"),
    ),
    Case(
        "two of one name with papers",
        lambda: xlsx(
            [
                HEAD,
                ("J-1", "王秀英", "韭园村", "能走", "110109195705064523", ""),
                ("J-1", "王秀英", "韭园村", "能走", "110109198001014521", ""),
            ]
        ),
        (OK_A, OK_B),
    ),
    Case(
        "one id number in two households",
        lambda: xlsx([HEAD, A, ("J-7", *A[1:])]),
        (OK_A, "3 remarked duplicate_id_number id_check_digit"),
    ),
    Case(
        "an age and nothing more",
        lambda: xlsx(
            [
                ("户编号", "姓名", "村", "行动能力", "年龄"),
                ("J-1", "王示甲", "韭园村", "能走", "78岁"),
                ("J-2", "李示乙", "韭园村", "能走", ""),
            ]
        ),
        ("2 remarked birth_from_age", "3 accepted"),
        register=("J-1 王示甲 110109005213 walks   1945", "J-2 李示乙 110109005213 walks   "),
    ),
    Case(
        "is it hard for him to move: no",
        lambda: xlsx(
            [
                ("户编号", "姓名", "村", "是否行动不便"),
                ("J-1", "王示甲", "韭园村", "否"),
                ("J-2", "李示乙", "韭园村", "是"),
            ]
        ),
        ("2 remarked mobility_read", "3 remarked mobility_read"),
        register=("J-1 王示甲 110109005213 walks", "J-2 李示乙 110109005213 slow"),
    ),
)
