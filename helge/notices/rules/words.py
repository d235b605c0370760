"""The words of a message, in the patron's language. The subject names no title and no person."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class ReadyHold:
    """One thing to fetch, as the message tells it."""

    title: str
    pickup_code: str
    shelf_until: date | None


@dataclass(frozen=True)
class LapsingHold:
    """One thing still waited for, and the last day of waiting."""

    title: str
    needed_until: date


@dataclass(frozen=True)
class Message:
    subject: str
    body: str


def hold_ready(holds: list[ReadyHold], *, library: str, shelf: str, address: str, language: str) -> Message:
    """Tell that something is ready to fetch at `library`, on the shelf called `shelf`.

    `address` leads to "my pages". The titles stand in the body alone: a subject shows on a locked screen.
    """
    with translation.override(language):
        subject = _("Du har något att hämta på %(library)s") % {"library": library}
        lines = [
            _("Hej!"),
            "",
            ngettext(
                "En reservation finns att hämta på %(library)s, %(shelf)s:",
                "%(n)s reservationer finns att hämta på %(library)s, %(shelf)s:",
                len(holds),
            )
            % {"n": len(holds), "library": library, "shelf": shelf},
            "",
            *(line for hold in holds for line in _about(hold)),
            _("Ta med ditt lånekort. Vill du inte ha den längre kan du ta bort reservationen på Mina sidor:"),
            address,
            *_greetings(),
        ]
        return Message(subject, "\n".join(lines))


def hold_cancelled(titles: list[str], *, library: str, address: str, language: str) -> Message:
    """Tell that `library` took the reservations away, because no copy is left. `address` leads to the catalogue."""
    with translation.override(language):
        lines = [
            _("Hej!"),
            "",
            ngettext(
                "Det finns tyvärr inget exemplar kvar av en titel som du har reserverat:",
                "Det finns tyvärr inga exemplar kvar av %(n)s titlar som du har reserverat:",
                len(titles),
            )
            % {"n": len(titles)},
            "",
            *titles,
            "",
            _("Vi kan inte skaffa fram fler exemplar, så du står inte längre i kö. Det kostar dig ingenting."),
            _("Du är välkommen att fråga %(library)s, eller att söka efter något annat:") % {"library": library},
            address,
            *_greetings(),
        ]
        return Message(_("Om din reservation på %(library)s") % {"library": library}, "\n".join(lines))


def hold_lapsing(holds: list[LapsingHold], *, address: str, language: str) -> Message:
    """Tell that reservations end soon unless they are still needed; `address` leads to "my pages"."""
    with translation.override(language):
        lines = [
            _("Hej!"),
            "",
            ngettext("En av dina reservationer upphör snart:", "%(n)s av dina reservationer upphör snart:", len(holds))
            % {"n": len(holds)},
            "",
            *(line for hold in holds for line in _lapses(hold)),
            _("Vill du vänta vidare? Välj ”Behövs fortfarande” vid reservationen på Mina sidor, så är din plats kvar:"),
            address,
            *_greetings(),
        ]
        return Message(_("En reservation upphör snart"), "\n".join(lines))


def no_copy_left(title: str, *, library: str, language: str) -> str:
    """What staff say or write to the one who waits, before they choose: in the patron's language, without a name."""
    with translation.override(language):
        lines = [
            _("Hej!"),
            "",
            _("Du har reserverat %(title)s, men det finns tyvärr inget exemplar kvar att låna ut.") % {"title": title},
            _("Vi kan köpa in den, låna in den från ett annat bibliotek eller ta bort reservationen."),
            _("Hör av dig till %(library)s om vad du vill. Under tiden behåller du din plats i kön.")
            % {"library": library},
            *_greetings(),
        ]
        return "\n".join(lines)


def _greetings() -> list[str]:
    return ["", _("Hälsningar"), "HelGe-biblioteken"]


def _lapses(hold: LapsingHold) -> list[str]:
    day = date_format(hold.needed_until, "j F Y")
    return [hold.title, _("Gäller till och med %(day)s.") % {"day": day}, ""]


def _about(hold: ReadyHold) -> list[str]:
    until = date_format(hold.shelf_until, "l j F") if hold.shelf_until else ""
    return [
        _("Kod på hyllan: %(code)s") % {"code": hold.pickup_code},
        hold.title,
        _("Hämta senast %(day)s.") % {"day": until} if until else _("Hämta när det passar."),
        "",
    ]
