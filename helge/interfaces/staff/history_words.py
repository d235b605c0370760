"""Codes of the journal as words: reasons, warnings, what was overridden, what was edited."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helge.inventory.models import AttentionReason

WARNINGS = {
    "was_missing": gettext_lazy("Den var markerad som saknad."),
    "was_lost": gettext_lazy("Den var markerad som förkommen."),
    "was_going_elsewhere": gettext_lazy("Den var på väg till ett annat bibliotek."),
    "was_on_another_shelf": gettext_lazy("Den skulle ha stått på ett annat bibliotek."),
}

OVERRIDDEN = {
    "debt": gettext_lazy("skulden"),
    "blocked": gettext_lazy("spärren"),
    "card_expired": gettext_lazy("att kortet gått ut"),
    "too_young": gettext_lazy("åldersgränsen"),
    "too_many_loans": gettext_lazy("högsta antalet lån"),
    "needs_attention": gettext_lazy("att den väntade på åtgärd"),
    "too_many_renewals": gettext_lazy("högsta antalet omlån"),
    "queue": gettext_lazy("kön"),
    "held_for_other": gettext_lazy("att den väntade på någon annan"),
}

COLUMNS = {
    "barcode": gettext_lazy("streckkod"),
    "owning_library_id": gettext_lazy("ägare"),
    "department": gettext_lazy("avdelning"),
    "placement": gettext_lazy("placering"),
    "shelf_mark": gettext_lazy("hyllsignum"),
    "media_type_id": gettext_lazy("medietyp"),
    "loan_kind": gettext_lazy("lånetyp"),
    "price_ore": gettext_lazy("pris"),
    "note": gettext_lazy("anteckning"),
    "pieces": gettext_lazy("antal delar"),
    "acquired_date": gettext_lazy("inköpsdag"),
    "is_quick_add": gettext_lazy("färdigregistrerad"),
}


def reason_words(reason: str) -> str:
    """Why an item is put aside, as a sentence."""
    if reason not in AttentionReason.values:
        return _("Kräver åtgärd")
    return _("Kräver åtgärd: %(reason)s") % {"reason": AttentionReason(reason).label}


def warning_words(codes: Iterable[str]) -> str:
    return " ".join(str(WARNINGS[code]) for code in codes if code in WARNINGS)


def overridden_words(codes: Iterable[str]) -> str:
    """What staff answered "lend anyway" to."""
    said = [str(OVERRIDDEN.get(code, code)) for code in codes]
    return _("Gjordes trots %(what)s.") % {"what": ", ".join(said)} if said else ""


def edited_words(columns: Iterable[str]) -> str:
    return ", ".join(str(COLUMNS.get(name, name)) for name in columns)
