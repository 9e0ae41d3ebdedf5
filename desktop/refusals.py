"""One sentence for every rule that can say no: what and where, and what to do. `{…}` are the refusal's facts."""

from core.domain.findings import Rule
from desktop.i18n import QT_TRANSLATE_NOOP

NO_PORT = QT_TRANSLATE_NOOP("Refusals", "本机开不了端口 {where}：换一个，或用 --port 0")

SENTENCES: dict[str, str] = {
    Rule.NO_SUCH_FILE: QT_TRANSLATE_NOOP("Refusals", "没有这个文件：{file}"),
    Rule.NOT_A_DAOLIAN_FILE: QT_TRANSLATE_NOOP("Refusals", "不是岛链文件：{file}"),
    Rule.FILE_EXISTS: QT_TRANSLATE_NOOP("Refusals", "文件已经在了，不覆盖：{file}"),
    Rule.WRONG_PASSPHRASE: QT_TRANSLATE_NOOP(
        "Refusals", "口令不对，文件没有动；再试一次，或用保险柜里的恢复密钥：{file}"
    ),
    Rule.PASSPHRASE_NEEDED: QT_TRANSLATE_NOOP("Refusals", "这个文件加了密，要口令：{file}"),
    Rule.PLAIN_OR_PASSPHRASE: QT_TRANSLATE_NOOP("Refusals", "实战文件要口令，或者说明不加密（--plain）：{file}"),
    Rule.KEYS_MISSING: QT_TRANSLATE_NOOP(
        "Refusals", "缺钥匙文件 {keys}，打不开 {file}；每份备份旁边都有一份同样的，拷来改成这个名字"
    ),
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
    Rule.UNKNOWN_IMPORT: QT_TRANSLATE_NOOP("Refusals", "本台没有这次名册导入：{batch}；不带编号列出能撤的"),
    Rule.ALREADY_VOID: QT_TRANSLATE_NOOP("Refusals", "这一条已经撤了"),
    Rule.NOT_THE_LAST: QT_TRANSLATE_NOOP("Refusals", "后面又记了别的，撤不了；请更正"),
    Rule.ROADS_CHANGED: QT_TRANSLATE_NOOP("Refusals", "读的时候路网变了；再读一遍"),
    Rule.FORMER_ROADS_NOT_KEPT: QT_TRANSLATE_NOOP(
        "Refusals", "原来的路是旧版程序换掉的，没有留；要放回去，把原来的路再导入一次"
    ),
    Rule.IMPORT_STOPPED: QT_TRANSLATE_NOOP("Refusals", "停了，什么也没有写，文件和原来一样"),
    Rule.STALE_PLAN: QT_TRANSLATE_NOOP("Refusals", "算的时候情况变了（第 {revision} 步，现在 {now}）；重算"),
    Rule.NO_PLAN: QT_TRANSLATE_NOOP("Refusals", "还没有方案；F6 再按 Ctrl+R 算一个"),
    Rule.STEP_OUT_OF_ORDER: QT_TRANSLATE_NOOP("Refusals", "不能跳步：先记「{next}」"),
    Rule.UNKNOWN_LEVEL: QT_TRANSLATE_NOOP("Refusals", "没有这个级别：{level}；有 {known}"),
    Rule.UNKNOWN_EVIDENCE: QT_TRANSLATE_NOOP("Refusals", "没有这种来源：{evidence}"),
    Rule.UNKNOWN_CALLED: QT_TRANSLATE_NOOP("Refusals", "没有这样的叫法：{to}；有 {known}"),
    Rule.VILLAGE_ROW: QT_TRANSLATE_NOOP("Refusals", "这一行是 {place} 的村负责人；到达、拒转按户记"),
    Rule.UNKNOWN_HELPER: QT_TRANSLATE_NOOP("Refusals", "没有这个责任人：{helper}"),
    Rule.AMBIGUOUS_HELPER: QT_TRANSLATE_NOOP("Refusals", "叫「{helper}」的责任人不止一个：{candidates}"),
    Rule.UNKNOWN_VEHICLE: QT_TRANSLATE_NOOP("Refusals", "没有这辆车：{vehicle}"),
    Rule.VEHICLE_IS_OUT: QT_TRANSLATE_NOOP("Refusals", "{vehicle} 已经记为坏了"),
    Rule.VEHICLE_NOT_OUT: QT_TRANSLATE_NOOP("Refusals", "{vehicle} 没有记过坏了，不用恢复"),
    Rule.HELPER_IS_OUT: QT_TRANSLATE_NOOP("Refusals", "{name} 已经记为来不了"),
    Rule.HELPER_NOT_OUT: QT_TRANSLATE_NOOP("Refusals", "{name} 没有记过来不了，不用恢复"),
    Rule.NOT_LOCKED: QT_TRANSLATE_NOOP("Refusals", "{household} 的 {role} 角没有锁定"),
    Rule.LOCK_SAME_HOUSE: QT_TRANSLATE_NOOP(
        "Refusals", "{name} 不能锁为 {household} 的 {role} 角：另一角是他本人或同一家的人"
    ),
    Rule.LOCK_OWN_HOUSE: QT_TRANSLATE_NOOP("Refusals", "{name} 不能锁为 {household} 的 {role} 角：他就住这一户"),
    Rule.LOCK_OVER_LOAD: QT_TRANSLATE_NOOP("Refusals", "{name} 不能再锁 {household}：他最多管 {max_load} 户，已经锁满"),
    Rule.UNKNOWN_RULE: QT_TRANSLATE_NOOP("Refusals", "没有这条软规则：{rule}；有 {known}"),
    Rule.DIR_NOT_EMPTY: QT_TRANSLATE_NOOP("Refusals", "文件夹不空：{folder}{dir}"),
    Rule.NOT_A_FOLDER: QT_TRANSLATE_NOOP("Refusals", "不是文件夹：{folder}{file}"),
    Rule.FOLDER_NOT_WRITABLE: QT_TRANSLATE_NOOP("Refusals", "这个文件夹写不进去，换一个：{folder}"),
    Rule.NO_CHINESE_FONT: QT_TRANSLATE_NOOP("Refusals", "这台电脑没有中文字体，印不了；装 fonts-noto-cjk 后再印"),
    Rule.UNKNOWN_PAPER: QT_TRANSLATE_NOOP("Refusals", "没有这种纸：{paper}；有 {known}"),
    Rule.DISK_FULL: QT_TRANSLATE_NOOP("Refusals", "没写成，名册完好。磁盘满，腾 200 MB 后 Ctrl+R 再试：{file}{folder}"),
    Rule.DISK_FAILS: QT_TRANSLATE_NOOP(
        "Refusals", "磁盘读写出错，这一条没写成，先前记的都在；查 U 盘插没插好、盘满没满，再试：{file}"
    ),
    Rule.FILE_DAMAGED: QT_TRANSLATE_NOOP(
        "Refusals",
        "文件坏了，或旁边的 .keys 不是它的；没有改动它。先另存一份，再打开最近的备份，或用别的点的数据包重建：{file}",
    ),
    Rule.FILE_READ_ONLY: QT_TRANSLATE_NOOP(
        "Refusals", "这个文件只能读，写不进（只读盘或无权限）；连同 .keys 拷到本机硬盘再打开：{file}"
    ),
    Rule.NOT_A_BUNDLE: QT_TRANSLATE_NOOP("Refusals", "不是岛链数据包：{file}"),
    Rule.NEWER_BUNDLE: QT_TRANSLATE_NOOP("Refusals", "数据包是更新的版本写的（格式 {format}），请升级：{file}"),
    Rule.BUNDLE_DAMAGED: QT_TRANSLATE_NOOP("Refusals", "数据包坏了，一条也没并入；请对方重写一份：{file}"),
    Rule.NOT_FOR_THIS_DESK: QT_TRANSLATE_NOOP(
        "Refusals", "数据包没有给这台电脑加密，打不开；把 daolian device 的登记号交给镇里登记后重写：{file}"
    ),
    Rule.OTHER_INCIDENT: QT_TRANSLATE_NOOP("Refusals", "不是同一次事件的数据包，没有并入：{title} {file}"),
    Rule.NOT_ENROLLED: QT_TRANSLATE_NOOP("Refusals", "这台电脑还没有登记；请镇里登记后重写数据包，登记号 {card}"),
    Rule.BUNDLE_WITHOUT_TABLES: QT_TRANSLATE_NOOP(
        "Refusals", "这份只有后来的记录，建不了文件；请对方不带 --for 再写一份：{file}"
    ),
    Rule.UNKNOWN_DESK: QT_TRANSLATE_NOOP("Refusals", "没有这个点，或不止一个：{desk}"),
    Rule.DESK_REVOKED: QT_TRANSLATE_NOOP(
        "Refusals", "{desk} 已停用：它再记的别的点都不收。换一把钥匙（新的用户目录）重新登记"
    ),
    Rule.NOT_ONESELF: QT_TRANSLATE_NOOP("Refusals", "不能停用正在用的这台：{desk}；到别的点上停"),
    Rule.NO_EXTRA: QT_TRANSLATE_NOOP("Refusals", "要先装附加包 {extra}（{package}）"),
    Rule.NO_ARRIVAL: QT_TRANSLATE_NOOP("Refusals", "{person} 没有记过到达，没有可报的"),
    Rule.BAD_FORM: QT_TRANSLATE_NOOP("Refusals", "电台报不对：第 {groups} 组请对方再说一遍（共九组，每组五个）"),
    Rule.HELD_ALREADY: QT_TRANSLATE_NOOP("Refusals", "{person} 的这一条已经在册里了，不用再记"),
    Rule.NOT_A_PICTURE: QT_TRANSLATE_NOOP("Refusals", "不是图片，读不了：{file}"),
    Rule.FRAMES_MISSING: QT_TRANSLATE_NOOP("Refusals", "码还不够：要 {need} 张不同的，读到 {have} 张；再拍几张"),
    Rule.TOO_LARGE_FOR_FRAMES: QT_TRANSLATE_NOOP("Refusals", "太大（{size_kb} KB），屏上的码放不下；用 U 盘"),
    Rule.LAN_NO_LINE: QT_TRANSLATE_NOOP("Refusals", "没有插网线，也没有连热点：接上再按"),
    Rule.LAN_BROKEN: QT_TRANSLATE_NOOP("Refusals", "{where} 没有接通，或中途断了；收全的才并入，再来一次（{why}）"),
    Rule.LAN_STRANGER: QT_TRANSLATE_NOOP("Refusals", "{where} 不是登记过的点，什么都没有给它"),
    Rule.LAN_REFUSED: QT_TRANSLATE_NOOP(
        "Refusals", "{where} 对方不收：不是同一次事件，或本机没有在它那里登记（{why}）"
    ),
    Rule.LAN_ADDRESS: QT_TRANSLATE_NOOP("Refusals", "地址不对：{address}；照对方屏幕上写的打，如 192.168.43.1"),
    Rule.NO_CAMERA: QT_TRANSLATE_NOOP("Refusals", "打不开 {camera} 号摄像头：没有接上，或别的程序占着；可以改收照片"),
    Rule.CAMERA_GONE: QT_TRANSLATE_NOOP(
        "Refusals", "摄像头没有画面了，读到 {have}/{need} 张；接好再按一次，也可以改收照片"
    ),
    Rule.HUB_ADDRESS: QT_TRANSLATE_NOOP(
        "Refusals", "数据库地址读不懂，要像 postgresql://用户@主机/库名；口令不写在地址里"
    ),
    Rule.HUB_PASSWORD: QT_TRANSLATE_NOOP("Refusals", "{hub} 要口令"),
    Rule.HUB_DENIED: QT_TRANSLATE_NOOP("Refusals", "{hub} 没让进：口令、用户名、库名再对一遍（{why}）"),
    Rule.HUB_AWAY: QT_TRANSLATE_NOOP("Refusals", "连不上区里的库，名册完好；用 U 盘照样交换：{why}"),
    Rule.HUB_WITHOUT_TABLE: QT_TRANSLATE_NOOP("Refusals", "区里的库还没有建表；先执行一次 daolian hub init"),
    Rule.NAME_NOT_TYPED: QT_TRANSLATE_NOOP("Refusals", "停用以后收不回来：照样打出点名「{name}」再回车"),
    Rule.NO_STICK: QT_TRANSLATE_NOOP("Refusals", "没有插 U 盘，也没有选文件夹：插上，或按 F 选一个"),
    Rule.NOT_A_DEVICE: QT_TRANSLATE_NOOP("Refusals", "登记号不对，多半抄错一位：{device}"),
    Rule.NOT_THE_TOWNSHIP: QT_TRANSLATE_NOOP(
        "Refusals", "本次事件由另一把镇级钥匙（{township}）登记；请到有那把钥匙的电脑上登记"
    ),
    Rule.NOT_A_VECTOR: QT_TRANSLATE_NOOP("Refusals", "看不懂对方已有什么：{vector}"),
    Rule.STICK_FULL: QT_TRANSLATE_NOOP("Refusals", "U 盘满了，没写成，名册完好；腾 {size_mb} MB 再写：{file}"),
    Rule.STICK_READ_ONLY: QT_TRANSLATE_NOOP(
        "Refusals", "U 盘写不进（只读或无权限），名册完好；拨开写保护或换一个：{file}"
    ),
    Rule.STICK_GONE: QT_TRANSLATE_NOOP("Refusals", "U 盘读写出错或被拔了，名册完好；插好或换一个再来：{file}"),
    Rule.STICK_MISREAD: QT_TRANSLATE_NOOP("Refusals", "写完读回不一样，这个 U 盘靠不住，名册完好；换一个：{file}"),
    Rule.EMPTY_NOTE: QT_TRANSLATE_NOOP("Refusals", "值班日志要写一句话（最多 {most} 字）"),
    Rule.SAME_NAME: QT_TRANSLATE_NOOP("Refusals", "交班要交给另一个人，写他的姓名：{name}"),
    Rule.IMPOSSIBLE_TIME: QT_TRANSLATE_NOOP(
        "Refusals", "{time} 还没到（本机现在 {now}），没有记；查时间，或查本机的钟"
    ),
    Rule.CONFIRM_DIFFERS: QT_TRANSLATE_NOOP("Refusals", "没有做：要原样写出这次事件的名称「{title}」才算数"),
    Rule.NOT_CLOSED_YET: QT_TRANSLATE_NOOP(
        "Refusals", "这次事件还没有结束，不能抹去个人信息；先用 close-incident 结束"
    ),
    Rule.TOO_EARLY_TO_ERASE: QT_TRANSLATE_NOOP(
        "Refusals", "定的是 {erase_at} 以后才抹去，现在没有动；要提前，先重新结束一次，把日子改早"
    ),
    Rule.INCIDENT_ERASED: QT_TRANSLATE_NOOP("Refusals", "这份文件的个人信息已经抹去，不能再记姓名、电话和备注：{file}"),
    Rule.BACKUP_PLACE_GONE: QT_TRANSLATE_NOOP(
        "Refusals", "备份处不在了，没有备份，名册完好；插上 U 盘，或另选一处：{folder}"
    ),
    Rule.NOTHING_TO_SETTLE: QT_TRANSLATE_NOOP("Refusals", "这个人没有待核的：{person}"),
    Rule.NOT_A_CLAIM: QT_TRANSLATE_NOOP("Refusals", "只能认其中一条说法，或说明在哪个点：{event}；说法有 {claims}"),
    Rule.NOT_A_SLIP: QT_TRANSLATE_NOOP("Refusals", "不是这个人条子上的记录号：{slip}"),
    Rule.UNKNOWN_ROOM: QT_TRANSLATE_NOOP("Refusals", "{shelter} 没有这一室：{room}"),
    Rule.BED_TAKEN: QT_TRANSLATE_NOOP("Refusals", "{room} 没有 {bed} 号床，或已有人；空着的是 {free}"),
    Rule.ROOM_FULL: QT_TRANSLATE_NOOP("Refusals", "不能入住：{room} 已满；有空床的是 {free}"),
    Rule.NOT_INSIDE: QT_TRANSLATE_NOOP("Refusals", "他没有记在 {shelter}：先签到"),
    Rule.UNKNOWN_CODE: QT_TRANSLATE_NOOP("Refusals", "本台不认得这个码：{code}；按姓名首字母找，或 X 收为不在册"),
    Rule.NOBODY_HERE: QT_TRANSLATE_NOOP("Refusals", "这张卡上没有在本岛的人"),
    Rule.ONE_AT_A_TIME: QT_TRANSLATE_NOOP("Refusals", "换床一次换一个人：先按号码只勾他，再按 C"),
    Rule.NO_FREE_BED: QT_TRANSLATE_NOOP("Refusals", "没有空床了：人照收，记到达；T 转到下一个岛"),
    Rule.NOBODY_TICKED: QT_TRANSLATE_NOOP("Refusals", "一个都没勾：按数字勾来的人，或 Esc 不记"),
    Rule.UNKNOWN_FIELD: QT_TRANSLATE_NOOP("Refusals", "没有这一项：{field}（有 {known}）"),
    Rule.UNKNOWN_INSTITUTION: QT_TRANSLATE_NOOP("Refusals", "没有这个机构：{institution}"),
    Rule.BAD_FIELD: QT_TRANSLATE_NOOP("Refusals", "这一项不能填「{value}」"),
    Rule.ONE_AND_THE_SAME: QT_TRANSLATE_NOOP("Refusals", "两边是同一条，不用定"),
    Rule.ALREADY_DECIDED: QT_TRANSLATE_NOOP("Refusals", "这两条已经定过了"),
    Rule.NOT_LINKED: QT_TRANSLATE_NOOP("Refusals", "这两条没有定过，没什么可撤"),
    Rule.LINK_CONTRADICTS: QT_TRANSLATE_NOOP("Refusals", "和先前定的相反：经第三条连着，或已定为两个人；先撤掉那一条"),
    Rule.ALREADY_OFF: QT_TRANSLATE_NOOP("Refusals", "已经从册上拿下了"),
    Rule.NOT_OFF: QT_TRANSLATE_NOOP("Refusals", "本来就在册上"),
    Rule.NOT_OUT: QT_TRANSLATE_NOOP("Refusals", "{helper} 没有记过外出，先记「出」"),
    Rule.UNKNOWN_STANDARD: QT_TRANSLATE_NOOP("Refusals", "没有这条时限：{rule}；有 {known}"),
    Rule.NO_REPORT_DUE: QT_TRANSLATE_NOOP("Refusals", "这一种现在不能报：首报只报一次，续报、终报要在首报之后"),
    Rule.FINAL_UNSETTLED: QT_TRANSLATE_NOOP(
        "Refusals", "终报前还有人没落实：{left}。要么先落实，要么写明为什么现在终报（--note）"
    ),
    Rule.UNKNOWN_TOWN: QT_TRANSLATE_NOOP("Refusals", "没有这个镇街：{town}；有 {known}"),
    Rule.STILL_INSIDE: QT_TRANSLATE_NOOP("Refusals", "他还在安全岛里：先记离开，再从册上拿下"),
    Rule.STILL_NAMED: QT_TRANSLATE_NOOP(
        "Refusals", "他在伤亡名单上，拿下就不计了：留在册上；名单记错了，先从名单上撤下"
    ),
    Rule.STILL_PEOPLE_IN: QT_TRANSLATE_NOOP(
        "Refusals", "{name} 里还有 {inside} 人，没有关；要关就把人数 {inside} 打一遍（--people {inside}）"
    ),
    Rule.SHELTER_EXPECTS: QT_TRANSLATE_NOOP(
        "Refusals", "还有 {households} 户 {persons} 人要去 {name}（{first}）；先关这个点、重排方案，再撤"
    ),
    Rule.GATE_SHUT: QT_TRANSLATE_NOOP("Refusals", "{name} 还不能回：{lacks}"),
    Rule.UNKNOWN_SIGNER: QT_TRANSLATE_NOOP("Refusals", "雨后复查没有这样的签字人：{role}；有 {known}"),
    Rule.UNKNOWN_ITEM: QT_TRANSLATE_NOOP("Refusals", "没有这一项：{item}；有 {known}"),
    Rule.NOT_TICKED: QT_TRANSLATE_NOOP("Refusals", "清单上这一项本来就没勾：{item}"),
    Rule.NOTHING_TO_RELIEVE: QT_TRANSLATE_NOOP("Refusals", "{name} 现在不用分流"),
}

