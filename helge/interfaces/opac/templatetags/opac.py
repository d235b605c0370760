"""What only the public web says aloud: people's names, search addresses, groups of libraries."""

import re
import zlib
from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from helge.consortium.queries import LibraryFacts
from helge.foundation.swedish import sort_key
from helge.interfaces.opac import wording
from helge.search.names import spoken_name
from helge.search.query import CatalogueQuery

register = template.Library()

# MARC's language codes as browsers know them (RFC 5646); what is not here is read in the language of the page.
SPOKEN_LANGUAGES = {
    "swe": "sv", "eng": "en", "fin": "fi", "ara": "ar", "nor": "no", "nob": "nb", "nno": "nn", "dan": "da",
    "ice": "is", "ger": "de", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "dut": "nl", "rus": "ru",
    "ukr": "uk", "pol": "pl", "cze": "cs", "hun": "hu", "rum": "ro", "gre": "el", "tur": "tr", "kur": "ku",
    "kmr": "kmr", "ckb": "ckb", "per": "fa", "prs": "prs", "pus": "ps", "som": "so", "tir": "ti", "amh": "am",
    "swa": "sw", "urd": "ur", "hin": "hi", "ben": "bn", "nep": "ne", "tha": "th", "vie": "vi", "chi": "zh",
    "jpn": "ja", "kor": "ko", "bos": "bs", "hrv": "hr", "srp": "sr", "alb": "sq", "mac": "mk", "bul": "bg",
    "est": "et", "lav": "lv", "lit": "lt", "heb": "he", "yid": "yi", "lat": "la", "fit": "fit", "sme": "se",
    "sma": "sma", "smj": "smj", "rom": "rom",
}  # fmt: skip


@register.filter
def spoken(heading: str | None) -> str:
    """{{ record.author|spoken }}: "Astrid Lindgren" from "Lindgren, Astrid, 1907-2002"."""
    return spoken_name(heading) if heading else ""


@register.filter
def as_lang(codes: Iterable[str]) -> str:
    """{{ record.languages|as_lang }}: the language of a title for `lang`, so that it is read aloud as what it is."""
    first = next(iter(codes or ()), "")
    return SPOKEN_LANGUAGES.get(first, "")


@register.filter
def unlocal(number: int | None) -> str:
    """{{ record.year|unlocal }}: digits as they are, also in lists of years."""
    return "" if number is None else str(number)


@register.filter
def idable(text: str) -> str:
    """A value as part of an element's id."""
    plain = re.sub(r"[^a-zA-Z0-9-]", "", text)
    return plain if plain == text else f"{plain}{zlib.crc32(text.encode()):x}"


@register.filter
def by_municipality(libraries: Iterable[LibraryFacts]) -> list[LibraryFacts]:
    """Libraries in order of municipality, main library first: for {% regroup %}."""
    return sorted(
        libraries,
        key=lambda each: (sort_key(each.municipality), wording.nearness(each, None)[1], sort_key(each.name)),
    )


@register.filter
def place_in_queue(hold: object) -> str:
    """{{ hold|place_in_queue }}: "Du är nummer 3 i kön. Titeln har 5 exemplar.", or what happens when none is left."""
    if hold.outlook:  # type: ignore[attr-defined]
        return wording.outlook_words(hold.outlook)  # type: ignore[attr-defined]
    return wording.place_words(hold.place, hold.copies)  # type: ignore[attr-defined]


@register.simple_tag
def search_for(area: str, text: str) -> str:
    """{% search_for "ämne" subject %}: the address that searches one kind of heading."""
    words = '{}:"{}"'.format(area, text.replace('"', " "))
    return f"{reverse('opac:results')}?{CatalogueQuery(words=words).to_url()}"


@register.filter
def charge_word(kind: str) -> str:
    """{{ charge.kind|charge_word }}: what a charge is for; a kind without a word is "annat"."""
    words = {
        "overdue": _("försenad återlämning"),
        "lost_item": _("förkommet exemplar"),
        "card_replacement": _("nytt lånekort"),
    }
    return words.get(kind, _("annat"))
