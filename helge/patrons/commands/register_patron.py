"""Register a patron: check, make the row, the card, the login, the guardian's consent and the ways to reach them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.consortium.models import Login
from helge.consortium.occasion import Channel, Occasion
from helge.consortium.rules.permissions import require
from helge.foundation.identity_numbers import IdentityNumber, parse_identity_number
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record
from helge.patrons.commands.issue_card import issue_card
from helge.patrons.commands.set_channels import channel_rows, reasons_against_channels
from helge.patrons.models import Block, Consent, ContactChannel, Guardianship, Patron, PatronCategory
from helge.patrons.queries import categories
from helge.patrons.rules.ages import age_on
from helge.patrons.rules.naming import name_sort
from helge.patrons.rules.pins import reasons_against_pin
from helge.patrons.rules.registering import CategoryFacts, category_by_age, expires_date, reasons_not_to_register

PENDING = "pending"


class RegisterRefused(Refused):
    """Nobody was registered; each refusal names its form field."""


@dataclass(frozen=True)
class NewPatron:
    """What is known of somebody who wants a card; blank means not known.

    `home_library` is a code. `category` blank: by age. `municipality_id` None: the home library's. `guardian_consent`
    is how a guardian agreed: "paper", "eid" or "desk". `channels` maps email, sms, phone or letter to an address, the
    first tried first. `card_number` is from a pre-printed card. `accepts_terms`: the terms were accepted just now.
    """

    last_name: str
    home_library: str
    first_name: str = ""
    identity_number: str = ""
    birth_date: date | None = None
    category: str = ""
    municipality_id: int | None = None
    street: str = ""
    postcode: str = ""
    town: str = ""
    language: str = "sv"
    protection: str = "none"
    channels: Mapping[str, str] = field(default_factory=dict)
    guardian_id: int | None = None
    guardian_consent: str = ""
    accepts_terms: bool = False
    card_number: str = ""


@transaction.atomic
def register_patron(facts: NewPatron, *, pin: str | None = None, occasion: Occasion) -> Patron:
    """Register the patron with a card, and with a login when a PIN is given. Raises `RegisterRefused` with all reasons.

    Through the web it is an application: the patron is blocked until staff have seen who it is (`activate_patron`).
    """
    require("edit_patron", occasion)
    today = occasion.today
    number, refusals = _identity(facts, today)
    birth_date = facts.birth_date or (number.birth_date if number else None)
    category = _category(facts, birth_date, today)
    refusals += _reasons_against(facts, birth_date, category, pin, today)
    if refusals:
        raise RegisterRefused(refusals)
    library = consortium.library(facts.home_library)
    patron = Patron(
        first_name=facts.first_name.strip(),
        last_name=facts.last_name.strip(),
        birth_date=birth_date,
        identity_number=number.number12 if number else None,
        category_id=category.code,
        municipality_id=facts.municipality_id or library.municipality_id,
        home_library_id=library.id,
        street=facts.street.strip(),
        postcode=facts.postcode.strip(),
        town=facts.town.strip(),
        protection=facts.protection,
        language=facts.language,
        expires_date=expires_date(category, today, has_papers=number is not None),
        name_sort=name_sort(facts.first_name, facts.last_name),
        registered_at=occasion.at,
        last_active_date=today,
    )
    if pin is not None:
        patron.login = _login(pin)
    try:
        with transaction.atomic():
            patron.save()
    except IntegrityError:
        # Two desks at once: the other one was first.
        raise RegisterRefused([_already_registered()]) from None
    issue_card(patron.pk, occasion=occasion, number=facts.card_number, refused=RegisterRefused)
    ContactChannel.objects.bulk_create(channel_rows(patron.pk, facts.channels))
    _agree(patron, facts, occasion)
    record("PatronRegistered", occasion, patron_id=patron.pk, why={"category": category.code, "library": library.code})
    return patron


@transaction.atomic
def activate_patron(patron_id: int, *, occasion: Occasion) -> None:
    """Let somebody who applied on the web borrow: staff have seen a proof of identity. Done twice, nothing happens."""
    require("edit_patron", occasion)
    ended, _by_table = Block.objects.filter(patron_id=patron_id, kind=PENDING).delete()
    if ended:
        record("PatronActivated", occasion, patron_id=patron_id)


def _identity(facts: NewPatron, today: date) -> tuple[IdentityNumber | None, list[Refusal]]:
    if not facts.identity_number.strip():
        return None, []
    try:
        number = parse_identity_number(facts.identity_number, today=today)
    except ValueError as wrong:
        return None, [Refusal("identity_number_wrong", str(wrong), field="identity_number")]
    if Patron.objects.filter(identity_number=number.number12).exists():
        return number, [_already_registered()]
    return number, []


def _already_registered() -> Refusal:
    message = _("Det finns redan en låntagare med det personnumret. Sök fram den i stället.")
    return Refusal("already_registered", message, field="identity_number")


def _category(facts: NewPatron, birth_date: date | None, today: date) -> CategoryFacts:
    known = categories()
    if facts.category in known:
        return known[facts.category]
    age = age_on(birth_date, today) if birth_date and birth_date <= today else None
    return category_by_age(age, known.values())


def _reasons_against(
    facts: NewPatron, birth_date: date | None, category: CategoryFacts, pin: str | None, today: date
) -> list[Refusal]:
    refusals = []
    if not facts.last_name.strip() or (category.is_person and not facts.first_name.strip()):
        refusals.append(Refusal("name_missing", _("Skriv för- och efternamn."), field="last_name"))
    if facts.category and not PatronCategory.objects.filter(pk=facts.category).exists():
        refusals.append(Refusal("unknown_category", _("Välj en låntagarkategori."), field="category"))
    try:
        consortium.library(facts.home_library)
    except LookupError:
        refusals.append(Refusal("unknown_library", _("Välj ett hembibliotek."), field="home_library"))
    refusals += reasons_not_to_register(birth_date, category, today, has_guardian_consent=bool(facts.guardian_consent))
    refusals += reasons_against_channels(facts.channels)
    return refusals + (reasons_against_pin(pin) if pin is not None else [])


def _login(pin: str) -> Login:
    login = Login(handle=secrets.token_hex(20))
    login.set_password(pin)
    login.save()
    return login


def _agree(patron: Patron, facts: NewPatron, occasion: Occasion) -> None:
    """What was agreed to at the registration, who answers for a child, and the block of an application."""
    if facts.guardian_consent:
        Consent.objects.create(patron=patron, kind="guardian", given_at=occasion.at, how=facts.guardian_consent)
    if facts.accepts_terms:
        how = "web" if occasion.channel == Channel.WEB else "desk"
        Consent.objects.create(patron=patron, kind="terms", given_at=occasion.at, how=how)
    if facts.guardian_id is not None:
        Guardianship.objects.create(child=patron, guardian_id=facts.guardian_id, from_date=occasion.today)
    if occasion.channel == Channel.WEB:
        Block.objects.create(patron=patron, kind=PENDING, from_date=occasion.today)
