"""The pages of both webs, each looked at once, inside the bench's own process, by staff and by a borrower.

Addresses are written as people see them. One that this version of Helge does not have answers 404 and is left out.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client

from bench.account import desk_account
from bench.verbs import Case
from helge.consortium.models import Login
from helge.inventory.models import Item
from helge.patrons.models import Patron

STAFF = (
    "/personal/",
    "/personal/aterlamning",
    "/personal/lantagare",
    "/personal/lantagare/{patron}",
    "/personal/titel/{record}",
    "/personal/titel/{record}/reservera",
    "/personal/exemplar/{item}",
    "/personal/plocklista",
    "/personal/hamthylla",
    "/personal/hamthylla/tom",
    "/personal/ringlista",
    "/personal/transport",
    "/personal/atgarder",
    "/personal/import",
    "/personal/forturer",
    "/personal/statistik",
    "/personal/handelser",
    "/personal/uppslag",
)
PUBLIC = ("/", "/titel/{record}", "/bibliotek", "/bibliotek/{library}", "/regler")
BORROWER = ("/mina-sidor", "/titel/{record}/reservera", "/mina-sidor/uppgifter", "/mina-sidor/kort")


def visits(case: Case) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each page as a question: its address and the visit. The case's item is on loan to its patron."""
    staff, _password = desk_account(case.place.code)
    item = Item.objects.get(barcode=case.barcode)
    names = {"patron": case.patron_id, "record": item.record_id, "item": item.pk, "library": case.place.code}
    for addresses, client in (
        (STAFF, _visitor(staff.login)),
        (PUBLIC, _visitor(None)),
        (BORROWER, _visitor(_login_of(case.patron_id))),
    ):
        for address in addresses:
            path = address.format(**names)
            if client.get(path).status_code == 200:
                yield f"page {address}", lambda client=client, path=path: client.get(path)  # type: ignore[misc]


def _visitor(login: Login | None) -> Client:
    client = Client()
    if login is not None:
        client.force_login(login)
    return client


def _login_of(patron_id: int) -> Login:
    patron = Patron.objects.get(pk=patron_id)
    if patron.login is None:
        patron.login = Login.objects.create(handle=f"bench-{patron_id}")
        patron.save(update_fields=["login"])
    return patron.login
