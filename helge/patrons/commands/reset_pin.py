"""Give a patron a new PIN: at the desk, after the person has been seen, or by the patron who knows the old one."""

import secrets
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.commands.attempt_login import attempt_login, forget_attempts
from helge.consortium.models import Login
from helge.consortium.occasion import Occasion
from helge.consortium.rules.permissions import require
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record
from helge.patrons.models import Patron
from helge.patrons.rules.pins import reasons_against_pin
from helge.patrons.rules.typed_numbers import one_spelling


class PinRefused(Refused):
    """The old PIN still holds."""


@transaction.atomic
def reset_pin(patron_id: int, pin: str, *, occasion: Occasion) -> None:
    """Set a new PIN and let the patron's card and number be tried again at once. Sessions with the old PIN end.

    Raises `PinRefused` when the PIN is too short or too easy, `NotAllowed` without the permission.
    """
    require("reset_pin", occasion)
    _set(patron_id, pin, occasion)


def change_own_pin(patron_id: int, old_pin: str, new_pin: str, *, occasion: Occasion, address: str) -> None:
    """The patron's own change. Raises `PinRefused` (old PIN wrong, new one too easy) and `TooManyAttempts`."""
    login = Login.objects.filter(patron__pk=patron_id).first()
    if not attempt_login(login, old_pin, identity=f"own pin {patron_id}", address=address, at=occasion.at):
        raise PinRefused([Refusal("old_pin_wrong", _("Den gamla PIN-koden stämmer inte."), field="old_pin")])
    with transaction.atomic():
        _set(patron_id, new_pin, occasion)


def _set(patron_id: int, pin: str, occasion: Occasion) -> None:
    if refusals := reasons_against_pin(pin):
        raise PinRefused(refusals)
    patron = Patron.objects.select_for_update(of=("self",)).select_related("login").get(pk=patron_id)
    login = patron.login or Login(handle=secrets.token_hex(20))
    login.set_password(pin)
    login.save()
    if patron.login_id is None:
        patron.login = login
        patron.save(update_fields=["login"])
    for identity in _identities(patron, occasion.today):
        forget_attempts(identity)
    record("PinReset", occasion, patron_id=patron_id)


def _identities(patron: Patron, today: date) -> list[str]:
    numbers = list(patron.cards.values_list("number", flat=True))
    return [f"patron {one_spelling(text, today)}" for text in [*numbers, patron.identity_number or ""] if text]
