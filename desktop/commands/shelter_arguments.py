"""The command line of the shelter verbs; nothing is imported that `--help` would have to wait for."""

import argparse
from collections.abc import Callable
from typing import Any

from core.domain.places import ShelterKind
from desktop.commands.argument_types import count

Make = Callable[..., argparse.ArgumentParser]


def add_shelter_verbs(verbs: Any, make: Make) -> None:
    """`make` builds a verb with the options that all have."""
    _return_verbs(verbs, make)
    board = make(verbs, "shelters", "安全岛：人数、存量、清单、分流 / shelters, supplies, checklists, relief")
    board.add_argument("--at", metavar="T")
    one = make(verbs, "shelter", "一个安全岛：看，或记 / one shelter: show it or record")
    one.add_argument("shelter", metavar="SHELTER")
    doors = one.add_mutually_exclusive_group()
    doors.add_argument("--open", action="store_true", help="开岛 / open")
    doors.add_argument("--close", action="store_true", help="关岛 / close")
    one.add_argument(
        "--people", type=int, metavar="N", help="关岛时里面的人数 / how many are in, to close with them in"
    )
    one.add_argument(
        "--stock",
        action="append",
        default=[],
        metavar="ITEM=AMOUNT",
        help="点存量 / counted: water_l, meals, power_hours, blankets",
    )
    one.add_argument("--tick", action="append", default=[], metavar="ITEM", help="转换清单：做好一项 / an item is done")
    one.add_argument("--untick", action="append", default=[], metavar="ITEM", help="其实没做好 / not done after all")
    one.add_argument("--who", default="", metavar="NAME", help="谁做的 / who did it")
    one.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    new = make(verbs, "new-shelter", "临时安置点，当场建 / a shelter added on the spot, open at once")
    new.add_argument("name", metavar="NAME")
    new.add_argument("--place", required=True, metavar="PLACE")
    new.add_argument("--beds", required=True, type=count, metavar="N")
    new.add_argument("--kind", choices=tuple(kind.value for kind in ShelterKind), default=ShelterKind.HALL.value)
    new.add_argument("--at", metavar="T")
    relieve = make(verbs, "relieve", "岛链分流：建议、下令、不分流 / who goes on to the next island")
    relieve.add_argument("shelter", metavar="SHELTER")
    which = relieve.add_mutually_exclusive_group()
    which.add_argument("--accept", action="store_true", help="照建议下令 / order it")
    which.add_argument("--decline", metavar="REASON", help="不分流，记原因 / do not, and why")
    relieve.add_argument("--all", action="store_true", help="全岛都走 / everybody, as if it closed")
    relieve.add_argument("--at", metavar="T")


def _return_verbs(verbs: Any, make: Make) -> None:
    """The return gate, and who is at home again."""
    gate = make(verbs, "gate", "返回门：还缺什么；签字、下返回令 / the return gate: what lacks, sign, let home")
    gate.add_argument("place", metavar="PLACE", nargs="?")
    gate.add_argument("--peak", metavar="T", help="雨强峰值在几点 / when the rain was heaviest")
    gate.add_argument("--sign", metavar="ROLE", help="雨后复查签字：village_head, geo_watcher / inspection signed by")
    gate.add_argument("--name", default="", metavar="NAME", help="签字的人 / who signs")
    gate.add_argument("--not-clear", action="store_true", help="复查有险情 / something was found")
    gate.add_argument("--order", action="store_true", help="下返回令 / let them go home")
    gate.add_argument("--note", default="", metavar="N")
    gate.add_argument("--at", metavar="T")
    back = make(verbs, "return", "返回到家，或擅自返回 / somebody is home again")
    back.add_argument("person", metavar="PERSON")
    back.add_argument("--household", action="store_true", help="连同户里的人 / with his household")
    back.add_argument("--unapproved", action="store_true", help="擅自返回 / without being let")
    back.add_argument(
        "--send", nargs="?", const="", metavar="HELPER", help="擅自返回：派谁去，不写就是 A 角 / who is sent after him"
    )
    back.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    back.add_argument("--evidence", metavar="E", help="card, slip, seen, phone_self, phone_helper, hearsay")
    back.add_argument("--note", default="", metavar="N")
