"""Why an exchange on a cable came to nothing, without a word of the system's own English."""

import re
import socket
from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.operations.lan import call, party_of
from core.operations.lan_listening import listening
from core.store.database import Store
from desktop import phrases
from desktop.commands.usage import usage_words


def spare_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("ConnectionRefusedError", "那边没有在等"),
        ("TimeoutError", "等不到回音"),
        ("gaierror", "没有这个地址"),
        ("CBORDecodeEOF", "说的话听不懂"),
        ("bind", "本机开不了端口"),
    ],
)
def test_names_of_the_system_become_words(why: str, words: str) -> None:
    said = phrases.refusal(Refusal(Rule.LAN_BROKEN, {"where": "192.168.43.1", "why": why}))
    assert words in said
    assert not re.search("[A-Za-z]{5}", said)


@pytest.mark.parametrize("why", ["incident", "stranger", "later_code"])
def test_what_the_other_desk_answers_is_said_in_words(why: str) -> None:
    assert not re.search("[A-Za-z]", phrases.refusal(Refusal(Rule.LAN_REFUSED, {"where": "1.2.3.4", "why": why})))


def test_nobody_waits_at_the_address(drill: Store, drill_path: Path) -> None:
    address = f"127.0.0.1:{spare_port()}"
    with pytest.raises(Refusal) as caught:
        call(address, party_of(drill))
    assert phrases.refusal(caught.value) == f"{address} 没有接通，或中途断了；收全的才并入，再来一次（那边没有在等）"


def test_an_address_that_is_not_this_laptop_s_opens_no_port() -> None:
    with pytest.raises(Refusal) as caught:
        listening("203.0.113.9", 7000)
    assert "本机开不了端口" in phrases.refusal(caught.value)


def test_a_port_that_is_none() -> None:
    said = usage_words("daolian lan", "argument --port: '99999' is not a port from 0 to 65535")
    assert said == "daolian lan：--port 要 0 到 65535 的端口号，不是 '99999'（daolian lan --help 看用法）"