"""Sentences for the two forms of `UNKNOWN_SHELTER` that arise at the desk itself, by the fact that marks them."""
WITHOUT_SHELTER: dict[str, str] = {
    "missing": QT_TRANSLATE_NOOP("Refusals", "{person} 还没有排到安全岛，不知道到了哪里；先到 F6 算方案"),
    "none_open": QT_TRANSLATE_NOOP("Refusals", "没有开着的安全岛，收不下「{person}」；F5 再按 O 开一个"),
}

"""A radio form of which groups have not come yet; with others that are wrong; that is whole but for some in between;
of which the checks cannot tell what is missing and what is wrong; and one that fits nowhere."""
FORM_SHORT = QT_TRANSLATE_NOOP("Refusals", "电台报还缺第 {missing} 组，前面的都对；请对方接着报（共九组，每组五个）")
FORM_SHORT_AND_WRONG = QT_TRANSLATE_NOOP(
    "Refusals", "电台报还缺第 {missing} 组，第 {groups} 组不对；请对方再报这几组（共九组，每组五个）"
)

FORM_GAP = QT_TRANSLATE_NOOP("Refusals", "电台报漏了第 {missing} 组，别的都对；请对方只报漏的（共九组，每组五个）")
FORM_UNSURE = QT_TRANSLATE_NOOP(
    "Refusals",
    "电台报第 {unsure} 组里有漏的、有不对的，分不清哪组；请对方把第 {again} 组都再报一遍（共九组，每组五个）",
)
FORM_NOWHERE = QT_TRANSLATE_NOOP("Refusals", "电台报对不上是哪几组；请对方从第 1 组起慢慢再报一遍（共九组，每组五个）")

