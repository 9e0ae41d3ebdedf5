"""The `daolian` program: without arguments it opens the window, with a verb it does the same work without one.

Exit codes: 0 done, 2 bad input or a refusal (one clear line, the file as it was), 1 a failure.
"""

import argparse
import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from core.domain.calling import CALLED
from core.domain.events import Outcome
from core.domain.findings import Refusal
from core.domain.refusing import Reason
from desktop.commands.argument_types import count, per_cent, port, positive
from desktop.commands.shelter_arguments import add_shelter_verbs
from desktop.upward_verbs import add_upward_verbs

# Each verb's module is imported only when it is asked for: `--help` and the window must not wait for solvers.
VERBS: dict[str, tuple[str, str]] = {
    "new": ("desktop.commands.files", "run_new"),
    "info": ("desktop.commands.files", "run_info"),
    "import": ("desktop.commands.tables", "run_import"),
    "undo-import": ("desktop.commands.tables", "run_undo_import"),
    "export": ("desktop.commands.tables", "run_export"),
    "template": ("desktop.commands.tables", "run_template"),
    "verify": ("desktop.commands.checking", "run_verify"),
    "storm": ("desktop.commands.night", "run_storm"),
    "order": ("desktop.commands.night", "run_order"),
    "level": ("desktop.commands.night", "run_level"),
    "plan": ("desktop.commands.planning", "run_plan"),
    "close": ("desktop.commands.planning", "run_close"),
    "open": ("desktop.commands.planning", "run_open"),
    "helper": ("desktop.commands.pairing", "run_helper"),
    "pair": ("desktop.commands.pairing", "run_pair"),
    "pairing": ("desktop.commands.pairing", "run_pairing"),
    "roll": ("desktop.commands.night", "run_roll"),
    "call": ("desktop.commands.field", "run_call"),
    "check-in": ("desktop.commands.field", "run_check_in"),
    "leave": ("desktop.commands.field", "run_leave"),
    "refuse": ("desktop.commands.field", "run_refuse"),
    "unreachable": ("desktop.commands.field", "run_unreachable"),
    "void": ("desktop.commands.field", "run_void"),
    "shelters": ("desktop.commands.shelters", "run_shelters"),
    "shelter": ("desktop.commands.shelters", "run_shelter"),
    "new-shelter": ("desktop.commands.shelters", "run_new_shelter"),
    "relieve": ("desktop.commands.shelters", "run_relieve"),
    "gate": ("desktop.commands.returning", "run_gate"),
    "return": ("desktop.commands.returning", "run_return"),
    "device": ("desktop.commands.desks", "run_device"),
    "enrol": ("desktop.commands.desks", "run_enrol"),
    "join": ("desktop.commands.desks", "run_join"),
    "revoke": ("desktop.commands.desks", "run_revoke"),
    "bundle": ("desktop.commands.desks", "run_bundle"),
    "merge": ("desktop.commands.desks", "run_merge"),
    "lan": ("desktop.commands.lan", "run_lan"),
    "frames": ("desktop.commands.frames", "run_frames"),
    "tell": ("desktop.commands.frames", "run_tell"),
    "hear": ("desktop.commands.frames", "run_hear"),
    "hub": ("desktop.commands.hub", "run_hub"),
    "conflicts": ("desktop.commands.desks", "run_conflicts"),
    "resolve": ("desktop.commands.desks", "run_resolve"),
    "edit": ("desktop.commands.register", "run_edit"),
    "link": ("desktop.commands.register", "run_link"),
    "unlink": ("desktop.commands.register", "run_unlink"),
    "differ": ("desktop.commands.register", "run_differ"),
    "duplicates": ("desktop.commands.register", "run_duplicates"),
    "institution": ("desktop.commands.register", "run_institution"),
    "situation": ("desktop.commands.upward", "run_situation"),
    "harm": ("desktop.commands.upward", "run_harm"),
    "sortie": ("desktop.commands.upward", "run_sortie"),
    "call-village": ("desktop.commands.upward", "run_call_village"),
    "rule": ("desktop.commands.upward", "run_rule"),
    "backup": ("desktop.commands.keeping", "run_backup"),
    "log": ("desktop.commands.duty", "run_log"),
    "hand-over": ("desktop.commands.duty", "run_hand_over"),
    "close-incident": ("desktop.commands.keeping", "run_close_incident"),
    "erase-incident": ("desktop.commands.keeping", "run_erase_incident"),
    "map": ("desktop.commands.pictures", "run_map"),
    "report": ("desktop.commands.papers", "run_report"),
    "demo": ("desktop.commands.demo", "run_demo"),
}


