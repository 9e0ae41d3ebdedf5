"""The one key table (ui.md section 7): every shortcut and every hint on screen comes from here."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.i18n import QT_TRANSLATE_NOOP, tr

EVERYWHERE = ("*",)
_SPACE = QT_TRANSLATE_NOOP("Keys", "空格")
_MARKED = ("roll", "plan", "storm")
_WITH_PANEL = ("map", "calls", "plan", "storm", "people", "shelters")


@dataclass(frozen=True, slots=True)
class Key:
    """`sequence` as Qt writes it; `cap` what stands on the key cap; `screens` where it holds (`*` everywhere)."""

    id: str
    sequence: str
    label: str
    screens: tuple[str, ...] = EVERYWHERE
    cap: str = ""

    @property
    def hint(self) -> str:
        return self.cap or self.sequence

    @property
    def words(self) -> str:
        return tr("Keys", self.label)


TABLE: tuple[Key, ...] = (
    Key("help", "F1", QT_TRANSLATE_NOOP("Keys", "帮助")),
    Key("map", "F2", QT_TRANSLATE_NOOP("Keys", "一张图")),
    Key("calls", "F3", QT_TRANSLATE_NOOP("Keys", "叫应")),
    Key("roll", "F4", QT_TRANSLATE_NOOP("Keys", "转移")),
    Key("shelters", "F5", QT_TRANSLATE_NOOP("Keys", "安全岛")),
    Key("plan", "F6", QT_TRANSLATE_NOOP("Keys", "方案")),
    Key("people", "F7", QT_TRANSLATE_NOOP("Keys", "台账")),
    Key("storm", "F8", QT_TRANSLATE_NOOP("Keys", "雨情")),
    Key("drill", "F9", QT_TRANSLATE_NOOP("Keys", "演练"), screens=()),
    Key("reports", "F10", QT_TRANSLATE_NOOP("Keys", "上报")),
    Key("palette", "F11", QT_TRANSLATE_NOOP("Keys", "日/夜")),
    Key("full_screen", "Shift+F11", QT_TRANSLATE_NOOP("Keys", "全屏")),
    Key("print_lists", "F12", QT_TRANSLATE_NOOP("Keys", "印纸册")),
    Key("print", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "打印这一屏")),
    Key("open_print", "Ctrl+Shift+O", QT_TRANSLATE_NOOP("Keys", "打开刚印的")),
    Key("send_print", "Ctrl+Shift+P", QT_TRANSLATE_NOOP("Keys", "刚印的送打印机")),
    Key("command", "/", QT_TRANSLATE_NOOP("Keys", "命令框")),
    Key("back", "Esc", QT_TRANSLATE_NOOP("Keys", "退一层")),
    Key("why", "?", QT_TRANSLATE_NOOP("Keys", "为什么")),
    Key("undo", "Ctrl+Z", QT_TRANSLATE_NOOP("Keys", "撤销")),
    Key("recent", "Ctrl+H", QT_TRANSLATE_NOOP("Keys", "刚才")),
    Key("scope", "Ctrl+T", QT_TRANSLATE_NOOP("Keys", "换镇街")),
    Key("operator", "Ctrl+O", QT_TRANSLATE_NOOP("Keys", "换值班")),
    Key("desks", "Ctrl+D", QT_TRANSLATE_NOOP("Keys", "各点，U 盘")),
    Key("acknowledge", "Ctrl+E", QT_TRANSLATE_NOOP("Keys", "警报：知道了")),
    Key("mute", "Ctrl+M", QT_TRANSLATE_NOOP("Keys", "静音")),
    Key("backup", "Ctrl+B", QT_TRANSLATE_NOOP("Keys", "备份：现在写一份")),
    Key("backup_place", "Ctrl+Shift+B", QT_TRANSLATE_NOOP("Keys", "备份到哪里")),
    Key("duty", "Ctrl+J", QT_TRANSLATE_NOOP("Keys", "值班日志，交班")),
    Key("lock", "Ctrl+L", QT_TRANSLATE_NOOP("Keys", "锁屏")),
    Key(
        "panel",
        "Ctrl+\\",
        QT_TRANSLATE_NOOP("Keys", "收起侧栏"),
        screens=("map", "calls", "plan", "storm", "people", "shelters"),
    ),
    Key("larger", "Ctrl+=", QT_TRANSLATE_NOOP("Keys", "字大些")),
    Key("smaller", "Ctrl+-", QT_TRANSLATE_NOOP("Keys", "字小些")),
    Key("play", "Ctrl+K", QT_TRANSLATE_NOOP("Keys", "演练钟 走/停")),
    Key("faster", "Ctrl+Up", QT_TRANSLATE_NOOP("Keys", "演练钟 快些")),
    Key("slower", "Ctrl+Down", QT_TRANSLATE_NOOP("Keys", "演练钟 慢些")),
    Key("enter", "Return", QT_TRANSLATE_NOOP("Keys", "记下一步"), screens=("roll", "people", "map"), cap="⏎"),
    Key("call_now", "Return", QT_TRANSLATE_NOOP("Keys", "打给该叫的这一级"), screens=("calls",), cap="⏎"),
    Key(
        "outcome",
        "1",
        QT_TRANSLATE_NOOP("Keys", "筛选 1–6；通话时 已应 未接 关机 带话 错号"),
        screens=("calls",),
        cap="1–6",
    ),
    Key("send_up", "Return", QT_TRANSLATE_NOOP("Keys", "报出，存文件"), screens=("reports",), cap="⏎"),
    Key("report_kind", "1", QT_TRANSLATE_NOOP("Keys", "首报 续报 终报"), screens=("reports",), cap="1–3"),
    Key("spoken", "V", QT_TRANSLATE_NOOP("Keys", "文字稿 / 念稿"), screens=("reports",)),
    Key("unfold", "E", QT_TRANSLATE_NOOP("Keys", "这个镇的村 展开/收起"), screens=("reports",)),
    Key("difference", "K", QT_TRANSLATE_NOOP("Keys", "下一处对不上的"), screens=("reports",)),
    Key("squad", "N", QT_TRANSLATE_NOOP("Keys", "派一支队伍"), screens=("reports",)),
    Key("heard_of", "S", QT_TRANSLATE_NOOP("Keys", "这一队报平安"), screens=("reports",)),
    Key("came_back", "B", QT_TRANSLATE_NOOP("Keys", "这一队回来了"), screens=("reports",)),
    Key("open_files", "O", QT_TRANSLATE_NOOP("Keys", "打开存文件的文件夹"), screens=("reports",)),
    Key("rules", "G", QT_TRANSLATE_NOOP("Keys", "时限，为本次改"), screens=("calls", "reports")),
    Key("note", "N", QT_TRANSLATE_NOOP("Keys", "给这次叫应记一句"), screens=("calls",)),
    Key("harm", "Y", QT_TRANSLATE_NOOP("Keys", "伤 送医 亡"), screens=("roll", "people")),
    Key("ask_radio", "V", QT_TRANSLATE_NOOP("Keys", "电台逐村问"), screens=("calls",)),
    Key("mark", "Space", QT_TRANSLATE_NOOP("Keys", "勾选；方案：已告知"), screens=_MARKED, cap=_SPACE),
    Key("call_a", "H", QT_TRANSLATE_NOOP("Keys", "呼 A 角"), screens=("calls", "roll", "map", "people")),
    Key("call_b", "B", QT_TRANSLATE_NOOP("Keys", "换 B 角"), screens=("calls", "roll", "map", "people")),
    Key("call_neighbour", "L", QT_TRANSLATE_NOOP("Keys", "呼邻户"), screens=("calls", "roll", "map")),
    Key("knock", "Q", QT_TRANSLATE_NOOP("Keys", "派人敲门"), screens=("calls", "roll", "map")),
    Key("arrived", "D", QT_TRANSLATE_NOOP("Keys", "到达"), screens=("calls", "roll", "map", "people")),
    Key("check_in_party", "D", QT_TRANSLATE_NOOP("Keys", "签到这一户"), screens=("shelters",)),
    Key("take_in_stranger", "X", QT_TRANSLATE_NOOP("Keys", "收下不在册"), screens=("shelters",)),
    Key("accept_proposal", "Shift+O", QT_TRANSLATE_NOOP("Keys", "按提议：开岛，分流"), screens=("shelters",)),
    Key("decline_proposal", "J", QT_TRANSLATE_NOOP("Keys", "提议不采纳，记原因"), screens=("shelters",)),
    Key("all_islands", "Shift+G", QT_TRANSLATE_NOOP("Keys", "全列 / 收起"), screens=("shelters",)),
    Key("housed", "R", QT_TRANSLATE_NOOP("Keys", "入住"), screens=("calls", "roll", "map", "people")),
    Key("refuse", "J", QT_TRANSLATE_NOOP("Keys", "拒转"), screens=("calls", "roll", "map", "people", "storm")),
    Key("unreachable", "S", QT_TRANSLATE_NOOP("Keys", "失联"), screens=("calls", "roll", "map", "people")),
    Key("away", "W", QT_TRANSLATE_NOOP("Keys", "外出"), screens=("calls", "roll", "map", "people")),
    Key(
        "see_map",
        "M",
        QT_TRANSLATE_NOOP("Keys", "图上看"),
        screens=("calls", "roll", "people", "shelters", "plan", "storm"),
    ),
    Key("table", "T", QT_TRANSLATE_NOOP("Keys", "看成表"), screens=("map", "plan", "storm", "shelters", "calls")),
    Key("loads", "L", QT_TRANSLATE_NOOP("Keys", "路上的人数 / 到达人数"), screens=("plan",)),
    Key("trips", "V", QT_TRANSLATE_NOOP("Keys", "车次"), screens=("plan",)),
    Key("vehicle_out", "X", QT_TRANSLATE_NOOP("Keys", "这辆车坏了，又能开了"), screens=("plan",)),
    Key("critical", "K", QT_TRANSLATE_NOOP("Keys", "断了最伤的路"), screens=("map", "plan")),
    Key("pairs", "U", QT_TRANSLATE_NOOP("Keys", "责任人换了谁"), screens=("plan",)),
    Key("adopt_fresh", "F", QT_TRANSLATE_NOOP("Keys", "采用重排的方案"), screens=("plan",)),
    Key("threshold", "Shift+F", QT_TRANSLATE_NOOP("Keys", "重排好百分之几才提"), screens=("plan",)),
    Key("departures", "Shift+G", QT_TRANSLATE_NOOP("Keys", "要告知 / 出门先后"), screens=("plan",)),
    Key("close_road", "X", QT_TRANSLATE_NOOP("Keys", "断路"), screens=("map",)),
    Key("open_island", "O", QT_TRANSLATE_NOOP("Keys", "开岛 / 恢复通行"), screens=("shelters", "map")),
    Key("checklist", "L", QT_TRANSLATE_NOOP("Keys", "转换清单"), screens=("shelters",)),
    Key("count_stock", "U", QT_TRANSLATE_NOOP("Keys", "点存量"), screens=("shelters",)),
    Key("return_gate", "B", QT_TRANSLATE_NOOP("Keys", "返回门"), screens=("shelters",)),
    Key("new_shelter", "A", QT_TRANSLATE_NOOP("Keys", "当场建点"), screens=("shelters",)),
    Key("pick_onward", "P", QT_TRANSLATE_NOOP("Keys", "分流：逐户挑"), screens=("shelters",)),
    Key(
        "recompute",
        "Ctrl+R",
        QT_TRANSLATE_NOOP("Keys", "重算，只动该动的；再试"),
        screens=("plan", "map", "imports", "roads"),
    ),
    Key("plan_afresh", "Ctrl+Shift+R", QT_TRANSLATE_NOOP("Keys", "整份重排"), screens=("plan",)),
    Key("order", "Shift+S", QT_TRANSLATE_NOOP("Keys", "排序"), screens=("calls", "roll", "people")),
    Key("group", "Shift+G", QT_TRANSLATE_NOOP("Keys", "分组"), screens=("people",)),
    Key("legend", "Shift+L", QT_TRANSLATE_NOOP("Keys", "图例"), screens=("map",)),
    Key("pan", "Left", QT_TRANSLATE_NOOP("Keys", "移图"), screens=("map",), cap="← ↑ ↓ →"),
    Key("zoom", "+", QT_TRANSLATE_NOOP("Keys", "放大，缩小"), screens=("map",), cap="+ −"),
    Key("whole", "0", QT_TRANSLATE_NOOP("Keys", "看全区"), screens=("map",)),
    Key("order_go", "Ctrl+Return", QT_TRANSLATE_NOOP("Keys", "这个村 下令立即"), screens=("map",), cap="Ctrl+⏎"),
    Key("order_prepare", "Ctrl+Shift+Return", QT_TRANSLATE_NOOP("Keys", "这个村 下令准备"), screens=("map",)),
    Key("next_road", "]", QT_TRANSLATE_NOOP("Keys", "选下一段路，选上一段"), screens=("map",), cap="[ ]"),
    Key("walk", "Tab", QT_TRANSLATE_NOOP("Keys", "逐个走图上的符号"), screens=("map",)),
    Key("conflict", "K", QT_TRANSLATE_NOOP("Keys", "待核：再按 1–9 打开一张"), screens=("roll",)),
    Key("conflict_door", "Alt+K", QT_TRANSLATE_NOOP("Keys", "待核：再按 1–9 打开一张"), screens=("island",)),
    Key("open_card", "Return", QT_TRANSLATE_NOOP("Keys", "出这一户；在卡上：全户到达"), screens=("island",), cap="⏎"),
    Key("take_line", "Alt+1", QT_TRANSLATE_NOOP("Keys", "直取"), screens=("island",), cap="Alt+1–9"),
    Key("tick", "1", QT_TRANSLATE_NOOP("Keys", "来 / 没来"), screens=("island",), cap="1–9"),
    Key("only_arrived", "Alt+Return", QT_TRANSLATE_NOOP("Keys", "只记到达"), screens=("island",), cap="Alt+⏎"),
    Key("only_one", "E", QT_TRANSLATE_NOOP("Keys", "只他一人"), screens=("island",)),
    Key("other_room", "G", QT_TRANSLATE_NOOP("Keys", "换室"), screens=("island",)),
    Key("other_bed", "C", QT_TRANSLATE_NOOP("Keys", "换床"), screens=("island",)),
    Key("came_from", "F", QT_TRANSLATE_NOOP("Keys", "从哪来"), screens=("island",)),
    Key("elsewhere", "V", QT_TRANSLATE_NOOP("Keys", "投亲"), screens=("island",)),
    Key("step_out", "L", QT_TRANSLATE_NOOP("Keys", "暂离"), screens=("island",)),
    Key("send_on", "T", QT_TRANSLATE_NOOP("Keys", "转走"), screens=("island",)),
    Key("take_at_card", "X", QT_TRANSLATE_NOOP("Keys", "不在册"), screens=("island",)),
    Key("input_method", "Ctrl+I", QT_TRANSLATE_NOOP("Keys", "中文"), screens=("island",)),
    Key("clear_draft", "Ctrl+Y", QT_TRANSLATE_NOOP("Keys", "清掉草稿"), screens=("island",)),
    Key("take_stranger", "Ctrl+N", QT_TRANSLATE_NOOP("Keys", "不在册，收下"), screens=("island",)),
    Key("island", "Ctrl+Shift+D", QT_TRANSLATE_NOOP("Keys", "签到台：本台在哪个岛"), screens=("shelters", "island")),
    Key("review", "K", QT_TRANSLATE_NOOP("Keys", "待核的名册"), screens=("people",)),
    Key("institutions", "O", QT_TRANSLATE_NOOP("Keys", "机构人数"), screens=("people",)),
    Key("helpers", "U", QT_TRANSLATE_NOOP("Keys", "责任人"), screens=("people",)),
    Key("helper_out", "O", QT_TRANSLATE_NOOP("Keys", "来不了，又能来了"), screens=("helpers",)),
    Key("give_back", "G", QT_TRANSLATE_NOOP("Keys", "把原来的户还给他"), screens=("helpers",)),
    Key("call_made", "Space", QT_TRANSLATE_NOOP("Keys", "下一个电话打过了"), screens=("helpers",), cap=_SPACE),
    Key("lock_pair", "1", QT_TRANSLATE_NOOP("Keys", "锁定、放开一户"), screens=("helpers",), cap="1–9"),
    Key("full_phone", "Return", QT_TRANSLATE_NOOP("Keys", "显示电话、要打的号码"), screens=("helpers",), cap="⏎"),
    Key("edit_phone", "E", QT_TRANSLATE_NOOP("Keys", "改电话"), screens=("helpers",)),
    Key("confirm_helper", "C", QT_TRANSLATE_NOOP("Keys", "核过了"), screens=("helpers",)),
    Key("moved_away", "W", QT_TRANSLATE_NOOP("Keys", "迁走，放回"), screens=("helpers",)),
    Key("decide", "1", QT_TRANSLATE_NOOP("Keys", "按这一张上的号定"), screens=("review",), cap="1–9"),
    Key("count_heads", "Return", QT_TRANSLATE_NOOP("Keys", "记现在几人"), screens=("institutions",), cap="⏎"),
    Key("edit_field", "E", QT_TRANSLATE_NOOP("Keys", "改一项"), screens=("people",)),
    Key("confirm_entry", "C", QT_TRANSLATE_NOOP("Keys", "核过了"), screens=("people",)),
    Key("new_person", "N", QT_TRANSLATE_NOOP("Keys", "添一人"), screens=("people",)),
    Key("filter", "Ctrl+F", QT_TRANSLATE_NOOP("Keys", "筛这张表"), screens=("people", "roll", "calls")),
    Key("imports", "I", QT_TRANSLATE_NOOP("Keys", "导入，模板，导出"), screens=("people",)),
    Key("choose_folder", "F", QT_TRANSLATE_NOOP("Keys", "选文件夹"), screens=("desks",)),
    Key("take_bundles", "G", QT_TRANSLATE_NOOP("Keys", "收下等着的包"), screens=("desks",)),
    Key("take_at_once", "A", QT_TRANSLATE_NOOP("Keys", "发现就收 / 先放着"), screens=("desks",)),
    Key("enrol", "E", QT_TRANSLATE_NOOP("Keys", "登记一台电脑"), screens=("desks",)),
    Key("revoke", "X", QT_TRANSLATE_NOOP("Keys", "停用一台电脑"), screens=("desks",)),
    Key("lan", "N", QT_TRANSLATE_NOOP("Keys", "网线热点：等人来 / 停"), screens=("desks",)),
    Key("call_desk", "C", QT_TRANSLATE_NOOP("Keys", "网线热点：打给一个点"), screens=("desks",)),
    Key("show_frames", "Q", QT_TRANSLATE_NOOP("Keys", "屏上放码给人拍"), screens=("desks",)),
    Key("read_frames", "I", QT_TRANSLATE_NOOP("Keys", "从照片收码"), screens=("desks",)),
    Key("hub", "U", QT_TRANSLATE_NOOP("Keys", "和区里的库换一次"), screens=("desks",)),
    Key("hub_address", "Shift+U", QT_TRANSLATE_NOOP("Keys", "区里的库：地址"), screens=("desks",)),
    Key("look_frames", "V", QT_TRANSLATE_NOOP("Keys", "摄像头收码"), screens=("desks",)),
    Key("hear", "H", QT_TRANSLATE_NOOP("Keys", "听电台报"), screens=("desks",)),
    Key("write_bundle", "Return", QT_TRANSLATE_NOOP("Keys", "写一包"), screens=("desks",), cap="⏎"),
    Key("roads", "R", QT_TRANSLATE_NOOP("Keys", "换路网"), screens=("imports",)),
    Key("map_datum", "1", QT_TRANSLATE_NOOP("Keys", "这份图的坐标；哪一层是路"), screens=("roads",), cap="1–9"),
    Key("csv_folder", "F", QT_TRANSLATE_NOOP("Keys", "选放两张路表的文件夹"), screens=("roads",)),
    Key("add_or_replace", "E", QT_TRANSLATE_NOOP("Keys", "路表：加进去 / 整网替换"), screens=("roads",)),
    Key("next_list", "L", QT_TRANSLATE_NOOP("Keys", "看下一份清单"), screens=("roads",)),
    Key("take_roads", "Ctrl+Return", QT_TRANSLATE_NOOP("Keys", "换上这份路网"), screens=("roads",), cap="Ctrl+⏎"),
    Key("choose_file", "O", QT_TRANSLATE_NOOP("Keys", "选文件"), screens=("imports", "roads")),
    Key("choose_table", "T", QT_TRANSLATE_NOOP("Keys", "换一张表"), screens=("imports",)),
    Key("mend", "Return", QT_TRANSLATE_NOOP("Keys", "改这一行"), screens=("imports",), cap="⏎"),
    Key("mend_alike", "Shift+Return", QT_TRANSLATE_NOOP("Keys", "同样的行都这样改"), screens=("imports",), cap="⇧⏎"),
    Key("datum", "D", QT_TRANSLATE_NOOP("Keys", "换坐标系"), screens=("imports",)),
    Key("take_in", "Ctrl+Return", QT_TRANSLATE_NOOP("Keys", "收进名册"), screens=("imports",), cap="Ctrl+⏎"),
    Key("save_aside", "W", QT_TRANSLATE_NOOP("Keys", "放一边的另存"), screens=("imports",)),
    Key("save_template", "Shift+T", QT_TRANSLATE_NOOP("Keys", "存空白模板"), screens=("imports",)),
    Key("export_table", "Shift+E", QT_TRANSLATE_NOOP("Keys", "导出这张表"), screens=("imports",)),
    Key("duty_note", "N", QT_TRANSLATE_NOOP("Keys", "记一句"), screens=("duty",)),
    Key("end_incident", "Shift+X", QT_TRANSLATE_NOOP("Keys", "结束事件，到期抹去个人信息"), screens=("duty",)),
    Key("hand_over", "J", QT_TRANSLATE_NOOP("Keys", "交班"), screens=("duty",)),
    Key("show_id", "Shift+1", QT_TRANSLATE_NOOP("Keys", "显示证件"), screens=("people",)),
    Key("show_phone", "Shift+2", QT_TRANSLATE_NOOP("Keys", "显示电话"), screens=("people",)),
    Key("show_address", "Shift+3", QT_TRANSLATE_NOOP("Keys", "显示住址"), screens=("people",)),
    Key("time_back", ",", QT_TRANSLATE_NOOP("Keys", "退 10 分"), screens=("map", "storm")),
    Key("time_on", ".", QT_TRANSLATE_NOOP("Keys", "进 10 分"), screens=("map", "storm")),
    Key("time_back_hour", "Shift+,", QT_TRANSLATE_NOOP("Keys", "退 1 时"), screens=("map", "storm"), cap="Shift+,"),
    Key("time_on_hour", "Shift+.", QT_TRANSLATE_NOOP("Keys", "进 1 时"), screens=("map", "storm"), cap="Shift+."),
    Key("time_now", "Home", QT_TRANSLATE_NOOP("Keys", "回到现在"), screens=("map", "storm")),
    Key(
        "filter_1",
        "1",
        QT_TRANSLATE_NOOP("Keys", "筛选 1–9"),
        screens=("roll", "people", "storm", "imports"),
        cap="1–9",
    ),
)

SCREEN_KEYS = ("map", "calls", "roll", "shelters", "plan", "people", "storm", "drill", "reports")


def key(ident: str) -> Key:
    """The entry of an id; an unknown id is a KeyError."""
    for entry in TABLE:
        if entry.id == ident:
            return entry
    raise KeyError(ident)


def hint(ident: str) -> str:
    """What stands on the key cap."""
    return tr("Keys", key(ident).hint)


def for_screen(screen: str) -> tuple[Key, ...]:
    """Keys that hold on a screen, its own first."""
    own = tuple(entry for entry in TABLE if screen in entry.screens)
    return own + tuple(entry for entry in TABLE if entry.screens == EVERYWHERE)


def install(
    widget: QWidget, ident: str, do: Callable[[], object], *, sequence: str = "", whole_window: bool = False
) -> QShortcut:
    """A shortcut from the table, in the context of the widget and its children (or the whole window)."""
    shortcut = QShortcut(QKeySequence(sequence or key(ident).sequence), widget)
    shortcut.setContext(
        Qt.ShortcutContext.WindowShortcut if whole_window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    shortcut.activated.connect(lambda: do())
    return shortcut
