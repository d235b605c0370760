"""ISBD punctuation: the signs that catalogue cards put between the parts of a description, taken away."""

import re

_TAIL = re.compile(r"[\s:;/=,+]+$")
_LAST_WORD = re.compile(r"[^\s,(\[]*$")


def bare(text: str) -> str:
    """The text without the sign that introduced the next part, and without a closing full stop.

    The stop stays where it belongs to the word: an ellipsis, an initial or a short form with stops inside.
    """
    without_tail = _TAIL.sub("", text).strip()
    if not without_tail.endswith(".") or without_tail.endswith(".."):
        return without_tail
    found = _LAST_WORD.search(without_tail[:-1])
    word = found.group() if found else ""
    if len(word) <= 1 or "." in word:
        return without_tail
    return without_tail[:-1].rstrip()


def cut(text: str, length: int) -> str:
    """At most `length` characters; a longer text ends with an ellipsis, at a space where there is one."""
    if len(text) <= length:
        return text
    short = text[: length - 1]
    at_space = short.rfind(" ")
    return f"{short[: at_space if at_space > length // 2 else length - 1]}…"


def once_each(texts: list[str]) -> list[str]:
    """The texts without repetition and without empty ones, in order."""
    return [text for text in dict.fromkeys(texts) if text]
