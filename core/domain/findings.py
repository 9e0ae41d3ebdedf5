"""Odd data is a value in a list, a rule that said no is a refusal: facts here, words at the edge."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Odd data, named by its rule. `where` is a table or file name, `line` counts from 1 with the header."""

    rule: str
    where: str = ""
    line: int | None = None
    column: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    error: bool = False


@dataclass
class Refusal(Exception):
    """A rule said no. `rule` names it, `facts` say to what; `desktop/phrases.py` finds the sentence.

    Not frozen: contextlib must set `__traceback__`.
    """

    rule: str
    facts: dict[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule} {self.facts}"


class Rule:
    """Names of the refusals. One sentence for each stands in `desktop/phrases.py`."""

    NO_SUCH_FILE = "no_such_file"
    NOT_A_DAOLIAN_FILE = "not_a_daolian_file"
    FILE_EXISTS = "file_exists"
    WRONG_PASSPHRASE = "wrong_passphrase"
    PASSPHRASE_NEEDED = "passphrase_needed"
    PLAIN_OR_PASSPHRASE = "plain_or_passphrase"
    KEYS_MISSING = "keys_missing"
    LOCKED = "locked"
    NEWER_FORMAT = "newer_format"
    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_HOUSEHOLD = "unknown_household"
    UNKNOWN_LINK = "unknown_link"
    UNKNOWN_SHELTER = "unknown_shelter"
    UNKNOWN_EVENT = "unknown_event"
    AMBIGUOUS_PERSON = "ambiguous_person"
    AMBIGUOUS_PLACE = "ambiguous_place"
    BAD_TIME = "bad_time"
    OUTSIDE_STORM = "outside_storm"
    EMPTY_INTERVAL = "empty_interval"
    REPLAY_IN_REAL_FILE = "replay_in_real_file"
    SEED_IN_REAL_FILE = "seed_in_real_file"
    UNKNOWN_REPLAY = "unknown_replay"
    BAD_OPTION = "bad_option"
    PACK_ERRORS = "pack_errors"
    IMPORT_ERRORS = "import_errors"
    UNKNOWN_TABLE = "unknown_table"
    NOT_ORDERED = "not_ordered"
    LINK_NOT_CLOSED = "link_not_closed"
    NOT_YOURS_TO_VOID = "not_yours_to_void"
    ALREADY_VOID = "already_void"
    UNKNOWN_IMPORT = "unknown_import"
    NOT_THE_LAST = "not_the_last"
    STALE_PLAN = "stale_plan"
    NO_PLAN = "no_plan"
    STEP_OUT_OF_ORDER = "step_out_of_order"
    UNKNOWN_LEVEL = "unknown_level"
    UNKNOWN_EVIDENCE = "unknown_evidence"
    UNKNOWN_CALLED = "unknown_called"
    VILLAGE_ROW = "village_row"
    UNKNOWN_HELPER = "unknown_helper"
    AMBIGUOUS_HELPER = "ambiguous_helper"
    HELPER_IS_OUT = "helper_is_out"
    HELPER_NOT_OUT = "helper_not_out"
    NOT_LOCKED = "not_locked"
    LOCK_SAME_HOUSE = "lock_same_house"
    LOCK_OWN_HOUSE = "lock_own_house"
    LOCK_OVER_LOAD = "lock_over_load"
    UNKNOWN_RULE = "unknown_rule"
    DIR_NOT_EMPTY = "dir_not_empty"
    NOT_A_FOLDER = "not_a_folder"
    DISK_FULL = "disk_full"
    DISK_FAILS = "disk_fails"
    FILE_DAMAGED = "file_damaged"
    FILE_READ_ONLY = "file_read_only"
    NOT_A_BUNDLE = "not_a_bundle"
    NEWER_BUNDLE = "newer_bundle"
    BUNDLE_DAMAGED = "bundle_damaged"
    NOT_FOR_THIS_DESK = "not_for_this_desk"
    OTHER_INCIDENT = "other_incident"
    NOT_ENROLLED = "not_enrolled"
    BUNDLE_WITHOUT_TABLES = "bundle_without_tables"
    NOT_A_DEVICE = "not_a_device"
    UNKNOWN_DESK = "unknown_desk"
    DESK_REVOKED = "desk_revoked"
    NOT_ONESELF = "not_oneself"
    NAME_NOT_TYPED = "name_not_typed"
    NO_STICK = "no_stick"
    NO_EXTRA = "no_extra"
    NO_ARRIVAL = "no_arrival"
    BAD_FORM = "bad_form"
    HELD_ALREADY = "held_already"
    NOT_A_PICTURE = "not_a_picture"
    FRAMES_MISSING = "frames_missing"
    TOO_LARGE_FOR_FRAMES = "too_large_for_frames"
    LAN_NO_LINE = "lan_no_line"
    LAN_BROKEN = "lan_broken"
    LAN_STRANGER = "lan_stranger"
    LAN_REFUSED = "lan_refused"
    LAN_ADDRESS = "lan_address"
    HUB_AWAY = "hub_away"
    HUB_WITHOUT_TABLE = "hub_without_table"
    NOT_THE_TOWNSHIP = "not_the_township"
    NOT_A_VECTOR = "not_a_vector"
    STICK_FULL = "stick_full"
    STICK_READ_ONLY = "stick_read_only"
    STICK_GONE = "stick_gone"
    STICK_MISREAD = "stick_misread"
    EMPTY_NOTE = "empty_note"
    SAME_NAME = "same_name"
    IMPOSSIBLE_TIME = "impossible_time"
    CONFIRM_DIFFERS = "confirm_differs"
    NOT_CLOSED_YET = "not_closed_yet"
    TOO_EARLY_TO_ERASE = "too_early_to_erase"
    INCIDENT_ERASED = "incident_erased"
    BACKUP_PLACE_GONE = "backup_place_gone"
    NOTHING_TO_SETTLE = "nothing_to_settle"
    NOT_A_CLAIM = "not_a_claim"
    NOT_A_SLIP = "not_a_slip"
    BAD_FIELD = "bad_field"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_INSTITUTION = "unknown_institution"
    ONE_AND_THE_SAME = "one_and_the_same"
    ALREADY_DECIDED = "already_decided"
    NOT_LINKED = "not_linked"
    LINK_CONTRADICTS = "link_contradicts"
    ALREADY_OFF = "already_off"
    NOT_OFF = "not_off"
    STILL_INSIDE = "still_inside"
    FOLDER_NOT_WRITABLE = "folder_not_writable"
    NO_CHINESE_FONT = "no_chinese_font"
    UNKNOWN_PAPER = "unknown_paper"
