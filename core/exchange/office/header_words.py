"""The words offices write over their columns: table -> field -> words, the first being ours (templates and exports).

Gathered from the forms named in research (防灾避险明白卡, 应急统表10, 受灾群众安置登记表, 转移台账) and from what the
columns of the pack are called. Compared after `headers.plain`: full width folded, blanks, marks and units left out.
Fields whose name is no column of the pack help to read the row: `head`, `town`, `age`, `note` and the like.
"""

from collections.abc import Mapping
from types import MappingProxyType

Words = Mapping[str, tuple[str, ...]]

_PEOPLE: Words = {
    "household": (
        "户编号", "household", "户号", "户序号", "家庭编号", "户籍编号", "户口编号", "户代码", "门牌", "门牌号",
        "门牌号码",
    ),
    "name": (
        "姓名", "name", "人员姓名", "成员姓名", "家庭成员", "家庭成员姓名", "被转移人", "被转移人姓名", "转移人员",
        "转移人员姓名",
        "转移对象", "转移对象姓名", "受威胁人员", "受威胁人员姓名", "避险转移对象", "群众姓名", "村民姓名",
        "居民姓名", "人员名单", "名字",
    ),
    "head": ("户主", "户主姓名", "户主名称", "户主名", "head"),
    "relation": ("与户主关系", "与户主的关系", "关系", "家庭关系", "户主关系"),
    "town": (
        "镇街", "town", "乡镇", "乡镇街道", "镇", "街道", "乡镇名称", "所属乡镇", "所在乡镇", "镇街名称",
        "所属镇街", "属地",
    ),
    "place": (
        "村社区", "place", "村", "村名", "所属村", "所在村", "行政村", "村居", "村或社区", "社区", "村社区名称",
        "村居名称", "所属村社区",
        "所属行政村", "村庄", "自然村", "村委会", "所在村社区", "村级", "社区村",
    ),
    "mobility": (
        "行动能力", "mobility", "能否自理", "行走情况", "自理能力", "行动情况", "是否行动不便", "行动不便",
        "身体状况", "自理情况",
        "生活自理能力", "失能情况", "健康状况", "能否行走", "人员状况", "身体情况",
    ),
    "hazards": (
        "隐患类型", "hazards", "隐患", "风险类型", "灾害类型", "灾害种类", "隐患种类", "威胁类型", "受威胁类型",
        "险情类型", "风险隐患",
        "隐患类别", "致灾类型", "受灾类型", "类型", "险户类型",
    ),
    "id_number": (
        "身份证号", "id_number", "身份证号码", "公民身份号码", "公民身份证号", "公民身份证号码", "证件号",
        "证件号码", "身份证", "居民身份证号",
        "身份证件号码", "身份证编号", "身份号码",
    ),
    "phone": (
        "联系电话", "phone", "手机", "电话", "电话号码", "手机号", "手机号码", "联系方式", "本人电话", "移动电话",
        "固定电话", "联系手机",
        "户主电话", "本人联系电话", "联系号码",
    ),
    "birth": ("出生日期", "birth", "出生年月", "出生年月日", "生日", "出生", "出生时间"),
    "age": ("年龄", "age", "岁数", "周岁", "年纪"),
    "sex": ("性别", "sex", "男女"),
    "address": (
        "住址", "address", "家庭住址", "地址", "详细地址", "现住址", "居住地址", "家庭地址", "住所", "现居住地",
        "户籍地址", "住房地址",
        "所在位置", "居住地",
    ),
    "needs": ("特殊需要", "needs", "特殊需求", "需求", "用药", "需要", "医疗需求", "药品", "辅具"),
    "ledger": ("台账", "ledger", "台账名称", "所属台账", "台账类别", "台账类型", "名册"),
    "members": ("家庭人口", "家庭人数", "人口数", "户内人数", "人数", "家庭人口数", "在册人数", "常住人口", "人口"),
    "note": ("备注", "说明", "备考", "其他", "其它", "其他说明"),
    "serial": ("序号", "编号", "no", "序", "行号", "顺序号", "序列"),
    "reason": ("原因", "没收的原因"),
    "origin": ("出处",),
}  # fmt: skip

