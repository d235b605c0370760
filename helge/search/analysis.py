"""How text becomes words, and words become forms that other spellings of the same word share.

The same code reads records and what people type, so the engine's own analysers are not needed: it is handed finished
words with spaces between. (Its `ascii_fold` would turn å into a, and analysers registered on an index must be
registered again at every opening; a missing one shows only as a search that finds nothing.)

A word is kept exactly as written in one field, and as forms in another, each with a tag in front:

    l:bok      the dictionary form, for irregular words (`lemmas`)
    s:häst     the Swedish stem
    e:hors     the English stem, only in records in English
    p:mans     typed without å ä ö, or another way of writing it: p:brien and p:obrien for O'Brien
    f:hast     the Swedish stem without å ä ö
"""

import re
import unicodedata
from functools import lru_cache

import tantivy

from helge.foundation.swedish import fold

from .lemmas import lemma, lemma_of_plain

LONGEST_WORD = 60  # characters; what is longer is nobody's search word and would only fill the index

_SWEDISH = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("swedish")).build()
_ENGLISH = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()

_PLAIN = str.maketrans("åäö", "aao")
_APOSTROPHES = re.compile("['’‘ʼ´`]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u0640\ufeff]")
# Signs that carry the whole meaning of a name.
_SIGNED_NAMES = (("c++", "cplusplus"), ("c#", "csharp"), (".net", "dotnet"))
_OTHER_SCRIPT = re.compile("[\u0300-\U0010ffff]")
_WORD = re.compile(r"[^\W_]+")
_HAS_A_JOINT = re.compile(r"[^\W_]['’‘ʼ´`./‐-―-][^\W_]")

# Small words that may be missing from what is searched, unless nothing else was typed.
STOP_WORDS = frozenset(
    {
        *(
            "och",
            "i",
            "på",
            "av",
            "en",
            "ett",
            "den",
            "det",
            "de",
            "om",
            "för",
            "med",
            "till",
            "från",
            "som",
            "att",
            "är",
            "vid",
            "under",
            "över",
        ),
        *("the", "a", "an", "of", "and", "in", "on", "to", "for", "by", "with"),
    }
)


# What people add to say what kind of thing they want; the catalogue seldom says it of itself.
KIND_WORDS = frozenset(
    ("bok", "böcker", "film", "filmer", "ljudbok", "ljudböcker", "roman", "romaner", "book", "books")
)


def words(text: str) -> list[str]:
    """Return the words of `text` in order, folded: small letters, å ä ö kept, accents gone. "O'Brien" is one word."""
    folded = _APOSTROPHES.sub("", _tidy(text))
    return [word[:LONGEST_WORD] for word in _split(folded)]


def other_writings(text: str) -> set[str]:
    """Return the words people may type for a joint in `text`: the parts of O'Brien, and spiderman for Spider-Man."""
    if not _HAS_A_JOINT.search(text):
        return set()
    written: set[str] = set()
    for chunk in _tidy(text).split():
        if _HAS_A_JOINT.search(chunk):
            parts = _split(_APOSTROPHES.sub(" ", chunk))
            written.update(parts)
            written.add("".join(parts)[:LONGEST_WORD])
    return written


@lru_cache(maxsize=200_000)
def forms(word: str, *, english: bool = False) -> frozenset[str]:
    """Return the tagged forms under which a record's `word` is found besides its exact spelling."""
    stem = _stem(word)
    base = lemma(word) or lemma(stem)
    found = {f"s:{stem}"}
    if base:
        found.add(f"l:{base}")
    if english:
        found.add(f"e:{_english_stem(word)}")
    plain = plain_letters(word)
    if plain != word:
        found |= {f"p:{plain}", f"f:{plain_letters(stem)}"}
    return frozenset(found)


@lru_cache(maxsize=10_000)
def looked_up(word: str) -> tuple[tuple[str, float], ...]:
    """Return the forms to try for a typed `word`, each with how close it is to the exact word (which is 1.0).

    Somebody who types å means å; somebody who types a may mean å, so "mans" finds Måns but "måns" not "Mans".
    """
    stem = _stem(word)
    base = lemma(word) or lemma(stem)
    closest: dict[str, float] = {}
    if base:
        closest[f"l:{base}"] = 0.8
    closest[f"s:{stem}"] = 0.75
    closest[f"p:{word}"] = 0.6
    closest[f"e:{_english_stem(word)}"] = 0.55
    if plain_letters(word) == word:
        closest[f"f:{stem}"] = 0.4
        meant = lemma_of_plain(word)
        if meant:
            closest.setdefault(f"l:{meant}", 0.4)
    return tuple(closest.items())


def plain_letters(word: str) -> str:
    """Return a folded `word` as typed without å, ä and ö: what `fold_plain` gives, without folding once more."""
    return word.translate(_PLAIN)


def _tidy(text: str) -> str:
    folded = _INVISIBLE.sub("", fold(text))
    if "+" in folded or "#" in folded or ".net" in folded:
        for name, word in _SIGNED_NAMES:
            folded = folded.replace(name, word)
    return folded


def _split(folded: str) -> list[str]:
    if not _OTHER_SCRIPT.search(folded):
        return _WORD.findall(folded)
    # Vowel signs of other scripts are marks, which belong to the word although they are no letters.
    return "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in folded).split()


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return (_SWEDISH.analyze(word) or [word])[0]


@lru_cache(maxsize=100_000)
def _english_stem(word: str) -> str:
    return (_ENGLISH.analyze(word) or [word])[0]
