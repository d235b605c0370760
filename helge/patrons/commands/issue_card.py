"""Give a patron a card with a number of our own or of a pre-printed card."""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Occasion
from helge.foundation.codes import barcode_check, new_card_number
from helge.foundation.refusals import Refusal, Refused
from helge.patrons.models import Card


class CardRefused(Refused):
    """No card was issued."""


def issue_card(patron_id: int, *, occasion: Occasion, number: str = "", refused: type[Refused] = CardRefused) -> Card:
    """Make an active card. Raises `refused` when a pre-printed number cannot be used or belongs to somebody."""
    try:
        chosen = barcode_check(number) if number.strip() else _next_number()
    except ValueError as wrong:
        raise refused([Refusal("card_number_wrong", str(wrong), field="card_number")]) from None
    try:
        with transaction.atomic():
            return Card.objects.create(number=chosen, patron_id=patron_id, issued_at=occasion.at)
    except IntegrityError:
        taken = _("Kortnumret är redan använt. Ett kort går aldrig till någon annan.")
        raise refused([Refusal("card_number_taken", taken, field="card_number")]) from None


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patrons_card_serial')")
        return new_card_number(cursor.fetchone()[0])