class UsageError(Exception):
    """The command line itself cannot be understood: which program or verb, and what argparse says."""


class _Parser(argparse.ArgumentParser):
    """argparse with one line instead of a usage page when something is wrong."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(self.prog, message)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(prog="daolian", description="岛链：山区乡镇避险转移值班台 / evacuation desk for a mountain township")
    top.add_argument("--file", metavar="FILE", help="打开这个文件的窗口 / open the window on this file")
    top.add_argument("--passphrase-file", metavar="F")
    top.add_argument("--exit-after", type=float, metavar="SECONDS", help=argparse.SUPPRESS)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)
    _file_verbs(verbs)
    _night_verbs(verbs)
    _helper_verbs(verbs)
    _field_verbs(verbs)
    add_shelter_verbs(verbs, _verb)
    _desk_verbs(verbs)
    _register_verbs(verbs)
    add_upward_verbs(verbs, _verb, _said)
    _keeping_verbs(verbs)
    _picture_verbs(verbs)
    return top


def _verb(verbs: Any, name: str, says: str, *, file: bool = True) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(name, help=says, description=says)
    if file:
        made.add_argument("file", metavar="FILE")
        made.add_argument("--passphrase-file", metavar="F", help="口令在这个文件的第一行 / passphrase: its first line")
    made.add_argument("--json", action="store_true", help="结果为 JSON / result as JSON")
    made.add_argument("--by", metavar="OPERATOR", default="值班员", help="谁记的 / who records it")
    return made


def _file_verbs(verbs: Any) -> None:
    new = _verb(verbs, "new", "从资料包建文件 / make a file from a pack")
    new.add_argument("--pack", metavar="DIR")
    new.add_argument("--drill", action="store_true")
    new.add_argument("--plain", action="store_true")
    _verb(verbs, "info", "文件里有什么 / what is in a file")
    into = _verb(verbs, "import", "导入一张表或路网 / import one table or a road map")
    into.add_argument("table", metavar="TABLE")
    into.add_argument("source", metavar="SOURCE")
    into.add_argument("--dry-run", action="store_true")
    into.add_argument("--datum", default="wgs84", metavar="D")
    into.add_argument("--set-aside", metavar="OUT", help="没收的行连同原因写到 xlsx 或 csv / rows set aside, with why")
    back = _verb(verbs, "undo-import", "整次撤掉一回名册导入 / take one import back as a whole")
    back.add_argument("batch", metavar="IMPORT", nargs="?", help="哪一回；不写则列出 / which; none lists them")
    back.add_argument("--at", metavar="T")
    out = _verb(verbs, "export", "导出一张表 / export one table as xlsx or csv")
    out.add_argument("table", metavar="TABLE")
    out.add_argument("--out", required=True, metavar="F")
    blank = _verb(verbs, "template", "空白模板，all 为全部 / a template to fill in", file=False)
    blank.add_argument("table", metavar="TABLE")
    blank.add_argument("--out", required=True, metavar="F")
    _verb(verbs, "verify", "独立核对 / check a file independently")


def _night_verbs(verbs: Any) -> None:
    storm = _verb(verbs, "storm", "雨情、触发、断路 / rain, triggers, closures")
    storm.add_argument("--replay", metavar="NAME")
    storm.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    storm.add_argument("--at", metavar="T")
    order = _verb(verbs, "order", "下令或解除 / order places, or lift")
    order.add_argument("places", nargs="+", metavar="PLACE")
    order.add_argument("--level", choices=("go", "prepare"), default="go")
    ends = order.add_mutually_exclusive_group()
    ends.add_argument("--lift", action="store_true")
    ends.add_argument("--done", action="store_true", help="已转完，另一人确认 / carried out, said by a second name")
    _said(order)
    level = _verb(verbs, "level", "应急响应级别 / response level")
    level.add_argument("level", metavar="LEVEL")
    level.add_argument("--scope", required=True)
    level.add_argument("--issuer", required=True)
    level.add_argument("--at", metavar="T")
    plan = _verb(verbs, "plan", "排方案并采用 / plan and adopt")
    plan.add_argument("--at", metavar="T")
    plan.add_argument("--everyone", action="store_true")
    plan.add_argument("--objective", choices=("exposure", "clearance"), default="exposure")
    plan.add_argument("--step-s", type=positive, metavar="N", help="道路通过人数按几秒一格计 / seconds in a step")
    plan.add_argument("--without", action="append", default=[], metavar="RULE", help="关一条软规则 / a soft rule off")
    plan.add_argument("--critical", type=count, metavar="N", help="逐条断 N 条路试算 / try closing N roads")
    for name, says in (
        ("close", "断路并重排 / close a road and replan"),
        ("open", "通路并重排 / open a road and replan"),
    ):
        road = _verb(verbs, name, says)
        road.add_argument("link", metavar="LINK")
        road.add_argument("--from", dest="start", metavar="T")
        road.add_argument("--note", default="")
        road.add_argument("--threshold", type=per_cent, metavar="PCT", help="重排好过几成才列出 / show a fresh plan")
        if name == "close":
            road.add_argument("--until", metavar="T")
    _verb(verbs, "roll", "人都在哪 / where everyone stands").add_argument("--at", metavar="T")


def _helper_verbs(verbs: Any) -> None:
    helper = _verb(verbs, "helper", "责任人来不了、又能来 / a helper drops out or comes back")
    helper.add_argument("helper", metavar="HELPER")
    which = helper.add_mutually_exclusive_group(required=True)
    which.add_argument("--drop-out", action="store_true", help="来不了 / cannot come")
    which.add_argument("--back", action="store_true", help="又能来 / can come again")
    helper.add_argument("--give-back", action="store_true", help="回来后把原来的户还给他 / his households too")
    helper.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    helper.add_argument("--note", default="", metavar="N", help="原因 / why")
    pair = _verb(verbs, "pair", "锁定谁去哪一户 / set who goes to a household")
    pair.add_argument("household", metavar="HOUSEHOLD")
    pair.add_argument("helper", metavar="HELPER", nargs="?")
    pair.add_argument("--role", choices=("a", "b"), required=True)
    either = pair.add_mutually_exclusive_group(required=True)
    either.add_argument("--lock", action="store_true", help="锁定 / lock")
    either.add_argument("--unlock", action="store_true", help="解锁 / unlock")
    pair.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    pairing = _verb(verbs, "pairing", "人盯人、缺谁、怎么补 / who lacks a helper, remedies")
    pairing.add_argument("--why", metavar="HOUSEHOLD", help="这一户为什么是他 / why these two")


def _field_verbs(verbs: Any) -> None:
    call = _verb(verbs, "call", "叫应：一次呼叫的结果 / how one call ended")
    call.add_argument("person", metavar="PERSON")
    call.add_argument("--outcome", required=True, choices=tuple(outcome.value for outcome in Outcome))
    call.add_argument("--to", default="self", metavar="WHOM", help=", ".join(CALLED))
    _said(call)
    arrive = _verb(verbs, "check-in", "签到 / check a person in")
    arrive.add_argument("person", metavar="PERSON")
    arrive.add_argument("place", metavar="PLACE")
    arrive.add_argument("--from", dest="moved_from", metavar="PLACE", help="从哪个点过来的 / the shelter he came from")
    arrive.add_argument("--slip", metavar="EVENT", help="条子上的末条记录 / the last entry on his slip")
    arrive.add_argument(
        "--room", metavar="ROOM", help="哪一室：编号、室名、班名；auto 由程序排 / his room, auto: proposed"
    )
    arrive.add_argument("--bed", metavar="N", type=int, help="几号床，默认最小的空床 / his bed")
    _said(arrive)
    for name, says in (
        ("leave", "离开 / left a shelter"),
        ("refuse", "拒转 / refuses to move"),
        ("unreachable", "失联 / cannot be reached"),
    ):
        verb = _verb(verbs, name, says)
        verb.add_argument("person", metavar="PERSON")
        _said(verb)
        if name == "leave":
            verb.add_argument("--to", metavar="SHELTER", help="转到另一个岛 / sent on to another shelter")
            verb.add_argument("--back-by", metavar="T", help="暂离，说好几点回 / out for a while, back by then")
        if name == "refuse":
            verb.add_argument("--why", choices=tuple(reason.value for reason in Reason))
    undo = _verb(verbs, "void", "撤销自己最后一条 / take one's last entry back")
    undo.add_argument("event", metavar="EVENT")
    undo.add_argument("--at", metavar="T")


def _desk_verbs(verbs: Any) -> None:
    _verb(verbs, "device", "本机登记号 / this laptop's card, for its enrolment", file=False)
    enrol = _verb(verbs, "enrol", "登记点上的电脑 / make laptops desks of this incident")
    enrol.add_argument("devices", nargs="+", metavar="DEVICE", help="登记号[=点名] / its card[=name of the desk]")
    enrol.add_argument("--at", metavar="T")
    join = _verb(verbs, "join", "由数据包建本点的文件 / make this desk's file from a bundle", file=False)
    join.add_argument("bundle", metavar="BUNDLE")
    join.add_argument("--out", required=True, metavar="FILE")
    join.add_argument("--plain", action="store_true")
    join.add_argument("--passphrase-file", metavar="F")
    revoke = _verb(verbs, "revoke", "停用一台丢了的电脑 / what a lost laptop writes counts no more")
    revoke.add_argument("desk", metavar="DESK", help="点名或编号 / its name or id")
    revoke.add_argument("--at", metavar="T")
    revoke.add_argument("--note", default="", metavar="N", help="原因 / why")
    bundle = _verb(verbs, "bundle", "写数据包 / write what this desk holds on a stick")
    bundle.add_argument("--out", required=True, metavar="B")
    bundle.add_argument("--for", dest="known", metavar="VECTOR", help="只给对方缺的：对方的数据包，或其 info 的 JSON")
    merge = _verb(verbs, "merge", "并入数据包 / take in what other desks hold")
    merge.add_argument("bundles", nargs="+", metavar="B")
    lan = _verb(verbs, "lan", "网线或热点交换：等人来，或打过去 / exchange on a cable: wait, or call an address")
    lan.add_argument("address", metavar="ADDRESS", nargs="?", help="对方屏幕上的地址 / the other desk's address")
    lan.add_argument("--host", default="", metavar="H", help="只在这个地址等 / wait at this address only")
    lan.add_argument("--port", type=port, metavar="N")
    lan.add_argument("--once", action="store_true", help="换过一次就停 / end after one exchange")
    shown = _verb(
        verbs, "frames", "数据包写成一张张码，或从照片、摄像头读回 / a bundle as square codes, and back", file=False
    )
    shown.add_argument("action", choices=("show", "read", "camera"))
    shown.add_argument(
        "paths",
        nargs="*",
        metavar="FILE",
        help="show：本点的文件；read：照片；camera：摄像头号或录像 / file; pictures; a camera's number, a film",
    )
    shown.add_argument("--out", required=True, metavar="OUT", help="show：文件夹；其余：数据包 / folder, or bundle")
    shown.add_argument("--for", dest="known", metavar="VECTOR", help="只给对方缺的 / only what the other lacks")
    shown.add_argument("--passphrase-file", metavar="F")
    told = _verb(verbs, "tell", "电台报：一人的到达，九组 / an arrival in nine groups, for a radio")
    told.add_argument("person", metavar="PERSON")
    heard = _verb(verbs, "hear", "记下听到的电台报 / record what was told over a radio")
    heard.add_argument("groups", nargs="+", metavar="GROUP")
    heard.add_argument("--at", metavar="T", help="现在几点 / the time now")
    hub = _verb(verbs, "hub", "经区里的库交换 / exchange through the district's PostgreSQL", file=False)
    hub.add_argument("action", choices=("init", "push", "pull"))
    hub.add_argument("file", metavar="FILE", nargs="?")
    hub.add_argument("--dsn", "--url", required=True, metavar="DSN", help="口令放 PGPASSWORD / password: PGPASSWORD")
    hub.add_argument("--passphrase-file", metavar="F")
    _verb(verbs, "conflicts", "待核的人 / people whom desks have differently")
    settle = _verb(verbs, "resolve", "核定一个人在哪 / settle where somebody is")
    settle.add_argument("person", metavar="PERSON")
    which = settle.add_mutually_exclusive_group(required=True)
    which.add_argument("--at-place", metavar="PLACE")
    which.add_argument("--keep", metavar="EVENT")
    settle.add_argument("--at", metavar="T")
    settle.add_argument("--evidence", required=True, metavar="E", help="card, slip, seen, phone_self, phone_helper")
    settle.add_argument("--note", default="", metavar="N")


def _register_verbs(verbs: Any) -> None:
    edit = _verb(verbs, "edit", "改一人一项 / change one field of one person")
    edit.add_argument("person", metavar="PERSON")
    edit.add_argument("field", metavar="FIELD", help="name, sex, birth, id_number, phone, address, place, …")
    edit.add_argument("value", metavar="VALUE")
    edit.add_argument("--new-household", action="store_true", help="新立一户 / found the household")
    edit.add_argument("--at", metavar="T")
    for name, says in (
        ("link", "定为同一人 / two entries are one person"),
        ("unlink", "撤掉定过的 / open the decision again"),
        ("differ", "定为两个人 / two entries are two people"),
    ):
        pair = _verb(verbs, name, says)
        pair.add_argument("one", metavar="A")
        pair.add_argument("other", metavar="B")
        pair.add_argument("--at", metavar="T")
    _verb(verbs, "duplicates", "可能是同一人的，两两列出 / pairs that may be one person")
    beside = _verb(verbs, "institution", "机构人数：看，或记 / heads of an institution: show or record")
    beside.add_argument("institution", metavar="ID")
    for option, says in (
        ("--heads", "现有人数 / heads present"),
        ("--cannot-walk", "其中走不了的 / of them cannot walk"),
        ("--moved", "已转出 / moved to safety"),
        ("--capacity", "可容人数 / capacity"),
        ("--why", "为何不在册 / why it is not on the list"),
    ):
        beside.add_argument(option, metavar="N" if option != "--why" else "TEXT", help=says)
    beside.add_argument("--at", metavar="T")


def _keeping_verbs(verbs: Any) -> None:
    backup = _verb(verbs, "backup", "备份到另一处，写完打开数过 / a backup in a second place, opened and counted")
    backup.add_argument("--to", required=True, metavar="DIR", help="另一块盘上的文件夹 / a folder on another disk")
    log = _verb(verbs, "log", "值班日志：看，或记一句 / the duty log: read it, or write a line")
    log.add_argument("--note", metavar="TEXT", help="记一句 / the line to write")
    log.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    over = _verb(verbs, "hand-over", "未了的事；交班 / what is open; hand the shift over")
    over.add_argument("--to", metavar="NAME", help="接班人 / who takes over; without it nothing is recorded")
    over.add_argument("--at", metavar="T")
    over.add_argument("--note", default="", metavar="N")
    ending = _verb(verbs, "close-incident", "结束这次事件，定哪天抹去个人信息 / end the incident, set when data go")
    ending.add_argument("--erase-after", type=_days, required=True, metavar="DAYS", help="几天后 / in how many days")
    ending.add_argument("--at", metavar="T", help="结束的时间 / when it ended")
    erase = _verb(verbs, "erase-incident", "到期后抹去个人信息，不能恢复 / destroy the personal data, for good")
    for verb in (ending, erase):
        verb.add_argument("--confirm", required=True, metavar="TITLE", help="写出事件名称 / the title, written out")


def _days(text: str) -> int:
    """A whole number of days above 0."""
    if not text.isdigit() or not 0 < int(text) < 36500:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days above 0")
    return int(text)


def _said(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    verb.add_argument("--evidence", metavar="E", help="card, slip, seen, phone_self, phone_helper, hearsay")
    verb.add_argument("--note", default="", metavar="N")


def _picture_verbs(verbs: Any) -> None:
    picture = _verb(verbs, "map", "地图存成图片 / the map as a picture")
    picture.add_argument("--out", required=True, metavar="PNG")
    picture.add_argument("--at", metavar="T")
    picture.add_argument("--town", metavar="NAME")
    picture.add_argument("--palette", choices=("night", "day"), default="night")
    report = _verb(verbs, "report", "全部印成 PDF / everything on paper")
    report.add_argument("--out", required=True, metavar="DIR")
    report.add_argument("--at", metavar="T")
    report.add_argument("--only", metavar="PAPERS", help="cards,tasks,… 逗号分隔 / separated by commas")
    report.add_argument("--town", metavar="NAME")
    report.add_argument("--everyone", action="store_true", help="全部在册户 / every household of the register")
    demo = _verb(verbs, "demo", "不开窗口演一夜 23·7 / live the night of 23·7 without a window", file=False)
    demo.add_argument("--out", default="out", metavar="DIR")
    demo.add_argument("--seed", type=int, default=1, metavar="N")
    demo.add_argument("--no-pictures", action="store_true", help=argparse.SUPPRESS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of the console script and of the frozen program."""
    multiprocessing.freeze_support()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        chosen = parser().parse_args(arguments)
        _whole(chosen)
        if chosen.verb is None:
            from desktop.commands.window import run_window

            return run_window(chosen)
        module, function = VERBS[chosen.verb]
        run: Callable[[argparse.Namespace], dict[str, Any]] = getattr(import_module(module), function)
        _show(run(chosen), as_json=chosen.json)
    except BrokenPipeError:
        # Whoever read the result has seen enough (`| head`); the work itself was done before it was printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except UsageError as wrong:
        return _misused(*wrong.args)
    except Refusal as refusal:
        return _refused(refusal, as_json="--json" in (arguments if arguments is not None else sys.argv))
    return 0


