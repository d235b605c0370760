"""Write down that a patron accepted the terms: which members they then named is known from the day (requirement 14)."""

from django.db import transaction

from helge.consortium.occasion import Channel, Occasion
from helge.journal.commands.record import record
from helge.patrons.models import Consent


@transaction.atomic
def accept_terms(patron_id: int, *, occasion: Occasion) -> Consent:
    """Accept the terms as they are today; what was accepted before is kept as withdrawn."""
    how = "web" if occasion.channel == Channel.WEB else "desk"
    Consent.objects.filter(patron_id=patron_id, kind="terms", withdrawn_at__isnull=True).update(
        withdrawn_at=occasion.at
    )
    consent = Consent.objects.create(patron_id=patron_id, kind="terms", given_at=occasion.at, how=how)
    record("TermsAccepted", occasion, patron_id=patron_id)
    return consent
