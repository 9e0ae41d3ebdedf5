"""Waiting for the other desk on a cable or hotspot: begun and ended by the officer, one session at a time."""

import socket
import struct
import sys
from collections.abc import Callable, Iterator

from core.domain.findings import Refusal, Rule
from core.operations.lan import PORT, Met, Party, answer

LOOK_S = 0.2  # how soon it notices that it shall end


def listening(host: str = "", port: int = PORT) -> socket.socket:
    """A socket that waits at a port, at another one where this is taken. Refusal(LAN_BROKEN) where none is free."""
    for wanted in (port, 0):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if sys.platform != "win32":  # there it would share the port with somebody else
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind((host, wanted))
            made.listen(1)
        except OSError:
            made.close()
            continue
        made.settimeout(LOOK_S)
        return made
    raise Refusal(Rule.LAN_BROKEN, {"where": str(port), "why": "bind"})


def serve(
    waiting: socket.socket,
    party: Party,
    going: Callable[[], bool],
    met: Callable[[Met], None],
    refused: Callable[[Refusal], None],
) -> None:
    """Answer whoever calls, one after the other, until `going` says no; then the socket is closed."""
    with waiting:
        while going():
            try:
                line, (host, _port) = waiting.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            with line:
                try:
                    met(answer(line, party, str(host)))
                except Refusal as refusal:
                    refused(refusal)


def addresses(port: int) -> tuple[str, ...]:
    """Where this laptop can be called, as it is read out to the other desk: without the usual port."""
    hosts = dict.fromkeys(host for host in _hosts() if not host.startswith("127."))
    return tuple(host if port == PORT else f"{host}:{port}" for host in hosts)


def _hosts() -> Iterator[str]:
    """The address of each interface, asked of the kernel: a laptop on a cable has no name that leads to it. Windows
    knows its own name, and has no such call."""
    try:
        import fcntl
    except ImportError:
        for *_, address in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            yield str(address[0])
        return
    ask_address = 0x8915  # SIOCGIFADDR, netdevice(7)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            try:
                told = fcntl.ioctl(asking.fileno(), ask_address, struct.pack("256s", name.encode()[:15]))
            except OSError:
                continue
            yield socket.inet_ntoa(told[20:24])