NO_RAIN = QT_TRANSLATE_NOOP("Refusals", "这份文件里没有雨情记录，说不了 {at}")

"""What is wrong with one cell, line or file of a table, by the rule of its finding."""
FINDINGS: dict[str, str] = {
    "missing_table": QT_TRANSLATE_NOOP("Findings", "缺这张表"),
    "missing_column": QT_TRANSLATE_NOOP("Findings", "缺这一列"),
    "unknown_column": QT_TRANSLATE_NOOP("Findings", "不认得这一列，没有读"),
    "double_column": QT_TRANSLATE_NOOP("Findings", "这一列有两个"),
    "fewer_beds": QT_TRANSLATE_NOOP("Findings", "{shelter}：房间表只有 {beds} 床，能住写的是 {capacity} 人，核一下"),
    "unknown_file": QT_TRANSLATE_NOOP("Findings", "不认得这个文件，没有读"),
    "two_tables": QT_TRANSLATE_NOOP("Findings", "csv 和 xlsx 两份都在，只能留一份"),
    "not_utf8": QT_TRANSLATE_NOOP("Findings", "不是 UTF-8 编码"),
    "not_a_table": QT_TRANSLATE_NOOP("Findings", "不是表格：{detail}"),
    "not_toml": QT_TRANSLATE_NOOP("Findings", "不是 TOML：{detail}"),
    "not_relief": QT_TRANSLATE_NOOP("Findings", "不是地形图文件"),
    "missing_value": QT_TRANSLATE_NOOP("Findings", "空着"),
    "too_many_cells": QT_TRANSLATE_NOOP("Findings", "有 {cells} 格，表头只有 {columns} 列"),
    "not_a_number": QT_TRANSLATE_NOOP("Findings", "不是数：「{value}」"),
    "not_whole": QT_TRANSLATE_NOOP("Findings", "要整数：「{value}」"),
    "negative": QT_TRANSLATE_NOOP("Findings", "不能是负数：「{value}」"),
    "too_large": QT_TRANSLATE_NOOP("Findings", "最大 {maximum}：「{value}」"),
    "too_small": QT_TRANSLATE_NOOP("Findings", "最小 {minimum}：「{value}」"),
    "bad_flag": QT_TRANSLATE_NOOP("Findings", "只能填 yes 或 no：「{value}」"),
    "bad_time": QT_TRANSLATE_NOOP("Findings", "时间看不懂：「{value}」"),
    "bad_value": QT_TRANSLATE_NOOP("Findings", "不能是「{value}」，可填 {allowed}"),
    "bad_position": QT_TRANSLATE_NOOP("Findings", "坐标看不懂：「{value}」"),
    "half_position": QT_TRANSLATE_NOOP("Findings", "经纬度只有一半"),
    "outside_outline": QT_TRANSLATE_NOOP("Findings", "坐标 {lon}, {lat} 在区界外"),
    "lon_lat_swapped": QT_TRANSLATE_NOOP("Findings", "坐标 {lon}, {lat} 经纬度像是写反了"),
    "short_ring": QT_TRANSLATE_NOOP("Findings", "边界 {ring} 不到三个点"),
    "empty_interval": QT_TRANSLATE_NOOP("Findings", "止不晚于起：「{value}」"),
    "overlapping_interval": QT_TRANSLATE_NOOP("Findings", "和前面的时段重叠"),
    "duplicate": QT_TRANSLATE_NOOP("Findings", "和第 {first_line} 行重复：「{value}」"),
    "duplicate_id_number": QT_TRANSLATE_NOOP("Findings", "证件号和第 {first_line} 行相同"),
    "unknown_place": QT_TRANSLATE_NOOP("Findings", "没有这个村：「{value}」"),
    "ambiguous_place": QT_TRANSLATE_NOOP("Findings", "「{value}」不止一处：{candidates}"),
    "unknown_node": QT_TRANSLATE_NOOP("Findings", "没有这个路口：「{value}」"),
    "unknown_link": QT_TRANSLATE_NOOP("Findings", "没有这条路：「{value}」"),
    "unknown_shelter": QT_TRANSLATE_NOOP("Findings", "没有这个安全岛：「{value}」"),
    "bed_twice": QT_TRANSLATE_NOOP("Findings", "{shelter} {room} 的 {bed} 号床不止一人，或没有这张床：{persons}"),
    "unknown_room": QT_TRANSLATE_NOOP("Findings", "{shelter} 没有这一室：{room}（{persons}）"),
    "unknown_station": QT_TRANSLATE_NOOP("Findings", "没有这个雨量站：「{value}」"),
    "unknown_household": QT_TRANSLATE_NOOP("Findings", "没有这一户：「{value}」"),
    "already_in_register": QT_TRANSLATE_NOOP("Findings", "已在册"),
    "unknown_road_format": QT_TRANSLATE_NOOP("Findings", "不认得这种路网文件，能读 {known}"),
    "missing_extra": QT_TRANSLATE_NOOP("Findings", "读这种文件要先装附加包 {extra}（{package}）"),
    "osm_is_wgs84": QT_TRANSLATE_NOOP("Findings", "OSM 都是 WGS84，不能另给坐标系 {datum}"),
    "not_degrees": QT_TRANSLATE_NOOP("Findings", "坐标系 {crs} 这里不会换算，先转成 WGS84 经纬度"),
    "metres": QT_TRANSLATE_NOOP("Findings", "坐标 {value} 像是以米计的投影坐标，又没说是哪一种；先转成 WGS84 经纬度"),
    "no_crs": QT_TRANSLATE_NOOP("Findings", "没说坐标系（缺 .prj），按经纬度读了"),
    "projected": QT_TRANSLATE_NOOP("Findings", "{count} 条线从 {crs} 换算成经纬度"),
    "broken_map": QT_TRANSLATE_NOOP("Findings", "{format} 文件坏了或没拷全，读不下去；重新拷一份"),
    "incomplete_map": QT_TRANSLATE_NOOP("Findings", "下载时就出了错，文件不全；重新下载"),
    "older_version": QT_TRANSLATE_NOOP("Findings", "{feature} 的旧版：后来改过或删了"),
    "part_missing": QT_TRANSLATE_NOOP("Findings", "缺 {part}：.shp、.shx、.dbf、.prj 要一起拷来"),
    "no_columns": QT_TRANSLATE_NOOP("Findings", "缺 {part}：路名、桥、单行都没有，只收了线"),
    "no_line_layer": QT_TRANSLATE_NOOP("Findings", "里面没有线的图层：{layers}"),
    "which_layer": QT_TRANSLATE_NOOP("Findings", "有几层线，看不出哪层是路：{layers}；用 --layer 说清"),
    "unknown_layer": QT_TRANSLATE_NOOP("Findings", "没有图层「{layer}」，有 {layers}"),
    "layer_left_out": QT_TRANSLATE_NOOP("Findings", "图层「{layer}」不是路，{count} 条没有看"),
    "not_a_road_map": QT_TRANSLATE_NOOP("Findings", "不是 {format} 路网：{detail}"),
    "nothing_usable": QT_TRANSLATE_NOOP("Findings", "里面没有一条路"),
    "not_a_road": QT_TRANSLATE_NOOP("Findings", "{feature} 不是路：「{value}」"),
    "not_a_line": QT_TRANSLATE_NOOP("Findings", "{feature} 不是一条线：「{value}」"),
    "duplicate_feature": QT_TRANSLATE_NOOP("Findings", "「{feature}」前面已有"),
    "closed_to_all": QT_TRANSLATE_NOOP("Findings", "{feature} 人车都不能走：「{value}」"),
    "zero_length": QT_TRANSLATE_NOOP("Findings", "{feature} 没有长度"),
    "loop_link": QT_TRANSLATE_NOOP("Findings", "{feature} 起止是同一个路口"),
    "same_course": QT_TRANSLATE_NOOP("Findings", "{feature} 和 {other} 是同一条路"),
    "node_missing": QT_TRANSLATE_NOOP("Findings", "{feature} 的点不在文件里"),
    "node_elsewhere": QT_TRANSLATE_NOOP("Findings", "{feature} 的端点不在它说的路口上"),
    "far_from_places": QT_TRANSLATE_NOOP("Findings", "坐标 {lon}, {lat} 离本文件所有的村和点都超过 {margin_km} 公里"),
    "roads_elsewhere": QT_TRANSLATE_NOOP("Findings", "不是这里的路：{of} 个村和点 {km} 公里内都没有它的路"),
    "places_without_roads": QT_TRANSLATE_NOOP("Findings", "{of} 个村和点里有 {count} 个 {km} 公里内没有路：{places}"),
    "partly_missing": QT_TRANSLATE_NOOP("Findings", "{ways} 条路缺 {nodes} 个点，断在那里"),
    "unread_tag": QT_TRANSLATE_NOOP("Findings", "看不懂 {tag}（{count} 处），没有用"),
    "more_explained": QT_TRANSLATE_NOOP("Findings", "另有 {count} 行没收"),
    "closure_without_link": QT_TRANSLATE_NOOP("Findings", "断了的路不在新路网里，要重新报断：{road}（{count} 条断路）"),
    "plan_on_old_roads": QT_TRANSLATE_NOOP("Findings", "现行方案有 {count} 户走的路不在新路网里，要重算"),
    "depot_moved": QT_TRANSLATE_NOOP("Findings", "{vehicle} 的停车点 {node} 没有了，移到 {to}（{metres} 米外）"),
    "depot_without_node": QT_TRANSLATE_NOOP("Findings", "{vehicle} 的停车点 {node} 没有了，附近没有车路"),
    "no_glyph": QT_TRANSLATE_NOOP("Findings", "字库里没有 {character}（{count} 处），纸上印成带框的编码"),
    "plan_shelter_gone": QT_TRANSLATE_NOOP("Findings", "现行方案用的点已被别的电脑撤掉：{shelters}；重排方案"),
    "plan_older_than_tables": QT_TRANSLATE_NOOP(
        "Findings", "方案之后又导入了 {tables}：没有拿新表去查旧方案，重算后再核对"
    ),
    "plan_of_erased_people": QT_TRANSLATE_NOOP("Findings", "个人信息已抹去，方案没有人可核"),
    "plan_of_another_desk": QT_TRANSLATE_NOOP("Findings", "方案是别的点排的，本台没有拿自己的账去查它"),
    "plan_older_than_register": QT_TRANSLATE_NOOP(
        "Findings", "方案之后名册改过 {count} 处：没有拿新册去查旧方案，重算后再核对"
    ),
    "returned_unordered": QT_TRANSLATE_NOOP("Findings", "{person} 记了返回到家，{place} 却没有返回令；问清是谁放行的"),
    "step_free_unknown": QT_TRANSLATE_NOOP("Findings", "{persons} 人要去的岛不知有没有台阶"),
    "power_unknown": QT_TRANSLATE_NOOP("Findings", "{persons} 人要用电，去的岛不知有没有电"),
    "datum_converted": QT_TRANSLATE_NOOP("Findings", "{count} 个坐标从 {datum} 转成 WGS84，最多移动 {metres} 米"),
}
