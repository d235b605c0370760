"""After the return nothing leads from the reader to the book: every table, every column, JSON too, and the logs."""

import json
import logging
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model

from helge.circulation.commands.check_in import check_in
from helge.circulation.commands.check_out import check_out
from helge.circulation.commands.renew import renew
from helge.circulation.commands.undo_scan import undo_scan
from helge.circulation.rounds import forget_undo_memos
from helge.config.rounds import ROUNDS
from helge.fees.commands.pay import pay
from helge.fees.queries import debt_ore
from helge.foundation.refusals import Refused
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.models import Hold
from helge.notices.commands.send_due import send_due
from helge.patrons.models import Patron
from helge.policies.models import Tariff
from helge.stewardship.commands.purge_due import purge_due
from tests.worker import work

# What says who somebody is: it may stand in these tables and nowhere else.
TABLES_OF_THE_PERSON = {"patrons_patron", "patrons_card", "patrons_contactchannel"}
NAME, ADDRESS = "Alvastina", "alvastina@example.org"


def house_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("helge.")]


def rows_of(model: type[Model]) -> list[dict[str, Any]]:
    """Every row as column names and plain values; keys stand as the number they are."""
    return list(model._default_manager.values(*[field.attname for field in model._meta.concrete_fields]))


def words_in(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)


def points_at_the_patron(model: type[Model], row: dict[str, Any], patron_id: int) -> bool:
    """By key, by a plain column, or by a pair such as the ledger's (owner kind, owner id)."""
    for field in model._meta.concrete_fields:
        is_key = field.remote_field is not None and field.remote_field.model is Patron
        is_plain = field.attname in ("patron_id", "hold_patron_id", "child_id", "guardian_id")
        if (is_key or is_plain) and row[field.attname] == patron_id:
            return True
    return row.get("owner_kind") == "patron" and row.get("owner_id") == patron_id


def paths_to(patron_id: int, of_the_book: dict[str, set[int]]) -> list[str]:
    """Rows that name the patron beside anything of the book: its item, record, work, loan or hold."""
    names = {
        "item_id": "item",
        "captured_item_id": "item",
        "record_id": "record",
        "work_id": "work",
        "loan_id": "loan",
        "hold_id": "hold",
    }
    found = []
    for model in house_models():
        table = model._meta.db_table
        if table == "patrons_patron":
            continue
        for row in rows_of(model):
            if not points_at_the_patron(model, row, patron_id):
                continue
            found += [
                f"{table} {row.get('id')}: {column}={row[column]}"
                for column, kind in names.items()
                if row.get(column) in of_the_book[kind]
            ]
            if table == "circulation_loan":
                found.append(f"{table} {row['id']}")
            if row.get("cause_kind") in ("loan", "renewal") and row.get("cause_id"):
                found.append(f"{table} {row['id']}: cause")
    return found


def words_about(person: list[str]) -> list[str]:
    """Where a name, a card number or an address stands outside the tables of the person."""
    return [
        f"{model._meta.db_table}.{column}"
        for model in house_models()
        if model._meta.db_table not in TABLES_OF_THE_PERSON
        for row in rows_of(model)
        for column, value in row.items()
        if any(word in words_in(value) for word in person)
    ]


def a_fortnight_of_alva(world, mail_server):
    """Reserved, pulled, sent, told, lent, undone, lent again, renewed, returned late and paid; and a hold given up."""
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    book, other = world.book(owned_by="LJU"), world.book("Emil", owned_by="HOF")
    alva = world.patron(NAME, email=ADDRESS)
    hold = world.hold(book.record, alva, pickup="HOF")
    given_up = world.hold(other.record, alva, pickup="HOF")
    work(world.moment())
    check_in(book.barcode, occasion=world.at("LJU", scan_key="k1", desk="d0"))
    for number, item in enumerate((book, other)):
        check_in(item.barcode, occasion=world.at("HOF", on=world.day + timedelta(days=1), scan_key=f"k2{number}"))
    work(world.moment(world.later(1)))
    cancel_hold(given_up.hold_id, occasion=world.at("HOF", hour=11))
    check_out(book.barcode, alva.card, occasion=world.at("HOF", hour=12, desk="d1", scan_key="k3"))
    undo_scan(occasion=world.at("HOF", hour=12, minute=1, desk="d1"))
    loan = check_out(book.barcode, alva.card, occasion=world.at("HOF", hour=12, minute=2, desk="d1", scan_key="k4"))
    renew(loan.loan_id, occasion=world.at("HOF", on=world.later(10), desk="d1", scan_key="k5"))
    late = world.later(40)
    check_in(book.barcode, occasion=world.at("SOD", on=late, desk="d2", scan_key="k6"))
    pay(alva.id, debt_ore(alva.id), "cash", occasion=world.at("SOD", hour=11))
    assert Hold.objects.get(pk=hold.hold_id).state == "fulfilled"
    return alva, book, other


