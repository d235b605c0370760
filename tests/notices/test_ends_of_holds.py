"""What patrons are told when a hold has been taken away, or soon ends by itself (requirements 60 and 64)."""

from datetime import timedelta

import pytest

from helge.holds.commands.extend_hold import extend_hold
from helge.holds.locking import HoldRefused
from helge.holds.models import Hold
from helge.inventory.commands.mark_missing import mark_missing
from helge.notices.commands.cancel_and_tell import cancel_and_tell
from helge.notices.commands.mark_phoned import mark_phoned
from helge.notices.commands.send_due import send_due
from helge.notices.commands.warn_lapsing import WARN_DAYS, warn_lapsing
from helge.notices.models import Notice
from helge.notices.queries import phone_list

ADDRESS = "alva@example.org"


@pytest.fixture
def alva(world):
    return world.patron("Alva", email=ADDRESS)


def in_vain(world, reader, title="Pippi Långstrump"):
    """A hold whose only copy is gone."""
    book = world.book(title)
    hold = world.hold(book.record, reader, pickup="HOF")
    mark_missing(book.pk, occasion=world.at("LJU"))
    return hold.hold_id


def waiting(world, reader, title="Pippi Långstrump", **more):
    """A hold in the queue of a book that is out."""
    book = world.book(title)
    world.lend(book, world.patron("Olle"))
    return world.hold(book.record, reader, **more).hold_id


def states():
    return list(Notice.objects.order_by("pk").values_list("kind", "state"))


def test_who_is_taken_off_the_queue_is_told_and_then_the_title_is_forgotten(world, alva, mail_server):
    hold_id = in_vain(world, alva)
    cancel_and_tell(hold_id, occasion=world.at("HOF"))
    assert (Hold.objects.get().state, Hold.objects.get().patron) == ("cancelled", None)
    send_due(world.moment(minute=1))

    [message] = mail_server.messages
    assert (message["To"], message["Subject"]) == (ADDRESS, "Om din reservation på Hofors bibliotek")
    assert "Pippi Långstrump" in message.get_content()
    assert not any(word in message.get_content() for word in ("Alva", alva.card))

    send_due(world.moment(minute=2))
    notice = Notice.objects.get()
    assert (notice.state, notice.patron_id, notice.hold_id) == ("sent", alva.id, None)


def test_two_titles_that_are_gone_are_one_message_in_the_readers_language(world, mail_server):
    ann = world.patron("Ann", email="ann@example.org", language="en")
    for title in ("Emil", "Mio"):
        cancel_and_tell(in_vain(world, ann, title), occasion=world.at("HOF"))
    send_due(world.moment(minute=1))
    [message] = mail_server.messages
    assert message["Subject"] == "About your hold at Hofors bibliotek"
    assert "no copies are left of 2 titles" in message.get_content()


def test_who_has_no_mail_is_called_about_it_and_then_the_title_is_forgotten(world, mail_server):
    cancel_and_tell(in_vain(world, world.patron("Bo")), occasion=world.at("HOF"))
    send_due(world.moment(minute=1))
    send_due(world.moment(minute=2))
    [row] = phone_list(world.library("HOF").pk)
    mark_phoned(row.pk, occasion=world.at("HOF"))
    send_due(world.moment(minute=3))
    assert (states(), Notice.objects.get().hold_id) == ([("hold_cancelled", "phoned")], None)


def test_a_hold_that_a_copy_has_come_for_is_not_taken_away(world, alva):
    hold_id = in_vain(world, alva)
    world.book(record=Hold.objects.get().record)
    with pytest.raises(HoldRefused) as no:
        cancel_and_tell(hold_id, occasion=world.at("HOF"))
    assert no.value.codes == ("a_copy_has_come",)
    assert states() == []


def test_a_month_before_the_end_the_patron_is_warned_once(world, alva, mail_server):
    waiting(world, alva)
    last = Hold.objects.get().needed_until
    assert warn_lapsing(world.moment(last - timedelta(days=WARN_DAYS + 1))) == 0
    day = last - timedelta(days=WARN_DAYS)
    assert warn_lapsing(world.moment(day)) == 1
    send_due(world.moment(day, minute=1))

    [message] = mail_server.messages
    assert message["Subject"] == "En reservation upphör snart"
    assert all(part in message.get_content() for part in ("Pippi Långstrump", "Behövs fortfarande", "/mina-sidor"))
    assert Hold.objects.get().told_at is None
    for days in range(WARN_DAYS + 1):
        assert warn_lapsing(world.moment(day + timedelta(days=days))) == 0


def test_who_kept_the_hold_meanwhile_is_not_warned_and_is_a_period_later(world, alva, mail_server):
    hold_id = waiting(world, alva)
    day = Hold.objects.get().needed_until - timedelta(days=10)
    assert warn_lapsing(world.moment(day)) == 1
    extend_hold(hold_id, occasion=world.at("LJU", on=day))
    send_due(world.moment(day, minute=1))
    assert (states(), mail_server.messages) == ([("hold_lapsing", "dropped")], [])
    assert warn_lapsing(world.moment(Hold.objects.get().needed_until - timedelta(days=3))) == 1


def test_nobody_is_called_with_a_warning(world, alva, mail_server):
    waiting(world, world.patron("Bo"))
    day = Hold.objects.get().needed_until
    assert warn_lapsing(world.moment(day)) == 0

    waiting(world, alva, "Emil")
    mail_server.answers[ADDRESS] = "550 no such user"
    assert warn_lapsing(world.moment(day)) == 1
    send_due(world.moment(day, minute=1))
    assert states() == [("hold_lapsing", "dropped")]


def test_who_chose_a_near_day_needs_no_warning(world, alva):
    waiting(world, alva, needed_until=world.day + timedelta(days=14))
    assert warn_lapsing(world.moment(world.later(5))) == 0
