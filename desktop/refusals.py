"""One sentence for every rule that can say no: what and where, and what to do. `{…}` are the refusal's facts."""

from core.domain.findings import Rule
from desktop.i18n import QT_TRANSLATE_NOOP

SENTENCES: dict[str, str] = {
    Rule.NO_SUCH_FILE: QT_TRANSLATE_NOOP("Refusals", "没有这个文件：{file}"),
    Rule.NOT_A_DAOLIAN_FILE: QT_TRANSLATE_NOOP("Refusals", "不是岛链文件：{file}"),
    Rule.FILE_EXISTS: QT_TRANSLATE_NOOP("Refusals", "文件已经在了，不覆盖：{file}"),
    Rule.WRONG_PASSPHRASE: QT_TRANSLATE_NOOP("Refusals", "口令不对：{file}"),
    Rule.PASSPHRASE_NEEDED: QT_TRANSLATE_NOOP("Refusals", "这个文件加了密，要口令：{file}"),
    Rule.PLAIN_OR_PASSPHRASE: QT_TRANSLATE_NOOP("Refusals", "实战文件要口令，或者说明不加密（--plain）：{file}"),
    Rule.KEYS_MISSING: QT_TRANSLATE_NOOP("Refusals", "缺钥匙文件 {keys}，打不开 {file}"),
    Rule.LOCKED: QT_TRANSLATE_NOOP("Refusals", "别的程序正在写：{file}"),
    Rule.NEWER_FORMAT: QT_TRANSLATE_NOOP("Refusals", "文件是更新的版本写的（格式 {format}），请升级：{file}"),
    Rule.UNKNOWN_PLACE: QT_TRANSLATE_NOOP("Refusals", "没有这个村：{id}{place}"),
    Rule.UNKNOWN_PERSON: QT_TRANSLATE_NOOP("Refusals", "没有这个人：{person}"),
    Rule.UNKNOWN_HOUSEHOLD: QT_TRANSLATE_NOOP("Refusals", "没有这一户：{household}"),
    Rule.UNKNOWN_LINK: QT_TRANSLATE_NOOP("Refusals", "没有这条路：{id}{link}"),
    Rule.UNKNOWN_SHELTER: QT_TRANSLATE_NOOP("Refusals", "没有这个安全岛：{id}{shelter}"),
    Rule.UNKNOWN_EVENT: QT_TRANSLATE_NOOP("Refusals", "没有这条记录：{event}"),
    Rule.AMBIGUOUS_PERSON: QT_TRANSLATE_NOOP("Refusals", "「{person}」不止一人：{candidates}"),
    Rule.AMBIGUOUS_PLACE: QT_TRANSLATE_NOOP("Refusals", "「{place}」不止一处：{candidates}"),
    Rule.BAD_TIME: QT_TRANSLATE_NOOP("Refusals", "时间看不懂：{time}{value}"),
    Rule.OUTSIDE_STORM: QT_TRANSLATE_NOOP("Refusals", "{at} 不在这场雨里（{start} 到 {end}）"),
    Rule.EMPTY_INTERVAL: QT_TRANSLATE_NOOP("Refusals", "恢复时间 {until} 不晚于断路时间 {from}"),
    Rule.REPLAY_IN_REAL_FILE: QT_TRANSLATE_NOOP("Refusals", "实战文件里不能放演练暴雨：{replay}"),
    Rule.SEED_IN_REAL_FILE: QT_TRANSLATE_NOOP("Refusals", "实战文件不能用演练的种子"),
    Rule.UNKNOWN_REPLAY: QT_TRANSLATE_NOOP("Refusals", "没有这场雨：{replay}{name}"),
    Rule.BAD_OPTION: QT_TRANSLATE_NOOP("Refusals", "选项不对：{option} = {value}"),
    Rule.PACK_ERRORS: QT_TRANSLATE_NOOP("Refusals", "资料包有 {count} 处错，一样都没收；头一处：{first}"),
    Rule.IMPORT_ERRORS: QT_TRANSLATE_NOOP("Refusals", "表里有 {count} 处错，一行都没收；头一处：{first}"),
    Rule.UNKNOWN_TABLE: QT_TRANSLATE_NOOP("Refusals", "没有这张表：{table}"),
    Rule.NOT_ORDERED: QT_TRANSLATE_NOOP("Refusals", "{place} 没有下过令，无可解除"),
    Rule.LINK_NOT_CLOSED: QT_TRANSLATE_NOOP("Refusals", "{link} 在 {at} 没有断"),
    Rule.NOT_YOURS_TO_VOID: QT_TRANSLATE_NOOP("Refusals", "不是本台记的，或这类记录不能撤；请更正"),
    Rule.ALREADY_VOID: QT_TRANSLATE_NOOP("Refusals", "这一条已经撤了"),
    Rule.NOT_THE_LAST: QT_TRANSLATE_NOOP("Refusals", "后面又记了别的，撤不了；请更正"),
    Rule.STALE_PLAN: QT_TRANSLATE_NOOP("Refusals", "算的时候情况变了（第 {revision} 步，现在 {now}）；重算"),
    Rule.NO_PLAN: QT_TRANSLATE_NOOP("Refusals", "还没有方案；F6 再按 Ctrl+R 算一个"),
    Rule.STEP_OUT_OF_ORDER: QT_TRANSLATE_NOOP("Refusals", "不能跳步：先记「{next}」"),
    Rule.UNKNOWN_LEVEL: QT_TRANSLATE_NOOP("Refusals", "没有这个级别：{level}；有 {known}"),
    Rule.UNKNOWN_EVIDENCE: QT_TRANSLATE_NOOP("Refusals", "没有这种来源：{evidence}"),
    Rule.DIR_NOT_EMPTY: QT_TRANSLATE_NOOP("Refusals", "文件夹不空：{folder}{dir}"),
    Rule.NOT_A_FOLDER: QT_TRANSLATE_NOOP("Refusals", "不是文件夹：{folder}"),
    Rule.DISK_FULL: QT_TRANSLATE_NOOP("Refusals", "没写成，名册完好。磁盘满，腾 200 MB 后 Ctrl+R 再试：{file}"),
}

"""Sentences for the two forms of `UNKNOWN_SHELTER` that arise at the desk itself, by the fact that marks them."""
WITHOUT_SHELTER: dict[str, str] = {
    "missing": QT_TRANSLATE_NOOP("Refusals", "{person} 还没有排到安全岛，不知道到了哪里；先到 F6 算方案"),
    "none_open": QT_TRANSLATE_NOOP("Refusals", "没有开着的安全岛，收不下「{person}」；F5 再按 O 开一个"),
}
