"""The sentences of the import screen."""

from PySide6.QtCore import QCoreApplication

from core.domain.findings import Finding
from core.exchange.cells import Problem
from core.exchange.office.comparing import Compared, Fate
from core.exchange.office.header_words import HEADER_WORDS, label
from core.exchange.office.verdicts import Verdict
from core.exchange.table_readers import TABLE_KINDS
from core.operations.imports import REGISTER
from desktop import keys, phrases
from desktop.i18n import QT_TRANSLATE_NOOP, tr
from desktop.import_words import head, read_as, table_name, verdict
from desktop.imports.model import WHOLE, GroupLine, ImportsShown, Line, RowLine

translate = QCoreApplication.translate

# What a field is called beside its box, where the screen and not the office's file is speaking.
FIELDS: dict[str, str] = {
    "household": QT_TRANSLATE_NOOP("Fields", "户编号"),
    "name": QT_TRANSLATE_NOOP("Fields", "姓名"),
    "head": QT_TRANSLATE_NOOP("Fields", "户主"),
    "town": QT_TRANSLATE_NOOP("Fields", "镇街"),
    "place": QT_TRANSLATE_NOOP("Fields", "村社区"),
    "mobility": QT_TRANSLATE_NOOP("Fields", "行动能力"),
    "hazards": QT_TRANSLATE_NOOP("Fields", "隐患"),
    "id_number": QT_TRANSLATE_NOOP("Fields", "证件号"),
    "phone": QT_TRANSLATE_NOOP("Fields", "电话"),
    "birth": QT_TRANSLATE_NOOP("Fields", "生日"),
    "sex": QT_TRANSLATE_NOOP("Fields", "性别"),
    "address": QT_TRANSLATE_NOOP("Fields", "住址"),
    "needs": QT_TRANSLATE_NOOP("Fields", "需要"),
    "ledger": QT_TRANSLATE_NOOP("Fields", "台账"),
    "age": QT_TRANSLATE_NOOP("Fields", "年龄"),
    "carries": QT_TRANSLATE_NOOP("Fields", "能抬"),
    "max_load": QT_TRANSLATE_NOOP("Fields", "最多户数"),
    "car_seats": QT_TRANSLATE_NOOP("Fields", "车座位"),
    "night": QT_TRANSLATE_NOOP("Fields", "夜间可叫"),
    "kind": QT_TRANSLATE_NOOP("Fields", "类别"),
    "lon": QT_TRANSLATE_NOOP("Fields", "经度"),
    "lat": QT_TRANSLATE_NOOP("Fields", "纬度"),
    "capacity": QT_TRANSLATE_NOOP("Fields", "容量"),
    "station": QT_TRANSLATE_NOOP("Fields", "雨量站"),
    "time": QT_TRANSLATE_NOOP("Fields", "时间"),
    "mm": QT_TRANSLATE_NOOP("Fields", "雨量"),
    "heads": QT_TRANSLATE_NOOP("Fields", "人数"),
    "cannot_walk": QT_TRANSLATE_NOOP("Fields", "不能走"),
    "seats": QT_TRANSLATE_NOOP("Fields", "座位"),
    "level": QT_TRANSLATE_NOOP("Fields", "级别"),
    "soil": QT_TRANSLATE_NOOP("Fields", "土壤"),
    "link": QT_TRANSLATE_NOOP("Fields", "路段"),
    "code": QT_TRANSLATE_NOOP("Fields", "代码"),
    "id": QT_TRANSLATE_NOOP("Fields", "编号"),
}


def field_name(table: str, field: str) -> str:
    if field in FIELDS:
        return tr("Fields", FIELDS[field])
    return label(table, field) if field in HEADER_WORDS[table] else field


def chip(name: str, count: int) -> str:
    words = translate("Import", "整表") if name == WHOLE else verdict(Verdict(name))
    return f"{words} {count}"


def file_line(state: ImportsShown) -> str:
    """转移对象.xlsx · csv · GB18030 · 412 行."""
    if state.path is None:
        return translate("Import", "还没有选文件")
    parts = [state.path.name, read_as(state.read_as)]
    if state.loaded:
        parts.append(translate("Import", "{n} 行").format(n=state.rows_in))
    return " · ".join(part for part in parts if part)


def table_line(state: ImportsShown) -> str:
    name = table_name(state.table)
    if state.guesses and state.table == state.guesses[0]:
        return translate("Import", "{table}（按表头认的）").format(table=name)
    return name


def datum(name: str) -> str:
    return {
        "wgs84": translate("Import", "坐标 WGS84（卫星）"),
        "gcj02": translate("Import", "坐标 GCJ-02（高德、腾讯）"),
        "bd09": translate("Import", "坐标 BD-09（百度）"),
    }[name]


def has_positions(table: str) -> bool:
    """Whether a datum is worth asking for: the table has positions."""
    shape = TABLE_KINDS[table].shape if table in TABLE_KINDS else None
    return shape is not None and "lon" in (*shape.required, *shape.optional)


