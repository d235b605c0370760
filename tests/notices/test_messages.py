"""What patrons are told, through a real mail server: one message, at the right time, and nothing too much."""

from datetime import timedelta

import pytest

from helge.circulation.commands.check_in import check_in
from helge.circulation.commands.check_out import check_out
from helge.circulation.commands.undo_scan import undo_scan
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.models import Hold
from helge.journal.models import Slip
from helge.notices.commands.mark_phoned import mark_phoned
from helge.notices.commands.send_due import TRIES, send_due
from helge.notices.models import Notice, NoticeState
from helge.notices.queries import phone_list
from helge.notices.readers import notices as notices_reader
from helge.patrons.models import ContactChannel
from tests.worker import let_readers_read, work

ADDRESS = "alva@example.org"


@pytest.fixture
def alva(world):
    return world.patron("Alva", email=ADDRESS)


def ready(world, reader, title="Pippi Långstrump", *, minute=0, desk=""):
    """A hold of the reader that stands on the shelf in Hofors."""
    book = world.book(title, owned_by="HOF")
    hold = world.hold(book.record, reader, pickup="HOF")
    check_in(book.barcode, occasion=world.at("HOF", minute=minute, desk=desk))
    return book, Hold.objects.get(pk=hold.hold_id)


def states():
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_a_hold_on_the_shelf_is_told_by_mail_and_its_days_begin(world, alva, mail_server):
    _book, hold = ready(world, alva)
    assert (hold.told_at, hold.shelf_until) == (None, None)
    work(world.moment())

    [message] = mail_server.messages
    assert (message["To"], message["Subject"]) == (ADDRESS, "Du har något att hämta på Hofors bibliotek")
    assert message["Auto-Submitted"] == "auto-generated"
    body = message.get_content()
    hold.refresh_from_db()
    assert all(part in body for part in ("Pippi Långstrump", hold.pickup_code, "9 februari", "/mina-sidor"))
    # Seven open days after Monday the first: Sunday does not count.
    assert (hold.told_at, hold.shelf_until.isoformat()) == (world.moment(minute=5), "2027-02-09")
    assert states() == ["sent"]


def test_neither_title_nor_name_nor_card_stands_in_the_subject_and_no_name_in_the_body(world, alva, mail_server):
    ready(world, alva, "En mycket privat bok")
    work(world.moment())
    [message] = mail_server.messages
    assert not any(word in message["Subject"] for word in ("privat", "Alva", alva.card))
    assert not any(word in message.get_content() for word in ("Alva", alva.card))


def test_three_books_on_the_same_shelf_are_one_message(world, alva, mail_server):
    titles = ["Pippi Långstrump", "Emil i Lönneberga", "Ronja Rövardotter"]
    for minute, title in enumerate(titles):
        ready(world, alva, title, minute=minute)
    work(world.moment(minute=3))
    [message] = mail_server.messages
    assert all(title in message.get_content() for title in titles)
    assert "3 reservationer" in message.get_content()
    assert states() == ["sent"] * 3


def test_the_message_is_in_the_language_of_its_reader(world, mail_server):
    ready(world, world.patron("Ann", email="ann@example.org", language="en"))
    work(world.moment())
    [message] = mail_server.messages
    assert message["Subject"] == "You have something to pick up at Hofors bibliotek"
    assert "9 February" in message.get_content() or "February 9" in message.get_content()


def test_who_has_no_address_stands_on_the_phone_list_until_somebody_has_called(world, mail_server):
    bo = world.patron("Bo")
    hofors = world.library("HOF")
    _book, hold = ready(world, bo)
    work(world.moment())
    [row] = phone_list(hofors.pk)
    assert (row.patron_id, list(phone_list(world.library("LJU").pk))) == (bo.id, [])
    hold.refresh_from_db()
    assert hold.told_at is not None

    assert mark_phoned(row.pk, occasion=world.at("HOF", hour=12)).state == NoticeState.PHONED
    assert mark_phoned(row.pk, occasion=world.at("HOF", hour=12)) is None
    assert list(phone_list(hofors.pk)) == []
    assert mail_server.messages == []


def test_nobody_is_called_about_a_book_that_was_fetched_or_let_go_meanwhile(world, mail_server):
    bo, cia = world.patron("Bo"), world.patron("Cia")
    fetched, _hold = ready(world, bo)
    _book, given_up = ready(world, cia, "Emil", minute=1)
    work(world.moment(minute=2))
    assert phone_list(world.library("HOF").pk).count() == 2
    check_out(fetched.barcode, bo.card, occasion=world.at("HOF", hour=12))
    cancel_hold(given_up.pk, occasion=world.at("HOF", hour=12))
    assert phone_list(world.library("HOF").pk).count() == 0
    send_due(world.moment(hour=13))
    assert states() == ["dropped", "dropped"]


