"""How the verbs between desks are typed: enrolment, bundles, line, pictures, radio, hub, and who stands where."""

import argparse
from collections.abc import Callable
from typing import Any

from desktop.commands.argument_types import port

Verb = Callable[..., argparse.ArgumentParser]


def add_desk_verbs(verbs: Any, verb: Verb) -> None:
    """Add them to the command line; `verb` makes one with what all have."""
    verb(verbs, "device", "本机登记号 / this laptop's card, for its enrolment", file=False)
    enrol = verb(verbs, "enrol", "登记点上的电脑 / make laptops desks of this incident")
    enrol.add_argument("devices", nargs="+", metavar="DEVICE", help="登记号[=点名] / its card[=name of the desk]")
    enrol.add_argument("--at", metavar="T")
    join = verb(verbs, "join", "由数据包建本点的文件 / make this desk's file from a bundle", file=False)
    join.add_argument("bundle", metavar="BUNDLE")
    join.add_argument("--out", required=True, metavar="FILE")
    join.add_argument("--plain", action="store_true")
    join.add_argument("--passphrase-file", metavar="F")
    revoke = verb(verbs, "revoke", "停用一台丢了的电脑 / what a lost laptop writes counts no more")
    revoke.add_argument("desk", metavar="DESK", help="点名或编号 / its name or id")
    revoke.add_argument("--at", metavar="T")
    revoke.add_argument("--note", default="", metavar="N", help="原因 / why")
    bundle = verb(verbs, "bundle", "写数据包 / write what this desk holds on a stick")
    bundle.add_argument("--out", required=True, metavar="B")
    bundle.add_argument("--for", dest="known", metavar="VECTOR", help="只给对方缺的：对方的数据包，或其 info 的 JSON")
    merge = verb(verbs, "merge", "并入数据包 / take in what other desks hold")
    merge.add_argument("bundles", nargs="+", metavar="B")
    lan = verb(verbs, "lan", "网线或热点交换：等人来，或打过去 / exchange on a cable: wait, or call an address")
    lan.add_argument("address", metavar="ADDRESS", nargs="?", help="对方屏幕上的地址 / the other desk's address")
    lan.add_argument("--host", default="", metavar="H", help="只在这个地址等 / wait at this address only")
    lan.add_argument("--port", type=port, metavar="N", help="在这个端口等，0 为随便 / wait at this port, 0 for any")
    lan.add_argument("--once", action="store_true", help="换过一次就停 / end after one exchange")
    says = "数据包写成一张张码，或从照片、摄像头读回 / a bundle as square codes, and back"
    shown = verb(verbs, "frames", says, file=False)
    shown.add_argument("action", choices=("show", "read", "camera"))
    says = "show：本点的文件；read：照片；camera：摄像头号或录像 / file; pictures; a camera's number, a film"
    shown.add_argument("paths", nargs="*", metavar="FILE", help=says)
    shown.add_argument("--out", required=True, metavar="OUT", help="show：文件夹；其余：数据包 / folder, or bundle")
    shown.add_argument("--for", dest="known", metavar="VECTOR", help="只给对方缺的 / only what the other lacks")
    shown.add_argument("--passphrase-file", metavar="F")
    told = verb(verbs, "tell", "电台报：一人的到达，九组 / an arrival in nine groups, for a radio")
    told.add_argument("person", metavar="PERSON")
    heard = verb(verbs, "hear", "记下听到的电台报 / record what was told over a radio")
    heard.add_argument("groups", nargs="+", metavar="GROUP")
    heard.add_argument("--at", metavar="T", help="现在几点 / the time now")
    hub = verb(verbs, "hub", "经区里的库交换 / exchange through the district's PostgreSQL", file=False)
    hub.add_argument("action", choices=("init", "push", "pull"))
    hub.add_argument("file", metavar="FILE", nargs="?")
    hub.add_argument("--dsn", "--url", required=True, metavar="DSN", help="口令放 PGPASSWORD / password: PGPASSWORD")
    hub.add_argument("--passphrase-file", metavar="F")
    verb(verbs, "conflicts", "待核的人 / people whom desks have differently")
    settle = verb(verbs, "resolve", "核定一个人在哪 / settle where somebody is")
    settle.add_argument("person", metavar="PERSON")
    which = settle.add_mutually_exclusive_group(required=True)
    which.add_argument("--at-place", metavar="PLACE")
    which.add_argument("--keep", metavar="EVENT")
    settle.add_argument("--at", metavar="T")
    settle.add_argument("--evidence", required=True, metavar="E", help="card, slip, seen, phone_self, phone_helper")
    settle.add_argument("--note", default="", metavar="N")
