"""The state of the journal in eight words: printed on every page, so that no one can rewrite it behind the paper.

Each entry's id is the hash of its bytes, and its bytes name the entry before: the digest of all ids is the head of all
chains, whatever order this file received them in.
"""

import hashlib

from core.domain.spoken_words import spoken
from core.store.database import Store

ANCHOR_WORDS = 8


def anchor(store: Store) -> tuple[str, ...]:
    """Eight words for everything that is recorded here; two files that hold the same entries say the same."""
    return store.memo("anchor", store.journal.revision, lambda: _spoken(store))


def _spoken(store: Store) -> tuple[str, ...]:
    digest = hashlib.sha256()
    for row in store.connection.execute("select id from events order by id"):
        digest.update(row[0])
    return spoken(digest.digest(), ANCHOR_WORDS)
