"""Write down that a member of staff opened a patron (requirements 16, 22, 28)."""

from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.consortium.rules.permissions import require
from helge.foundation.refusals import Refusal, Refused
from helge.patrons.models import Lookup, Patron

# How staff knew whom they opened. "protected" is the opening of what protection hides.
METHODS = ("card", "id_seen", "search", "hold", "protected")
LONGEST_REASON = 200


class LookupRefused(Refused):
    """The patron is not opened."""


def log_lookup(patron_id: int, method: str, *, reason: str = "", occasion: Occasion) -> Lookup:
    """Log the opening; call before anything of the patron is shown.

    Opening what protection hides needs the permission and a reason. Raises `LookupRefused`, `NotAllowed`; LookupError
    when the occasion names no member of staff, since nobody else opens patrons.
    """
    if method not in METHODS:
        raise ValueError(f"a patron is opened by one of {', '.join(METHODS)}, not {method!r}")
    if occasion.staff_id is None:
        raise LookupError("only staff open patrons, and the occasion names nobody")
    require("see_protected" if method == "protected" else "see_patrons", occasion)
    if method == "protected" and not reason.strip():
        message = _("Skriv varför uppgifterna behövs: öppningen loggas.")
        raise LookupRefused([Refusal("reason_missing", message, field="reason")])
    municipality_id = Patron.objects.values_list("municipality_id", flat=True).get(pk=patron_id)
    return Lookup.objects.create(
        at=occasion.at,
        staff_member_id=occasion.staff_id,
        library_id=occasion.place.id,
        patron_id=patron_id,
        patron_municipality_id=municipality_id,
        method=method,
        reason=reason.strip()[:LONGEST_REASON],
    )