_HELPERS: Words = {
    "name": (
        "姓名", "name", "责任人", "责任人姓名", "包保人", "包保人姓名", "包保干部", "包保责任人", "转移责任人",
        "转移责任人姓名", "盯人干部",
        "网格员", "网格员姓名", "帮扶人", "包户干部", "党员姓名", "干部姓名", "避险转移责任人", "联系人", "村干部",
        "人盯人", "负责人",
    ),
    "town": _PEOPLE["town"],
    "place": _PEOPLE["place"],
    "age": _PEOPLE["age"],
    "carries": ("能抬", "carries", "能抬几人", "抬送能力", "能否抬人", "抬人", "搬抬能力", "能否抬担架"),
    "max_load": (
        "最多户数", "max_load", "包保户数", "包户数", "户数", "负责户数", "联系户数", "包保数量", "最多包户",
    ),
    "phone": (
        *_PEOPLE["phone"], "责任人电话", "包保人电话", "责任人联系电话", "责任人联系方式", "包保人联系方式",
        "责任人手机",
    ),
    "car_seats": ("车座位", "car_seats", "座位数", "私家车座位", "车辆座位", "有无车辆", "可载人数", "车座位数"),
    "night": (
        "夜间可叫", "night", "夜间能否联系", "夜间在岗", "夜间", "夜间可联系", "夜间在村", "是否在村居住",
        "夜里叫得醒",
    ),
    "household": ("本人户编号", "household", "本人户号", "户编号", "户号", "所在户"),
    "sex": _PEOPLE["sex"],
    "day": ("白天在村", "day", "白天能否联系", "白天在岗", "白天", "平时在村"),
    "staff_of": ("所在机构编号", "staff_of", "所在机构", "工作机构"),
    "birth": _PEOPLE["birth"],
    "id_number": _PEOPLE["id_number"],
    "note": _PEOPLE["note"],
    "serial": _PEOPLE["serial"],
    "post": ("职务", "岗位", "单位", "单位职务", "政治面貌", "身份"),
    "reason": _PEOPLE["reason"],
    "origin": _PEOPLE["origin"],
}  # fmt: skip

_EXTRA: Words = {
    "serial": ("序号", "no", "序", "行号", "顺序号"),
    "reason": _PEOPLE["reason"],
    "origin": _PEOPLE["origin"],
    "note": _PEOPLE["note"],
}
_POSITION: Words = {
    "lon": ("经度", "lon", "东经", "x坐标", "经度e", "lng", "longitude"),
    "lat": ("纬度", "lat", "北纬", "y坐标", "纬度n", "latitude"),
}
_CONFIRMED = ("已核实", "confirmed", "是否核实", "核实", "确认", "已确认", "是否确认")
_SOURCE = ("来源", "source", "依据", "数据来源", "出处来源", "信息来源")

