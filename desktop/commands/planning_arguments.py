"""The arguments of the verbs that plan, follow what changed and pair helpers."""

import argparse
from collections.abc import Callable
from typing import Any

from desktop.commands.argument_types import count, per_cent, positive

Make = Callable[..., argparse.ArgumentParser]


def add_planning_verbs(verbs: Any, make: Make) -> None:
    """`make` builds a verb with the options that all have."""
    _plan_verbs(verbs, make)
    _helper_verbs(verbs, make)


def _plan_verbs(verbs: Any, make: Make) -> None:
    plan = make(verbs, "plan", "排方案并采用 / plan and adopt")
    plan.add_argument("--at", metavar="T")
    plan.add_argument("--everyone", action="store_true")
    plan.add_argument("--objective", choices=("exposure", "clearance"), default="exposure")
    plan.add_argument("--step-s", type=positive, metavar="N", help="道路通过人数按几秒一格计 / seconds in a step")
    plan.add_argument("--without", action="append", default=[], metavar="RULE", help="关一条软规则 / a soft rule off")
    plan.add_argument("--critical", type=count, metavar="N", help="逐条断 N 条路试算 / try closing N roads")
    again = make(verbs, "replan", "跟上变化，只改受影响的户 / follow what changed, touch only whom it touches")
    again.add_argument("--at", metavar="T")
    _threshold(again)
    car = make(verbs, "vehicle", "一辆车坏了、又能开了 / a vehicle breaks down or drives again")
    car.add_argument("vehicle", metavar="VEHICLE")
    which = car.add_mutually_exclusive_group(required=True)
    which.add_argument("--broken", action="store_true", help="坏了 / cannot drive")
    which.add_argument("--back", action="store_true", help="又能开了 / drives again")
    car.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    car.add_argument("--note", default="", metavar="N", help="原因 / why")
    _threshold(car)
    for name, says in (
        ("close", "断路并重排 / close a road and replan"),
        ("open", "通路并重排 / open a road and replan"),
    ):
        road = make(verbs, name, says)
        road.add_argument("link", metavar="LINK")
        road.add_argument("--from", dest="start", metavar="T")
        road.add_argument("--note", default="")
        _threshold(road)
        if name == "close":
            road.add_argument("--until", metavar="T")


def _threshold(verb: Any) -> None:
    verb.add_argument(
        "--threshold", type=per_cent, metavar="PCT", help="整份重排好过百分之几才列出 / show a fresh plan if better by"
    )


def _helper_verbs(verbs: Any, make: Make) -> None:
    helper = make(verbs, "helper", "责任人来不了、又能来 / a helper drops out or comes back")
    helper.add_argument("helper", metavar="HELPER")
    which = helper.add_mutually_exclusive_group(required=True)
    which.add_argument("--drop-out", action="store_true", help="来不了 / cannot come")
    which.add_argument("--back", action="store_true", help="又能来 / can come again")
    helper.add_argument("--give-back", action="store_true", help="回来后把原来的户还给他 / his households too")
    helper.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    helper.add_argument("--note", default="", metavar="N", help="原因 / why")
    pair = make(verbs, "pair", "锁定谁去哪一户 / set who goes to a household")
    pair.add_argument("household", metavar="HOUSEHOLD")
    pair.add_argument("helper", metavar="HELPER", nargs="?")
    pair.add_argument("--role", choices=("a", "b"), required=True)
    either = pair.add_mutually_exclusive_group(required=True)
    either.add_argument("--lock", action="store_true", help="锁定 / lock")
    either.add_argument("--unlock", action="store_true", help="解锁 / unlock")
    pair.add_argument("--at", metavar="T", help="发生的时间 / when it happened")
    pairing = make(verbs, "pairing", "人盯人、缺谁、怎么补 / who lacks a helper, remedies")
    pairing.add_argument("--why", metavar="HOUSEHOLD", help="这一户为什么是他 / why these two")
