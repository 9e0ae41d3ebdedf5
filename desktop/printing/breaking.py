"""Where a line may break: between any two Chinese characters, never inside a number or a Latin word, never before a
closing mark or after an opening one."""

from collections.abc import Callable

NEVER_FIRST = frozenset("，。、；：？！）」』》〉】〕％℃…·—,.;:?!)]}%")
NEVER_LAST = frozenset("（「『《〈【〔([{")


def tokens(text: str) -> list[str]:
    """Parts that stay together on one line."""
    out: list[str] = []
    glue = False
    for character in text:
        together = glue or (
            bool(out)
            and (
                character in NEVER_FIRST
                or (_latin(character) and _latin(out[-1][-1]))
                or (character == " " and not out[-1].endswith(" "))
            )
        )
        if together and out:
            out[-1] += character
        else:
            out.append(character)
        glue = character in NEVER_LAST
    return out


def _latin(character: str) -> bool:
    return character.isascii() and not character.isspace()


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """`text` in lines no wider than `width`; a token that is wider by itself is broken where it must be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for token in _narrow(tokens(paragraph), width, measure):
            if line and measure((line + token).rstrip()) > width:
                lines.append(line.rstrip())
                line = token.lstrip()
            else:
                line += token
        lines.append(line.rstrip())
    return lines


def _narrow(parts: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    out: list[str] = []
    for part in parts:
        while len(part) > 1 and measure(part) > width:
            fits = max(1, next((n for n in range(len(part), 0, -1) if measure(part[:n]) <= width), 1))
            out.append(part[:fits])
            part = part[fits:]
        out.append(part)
    return out