_TABLES: Mapping[str, Words] = {
    "people": _PEOPLE,
    "helpers": _HELPERS,
    "towns": {
        "town": ("镇街", "town", "乡镇", "名称", "乡镇名称"),
        "code": ("代码", "code", "区划代码"),
        **_POSITION,
        "seat_position_from": ("位置来源", "seat_position_from"),
        **_EXTRA,
    },
    "places": {
        "code": ("代码", "code", "区划代码", "行政区划代码", "村代码", "统计用区划代码", "编码"),
        "town": _PEOPLE["town"],
        "name": ("名称", "name", *_PEOPLE["place"][2:], "村社区"),
        "kind": ("类别", "kind", "村或社区", "性质", "类型"),
        **_POSITION,
        "position": ("位置来源", "position", "定位方式"),
        "accuracy_m": ("位置误差米", "accuracy_m", "位置误差", "误差"),
        "hazards": _PEOPLE["hazards"][:-2],
        "gauges": ("雨量站", "gauges", "参照雨量站"),
        "antecedent_mm": ("前期雨量毫米", "antecedent_mm", "前期雨量", "前期影响雨量"),
        **_EXTRA,
    },
    "shelters": {
        "id": ("编号", "id", "安置点编号", "代码"),
        "name": (
            "名称", "name", "安置点", "安置点名称", "避难场所", "避难场所名称", "应急避难场所", "学校", "学校名称",
            "安全岛", "安全岛名称",
            "场所名称", "避险安置点", "安置场所",
        ),
        "town": _PEOPLE["town"],
        "kind": ("类别", "kind", "类型", "场所类型", "安置点类型"),
        **_POSITION,
        "capacity": (
            "可容纳人数", "capacity", "容量", "容纳人数", "安置人数", "可安置人数", "床位", "床位数", "容量人",
            "可安置",
        ),
        "rooms": ("间数", "rooms", "房间数", "教室数", "房间"),
        "m2_per_person": ("人均平方米", "m2_per_person", "人均面积"),
        "step_free": ("无台阶", "step_free", "无障碍", "是否无障碍", "轮椅可进"),
        "power_hours": ("备用电小时", "power_hours", "备用电源时长", "备电小时"),
        "water_l": ("存水升", "water_l", "储水量", "储水升", "储水"),
        "opens_after_min": ("几分钟能开", "opens_after_min", "启用时间", "启用分钟"),
        "confirmed": _CONFIRMED,
        **_EXTRA,
    },
    "stations": {
        "id": ("站号", "id", "编号", "站码", "测站编码", "站点编号"),
        "name": ("站名", "name", "名称", "测站名称", "站点名称", "雨量站"),
        **_POSITION,
        "elevation_m": ("海拔米", "elevation_m", "海拔", "高程"),
        "kind": ("类别", "kind", "类型", "站类"),
        **_EXTRA,
    },
    "rain": {
        "station": ("站号", "station", "站名", "雨量站", "测站", "测站编码", "测站名称", "站点", "站码"),
        "time": ("时间", "time", "时刻", "观测时间", "截止时间", "时段末", "日期时间"),
        "mm": ("雨量毫米", "mm", "雨量", "降雨量", "降水量", "时段雨量", "小时雨量"),
        "minutes": ("时段分钟", "minutes", "时段长", "时段", "分钟数"),
        "kind": ("类别", "kind", "类型", "实测预报"),
        **_EXTRA,
    },
    "thresholds": {
        "place": ("村社区", "place", *_PEOPLE["place"][2:], "适用范围"),
        "town": _PEOPLE["town"],
        "soil": ("土壤", "soil", "土壤湿度", "土壤状态", "土壤含水", "前期条件"),
        "level": ("级别", "level", "转移级别", "预警指标", "指标类型", "等级"),
        "h1_mm": ("1小时毫米", "h1_mm", "1小时", "1h", "一小时", "1小时雨量", "60分钟"),
        "h3_mm": ("3小时毫米", "h3_mm", "3小时", "3h", "三小时", "3小时雨量"),
        "h6_mm": ("6小时毫米", "h6_mm", "6小时", "6h", "六小时", "6小时雨量"),
        "h24_mm": ("24小时毫米", "h24_mm", "24小时", "24h", "二十四小时", "24小时雨量"),
        "source": _SOURCE,
        "confirmed": _CONFIRMED,
        **_EXTRA,
    },
    "closures": {
        "link": ("路段", "link", "路段编号", "道路", "道路编号", "断路路段"),
        "from": ("开始", "from", "断路时间", "开始时间", "中断时间", "起"),
        "until": ("恢复", "until", "恢复时间", "结束时间", "抢通时间", "止", "结束"),
        "kind": ("类别", "kind", "类型"),
        "modes": ("不能走的", "modes", "禁行", "方式", "禁行方式"),
        "source": _SOURCE,
        **_EXTRA,
    },
    "rooms": {
        "id": ("编号", "id", "室编号", "房间编号"),
        "shelter": ("安置点", "shelter", "安全岛", "安置点编号", "安全岛名称", "安置点名称", "学校"),
        "plate": ("应急室名", "plate", "室名", "应急安置室", "门牌正面", "应急名", "应急牌"),
        "everyday": ("平时名", "everyday", "班名", "班级", "教室", "平时班名", "门牌背面", "平时牌"),
        "beds": ("床数", "beds", "床位", "床位数", "铺位", "床"),
        "care": ("照护室", "care", "是否照护室", "照护"),
        "floor": ("楼层", "floor", "层", "几层"),
        "step_free": ("无台阶", "step_free", "无障碍", "是否无障碍", "轮椅可进"),
        "confirmed": _CONFIRMED,
        **_EXTRA,
    },
    "fleet": {
        "id": ("车号", "id", "车牌", "车牌号", "车牌号码", "编号", "车辆编号"),
        "kind": ("车型", "kind", "类型", "车辆类型", "车辆类别"),
        "seats": ("座位", "seats", "座位数", "座数", "核载", "核载人数", "载客数"),
        "wheelchair": ("轮椅位", "wheelchair", "轮椅", "轮椅数"),
        "stretcher": ("担架位", "stretcher", "担架", "担架数"),
        "depot": ("停放路口", "depot", "停放点", "停车点", "停放地点", "驻地"),
        "from": ("从何时", "from", "可用开始", "开始时间", "起"),
        "until": ("到何时", "until", "可用结束", "结束时间", "止"),
        "driver": ("司机", "driver", "驾驶员", "驾驶员电话", "司机电话", "驾驶员姓名", "联系人"),
        **_EXTRA,
    },
    "institutions": {
        "id": ("编号", "id", "机构编号"),
        "name": (
            "名称", "name", "机构", "机构名称", "单位", "单位名称", "民宿名称", "场所名称", "养老机构", "工地名称",
            "景区名称",
        ),
        "town": _PEOPLE["town"],
        "place": _PEOPLE["place"],
        "kind": ("类别", "kind", "类型", "机构类型", "单位类型", "性质"),
        "heads": ("人数", "heads", "现有人数", "在院人数", "在住人数", "总人数", "实有人数", "入住人数"),
        "cannot_walk": (
            "不能走的人数", "cannot_walk", "不能行走人数", "失能人数", "行动不便人数", "失能半失能人数", "卧床人数",
        ),
        "capacity": ("可容人数", "capacity", "容量", "床位", "床位数", "核定床位", "核定人数", "可住人数", "接待能力"),
        "low_ground": ("地势低", "low_ground", "低洼", "是否低洼", "地势低洼", "是否地势低洼"),
        "contact": (
            "联系人电话", "contact", "联系方式", "联系人", "负责人", "联系电话", "电话", "负责人电话",
            "负责人及电话",
        ),
        **_EXTRA,
    },
    "road_nodes": {"node": ("路口", "node", "路口编号", "节点"), **_POSITION, **_EXTRA},
    "road_links": {
        "link": ("路段", "link", "路段编号"),
        "from_node": ("起点路口", "from_node", "起点"),
        "to_node": ("终点路口", "to_node", "终点"),
        "length_m": ("长度米", "length_m", "长度"),
        "name": ("路名", "name", "道路名称", "名称"),
        "via_lon_lat": ("途经坐标", "via_lon_lat"),
        "geometry_source": ("线形来源", "geometry_source"),
        "modes": ("能走的", "modes", "通行方式"),
        "oneway": ("单行", "oneway"),
        "speed_kmh": ("车速公里每小时", "speed_kmh", "车速"),
        "walk_s": ("步行秒", "walk_s"),
        "drive_s": ("行车秒", "drive_s"),
        "capacity_pph": ("每小时人数", "capacity_pph", "通行能力"),
        "crossing": ("跨越", "crossing", "桥涵"),
        **_EXTRA,
    },
    "speeds": {
        "mobility": ("行动能力", "mobility"),
        "light": ("昼夜", "light"),
        "rain": ("晴雨", "rain"),
        "factor": ("倍数", "factor", "系数"),
        "source": _SOURCE,
        **_EXTRA,
    },
    "delays": {
        "mobility": ("行动能力", "mobility"),
        "light": ("昼夜", "light"),
        "minutes": ("分钟", "minutes"),
        "source": _SOURCE,
        **_EXTRA,
    },
}  # fmt: skip

