"""What is typed, understood."""

import pytest

from desktop.shell.command import Command, parse


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Command("")),
        ("lxd", Command("lxd")),
        ("/lxd d", Command("lxd", "d")),
        ("lxd d 6", Command("lxd", "d", "6")),
        ("ｌｘｄ　ｄ　６", Command("lxd", "d", "6")),
        ("李虚丁 J 看家 不走", Command("李虚丁", "j", "看家 不走")),
        ("021X", Command("021X")),
        ("王 平", Command("王 平")),
    ],
)
def test_parse(typed: str, meant: Command) -> None:
    assert parse(typed) == meant
