"""Words made fit for paper: clean, and no longer than there is room for."""

import unicodedata

ELLIPSIS = "…"


def tidy(words: str) -> str:
    """Return `words` on one line, in composed characters, without control characters.

    MARC marks the part of a title that is not sorted with control characters (U+0098, U+009C), and
    text that was once typed on a Mac has its å as two characters; neither belongs on paper.
    """
    composed = unicodedata.normalize("NFC", words)
    visible = (" " if char.isspace() else char for char in composed if char.isspace() or not is_control(char))
    return " ".join("".join(visible).split())


def shortened(words: str, *, room: int) -> str:
    """Return `words` tidied and, if longer than `room` characters, cut with an ellipsis.

    The subtitle goes first if that leaves half the room filled, else whole words from the end. A word
    that alone fills more than half the room is cut inside, but never between a letter and its mark.
    """
    clean = tidy(words)
    if len(clean) <= room:
        return clean
    end = clean.find(" : ", room // 2, room)
    if end < 0:
        end = clean.rfind(" ", 0, room)
    if end < room // 2:
        end = room - 1
        while end > 1 and unicodedata.combining(clean[end]):
            end -= 1
    return clean[:end].rstrip(" .,:;/–-([") + ELLIPSIS


def is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"}
