"""Blank the patron in the events of an ended loan or hold, in the transaction that ends it."""

from helge.journal.models import Event


def forget_loan(loan_id: int) -> int:
    """Blank the patron of every event of the loan; returns how many named one."""
    return Event.objects.filter(loan_id=loan_id, patron_id__isnull=False).update(patron_id=None)


def forget_hold(hold_id: int) -> int:
    """Blank the patron of every event of the hold; returns how many named one."""
    return Event.objects.filter(hold_id=hold_id, patron_id__isnull=False).update(patron_id=None)


def forget_patron(patron_id: int) -> int:
    """Blank the patron wherever the journal names them; returns how many events named one."""
    return Event.objects.filter(patron_id=patron_id).update(patron_id=None)
