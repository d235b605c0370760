"""Words whose forms a stemmer cannot join: bok and böcker, man and män, mus and möss.

The list is `data/lemmas_sv.csv`: a word, its other forms, and whether it often ends a compound ("skolböcker").
"""

import csv
from functools import cache
from pathlib import Path

from helge.foundation.swedish import fold, fold_plain

LIST = Path(__file__).parent / "data" / "lemmas_sv.csv"


@cache
def lemma(word: str) -> str | None:
    """Return the dictionary form of a folded `word`, or None when the list does not know it.

    Knows genitives ("böckers") and compounds ("skolböcker" gives "skolbok").
    """
    forms, endings = _forms()
    known = forms.get(word) or (forms.get(word[:-1]) if word.endswith("s") else None)
    if known:
        return known
    for length in range(min(len(word) - 2, _longest(endings)), 1, -1):
        ending = endings.get(word[-length:])
        if ending:
            return word[:-length] + ending
    return None


@cache
def lemma_of_plain(word: str) -> str | None:
    """Return the dictionary form for a word typed without å, ä and ö: "bocker" gives "bok"."""
    return _plain_forms().get(word)


@cache
def _forms() -> tuple[dict[str, str], dict[str, str]]:
    """The forms of whole words, and those that may end a compound. A base form is a form of itself."""
    forms: dict[str, str] = {}
    endings: dict[str, str] = {}
    with LIST.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            base = fold(row["lemma"])
            for form in (base, *fold(row["forms"]).split()):
                forms.setdefault(form, base)
                if row["in_compounds"] == "yes" and len(form) > 2:
                    endings.setdefault(form, base)
    return forms, endings


@cache
def _plain_forms() -> dict[str, str]:
    forms, _endings = _forms()
    return {fold_plain(form): base for form, base in forms.items() if fold_plain(form) != form}


def _longest(endings: dict[str, str]) -> int:
    return max(map(len, endings), default=0)
