"""What the values of the facets are called on screen."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.inventory.models import MediaType

from .schema import ANYWHERE

# MARC's codes for the languages a Swedish public library is likely to hold; others are shown by their code.
LANGUAGES: Mapping[str, Promise] = {
    "swe": gettext_lazy("svenska"),
    "eng": gettext_lazy("engelska"),
    "fin": gettext_lazy("finska"),
    "ara": gettext_lazy("arabiska"),
    "nor": gettext_lazy("norska"),
    "nob": gettext_lazy("norska (bokmål)"),
    "nno": gettext_lazy("norska (nynorsk)"),
    "dan": gettext_lazy("danska"),
    "ice": gettext_lazy("isländska"),
    "ger": gettext_lazy("tyska"),
    "fre": gettext_lazy("franska"),
    "spa": gettext_lazy("spanska"),
    "ita": gettext_lazy("italienska"),
    "por": gettext_lazy("portugisiska"),
    "dut": gettext_lazy("nederländska"),
    "rus": gettext_lazy("ryska"),
    "ukr": gettext_lazy("ukrainska"),
    "pol": gettext_lazy("polska"),
    "cze": gettext_lazy("tjeckiska"),
    "hun": gettext_lazy("ungerska"),
    "rum": gettext_lazy("rumänska"),
    "gre": gettext_lazy("grekiska"),
    "tur": gettext_lazy("turkiska"),
    "kur": gettext_lazy("kurdiska"),
    "kmr": gettext_lazy("nordkurdiska"),
    "ckb": gettext_lazy("sorani"),
    "per": gettext_lazy("persiska"),
    "prs": gettext_lazy("dari"),
    "pus": gettext_lazy("pashto"),
    "som": gettext_lazy("somaliska"),
    "tir": gettext_lazy("tigrinska"),
    "amh": gettext_lazy("amhariska"),
    "swa": gettext_lazy("swahili"),
    "urd": gettext_lazy("urdu"),
    "hin": gettext_lazy("hindi"),
    "ben": gettext_lazy("bengali"),
    "nep": gettext_lazy("nepali"),
    "tha": gettext_lazy("thailändska"),
    "vie": gettext_lazy("vietnamesiska"),
    "chi": gettext_lazy("kinesiska"),
    "jpn": gettext_lazy("japanska"),
    "kor": gettext_lazy("koreanska"),
    "bos": gettext_lazy("bosniska"),
    "hrv": gettext_lazy("kroatiska"),
    "srp": gettext_lazy("serbiska"),
    "alb": gettext_lazy("albanska"),
    "mac": gettext_lazy("makedonska"),
    "bul": gettext_lazy("bulgariska"),
    "est": gettext_lazy("estniska"),
    "lav": gettext_lazy("lettiska"),
    "lit": gettext_lazy("litauiska"),
    "heb": gettext_lazy("hebreiska"),
    "yid": gettext_lazy("jiddisch"),
    "lat": gettext_lazy("latin"),
    "fit": gettext_lazy("meänkieli"),
    "sme": gettext_lazy("nordsamiska"),
    "sma": gettext_lazy("sydsamiska"),
    "smj": gettext_lazy("lulesamiska"),
    "rom": gettext_lazy("romani"),
    "mul": gettext_lazy("flera språk"),
    "zxx": gettext_lazy("utan språk"),
    "und": gettext_lazy("okänt språk"),
}

_FACETS: Mapping[str, Promise] = {
    "media_type": gettext_lazy("Medietyp"),
    "language": gettext_lazy("Språk"),
    "audience": gettext_lazy("Målgrupp"),
    "fiction": gettext_lazy("Skönlitteratur eller fakta"),
    "municipality": gettext_lazy("Kommun"),
    "library": gettext_lazy("Bibliotek"),
    "available": gettext_lazy("Inne nu"),
    "decade": gettext_lazy("Utgivningsår"),
}
_AUDIENCES: Mapping[str, Promise] = {
    "adult": gettext_lazy("vuxna"),
    "youth": gettext_lazy("unga"),
    "child": gettext_lazy("barn"),
}
_FICTION: Mapping[str, Promise] = {"yes": gettext_lazy("skönlitteratur"), "no": gettext_lazy("fakta")}


def facet_label(facet: str) -> str:
    return str(_FACETS[facet])


def language_name(code: str) -> str:
    """Return the language's name, or the code itself when it is not among the common ones."""
    return str(LANGUAGES.get(code, code))


def value_labels(facet: str) -> Mapping[str, str]:
    """Return the names of a facet's values; a value without one is shown as it is."""
    match facet:
        case "media_type":
            in_english = get_language() == "en"
            return {each.code: each.name_en if in_english else each.name_sv for each in MediaType.objects.all()}
        case "language":
            return {code: str(name) for code, name in LANGUAGES.items()}
        case "audience":
            return {code: str(name) for code, name in _AUDIENCES.items()}
        case "fiction":
            return {code: str(name) for code, name in _FICTION.items()}
        case "library":
            return _libraries()
        case "available":
            return {ANYWHERE: _("på något bibliotek"), **_libraries()}
    return {}


def decade_label(first_year: str) -> str:
    return _("%(decade)s-talet") % {"decade": first_year}


def _libraries() -> dict[str, str]:
    return {facts.code: facts.name for facts in consortium.libraries().values()}
