"""How the verbs about the register are typed: fields, people who may be one, heads of institutions."""

import argparse
from collections.abc import Callable
from typing import Any

Verb = Callable[..., argparse.ArgumentParser]


def add_register_verbs(verbs: Any, verb: Verb) -> None:
    """Add them to the command line; `verb` makes one with what all have."""
    edit = verb(verbs, "edit", "改一人一项 / change one field of one person")
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
        pair = verb(verbs, name, says)
        pair.add_argument("one", metavar="A")
        pair.add_argument("other", metavar="B")
        pair.add_argument("--at", metavar="T")
    verb(verbs, "duplicates", "可能是同一人的，两两列出 / pairs that may be one person")
    beside = verb(verbs, "institution", "机构人数：看，或记 / heads of an institution: show or record")
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
