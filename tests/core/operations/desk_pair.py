"""The duty room and an island, each with a file of one incident, and the sticks between them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.operations.bundles import merge_bundles, write_bundle
from core.operations.enrolment import Laptop, enrol
from core.store.database import Store
from core.store.holdings import vector_of
from tests.factories import T0

TOWNSHIP = Ed25519PrivateKey.from_private_bytes(b"T" * 32)


@dataclass
class Two:
    """The duty room and a desk in an island, each with a file of one incident."""

    duty: Store
    island: Store
    folder: Path

    def carry(self, source: Store, target: Store, *, all_of_it: bool = False) -> Any:
        """One stick from desk to desk: what the other lacks."""
        out = self.folder / f"{source.journal.revision}-{source.around.device.id}-{len(list(self.folder.iterdir()))}.b"
        write_bundle(source, out, known=None if all_of_it else vector_of(target))
        return merge_bundles(target, [out])


def enrolled(store: Store, *publics: bytes, key: Ed25519PrivateKey = TOWNSHIP) -> Any:
    return enrol(store, laptops=[Laptop(one, "岛上") for one in publics], township=key, at=T0, operator="")
