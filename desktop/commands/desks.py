"""Verbs between desks: device, enrol, revoke, join, bundle, merge, conflicts, resolve."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from core.domain.events import Evidence
from core.domain.findings import Refusal, Rule
from core.operations.bundles import merge_bundles, write_bundle
from core.operations.enrolment import enrol, find_desk, join, laptop, revoke
from core.operations.reconciling import resolve
from core.queries.bed_cards import BedCard, queue
from core.queries.conflicts import ConflictCard, conflicts
from core.queries.ending import ending_row
from core.queries.names import find_event, find_person, find_shelter
from core.queries.night import night
from core.store.bundle_format import Vector, plain_vector, read_bundle, vector_from
from core.store.database import Store
from core.store.device import device_card, fingerprint, key_words, load_township
from desktop.commands.keeping import unreached_json
from desktop.commands.opening import entry_time, evidence_of, opened, passphrase_of
from desktop.commands.results import local, plain
from desktop.surroundings import profile_folder, real_surroundings


def run_device(_arguments: Namespace) -> dict[str, Any]:
    """What to carry to the township so that this laptop becomes a desk."""
    device = real_surroundings().device
    return {"device": device.id, "name": device.name, "card": device_card(device.public),
            "words": list(key_words(device.public))}  # fmt: skip


def run_enrol(arguments: Namespace) -> dict[str, Any]:
    wanted = [laptop(text) for text in arguments.devices]
    with opened(arguments, write=True) as store:
        at, _ = entry_time(store, arguments.at)
        township = load_township(profile_folder(), store.around.draw)
        done = enrol(store, laptops=wanted, township=township, at=at, operator=arguments.by)
        return {
            "incident": store.incident.id,
            "devices": list(done.devices),
            "words": {fingerprint(one.public): list(key_words(one.public)) for one in wanted},
            "known": list(done.known),
            "township": done.township,
            "released": done.released,
            "events": [event.id for event in done.changes.events],
        }


def run_revoke(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        at, _ = entry_time(store, arguments.at)
        township = load_township(profile_folder(), store.around.draw)
        device = find_desk(store, arguments.desk)
        done = revoke(store, device=device, township=township, at=at, operator=arguments.by, note=arguments.note)
        return {
            "device": done.device,
            "name": done.name,
            "kept": done.kept,
            "quarantined": done.aside,
            "events": [event.id for event in done.changes.events],
        }


def run_join(arguments: Namespace) -> dict[str, Any]:
    done = join(
        Path(arguments.bundle),
        Path(arguments.out),
        real_surroundings(),
        plain=arguments.plain,
        passphrase=passphrase_of(arguments),
    )
    result = {
        "device": done.device,
        "incident": done.incident,
        "township": done.township,
        "new": len(done.taken.new),
        "quarantined": [plain(held) for held in done.taken.aside],
        "file": arguments.out,
    }
    if done.recovery:
        result["recovery_key"] = done.recovery
    return result


def run_bundle(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        known = vector_named(store, arguments.known) if arguments.known else None
        done = write_bundle(store, Path(arguments.out), known=known)
        return {
            "file": arguments.out,
            "events": done.events,
            "blobs": done.blobs,
            "bytes": done.size,
            "sealed": done.sealed,
            "readers": list(done.readers),
            "vector": plain_vector(done.vector),
            "may_unplug": True,
        }


def vector_named(store: Store, text: str) -> Vector:
    """What another desk holds: as its bundle says, as its `info` printed it into a file, or as JSON itself."""
    path = Path(text)
    try:
        if path.is_file() and (raw := path.read_bytes())[:1] != b"{":
            return read_bundle(path, store.around.device.key).vector
        said = json.loads(raw if path.is_file() else text)
    except (OSError, ValueError):
        raise Refusal(Rule.NOT_A_VECTOR, {"vector": text[:60]}) from None
    return vector_from(said.get("vector", said) if isinstance(said, dict) else said)


def run_merge(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        done = merge_bundles(store, [Path(name) for name in arguments.bundles])
        return {
            "new": done.new,
            "known": done.known,
            "quarantined": [plain(held) for held in done.aside],
            "conflicts": sorted(person for person, stands in night(store).standings.items() if stands.to_reconcile),
            "tables_differ": list(done.differing),
            "from": list(done.senders),
            "erased": done.swept is not None,
            "unreached": unreached_json(ending_row(store)) if done.swept is not None else None,
            "revision": store.journal.revision,
        }


def run_conflicts(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        beds = [plain(card) for card in queue(store) if isinstance(card, BedCard)]
        return {"conflicts": [_card(card) for card in conflicts(store)], "beds": beds}


def _card(card: ConflictCard) -> dict[str, Any]:
    """A card as JSON, its claims with `class` as every other verb names it."""
    out: dict[str, Any] = plain(card)
    for claim in out["claims"]:
        claim["class"] = claim.pop("class_")
    return out


def run_resolve(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        person = find_person(store, arguments.person)
        at, trust = entry_time(store, arguments.at)
        changes = resolve(
            store,
            person=person,
            place=find_shelter(store, arguments.at_place) if arguments.at_place else None,
            keep=find_event(store, arguments.keep) if arguments.keep else None,
            at=at,
            operator=arguments.by,
            evidence=evidence_of(arguments.evidence) or Evidence.HEARSAY,
            note=arguments.note,
            trust=trust,
        )
        stands = night(store).standing(person)
        event = changes.events[-1]
        return {
            "event": event.id,
            "person": person,
            "at": local(event.at),
            "class": str(stands.class_),
            "place": stands.place,
            "to_reconcile": stands.to_reconcile,
            "settles": event.values["settles"],
        }
