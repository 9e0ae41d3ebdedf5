"""The `daolian` program: without arguments it opens the window, with a verb it does the same work without one.

Exit codes: 0 done, 2 bad input or a refusal (one clear line, the file as it was), 1 a failure.
"""

import argparse
import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, NoReturn

from core.domain.calling import CALLED
from core.domain.events import Outcome
from core.domain.findings import Refusal
from core.domain.refusing import Reason
from desktop.commands.argument_types import days
from desktop.commands.desk_arguments import add_desk_verbs
from desktop.commands.planning_arguments import add_planning_verbs
from desktop.commands.register_arguments import add_register_verbs
from desktop.commands.shelter_arguments import add_shelter_verbs
from desktop.upward_verbs import add_upward_verbs

# What a verb says: all at once, or what is done already before what takes longer.
Result = dict[str, Any] | Iterator[dict[str, Any]]

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
    "replan": ("desktop.commands.planning", "run_replan"),
    "vehicle": ("desktop.commands.planning", "run_vehicle"),
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
    add_planning_verbs(verbs, _verb)
    _field_verbs(verbs)
    add_shelter_verbs(verbs, _verb)
    add_desk_verbs(verbs, _verb)
    add_register_verbs(verbs, _verb)
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
    into.add_argument("table", metavar="TABLE", help="表名，或 roads（路网） / a table's name, or roads")
    into.add_argument("source", metavar="SOURCE", help="文件；路网也可是一个文件夹 / a file; of roads also a folder")
    into.add_argument("--dry-run", action="store_true", help="只说会怎样，不写 / say what would be, write nothing")
    datum = "坐标系：wgs84（默认）、gcj02、bd09 / datum of the coordinates"
    into.add_argument("--datum", default="wgs84", metavar="D", help=datum)
    replace = "路网：csv 也整网替换，不加进去 / roads: csv, too, replaces the network"
    into.add_argument("--replace", action="store_true", help=replace)
    layer = "路网：哪一层是路，可多次 / roads: the layer that holds them, repeatable"
    into.add_argument("--layer", action="append", default=[], metavar="NAME", help=layer)
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
    _verb(verbs, "roll", "人都在哪 / where everyone stands").add_argument("--at", metavar="T")


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
    ending.add_argument("--erase-after", type=days, required=True, metavar="DAYS", help="几天后 / in how many days")
    ending.add_argument("--at", metavar="T", help="结束的时间 / when it ended")
    erase = _verb(verbs, "erase-incident", "到期后抹去个人信息，不能恢复 / destroy the personal data, for good")
    for verb in (ending, erase):
        verb.add_argument("--confirm", required=True, metavar="TITLE", help="写出事件名称 / the title, written out")


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


_INTERRUPTED = 130  # what a shell says of a program that was ended by Ctrl+C


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
        run: Callable[[argparse.Namespace], Result] = getattr(import_module(module), function)
        _tell(run(chosen), as_json=chosen.json)
    except BrokenPipeError:
        # Whoever read the result has seen enough (`| head`); the work itself was done before it was printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return _stopped()
    except UsageError as wrong:
        return _misused(*wrong.args)
    except Refusal as refusal:
        return _refused(refusal, as_json="--json" in (arguments if arguments is not None else sys.argv))
    return 0


def _whole(chosen: argparse.Namespace) -> None:
    """What argparse cannot ask for: an argument that only one of a verb's options needs. UsageError."""
    if chosen.verb == "pair" and chosen.lock and chosen.helper is None:
        raise UsageError("daolian pair", "the following arguments are required: HELPER")


def _stopped() -> int:
    """Ctrl+C: what a verb writes it writes in one transaction, which is taken back."""
    from desktop import i18n
    from desktop.commands.usage import stopped_words

    i18n.speak()
    print(stopped_words(), file=sys.stderr)
    return _INTERRUPTED


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


def _tell(result: Result, *, as_json: bool) -> None:
    """Each part as soon as it is known; in JSON all of them as one value."""
    parts = iter((result,)) if isinstance(result, dict) else result
    if as_json:
        whole = {key: value for part in parts for key, value in part.items()}
        print(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    for part in parts:
        _show(part)


def _show(result: dict[str, Any]) -> None:
    for key, value in result.items():
        if isinstance(value, list):
            print(f"{key}: {len(value)}")
        elif isinstance(value, dict):
            print(f"{key}: " + ", ".join(f"{k} {v}" for k, v in value.items() if not isinstance(v, dict | list)))
        else:
            print(f"{key}: {value}")
    sys.stdout.flush()  # what follows may take its time


if __name__ == "__main__":
    sys.exit(main())
