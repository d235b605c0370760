"""Setting a title on a cover: largest size at which it fits, broken where its script may be broken.

No font file is read: widths are estimated per kind of letter, a little generously, for a semi-bold serif.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SIZES = (36, 32, 28, 25, 22, 20, 18, 16, 14)
LEADING = 1.16
NARROW = set("iíìïljI|!.,:;'’ftr()[]/-ıا")
WIDE = set("mwMWÅÄÆŒ—@%ЩШЖЮМшщюж")
# Below this size a word too long for the line is divided; above it the whole title is set smaller instead.
DIVIDES_FROM_SIZE = 22


class Setting(NamedTuple):
    lines: tuple[str, ...]
    size: int

    @property
    def leading(self) -> float:
        return self.size * LEADING

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


def set_text(
    text: str, *, width: float, height: float, sizes: Sequence[int] = SIZES, most_lines: int | None = None
) -> Setting:
    """Return the lines and the size in which `text` fits; at the smallest size the end is cut with "…"."""
    for size in sizes:
        lines = _broken(text, width / size, divide=size <= DIVIDES_FROM_SIZE)
        room = _lines_in(height, size, most_lines)
        if lines and len(lines) <= room:
            return Setting(tuple(lines), size)
    smallest = sizes[-1]
    room = _lines_in(height, smallest, most_lines)
    lines = _broken(text, width / smallest, divide=True)
    kept, last = lines[: room - 1], lines[room - 1]
    while last and ems(f"{last}…") > width / smallest:
        last = last[:-1]
    return Setting((*kept, f"{last.rstrip(' -,:;')}…"), smallest)


def is_right_to_left(text: str) -> bool:
    """True when the first letter with a direction belongs to Arabic, Hebrew or their kin."""
    for sign in text:
        match unicodedata.bidirectional(sign):
            case "R" | "AL":
                return True
            case "L":
                return False
    return False


def ems(text: str) -> float:
    """Estimated width in units of the font size."""
    return sum(_em(sign) for sign in text)


def _em(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in NARROW:
        return 0.34
    if sign in WIDE:
        return 0.88
    if sign == " ":
        return 0.25
    return 0.68 if sign.isupper() else 0.55


def _lines_in(height: float, size: int, most_lines: int | None) -> int:
    room = max(1, int(height / (size * LEADING)))
    return room if most_lines is None else min(room, most_lines)


def _broken(text: str, width_ems: float, *, divide: bool) -> list[str]:
    """Fill lines greedily; an empty list when a word is wider than a line and may not be divided."""
    lines: list[str] = []
    line = ""
    for word, space in _pieces(text):
        longer = f"{line}{space}{word}" if line else word
        if ems(longer) <= width_ems:
            line = longer
            continue
        if line:
            lines.append(line)
        while ems(word) > width_ems:
            if not divide:
                return []
            head = _head(word, width_ems)
            lines.append(f"{head}-")
            word = word[len(head) :]  # noqa: PLW2901 - what is left of the word goes on
        line = word
    return [*lines, line] if line else lines


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Words with the space before them; Chinese, Japanese and Korean signs one by one, without."""
    for word in text.split():
        space, run = " ", ""
        for sign in word:
            if unicodedata.east_asian_width(sign) in "WF":
                if run:
                    yield run, space
                    space, run = "", ""
                yield sign, space
                space = ""
            else:
                run += sign
        if run:
            yield run, space


def _head(word: str, width_ems: float) -> str:
    """As much of a word as fits before a hyphen, never fewer than two letters."""
    head = word[:2]
    for sign in word[2:]:
        if ems(f"{head}{sign}-") > width_ems:
            break
        head += sign
    return head