def of(*books) -> dict[str, set[int]]:
    return {
        "item": {book.pk for book in books},
        "record": {book.record_id for book in books},
        "work": {book.record.work_id for book in books},
        "loan": {loan.pk for book in books for loan in book.loans.all()},
        "hold": set(Hold.objects.filter(record__in=[book.record_id for book in books]).values_list("pk", flat=True)),
    }


def test_when_the_minutes_of_undo_are_over_nothing_leads_from_the_reader_to_the_book(world, mail_server):
    alva, book, other = a_fortnight_of_alva(world, mail_server)
    assert len(mail_server.messages) == 1
    night = world.moment(world.later(1), hour=2)
    forget_undo_memos(world.at("SOD", hour=12))
    send_due(night)
    purge_due(night)

    assert paths_to(alva.id, of(book, other)) == []
    assert words_about([NAME, alva.card, ADDRESS]) == []


def test_the_walk_sees_what_it_should_while_the_book_is_out(world, mail_server):
    """The proof above would be worth nothing if it were blind."""
    alva, book = world.patron(NAME, email=ADDRESS), world.book(owned_by="HOF")
    hold = world.hold(book.record, alva, pickup="HOF")
    check_in(book.barcode, occasion=world.at("HOF"))
    work(world.moment())
    tables = {path.split()[0] for path in paths_to(alva.id, of(book))}
    assert {"holds_hold", "journal_event", "notices_notice"} <= tables
    assert hold.place == 1
    check_out(book.barcode, alva.card, occasion=world.at("HOF", desk="d1"))
    check_in(book.barcode, occasion=world.at("HOF", desk="d1", hour=11))
    assert any(path.startswith("circulation_undomemo") for path in paths_to(alva.id, of(book)))


def test_the_minute_after_the_memo_only_an_unpaid_fee_still_says_what_it_is_for(world, mail_server):
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    alva, book = world.patron(NAME), world.book(owned_by="HOF")
    world.lend(book, alva, at="HOF")
    check_in(book.barcode, occasion=world.at("HOF", on=world.later(31), desk="d1"))
    forget_undo_memos(world.at("HOF", minute=11))
    assert [path.split(" ")[0] for path in paths_to(alva.id, of(book))] == ["fees_charge"]
    pay(alva.id, debt_ore(alva.id), "cash", occasion=world.at("HOF", hour=12))
    purge_due(world.moment(world.later(1)))
    assert paths_to(alva.id, of(book)) == []


def test_a_day_at_the_desk_leaves_no_person_in_the_logs(world, mail_server, caplog, settings):
    caplog.set_level(logging.DEBUG)
    settings.DEBUG = True  # so that even the statements are logged, if anything logs them
    alva, book, _other = a_fortnight_of_alva(world, mail_server)
    for wrong in (
        lambda: check_out("31", alva.card, occasion=world.at("LJU")),
        lambda: check_out(book.barcode, "29999999", occasion=world.at("LJU")),
        lambda: check_in(alva.card, occasion=world.at("LJU")),
    ):
        try:
            wrong()
        except Refused as no:
            logging.getLogger("helge.story").info("refused: %s", no.codes)
    purge_due(world.moment(world.later(1)))
    ours = [record for record in caplog.records if not record.name.startswith(("django.db", "mail", "asyncio"))]
    told = "\n".join(logging.Formatter().format(record) for record in ours)
    assert not [word for word in (NAME, "Exempel", alva.card, ADDRESS) if word in told]


def test_what_forgets_is_really_called_by_the_clock():
    assert {"forget_undo_memos", "send_due", "purge_due"} <= {round_.name for round_ in ROUNDS}
