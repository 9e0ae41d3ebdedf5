"""How names are typed: pinyin readings and the keys under which the command box finds them.

pypinyin misreads some surnames (measured: 单 曾 仇 解 查 区 朴), so these have a table of their own and both readings
are keys. A key is folded to lower-case ASCII or Han; the table is asked by prefix.
"""

import re
from functools import lru_cache

SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "区": "ou",
    "朴": "piao",
    "任": "ren",
    "盖": "ge",
    "缪": "miao",
    "尉迟": "yu chi",
    "万俟": "mo qi",
}


@lru_cache(maxsize=20_000)
def _syllable(character: str) -> str:
    # Imported on first use: it costs 0.2 s and 65 MB, and only an import or a new name needs it.
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character, errors="default")[0]).lower()


def reading(name: str) -> str:
    """Pinyin syllables of a name in Han characters, one a character, spaces between: 曾示丁 -> zeng shi ding."""
    for length in (1, 2):
        spoken = SURNAMES.get(name[:length])
        if spoken is not None:
            return " ".join([spoken, *map(_syllable, name[length:])])
    return " ".join(map(_syllable, name))


def initials(syllables: str) -> str:
    return "".join([part[0] for part in syllables.split()])


def name_keys(name: str, spoken: str) -> set[str]:
    """Keys of one name: itself, its given part, initials, full pinyin; with both readings of a hard surname."""
    return set(filter(None, _name_keys(name, spoken)))


def _name_keys(name: str, spoken: str) -> list[str]:
    keys = [name, name[1:], initials(spoken), spoken.replace(" ", "")]
    if name[:1] in SURNAMES:
        other = " ".join([_syllable(name[0]), *spoken.split()[1:]])
        keys += [initials(other), other.replace(" ", "")]
    return keys


def person_keys(name: str, spoken: str, card: str, household: str, id_number: str, phone: str, birth: str) -> list[str]:
    """Every key of one person, folded, in order."""
    keys = key_text(name, spoken, card, household, id_number, phone, birth).split(KEY_END)
    return sorted(set(filter(None, keys)))


KEY_END = "\0"


def key_text(name: str, spoken: str, card: str, household: str, id_number: str, phone: str, birth: str) -> str:
    """The keys of one person, folded, as one text with KEY_END between them: a register has tens of thousands. One may
    be in it twice, or nothing be left of it."""
    # Dates, readings and the like lose their hyphens and spaces when all are folded.
    keys = [name, name[1:], initials(spoken), spoken, card, household, id_number[-4:], id_number[-6:], birth]
    if name[:1] in SURNAMES:
        keys += _name_keys(name, spoken)
    for number in phone.split(" / "):  # one person may have several
        keys += [number[-4:], number[-8:]]
    if household:
        keys.append(household.rsplit("-", 1)[-1])
    return fold(KEY_END.join(filter(None, keys)))


_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord(mark): None for mark in " \u3000·•‧・․-\1"}
_FOLDED[0xFF0D] = None  # a full-width hyphen is a hyphen
_ODD = re.compile("[\u3000·•‧・․\uff01-\uff5e\1]")  # \1 stands between rows where many are compared at once


def fold(text: str) -> str:
    """Full-width to half-width, lower case, no spaces or name dots: what was typed with an input method still on."""
    if _ODD.search(text) is None:
        return text.replace(" ", "").replace("-", "").lower()
    return text.translate(_FOLDED).lower()
