"""A night that two laptops wrote: duty room and island put some people in different places, then a stick came."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.events import Evidence
from core.domain.ids import PersonId
from core.operations.bundles import merge_bundles, write_bundle
from core.operations.enrolment import Laptop, enrol, join
from core.operations.field import check_in
from core.queries.night import night
from core.store.database import open_store
from tests.factories import surroundings
from tests.journeys.conftest import GO_AT, NAME

TOWNSHIP = Ed25519PrivateKey.from_private_bytes(b"T" * 32)
SKEW = timedelta(hours=-9)  # how far the island's clock is off


def merged_night(file: Path, folder: Path, persons: int, here: str, there: str) -> tuple[PersonId, ...]:
    """Check the first people due in at `here` by hand and at `there` by card on a laptop whose clock is off, and merge
    the stick into `file`. Who they are, as the roll orders nobody in particular."""
    mine, other = surroundings(11), surroundings(12)
    folder.mkdir()
    with closing(open_store(file, mine)) as duty:
        enrol(duty, laptops=[Laptop(other.device.public, "乙台")], township=TOWNSHIP, at=GO_AT, operator=NAME)
        write_bundle(duty, folder / "first.b")
        who = tuple(sorted(night(duty).due))[:persons]
        join(folder / "first.b", folder / "岛.daolian", other, plain=True, passphrase=None)
        for person in who:
            check_in(duty, persons=(person,), place=here, at=GO_AT, operator=NAME, evidence=Evidence.SEEN)
        with closing(open_store(folder / "岛.daolian", other)) as island:
            for person in who:
                check_in(
                    island,
                    persons=(person,),
                    place=there,
                    at=GO_AT + SKEW,
                    operator="岛上的人",
                    evidence=Evidence.CARD,
                )
            write_bundle(island, folder / "back.b")
        merge_bundles(duty, [folder / "back.b"])
    return who
