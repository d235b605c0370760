"""The answer of a scan, as the desk sees and hears it: colour, icon, one sentence, what to do, a sound.

Pure: from what a command answered to what `ui/parts/band.html` shows. One outcome has one look and one sound,
so that a hand learns them (requirement 38).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from helge.circulation.commands.check_in import CheckedIn, Outcome
from helge.circulation.commands.check_out import LoanMade
from helge.circulation.commands.renew import Renewed
from helge.circulation.commands.undo_scan import Undone
from helge.foundation.money import kronor
from helge.interfaces.ui.formats import short_date


@dataclass(frozen=True)
class Band:
    """`more` holds what should be known besides, a sentence each. `slip` names what may be printed, as "kind/id"."""

    voice: str
    icon: str
    says: str
    do: str = ""
    about: str = ""
    code: str = ""
    sound: str = ""
    slip: str = ""
    more: tuple[str, ...] = ()


def lent(loan: LoanMade) -> Band:
    """A loan made: the day to come back is what one says aloud."""
    return Band(
        voice="done",
        icon="arrow-up-tray",
        says=_("Lånad till %(day)s") % {"day": short_date(loan.due_date)},
        do=loan.note,
        about=about(loan.title, loan.barcode),
        sound="loan",
        more=sentences(loan.warnings) + ((_("Reservationen är hämtad."),) if loan.was_hold else ()),
    )


def taken_back(done: CheckedIn) -> Band:
    """Where the item goes, and everything that the scan found out on the way."""
    look = LOOKS[done.outcome]
    return Band(
        voice=look.voice,
        icon=look.icon,
        says=_says(done),
        do=_do(done),
        about=about(done.title, done.barcode),
        code=done.pickup_code or (done.to_library if done.outcome in SENT else ""),
        sound=look.sound,
        slip=_slip(done),
        more=_found_out(done),
    )


def renewed(kept: Renewed) -> Band:
    """A loan kept longer: the new day is what one says aloud."""
    return Band(
        voice="done",
        icon="arrow-path",
        says=_("Omlånad till %(day)s") % {"day": short_date(kept.due_date)},
        about=about(kept.title, kept.barcode),
        sound="loan",
    )


def undone(answer: Undone) -> Band:
    """What came back."""
    return Band(
        voice="plain",
        icon="arrow-uturn-left",
        says=answer.text,
        about=about(answer.title, answer.barcode),
        sound="float",
    )


@dataclass(frozen=True)
class Look:
    voice: str
    icon: str
    sound: str


LOOKS = {
    Outcome.SHELF: Look("done", "check-circle", "shelf"),
    Outcome.FLOATS: Look("plain", "home", "float"),
    Outcome.HOLD_SHELF: Look("wait", "inbox-stack", "hold"),
    Outcome.SEND_HOLD: Look("way", "truck", "send"),
    Outcome.SEND_HOME: Look("way", "truck", "send"),
    Outcome.ATTENTION: Look("need", "hand-raised", "attention"),
}
SENT = frozenset({Outcome.SEND_HOLD, Outcome.SEND_HOME})


def outcome_words(outcome: Outcome, to_library_name: str = "") -> str:
    """The outcome in a few words, for the rows below the band."""
    return {
        Outcome.SHELF: _("Till hyllan"),
        Outcome.FLOATS: _("Stannar här"),
        Outcome.HOLD_SHELF: _("Till hämthyllan"),
        Outcome.SEND_HOLD: _("Reserverad, skickas till %(library)s"),
        Outcome.SEND_HOME: _("Hem till %(library)s"),
        Outcome.ATTENTION: _("Åtgärdas"),
    }[outcome] % {"library": to_library_name}


def attention_words(reason: str) -> str:
    """Why somebody must look at the item (`AttentionReason`)."""
    return {
        "damaged": _("Skadat: titta på det innan det går vidare."),
        "missing_piece": _("En del saknas: titta på det innan det går vidare."),
        "wanted": _("Efterlyst av en kollega."),
        "quick_add": _("Snabbregistrerat: fyll i titel och exemplar."),
        "returned_after_lost": _("Var anmält som förkommet: se över räkningen."),
        "not_lent": _("Gallrat: ska inte ut i hyllan."),
    }.get(reason, _("Någon behöver titta på exemplaret."))


def about(title: str, barcode: str) -> str:
    return f"{title} · {barcode}"


def shelf_of(department: str, placement: str, shelf_mark: str) -> str:
    """Where on the shelves, as on the spine: "Barn · Deckare · uHce"."""
    return " · ".join(part for part in (department, placement, shelf_mark) if part)


def _says(done: CheckedIn) -> str:
    match done.outcome:
        case Outcome.SHELF:
            return _("Ställ på hyllan")
        case Outcome.FLOATS:
            return _("Stannar här")
        case Outcome.HOLD_SHELF:
            return _("Ställ på hämthyllan")
        case Outcome.SEND_HOLD | Outcome.SEND_HOME:
            return _("Skicka till %(library)s") % {"library": done.to_library_name}
        case Outcome.ATTENTION:
            return _("Lägg åt sidan")


def _do(done: CheckedIn) -> str:
    match done.outcome:
        case Outcome.SHELF | Outcome.FLOATS:
            return shelf_of(done.department, done.placement, done.shelf_mark)
        case Outcome.HOLD_SHELF:
            return _("Någon väntar på den. Lägg i lappen med koden.")
        case Outcome.SEND_HOLD:
            return _("Reserverad av någon där.")
        case Outcome.SEND_HOME:
            return _("Den hör hemma där.")
        case Outcome.ATTENTION:
            return attention_words(done.attention)


def _slip(done: CheckedIn) -> str:
    if done.outcome is Outcome.HOLD_SHELF:
        return f"reservation/{done.hold_id}"
    return f"transport/{done.item_id}" if done.outcome in SENT else ""


def _found_out(done: CheckedIn) -> tuple[str, ...]:
    found = sentences(done.warnings)
    if done.late_fee_ore:
        found += (_("Förseningsavgift: %(kr)s.") % {"kr": kronor(done.late_fee_ore)},)
    return (*found, done.note) if done.note else found


def sentences(warnings: Iterable[str]) -> tuple[str, ...]:
    """The warnings of the verbs in words; a code nobody has words for is left out."""
    words = {
        "was_missing": _("Saknades, men är nu hittad."),
        "was_lost": _("Var anmäld som förkommen."),
        "was_in_transit": _("Var på väg till ett annat bibliotek."),
        "was_going_elsewhere": _("Var på väg till ett annat bibliotek."),
        "was_on_another_shelf": _("Stod i hyllan på ett annat bibliotek."),
        "check_pieces": _("Kontrollera att alla delar är med."),
        "quick_add": _("Snabbregistrerat exemplar: åtgärdas när det är tillbaka."),
        "double_scan": _("Samma exemplar skannades nyss. Inget ändrades."),
    }
    return tuple(words[code] for code in warnings if code in words)
