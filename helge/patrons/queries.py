"""The read-only questions about patrons that other rooms and the doors may ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from helge.consortium import queries as consortium
from helge.patrons.models import (
    Block,
    Card,
    ChannelKind,
    Consent,
    ContactChannel,
    Guardianship,
    Lookup,
    Patron,
    PatronCategory,
    Protection,
)
from helge.patrons.rules.contact import email_address, phone_number
from helge.patrons.rules.masking import OWN_EYES, PatronView, masked
from helge.patrons.rules.naming import name_readings
from helge.patrons.rules.registering import CategoryFacts
from helge.patrons.rules.typed_numbers import one_spelling, without_gaps

__all__ = [
    "OWN_EYES",
    "FoundPatrons",
    "PatronPage",
    "PatronView",
    "categories",
    "channels_of",
    "find_patrons",
    "lookups_from_elsewhere",
    "lookups_of",
    "masked",
    "needs_to_accept_terms",
    "patron_card",
    "patron_view",
    "share_with_terms",
]

# Greater than any sign of a sort key: the end of "everything that begins with".
LAST_SIGN = "\U0010ffff"


@dataclass(frozen=True)
class FoundPatrons:
    """One page of a search. `after_id` fetches the next page; None when this was the last."""

    patrons: list[PatronView]
    after_id: int | None = None
    is_exact: bool = False


@dataclass(frozen=True)
class ChannelView:
    kind: ChannelKind
    value: str
    has_failed: bool


@dataclass(frozen=True)
class CardView:
    id: int
    number: str
    is_active: bool
    blocked_reason: str


@dataclass(frozen=True)
class BlockView:
    id: int
    kind: str
    reason: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True)
class PatronPage:
    """Everything a page about one patron shows, masked for the eyes it is for."""

    patron: PatronView
    cards: list[CardView]
    channels: list[ChannelView]
    blocks: list[BlockView]
    guardians: list[PatronView]
    wards: list[PatronView]
    has_pin: bool
    agreed: frozenset[str]

    @property
    def active_card(self) -> str:
        return next((card.number for card in self.cards if card.is_active), "")


def categories() -> dict[str, CategoryFacts]:
    """Every patron category by code, in plain values."""
    return {
        row.code: CategoryFacts(
            code=row.code,
            is_person=row.is_person,
            min_age=row.min_age,
            max_age=row.max_age,
            valid_days=row.valid_days,
            valid_days_without_papers=row.valid_days_without_papers,
            consent_below_age=row.consent_below_age,
        )
        for row in PatronCategory.objects.order_by("code")
    }


def patron_card(number: str) -> Card | None:
    """A card by its number, blocked ones too, with its patron; None when there is none."""
    return Card.objects.select_related("patron").filter(number=without_gaps(number)).first()


def find_patrons(
    text: str, *, permissions: frozenset[str], today: date, limit: int = 20, after_id: int | None = None
) -> FoundPatrons:
    """Search by card, personnummer (10 or 12 digits), e-mail, telephone, or the beginning of a name.

    A protected patron is found by card or whole personnummer only, without `see_protected`. `after_id` is the last
    patron of the page before: an id stands for the place in the list, so that no name reaches an address.
    """
    typed = "".join(sign for sign in text if sign.isprintable()).strip()
    if not typed or "see_patrons" not in permissions:
        return FoundPatrons([])
    exact = _by_card_or_number(typed, today)
    if exact is not None:
        return FoundPatrons([masked(exact, permissions)], is_exact=True)
    some = Patron.objects.all() if "see_protected" in permissions else Patron.objects.filter(protection=Protection.NONE)
    found = _by_channel(some, typed)
    if found is None:
        found = _by_name(some, typed)
    return _page(found, permissions, limit, after_id)


def patron_view(patron_id: int, *, permissions: frozenset[str], today: date) -> PatronPage:
    """One patron with cards, channels, blocks in force and family, as these permissions see them.

    Raises Patron.DoesNotExist. The caller logs the lookup first (`commands.log_lookup`).
    """
    patron = Patron.objects.get(pk=patron_id)
    view = masked(patron, permissions)
    links = Guardianship.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=today), from_date__lte=today)
    return PatronPage(
        patron=view,
        cards=[
            CardView(card.pk, card.number, card.is_active, card.blocked_reason)
            for card in Card.objects.filter(patron_id=patron_id).order_by("-is_active", "-issued_at")
        ],
        channels=[] if view.is_masked else channels_of(patron_id),
        blocks=[
            BlockView(block.pk, block.kind, block.reason, block.from_date, block.to_date)
            for block in Block.objects.filter(
                Q(to_date__isnull=True) | Q(to_date__gte=today), patron_id=patron_id, from_date__lte=today
            ).order_by("from_date", "id")
        ],
        guardians=[
            masked(link.guardian, permissions) for link in links.filter(child=patron).select_related("guardian")
        ],
        wards=[masked(link.child, permissions) for link in links.filter(guardian=patron).select_related("child")],
        has_pin=patron.login_id is not None,
        agreed=frozenset(patron.consents.filter(withdrawn_at__isnull=True).values_list("kind", flat=True)),
    )


def channels_of(patron_id: int) -> list[ChannelView]:
    """How the patron is reached, the first tried first. For sending; a screen takes them from `patron_view`."""
    rows = ContactChannel.objects.filter(patron_id=patron_id).order_by("rank", "id")
    return [ChannelView(ChannelKind(row.kind), row.value, row.failed_at is not None) for row in rows]


def needs_to_accept_terms(patron_id: int, today: date) -> bool:
    """True when no terms were accepted, or a member has joined since: the terms name every member."""
    return not _up_to_date_terms(today).filter(patron_id=patron_id).exists()


def share_with_terms(today: date) -> tuple[int, int]:
    """How many patrons have accepted the terms as they are today, and how many patrons there are."""
    return _up_to_date_terms(today).count(), Patron.objects.count()


def _up_to_date_terms(today: date) -> QuerySet[Consent]:
    accepted = Consent.objects.filter(kind="terms", withdrawn_at__isnull=True)
    joined = consortium.last_joined(today)
    return accepted.filter(given_at__date__gte=joined) if joined else accepted


def lookups_of(patron_id: int) -> QuerySet[Lookup]:
    """Who has opened one patron, the latest first."""
    rows = Lookup.objects.filter(patron_id=patron_id)
    return rows.select_related("staff_member", "library").order_by("-at", "-id")


def lookups_from_elsewhere(municipality_id: int, since: date, until: date) -> QuerySet[Lookup]:
    """Openings of one municipality's patrons at another's libraries, both days included (requirement 28)."""
    rows = Lookup.objects.filter(
        patron_municipality_id=municipality_id, at__date__gte=since, at__date__lte=until
    ).exclude(library__municipality_id=municipality_id)
    return rows.select_related("staff_member", "library").order_by("-at", "-id")


def _by_card_or_number(typed: str, today: date) -> Patron | None:
    spelled = one_spelling(typed, today)
    card = patron_card(typed)
    return card.patron if card else Patron.objects.filter(identity_number=spelled).first()


def _by_channel(some: QuerySet[Patron], typed: str) -> QuerySet[Patron] | None:
    """None when the text is neither an address nor a telephone number."""
    for spell in (email_address, phone_number):
        try:
            value = spell(typed)
        except ValueError:
            continue
        holders = ContactChannel.objects.filter(value=value).values("patron_id")
        return some.filter(pk__in=holders)
    return None


def _by_name(some: QuerySet[Patron], typed: str) -> QuerySet[Patron]:
    readings = name_readings(typed)
    if not readings:
        return some.none()
    named = Q()
    for beginning, within in readings:
        named |= Q(name_sort__gte=beginning, name_sort__lt=beginning + LAST_SIGN, name_sort__contains=within)
    return some.filter(named)


def _page(found: QuerySet[Patron], permissions: frozenset[str], limit: int, after_id: int | None) -> FoundPatrons:
    if after_id is not None:
        last_key = Patron.objects.filter(pk=after_id).values_list("name_sort", flat=True).first()
        if last_key is not None:
            found = found.filter(Q(name_sort__gt=last_key) | Q(name_sort=last_key, pk__gt=after_id))
    rows: Sequence[Patron] = list(found.order_by("name_sort", "pk")[: limit + 1])
    views = [masked(row, permissions) for row in rows[:limit]]
    return FoundPatrons(views, views[-1].id if len(rows) > limit else None)