HEADER_WORDS: Mapping[str, Words] = MappingProxyType(dict(_TABLES))

# Whose name and telephone a column is when it is not the row's own: 责任人电话 in a list of households.
SOMEBODY_ELSE = (
    "责任人", "包保", "联系人", "监测人", "负责人", "帮扶", "网格员", "监护人", "发布人", "接收人", "干部", "领导",
    "紧急联系", "安置点",
    "安置地点", "转移路线", "撤离路线",
)  # fmt: skip

# Columns that are known and yet not kept: said, so that nobody believes that they are in the register.
NOT_KEPT: Mapping[str, frozenset[str]] = {
    "people": frozenset(("relation",)),
    "helpers": frozenset(("post", "note")),
}

# A header is one of a table only with one column of each of these groups.
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "people": (("name", "head"),),
    "helpers": (("name",),),
    "towns": (("town",),),
    "places": (("code",), ("name",)),
    "shelters": (("name",), ("capacity",)),
    "rooms": (("plate",), ("beds",)),
    "stations": (("id", "name"),),
    "rain": (("station",), ("time",), ("mm",)),
    "thresholds": (("level",), ("soil", "place", "h1_mm")),
    "closures": (("link",), ("from",)),
    "fleet": (("id",), ("seats",)),
    "institutions": (("name",), ("heads",)),
    "road_nodes": (("node",),),
    "road_links": (("link",), ("from_node",)),
    "speeds": (("mobility",), ("factor",)),
    "delays": (("mobility",), ("minutes",)),
}


def label(table: str, field: str) -> str:
    """Our word over a column."""
    return HEADER_WORDS[table][field][0]
