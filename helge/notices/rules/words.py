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
            "",
            _("Hälsningar"),
            "HelGe-biblioteken",
        ]
        return Message(subject, "\n".join(lines))


def _about(hold: ReadyHold) -> list[str]:
    until = date_format(hold.shelf_until, "l j F") if hold.shelf_until else ""
    return [
        _("Kod på hyllan: %(code)s") % {"code": hold.pickup_code},
        hold.title,
        _("Hämta senast %(day)s.") % {"day": until} if until else _("Hämta när det passar."),
        "",
    ]
