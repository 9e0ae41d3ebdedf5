"""Card codes: five characters and a check character, sayable over a radio."""

from collections.abc import Callable, Iterator

# No 0, 1, I, O, Z: they are misread and misheard. As many as the modulus of the check: of 32, two would look alike.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY"
BODY = 5


def check_character(body: str) -> str:
    """Weighted sum modulo 31 (a prime, so any single slip and any swap of neighbours changes it)."""
    total = sum((index + 2) * ALPHABET.index(character) for index, character in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def is_card_code(text: str) -> bool:
    """Whether `text` has the form of a card code and its check character fits."""
    code = text.upper()
    if len(code) != BODY + 1 or any(character not in ALPHABET for character in code):
        return False
    return check_character(code[:BODY]) == code[BODY]


def card_codes(draw: Callable[[int], bytes], taken: set[str]) -> Iterator[str]:
    """Fresh codes that are not in `taken`; each one given is added to it."""
    while True:
        body = "".join(ALPHABET[byte % len(ALPHABET)] for byte in draw(BODY))
        code = body + check_character(body)
        if code not in taken:
            taken.add(code)
            yield code
