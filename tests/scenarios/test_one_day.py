"""One day, or a fortnight, at nine municipalities that are one library: the story the house is built for.

Found by searching, reserved in Järvsö for pickup in Hofors, pulled, sent, received, told of by a real mail, lent,
returned in Söderhamn, on to the next in line; one scan on the way is taken back. The same story is driven through
the screens in tests/interfaces/test_one_day_browser.py.
"""

from datetime import date, timedelta

import pytest

from helge.circulation.commands.check_in import Outcome, check_in
from helge.circulation.commands.check_out import check_out
from helge.circulation.commands.undo_scan import undo_scan
from helge.circulation.models import Loan
from helge.consortium.occasion import Channel
from helge.holds.commands.claim_pulls import claim_pulls
from helge.holds.commands.place_hold import place_hold
from helge.holds.models import Hold
from helge.holds.queries import hold_shelf, pull_list, queue_place
from helge.journal.commands.record import record
from helge.logistics.models import FloatingRule, Transit
from helge.logistics.queries import open_transits
from helge.search import indexer, queries
from helge.search.query import CatalogueQuery
from helge.stewardship.promises import broken_promises
from tests.worker import work


@pytest.fixture(autouse=True)
def _index_of_the_story(settings, tmp_path):
    settings.SEARCH_INDEX = tmp_path / "index"
    yield
    indexer.forget_writer()
    queries.forget_readers()


def index_everything():
    while indexer.run_index_once():
        pass


def hits(words):
    return queries.search(CatalogueQuery(words=words)).hits


def test_one_day_from_a_search_in_jarvso_to_the_next_in_line_in_soderhamn(busy_world, mail_server):
    world = busy_world
    jarvso, hofors, ljusdal, soderhamn = (world.library(code) for code in ("LJU-JAR", "HOF", "LJU", "SOD"))
    pippi = world.book("Pippi Långstrump", owned_by="LJU")
    world.book("Emil i Lönneberga", owned_by="HOF")
    record("RecordsImported", world.at("LJU"), why={"record_ids": [pippi.record_id]})
    alva = world.patron("Alva", home="LJU-JAR", email="alva@example.org")
    bo = world.patron("Bo", home="SOD", email="bo@example.org")
    index_everything()

    # From the sofa in Järvsö: Alva finds it, sees that it is in, and reserves it to be fetched in Hofors.
    [hit] = hits("pippi långstrump")
    assert (hit.document.record_id, hit.now.in_now) == (pippi.record_id, 1)
    alvas = place_hold(hit.document.record_id, alva.id, hofors.pk, occasion=world.at(jarvso, channel=Channel.WEB))
    bos = place_hold(pippi.record_id, bo.id, soderhamn.pk, occasion=world.at(soderhamn, hour=11, channel=Channel.WEB))
    assert (alvas.place, bos.place) == (1, 2)
    work(world.moment(hour=11))

    # In Ljusdal, whose book it is, it stands on the pull list; Anna claims the row, fetches the book and scans it.
    [row] = pull_list(ljusdal.pk)
    assert (row.barcode, row.pickup_name, row.waiting) == (pippi.barcode, "Hofors bibliotek", 2)
    anna = world.staff("Anna")
    assert claim_pulls([row.slip_id], occasion=world.at(ljusdal, staff=anna, hour=12)) == [row.slip_id]
    pulled = check_in(pippi.barcode, occasion=world.at(ljusdal, staff=anna, hour=12, desk="LJU-1"))
    assert (pulled.outcome, pulled.to_library, pulled.hold_id) == (Outcome.SEND_HOLD, "HOF", alvas.hold_id)

    # She was at the wrong screen: one key takes it back, and the row stands on the list again, still hers.
    undo_scan(occasion=world.at(ljusdal, staff=anna, hour=12, minute=1, desk="LJU-1"))
    assert [row.barcode for row in pull_list(ljusdal.pk)] == [pippi.barcode]
    assert (world.whereabouts(pippi).place, Transit.objects.filter(closed_at=None).count()) == ("shelf", 0)
    assert (queue_place(alvas.hold_id).place, queue_place(bos.hold_id).place) == (1, 2)
    pulled = check_in(pippi.barcode, occasion=world.at(ljusdal, staff=anna, hour=12, minute=5, desk="LJU-1"))
    assert (pulled.outcome, pulled.to_library) == (Outcome.SEND_HOLD, "HOF")
    work(world.moment(hour=12, minute=5))
    index_everything()
    assert pull_list(ljusdal.pk) == []
    assert [transit.item_id for transit in open_transits(hofors.pk)] == [pippi.pk]
    assert hits("pippi")[0].now.in_now == 0
    assert mail_server.messages == []

    # Hofors receives it: a code on the slip and on the shelf, and a mail whose subject names no title.
    received = check_in(pippi.barcode, occasion=world.at(hofors, on=world.later(1)))
    assert (received.outcome, received.hold_id) == (Outcome.HOLD_SHELF, alvas.hold_id)
    [on_shelf] = hold_shelf(hofors.pk)
    assert on_shelf.pickup_code == received.pickup_code != ""
    work(world.moment())
    [message] = mail_server.messages
    assert mail_server.recipients == ["alva@example.org"]
    assert message["Subject"] == "Du har något att hämta på Hofors bibliotek"
    assert received.pickup_code in message.get_content()
    assert Hold.objects.get(pk=alvas.hold_id).shelf_until == world.day + timedelta(days=8)

    # Lent at the machine: Bo waits, so it is a short loan; the hold forgets Alva.
    lent = check_out(pippi.barcode, alva.card, occasion=world.at(hofors, hour=15, channel=Channel.MACHINE))
    assert (lent.was_hold, lent.due_date) == (True, world.day + timedelta(days=14))
    assert Hold.objects.get(pk=alvas.hold_id).patron is None

    # Returned in Söderhamn, where Bo, next in line, wants it: it stays there for him and he is told.
    returned = check_in(pippi.barcode, occasion=world.at(soderhamn, on=world.later(7)))
    assert (returned.outcome, returned.hold_id, returned.was_on_loan) == (Outcome.HOLD_SHELF, bos.hold_id, True)
    work(world.moment())
    assert mail_server.recipients == ["alva@example.org", "bo@example.org"]
    check_out(pippi.barcode, bo.card, occasion=world.at(soderhamn, hour=16))

    # Bo returns it in Söderhamn. Nobody waits and nothing floats: home it goes, and nobody remembers who had it.
    home = check_in(pippi.barcode, occasion=world.at(soderhamn, on=world.later(10)))
    assert (home.outcome, home.to_library) == (Outcome.SEND_HOME, "LJU")
    back = check_in(pippi.barcode, occasion=world.at(ljusdal, on=world.later(1)))
    assert (back.outcome, back.department, back.shelf_mark) == (Outcome.SHELF, "Vuxen", "Hc Lin")
    assert not Loan.objects.exclude(patron=None).exists()
    index_everything()
    assert hits("pippi")[0].now.in_now == 1
    assert broken_promises() == []


def test_where_films_float_a_returned_film_stays_in_soderhamn(world):
    FloatingRule.objects.create(
        decision=world.decision, from_date=date(2006, 10, 1), media_type_id="film", is_floating=True
    )
    world.rules_changed()
    film, alva = world.book("Mio min Mio", owned_by="LJU", media_type_id="film"), world.patron("Alva")
    world.lend(film, alva, at="HOF")
    returned = check_in(film.barcode, occasion=world.at("SOD", on=world.later(3)))
    assert (returned.outcome, world.whereabouts(film).library.code) == (Outcome.FLOATS, "SOD")