def test_an_address_that_refuses_mail_is_marked_and_its_reader_is_called(world, alva, mail_server):
    mail_server.answers[ADDRESS] = "550 no such user"
    ready(world, alva)
    work(world.moment())
    assert states() == ["phone"]
    assert "SMTP 550" in Notice.objects.get().last_error
    assert ADDRESS not in Notice.objects.get().last_error
    assert ContactChannel.objects.get(patron_id=alva.id, kind="email").failed_at is not None

    # The next book goes to the phone list at once.
    ready(world, alva, "Emil", minute=10)
    work(world.moment(minute=10))
    assert states() == ["phone", "phone"]
    assert mail_server.messages == []


def test_an_address_that_cannot_be_written_stops_nobody_elses_message(world, mail_server):
    ready(world, world.patron("Bo", email="bo @ nowhere @"))
    ready(world, world.patron("Cia", email="cia@example.org"), "Emil", minute=1)
    work(world.moment(minute=2))
    assert states() == ["phone", "sent"]
    assert mail_server.recipients == ["cia@example.org"]


def test_a_server_that_puts_it_off_is_asked_again_and_nobody_counts_as_told(world, alva, mail_server):
    mail_server.answers[ADDRESS] = "451 come back later"
    _book, hold = ready(world, alva)
    work(world.moment())
    hold.refresh_from_db()
    assert (states(), hold.told_at, hold.shelf_until) == (["queued"], None, None)

    del mail_server.answers[ADDRESS]
    assert send_due(world.moment(minute=6)) == 0
    assert send_due(world.moment(minute=8)) == 1
    hold.refresh_from_db()
    assert (states(), hold.told_at) == (["sent"], world.moment(minute=8))


def test_a_mail_server_that_is_down_all_day_ends_in_a_call(world, alva, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    ready(world, alva)
    let_readers_read(world.moment())
    at = world.moment(minute=5)
    for _try in range(TRIES):
        assert states() == ["queued"]
        assert send_due(at) == 1
        at += timedelta(hours=1)
    assert states() == ["phone"]
    assert phone_list(world.library("HOF").pk).count() == 1
    assert "mail server did not take 1 messages" in caplog.text
    assert not any(word in caplog.text for word in ("Alva", ADDRESS, alva.card, "Pippi"))


def test_a_scan_taken_back_within_the_minute_tells_nobody(world, alva, mail_server):
    ready(world, alva, desk="d1")
    let_readers_read(world.moment())
    assert send_due(world.moment() + timedelta(seconds=30)) == 0
    undo_scan(occasion=world.at("HOF", desk="d1", minute=1))
    send_due(world.moment(minute=2))
    assert (states(), mail_server.messages) == (["dropped"], [])


def test_a_book_fetched_before_the_message_went_needs_none(world, alva, mail_server):
    book, _hold = ready(world, alva)
    let_readers_read(world.moment())
    check_out(book.barcode, alva.card, occasion=world.at("HOF", minute=1))
    send_due(world.moment(minute=5))
    assert (states(), mail_server.messages) == (["dropped"], [])


def test_a_message_is_sent_once_however_often_its_slip_is_read(world, alva, mail_server):
    _book, hold = ready(world, alva)
    slip = Slip.objects.select_related("event").get(reader="notices")
    for _time in range(3):
        notices_reader(slip.event, world.moment())
    assert Notice.objects.count() == 1
    send_due(world.moment(minute=5))
    notices_reader(slip.event, world.moment(minute=6))
    send_due(world.moment(minute=12))
    assert len(mail_server.messages) == 1
    first = Hold.objects.get(pk=hold.pk).shelf_until
    work(world.moment(hour=15))
    assert Hold.objects.get(pk=hold.pk).shelf_until == first


def test_a_worker_killed_while_sending_leaves_the_message_to_the_next(world, alva, mail_server):
    ready(world, alva)
    let_readers_read(world.moment())
    from helge.notices.commands.send_due import _take

    _take(world.moment(minute=5))  # and then the power went
    assert send_due(world.moment(minute=6)) == 0
    assert send_due(world.moment(minute=11)) == 1
    assert len(mail_server.messages) == 1


def test_once_the_hold_has_ended_the_message_no_longer_leads_to_the_title(world, alva, mail_server):
    book, hold = ready(world, alva)
    work(world.moment())
    assert Notice.objects.get().hold_id == hold.pk
    check_out(book.barcode, alva.card, occasion=world.at("HOF", hour=12))
    send_due(world.moment(hour=12, minute=1))
    notice = Notice.objects.get()
    assert (notice.state, notice.patron_id, notice.hold_id) == ("sent", alva.id, None)
