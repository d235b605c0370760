"""Register many patrons at once: for conversions and the demo, which tell the journal of a whole batch in one event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from helge.consortium.occasion import Occasion
from helge.foundation.codes import new_card_number
from helge.foundation.copying import copy_rows, reserve_ids
from helge.patrons.models import Patron
from helge.patrons.rules.naming import name_sort

_PATRON = (
    "id", "first_name", "last_name", "birth_date", "category_id", "municipality_id", "home_library_id", "street",
    "postcode", "town", "protection", "language", "expires_date", "name_sort", "registered_at", "last_active_date",
)  # fmt: skip
_CARD = ("number", "patron_id", "is_active", "issued_at", "blocked_reason")
_CHANNEL = ("patron_id", "kind", "value", "rank")
_GUARDIAN = ("child_id", "guardian_id", "kind", "from_date")
_CONSENT = ("patron_id", "kind", "version", "given_at", "how")


@dataclass(frozen=True)
class KnownPatron:
    """A patron whose facts were checked before, with the card's last day. `guardian` is an index in the same list.

    `channels` maps email, sms, phone or letter to an address, the first tried first.
    """

    last_name: str
    category: str
    municipality_id: int
    home_library_id: int
    expires_date: date
    first_name: str = ""
    birth_date: date | None = None
    street: str = ""
    postcode: str = ""
    town: str = ""
    language: str = "sv"
    protection: str = "none"
    channels: Mapping[str, str] = field(default_factory=dict)
    guardian: int | None = None
    registered_days_ago: int = 0


def add_patrons(new: Sequence[KnownPatron], *, occasion: Occasion) -> list[int]:
    """Write the patrons with a new card each, without logins; returns their ids in order. The caller tells the journal.

    Raises IntegrityError for rows that the database refuses; nothing is then added.
    """
    if not new:
        return []
    ids = reserve_ids(Patron._meta.db_table, len(new))
    copy_rows("patrons_patron", _PATRON, (_row(key, facts, occasion) for key, facts in zip(ids, new, strict=True)))
    cards = zip(_card_numbers(len(new)), ids, strict=True)
    copy_rows("patrons_card", _CARD, ((number, key, True, occasion.at, "") for number, key in cards))
    copy_rows(
        "patrons_contactchannel",
        _CHANNEL,
        (
            (key, kind, value, rank)
            for key, facts in zip(ids, new, strict=True)
            for rank, (kind, value) in enumerate(((k, v) for k, v in facts.channels.items() if v), start=1)
        ),
    )
    children = [(key, ids[facts.guardian]) for key, facts in zip(ids, new, strict=True) if facts.guardian is not None]
    copy_rows("patrons_guardianship", _GUARDIAN, ((*pair, "guardian", occasion.today) for pair in children))
    copy_rows(
        "patrons_consent", _CONSENT, ((child, "guardian", "", occasion.at, "paper") for child, _adult in children)
    )
    return ids


def _row(key: int, facts: KnownPatron, occasion: Occasion) -> tuple[object, ...]:
    return (
        key,
        facts.first_name,
        facts.last_name,
        facts.birth_date,
        facts.category,
        facts.municipality_id,
        facts.home_library_id,
        facts.street,
        facts.postcode,
        facts.town,
        facts.protection,
        facts.language,
        facts.expires_date,
        name_sort(facts.first_name, facts.last_name),
        occasion.at - timedelta(days=facts.registered_days_ago),
        occasion.today,
    )


def _card_numbers(count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patrons_card_serial') FROM generate_series(1, %s)", [count])
        return [new_card_number(serial) for (serial,) in cursor.fetchall()]
