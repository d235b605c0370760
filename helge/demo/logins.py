"""The logins that the demo prints. They are for trying things out, never for a real installation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from helge.patrons.models import Card, Patron

STAFF_PASSWORD = "bokbussen kommer"  # noqa: S105 (printed at every start of the demo)
PIN = "4813"


@dataclass(frozen=True)
class StaffLogin:
    """`scope` is library, municipality or all."""

    username: str
    name: str
    library: str
    roles: tuple[str, ...]
    scope: str
    words: str


STAFF = (
    StaffLogin("system", "Siv Systemsson", "SOD", ("system_librarian",), "all", "system librarian, everywhere"),
    StaffLogin("chef", "Curt Chefsson", "LJU", ("library_head",), "municipality", "library head in Ljusdal"),
    StaffLogin("jarvso", "Disa Diskman", "LJU-JAR", ("desk",), "library", "at the desk in Järvsö"),
    StaffLogin("hofors", "Bibbi Bibliotek", "HOF", ("librarian",), "municipality", "librarian in Hofors"),
    StaffLogin("soderhamn", "Sune Söderlund", "SOD", ("librarian",), "municipality", "librarian in Söderhamn"),
    StaffLogin("bollnas", "Berit Bok", "BOL", ("librarian",), "municipality", "librarian in Bollnäs"),
    StaffLogin(
        "skydd", "Pia Protected", "BOL", ("desk", "protected_identity"), "all", "may open protected identities"
    ),
    StaffLogin("dataskydd", "Dag Dataskydd", "HUD", ("data_protection",), "all", "sees the log of lookups"),
)  # fmt: skip


@dataclass(frozen=True)
class PatronLogin:
    """A patron whose card and PIN are printed. `identity_number` is one that can never be a living person's."""

    first_name: str
    last_name: str
    home: str
    birth_date: date
    identity_number: str
    words: str
    protection: str = "none"
    has_guardian: bool = False  # the one above answers for them
    language: str = "sv"


# Test numbers published by Skatteverket where the age matters; the others are of people born in the 1890s.
PATRONS = (
    PatronLogin("Alva", "Exempel", "LJU-JAR", date(1985, 1, 13), "198501139995", "adult in Järvsö"),
    PatronLogin("Nils", "Exempel", "LJU-JAR", date(2017, 1, 1), "201701012393", "her child", has_guardian=True),
    PatronLogin("Hugo", "Prov", "HOF", date(1990, 6, 2), "199006022397", "adult in Hofors"),
    PatronLogin("Maj-Britt", "Test", "SOD", date(1948, 3, 9), "189803092387", "pensioner in Söderhamn, no e-mail"),
    PatronLogin("Emily", "Sample", "SAN", date(1991, 7, 17), "199107172380", "reads English pages", language="en"),
    PatronLogin("Sanna", "Hemlig", "HUD", date(1993, 12, 16), "199312162390", "protected", protection="confidential"),
)


@dataclass(frozen=True)
class PrintedPatron:
    """A login with what there is to see behind it now."""

    card: str
    name: str
    words: str
    loans: int
    holds: int


def printed_patrons() -> list[PrintedPatron]:
    """The patrons' logins as they are now, in the order above; those that somebody has removed are left out."""
    found = {
        patron.identity_number: patron
        for patron in Patron.objects.filter(identity_number__in=[login.identity_number for login in PATRONS]).annotate(
            loans_now=Count("loans", distinct=True),
            holds_now=Count("holds", filter=Q(holds__ended_at__isnull=True), distinct=True),
        )
    }
    cards = dict(Card.objects.filter(patron__in=found.values(), is_active=True).values_list("patron_id", "number"))
    return [
        PrintedPatron(
            cards[patron.pk], f"{patron.first_name} {patron.last_name}", login.words, patron.loans_now, patron.holds_now
        )
        for login in PATRONS
        if (patron := found.get(login.identity_number)) and patron.pk in cards
    ]
