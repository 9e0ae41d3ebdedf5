"""A second laptop of an incident: enrolled, joined from a stick, with a key of its own."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.operations.bundles import make_bundle, merge, write_bundle
from core.operations.enrolment import Laptop, enrol, join
from core.store.database import Store, open_store
from tests.factories import T0, surroundings

TOWNSHIP = Ed25519PrivateKey.from_private_bytes(b"T" * 32)


@contextmanager
def second_desk(first: Store, folder: Path, seed: int = 8) -> Iterator[Store]:
    """It holds all that `first` holds at this moment."""
    folder.mkdir(parents=True, exist_ok=True)
    around = surroundings(seed)
    enrol(first, laptops=[Laptop(around.device.public, "岛上")], township=TOWNSHIP, at=T0, operator="")
    stick = folder / f"stick-{seed}.b"
    write_bundle(first, stick)
    join(stick, folder / f"岛{seed}.daolian", around, plain=True, passphrase=None)
    with closing(open_store(folder / f"岛{seed}.daolian", around)) as store:
        yield store


def meet(*desks: Store) -> None:
    """Everybody hears of everything."""
    bundles = [make_bundle(desk, {})[0] for desk in desks]
    for desk in desks:
        merge(desk, bundles)
