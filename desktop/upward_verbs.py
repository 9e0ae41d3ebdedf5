"""How the verbs about what goes upward are typed: situation, harm, sortie, call-village, rule."""

import argparse
from collections.abc import Callable
from typing import Any

from core.domain.calling import CALLED
from core.domain.events import Outcome
from core.domain.harm import Harm
from core.domain.helping import Out
from core.domain.situation import ReportKind

Verb = Callable[..., argparse.ArgumentParser]
Said = Callable[[argparse.ArgumentParser], None]


def add_upward_verbs(verbs: Any, verb: Verb, said: Said) -> None:
    """Add them to the command line; `verb` makes one with what all have, `said` adds when, how known, a note."""
    upward = verb(verbs, "situation", "上报：情况、文字稿、念稿 / the situation report, shown, recorded or written")
    upward.add_argument("--kind", choices=tuple(ReportKind), help="记为首报、续报、终报 / record it as a report")
    upward.add_argument("--town", metavar="NAME", help="只报一个镇街 / of one town")
    upward.add_argument(
        "--note", default="", metavar="TEXT", help="终报时还有人没落实，写为什么 / why a final one goes up all the same"
    )
    upward.add_argument("--at", metavar="T")
    upward.add_argument("--out", metavar="DIR", help="写 xlsx、pdf、txt / write the files")
    hurt = verb(verbs, "harm", "伤、送医、亡：看名单，或记一人 / the named lists: show, or put a person on one")
    hurt.add_argument("person", metavar="PERSON", nargs="?")
    hurt.add_argument("--list", choices=tuple(Harm))
    hurt.add_argument("--place", metavar="PLACE", help="在哪（村或点）；送医为医院 / where; the hospital")
    said(hurt)
    away = verb(verbs, "sortie", "责任人、队伍外出：看，或记 / helpers and squads out there: show or record")
    away.add_argument("helper", metavar="HELPER", nargs="?", help="责任人或已登记的队伍 / a helper or a known squad")
    away.add_argument("--state", choices=tuple(Out), default=Out.OUT, help="出、平安、回 / out, safe, back")
    away.add_argument("--squad", metavar="NAME", help="另派一支队伍 / send a squad that stands in no list")
    away.add_argument("--heads", type=int, default=0, metavar="N", help="队伍几人 / how many they are")
    away.add_argument("--place", metavar="PLACE", help="去哪、最后在哪 / where to, or where last seen")
    said(away)
    village = verb(verbs, "call-village", "叫村负责人的结果 / how a call to a village itself ended")
    village.add_argument("place", metavar="PLACE")
    village.add_argument("--outcome", required=True, choices=tuple(outcome.value for outcome in Outcome))
    village.add_argument("--to", default="A", metavar="WHOM", help=", ".join(CALLED))
    said(village)
    rule = verb(
        verbs, "rule", "叫应、上报的时限：看，或为本次改 / the numbers in force: show, or set for this incident"
    )
    rule.add_argument("rule", metavar="RULE", nargs="?")
    rule.add_argument("--scope", default="*", metavar="S")
    which = rule.add_mutually_exclusive_group()
    which.add_argument("--value", type=float, metavar="N")
    which.add_argument("--reset", action="store_true", help="改回原来的 / back to the default")
    rule.add_argument("--source", default="", metavar="TEXT", help="依据 / where it is from")
    rule.add_argument("--confirmed", action="store_true", help="已签认 / signed for")
    rule.add_argument("--at", metavar="T")
