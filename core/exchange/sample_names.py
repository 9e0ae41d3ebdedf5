"""Names, id numbers and phones that can belong to nobody.

A given name is 虚, 拟, 例, 样 or 示 and a counting character: plainly invented. An id number has a wrong check
character (GB 11643), so it fails every validation. A phone has ten digits, `199000` and four more: numbers of mainland
mobile phones have eleven, so it reaches nobody.
"""

from random import Random

SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧")
INVENTED = tuple("虚拟例样示")
COUNTING = tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥一二三四五六七八九十")
_DISTRICT = "110109"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
PHONE_START = "199000"
PHONES = 10_000


class Issuer:
    """Draws names and hands out id numbers and phones, none of them twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._id_numbers: set[str] = set()
        self._phones = random.sample(range(PHONES), PHONES)

    def surname(self) -> str:
        return self._random.choice(SURNAMES)

    def name(self, surname: str = "") -> str:
        given = self._random.choice(INVENTED) + self._random.choice(COUNTING)
        return (surname or self.surname()) + given

    def phone(self) -> str:
        return f"{PHONE_START}{self._phones.pop():04d}"

    def id_number(self, birth: str, sex: str) -> str:
        """`birth` is an ISO date; the 17th digit is odd for men, as in real numbers."""
        while True:
            serial = self._random.randrange(500) * 2 + (1 if sex == "男" else 0)
            body = f"{_DISTRICT}{birth.replace('-', '')}{serial:03d}"
            if body not in self._id_numbers:
                self._id_numbers.add(body)
                return body + _CHECKS[(_CHECKS.index(check_character(body)) + 1) % len(_CHECKS)]


def check_character(body: str) -> str:
    """The check character that GB 11643 asks for after 17 digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]