def progress(state: ImportsShown) -> str:
    if state.working is None:
        return ""
    return translate("Import", "正在读 {share:.0f} %…").format(share=state.working * 100)


def outcome(state: ImportsShown) -> str:
    """Under the list: what would happen, or what has happened; and what it will not do."""
    said = _outcome(state)
    if state.nobody_due is None or state.working is not None or (state.taken is None and state.saved):
        return said
    return f"{said}\n{phrases.finding_words(state.nobody_due)}"


def _outcome(state: ImportsShown) -> str:
    if state.taken is not None:
        done = translate("Import", "已收进「{table}」：新增 {new}，更正 {changed}。").format(
            table=table_name(state.taken.table), new=state.taken.new, changed=state.taken.changed
        )
        if state.taken.left:
            done += translate("Import", "还有 {n} 行放在一边，没有收。").format(n=state.taken.left)
        if state.taken.table in REGISTER:
            done += translate("Import", "收错了：{key} 整次撤掉。").format(key=keys.hint("undo"))
        return done
    if state.saved:
        return translate("Import", "已写到 {file}").format(file=state.saved)
    if not state.loaded or state.working is not None:
        return progress(state)
    said = translate(
        "Import", "试读 {rows} 行：会新增 {new}，更正 {changed}；放一边 {aside}，已有 {same}，不是记录 {none}"
    )
    return said.format(
        rows=state.rows_in,
        new=state.new,
        changed=state.changed,
        aside=state.counts.get(Verdict.SET_ASIDE.value, 0),
        same=state.counts.get(Verdict.REPEATED.value, 0),
        none=state.counts.get(Verdict.LEFT_OUT.value, 0),
    )


def take_verb(state: ImportsShown) -> str:
    return translate("Import", "收进 {n} 行").format(n=state.new + state.changed)


def empty(state: ImportsShown) -> str:
    """What the list says while it has no rows."""
    if state.refusal is not None:
        return phrases.refusal(state.refusal)
    if state.working is not None:
        return progress(state)
    if state.path is None:
        return translate("Import", "还没有选文件 · {key} 选一个，或把文件拖到窗口上").format(
            key=keys.hint("choose_file")
        )
    return translate("Import", "这一类没有行") if state.loaded else ""


def group(line: GroupLine) -> str:
    """The reason over its rows, without what stands in one of them."""
    if line.example is None:
        words = {
            Fate.NEW.value: translate("Import", "新增"),
            Fate.CHANGED.value: translate("Import", "更正"),
            Fate.SAME.value: translate("Import", "没有变"),
        }.get(line.rule, line.rule)
    else:
        words = head(line.rule)
    return translate("Import", "{why} · {n} 行").format(why=words, n=line.count)


def where(line: RowLine) -> str:
    """Which row, as Excel numbers it; the sheet where there are several."""
    number = translate("Import", "第 {n} 行").format(n=line.row.line)
    return f"{line.sheet} {number}" if line.sheet else number


def who(compared: Compared) -> str:
    """Whose row it is: what it would be taken as, else what stood there."""
    row = compared.row
    value = row.value
    if value is not None:
        name = str(getattr(value, "name", "") or getattr(value, "id", "") or getattr(value, "station", "") or "")
        return " · ".join(part for part in (name, str(getattr(value, "household", "") or "")) if part)
    if not row.cells:
        return " ".join(text for text in row.shown if text)[:60]
    named = row.cells.get("name") or row.cells.get("head") or row.cells.get("id") or ""
    rest = [row.cells.get(name, "") for name in ("household", "town", "place")]
    return " · ".join(part for part in (named, *rest) if part and part != "-")


def note_words(note: Finding) -> str:
    """One remark about a row; an empty cell names the column that is empty, for nothing else in the line does."""
    words = phrases.finding_words(note)
    field = str(note.facts.get("field", ""))
    return f"{field_name_of(field)} {words}" if note.rule == Problem.MISSING_VALUE and field else words


def why(compared: Compared) -> str:
    """All that is to be said about a row in one line: errors first, then what would change, then remarks."""
    notes = sorted(compared.row.notes, key=lambda note: not note.error)
    parts = [note_words(note) for note in notes]
    if compared.fate is Fate.CHANGED:
        names = "、".join(field_name_of(name) for name in compared.changes)
        parts.insert(0, translate("Import", "更正 {fields}").format(fields=names))
    return "；".join(parts)


def field_name_of(name: str) -> str:
    return tr("Fields", FIELDS[name]) if name in FIELDS else name


def read_aloud(line: Line) -> str:
    """A line as one sentence, for the table's accessible text."""
    if isinstance(line, GroupLine):
        return group(line)
    if isinstance(line, RowLine):
        return f"{where(line)} {who(line.compared)} {why(line.compared)}".strip()
    return phrases.finding(line.finding)