def _whole(chosen: argparse.Namespace) -> None:
    """What argparse cannot ask for: an argument that only one of a verb's options needs. UsageError."""
    if chosen.verb == "pair" and chosen.lock and chosen.helper is None:
        raise UsageError("daolian pair", "the following arguments are required: HELPER")


def _misused(program: str, message: str) -> int:
    from desktop import i18n
    from desktop.commands.usage import usage_words

    i18n.speak()
    print(usage_words(program, message), file=sys.stderr)
    return 2


def _refused(refusal: Refusal, *, as_json: bool) -> int:
    from desktop import i18n, phrases
    from desktop.commands.results import finding_result, plain

    i18n.speak()
    print(phrases.refusal(refusal), file=sys.stderr)
    if as_json:
        result = {
            "refused": refusal.rule,
            "facts": plain(refusal.facts),
            "findings": [finding_result(finding) for finding in refusal.findings],
        }
        print(json.dumps(result, ensure_ascii=False, indent=1))
    return 2


def _show(result: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
        return
    for key, value in result.items():
        if isinstance(value, list):
            print(f"{key}: {len(value)}")
        elif isinstance(value, dict):
            print(f"{key}: " + ", ".join(f"{k} {v}" for k, v in value.items() if not isinstance(v, dict | list)))
        else:
            print(f"{key}: {value}")


if __name__ == "__main__":
    sys.exit(main())
