"""One book through the whole house: reserved, pulled, sent, told of, lent, returned, and on to the next."""

from datetime import timedelta

from django.core import mail
from django.utils.module_loading import import_string

from helge.circulation.commands.check_in import Outcome, check_in
from helge.circulation.commands.check_out import check_out
from helge.circulation.commands.undo_scan import undo_scan
from helge.circulation.models import Loan
from helge.config.reactions import READERS
from helge.consortium.occasion import Channel
from helge.holds.commands.claim_pulls import claim_pulls
from helge.holds.models import Hold
from helge.holds.queries import hold_shelf, pull_list, queue_place
from helge.journal.commands.claim_slips import claim_slips
from helge.journal.models import Event
from helge.notices.commands.send_due import send_due
from helge.stewardship.promises import broken_promises


def work(now):
    """The worker's loop until nothing is left to do."""
    readers = {name: import_string(function) for name, function in READERS.items()}
    while claim_slips(readers, now=now):
        pass
    send_due(now + timedelta(hours=1))


def test_from_the_sofa_in_jarvso_to_the_pocket_in_hofors(world):
    pippi = world.book("Pippi Långstrump", owned_by="LJU")
    alva = world.patron("Alva", home="LJU-JAR", email="alva@example.org")
    bo = world.patron("Bo", home="SOD")
    hofors, ljusdal = world.library("HOF"), world.library("LJU")

    # From the sofa: Alva reserves it to be fetched in Hofors, and Bo is behind her.
    alvas = world.hold(pippi.record, alva, pickup="HOF")
    bos = world.hold(pippi.record, bo, pickup="SOD", on=world.later(1))
    assert (alvas.place, bos.place) == (1, 2)
    work(world.moment())

    # In Ljusdal it stands on the pull list; Anna claims the row and scans the book.
    [row] = pull_list(ljusdal.pk)
    assert (row.barcode, row.pickup_name, row.waiting) == (pippi.barcode, "Hofors bibliotek", 2)
    assert claim_pulls([row.slip_id], occasion=world.at(ljusdal, staff=world.staff("Anna")))
    sent = check_in(pippi.barcode, occasion=world.at(ljusdal))
    assert (sent.outcome, sent.to_library) == (Outcome.SEND_HOLD, "HOF")
    work(world.moment())
    assert pull_list(ljusdal.pk) == []
    assert mail.outbox == []

    # In Hofors it is received: a code instead of a name, and a mail without the title in its subject.
    received = check_in(pippi.barcode, occasion=world.at(hofors, on=world.later(1), hour=11))
    assert received.outcome is Outcome.HOLD_SHELF
    assert [shelf.pickup_code for shelf in hold_shelf(hofors.pk)] == [received.pickup_code]
    work(world.moment(hour=11))
    [message] = mail.outbox
    assert message.to == ["alva@example.org"]
    assert "Pippi" not in message.subject
    ready = Hold.objects.get(pk=alvas.hold_id)
    assert (ready.shelf_until is not None, ready.told_at is not None) == (True, True)

    # Lent at the machine: the hold is fulfilled and forgotten.
    lent = check_out(pippi.barcode, alva.card, occasion=world.at(hofors, hour=15, channel=Channel.MACHINE))
    assert lent.was_hold
    assert lent.due_date == world.day + timedelta(days=14)  # Bo waits
    assert Hold.objects.get(pk=alvas.hold_id).patron is None
    assert queue_place(bos.hold_id).place == 1

    # Returned in Söderhamn, where Bo wants it. The first scan was a mistake and is taken back.
    desk = world.at("SOD", on=world.later(7), desk="d1")
    first = check_in(pippi.barcode, occasion=desk)
    assert (first.outcome, first.hold_id, first.was_on_loan) == (Outcome.HOLD_SHELF, bos.hold_id, True)
    undo_scan(occasion=desk)
    assert Loan.objects.get(checked_in_at=None).patron_id == alva.id
    assert queue_place(bos.hold_id).place == 1

    again = check_in(pippi.barcode, occasion=world.at("SOD", hour=12))
    assert (again.outcome, again.hold_id) == (Outcome.HOLD_SHELF, bos.hold_id)
    check_out(pippi.barcode, bo.card, occasion=world.at("SOD", hour=13))

    # Nobody waits any more: home it goes, and nothing remembers who had it.
    home = check_in(pippi.barcode, occasion=world.at("BOL", on=world.later(7)))
    assert (home.outcome, home.to_library) == (Outcome.SEND_HOME, "LJU")
    assert check_in(pippi.barcode, occasion=world.at(ljusdal, on=world.later(1))).outcome is Outcome.SHELF
    assert not Event.objects.filter(patron_id__isnull=False, kind__in=["ItemCheckedOut", "HoldPlaced"]).exists()
    assert broken_promises() == []
