"""Swedish text: how it sorts, how it is searched, and when two titles are the same.

Keys sort by plain bytes (`COLLATE "C"`), so that no database needs a locale. å, ä and ö stand as `{`, `|` and `}`,
the three signs after z in ASCII. Which foreign letters count as which Swedish ones follows Swedish usage as recorded in
CLDR (collation sv): æ with ä, ø and ő with ö, ü and ű with y, other accents with their plain letter. v and w are two
letters (SAOL 13, 2006). Other scripts keep their own order, after ö.
"""

import re
import unicodedata

_KEPT = {"å": "å", "ä": "ä", "ö": "ö", "æ": "ä", "ø": "ö", "ő": "ö", "œ": "ö"}
_PLAIN_LETTERS = {"đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"}
_SEARCH_LETTERS = _KEPT | _PLAIN_LETTERS
# In a sorted list ü stands with y; a person searching for Müller types u.
_SORT_LETTERS = _SEARCH_LETTERS | {"ü": "y", "ű": "y"}

_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
_WITHOUT_RINGS_AND_DOTS = str.maketrans({"å": "a", "ä": "a", "ö": "o"})

# Inside a word these say nothing about order ("D'Artagnan" sorts as one word).
_SILENT = frozenset("'’‘ʼ´`\u00ad\u200b\u200c\u200d\u200e\u200f\u0640")
_NUMBER = re.compile(r"[0-9]+")
_ISBD_TAIL = re.compile(r"\s+[:/=;]\s.*$")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_YEARS_OF_LIFE = re.compile(r"[0-9]+")


def sort_key(text: str, skip_chars: int = 0) -> str:
    """Return a key that sorts `text` as a Swedish list does when compared byte by byte.

    Case, accents and punctuation do not count; a space comes before any letter, so "Ek, Anna" stands before "Eklund";
    numbers sort by size. `skip_chars` characters in front are left out: an article, MARC's nonfiling characters.
    Two texts may share a key: add an id when the order must be total.
    """
    told = text[skip_chars:] or text
    folded = _fold(told, _SORT_LETTERS)
    words = _words(folded)
    key = _NUMBER.sub(_by_size, " ".join(words)).translate(_AFTER_Z)
    # A title of signs alone ("!!!", "$") has nothing else to sort by.
    return key or folded.strip()


def fold(text: str) -> str:
    """Return `text` for searching: small letters, å ä ö kept, other accents gone, one space between words."""
    return " ".join(_fold(text, _SEARCH_LETTERS).split())


def fold_plain(text: str) -> str:
    """Return `text` as typed on a keyboard without å, ä and ö: `fold` and then a, a and o."""
    return fold(text).translate(_WITHOUT_RINGS_AND_DOTS)


def title_key(title: str, author: str = "") -> str:
    """Return a key that editions of one work share, or "" when the title says nothing to compare.

    The title counts up to an ISBD mark (" : ", " / ", " = "), without bracketed additions such as [Ljudupptagning]. The
    author's words count in any order, without years and initials' dots, so "Lindgren, Astrid, 1907-2002" and
    "Astrid Lindgren" agree. å and a remain different: Får is not Far.
    """
    title_words = _words(fold(_ISBD_TAIL.sub("", _BRACKETED.sub(" ", title).strip())))
    if not title_words:
        return ""
    author_words = _words(_YEARS_OF_LIFE.sub(" ", fold(author)))
    return f"{' '.join(title_words)}|{' '.join(sorted(author_words))}"


def _fold(text: str, letters: dict[str, str]) -> str:
    lowered = unicodedata.normalize("NFKC", text).casefold()
    # Casefolding can take a letter apart again, so compose once more before looking letters up.
    composed = unicodedata.normalize("NFC", lowered)
    if composed.isascii():
        return composed
    folded: list[str] = []
    for sign in composed:
        known = letters.get(sign)
        if known is not None:
            folded.append(known)
        elif sign.isascii():
            folded.append(sign)
        elif unicodedata.category(sign) == "Mn":
            # A mark that has no composed letter is dropped after a Latin letter, and so are Arabic vowel signs. Marks
            # of other scripts belong to the spelling.
            if not _is_latin(folded) and not "\u064b" <= sign <= "\u0655" and sign != "\u0670":
                folded.append(sign)
        else:
            base = unicodedata.normalize("NFD", sign)[0]
            folded.append(base if base.isascii() else sign)
    return "".join(folded)


def _is_latin(folded: list[str]) -> bool:
    return bool(folded) and (folded[-1][-1:].isascii() or folded[-1] in "åäö")


def _words(folded: str) -> list[str]:
    """The words, where anything but letters, digits and marks parts them, except what is silent inside a word."""
    heard = (sign for sign in folded if sign not in _SILENT)
    return "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in heard).split()


def _by_size(number: re.Match[str]) -> str:
    """Put the count of digits before the number, so that 9 sorts before 10 and long numbers stay exact."""
    digits = number.group().lstrip("0") or "0"
    return f"{min(len(digits), 99):02d}{digits}"
