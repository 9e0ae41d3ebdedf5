"""What the pairing changed against the plan before, in words: who comes instead, what a household gains or loses."""

from PySide6.QtCore import QCoreApplication

from core.queries.pairing_rows import HelperName, PairChangeRow
from desktop import phrases
from desktop.pairing_words import more_minutes
from desktop.plan.lines import Line, LineKind

translate = QCoreApplication.translate
PAIRS_SHOWN = 200


def pair_lines(rows: tuple[PairChangeRow, ...] | None, opened: frozenset[str]) -> tuple[Line, ...]:
    """One line a part at a door that changed; an opened one says more. `rows` None while they are being read."""
    if rows is None:
        return (Line("pair/wait", LineKind.DETAIL, translate("Plan", "正在比…")),)
    out: list[Line] = []
    for row in rows[:PAIRS_SHOWN]:
        key = f"pair/{row.household}/{row.role.value}"
        out.append(_change(key, row))
        if key in opened:
            out.extend(_details(key, row))
    if len(rows) > PAIRS_SHOWN:
        rest = translate("Plan", "其余 {n} 处：daolian pairing 列全").format(n=len(rows) - PAIRS_SHOWN)
        out.append(Line("pair/rest", LineKind.DETAIL, rest))
    return tuple(out)


def pair_counts(rows: tuple[PairChangeRow, ...] | None) -> tuple[str, str, str]:
    """换人 4 户 | 多了人 1 处 · 缺了人 0 处 | 同人 2 处 只是规则变了."""
    if rows is None:
        return "", "", ""
    if not rows:
        return translate("Plan", "责任人与上一方案一样"), "", ""
    swapped = len({row.household for row in rows if row.before and row.after and not _same(row)})
    gained = sum(row.before is None for row in rows)
    lost = sum(row.after is None for row in rows)
    same = sum(_same(row) for row in rows)
    return (
        translate("Plan", "换人 {n} 户").format(n=swapped),
        translate("Plan", "补上 {gained} 处 · 空出 {lost} 处").format(gained=gained, lost=lost),
        translate("Plan", "人没换、规则变了 {n} 处").format(n=same) if same else "",
    )


def _same(row: PairChangeRow) -> bool:
    return row.before is not None and row.after is not None and row.before.helper == row.after.helper


def _change(key: str, row: PairChangeRow) -> Line:
    nobody = translate("Plan", "没有人")
    before, after = (one.name if one else nobody for one in (row.before, row.after))
    minutes = "" if row.more_minutes is None else more_minutes(row.more_minutes)
    broken = len(row.now_broken) - len(row.now_kept)
    rules = translate("Plan", "软规则 {n}").format(n=f"{broken:+d}") if broken else ""
    return Line(
        key=key,
        kind=LineKind.TELL,
        title=translate("Plan", "{name} 户").format(name=row.head),
        second=f"{row.place_name} · {row.role.value}",
        middle_second=after if _same(row) else f"{before} → {after}",
        right_second=" · ".join(filter(None, (minutes, rules))),
        group=key,
        household=str(row.household),
        strong=row.after is None,
    )


def _details(key: str, row: PairChangeRow) -> list[Line]:
    said = [
        (translate("Plan", "原来"), _whom(row.before)),
        (translate("Plan", "现在"), _whom(row.after)),
        (translate("Plan", "新违反"), "、".join(phrases.soft_rule(rule) for rule in row.now_broken)),
        (translate("Plan", "不再违反"), "、".join(phrases.soft_rule(rule) for rule in row.now_kept)),
    ]
    return [
        Line(f"{key}/{number}", LineKind.DETAIL, title, words, group=key, household=str(row.household))
        for number, (title, words) in enumerate(said)
        if words
    ]


def _whom(one: HelperName | None) -> str:
    if one is None:
        return translate("Plan", "没有人")
    return " · ".join(filter(None, (one.name, one.place_name, one.phone)))
