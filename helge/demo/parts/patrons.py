"""The patrons: thousands without a login, and the few whose card and PIN are printed."""

from datetime import timedelta
from typing import Any

from helge.consortium import queries as consortium
from helge.consortium.occasion import Channel, Occasion
from helge.demo.chance import between
from helge.demo.copies import INHABITANTS
from helge.demo.logins import PATRONS, PIN, PatronLogin
from helge.demo.people import FICTION_PHONES, Home, Person, people
from helge.demo.plan import Plan
from helge.demo.progress import Progress
from helge.journal.commands.record import record
from helge.patrons.commands.add_patrons import KnownPatron, add_patrons
from helge.patrons.commands.register_patron import NewPatron, register_patron
from helge.patrons.models import Patron

DAYS_BEFORE = 10
WEIGHT_OF_KIND = {"main": 6.0, "branch": 1.4, "bookmobile": 0.5}


def fill_patrons(plan: Plan, _progress: Progress) -> dict[str, Any]:
    """Register everybody shortly before the history begins."""
    began = plan.now - timedelta(days=plan.scale.days + DAYS_BEFORE)
    occasion = Occasion(at=began, library=None, channel=Channel.IMPORT)
    crowd = people(homes(), total=plan.scale.patrons, seed=plan.seed, today=plan.today)
    ids = add_patrons([_known(number, person, plan) for number, person in enumerate(crowd)], occasion=occasion)
    record("PatronsImported", occasion, why={"patrons": len(ids)})
    for number, login in enumerate(PATRONS):
        _register(number, login, occasion)
    return {"patrons": len(ids) + len(PATRONS)}


def homes() -> list[Home]:
    """Libraries that people call theirs, in order of their codes."""
    return [
        Home(
            library_id=facts.id,
            code=facts.code,
            municipality_id=facts.municipality_id,
            place=facts.place_name.partition(" (")[0],
            weight=WEIGHT_OF_KIND[facts.kind] * INHABITANTS.get(facts.municipality, 10),
        )
        for facts in sorted(consortium.libraries().values(), key=lambda facts: facts.code)
        if facts.kind in WEIGHT_OF_KIND
    ]


def _known(number: int, person: Person, plan: Plan) -> KnownPatron:
    """Most cards have long to go; a few run out these weeks."""
    return KnownPatron(
        first_name=person.first_name,
        last_name=person.last_name,
        birth_date=person.birth_date,
        category=person.category,
        municipality_id=person.home.municipality_id,
        home_library_id=person.home.library_id,
        street=person.street,
        postcode=person.postcode,
        town=person.town,
        language=person.language,
        protection=person.protection,
        channels={"email": person.email, "phone": person.phone},
        guardian=person.guardian,
        expires_date=plan.today + timedelta(days=between(-5, 1000, plan.seed, number, "expires")),
        registered_days_ago=between(0, 4000, plan.seed, number, "registered"),
    )


def _register(number: int, login: PatronLogin, occasion: Occasion) -> None:
    before = PATRONS[number - 1]
    guardian = Patron.objects.get(identity_number=before.identity_number) if login.has_guardian else None
    email = f"{login.first_name.lower()}@post.example" if _has_email(login) else ""
    facts = NewPatron(
        first_name=login.first_name,
        last_name=login.last_name,
        home_library=login.home,
        identity_number=login.identity_number,
        birth_date=login.birth_date,
        street=f"Exempelgatan {number + 1}",
        postcode="820 00",
        town=consortium.library(login.home).place_name,
        language=login.language,
        protection=login.protection,
        channels={"email": email, "phone": FICTION_PHONES[number]} if email else {"phone": FICTION_PHONES[number]},
        guardian_id=guardian.pk if guardian else None,
        guardian_consent="paper" if guardian else "",
        accepts_terms=True,
    )
    register_patron(facts, pin=PIN, occasion=occasion)


def _has_email(login: PatronLogin) -> bool:
    return login.birth_date.year > 1950 and not login.has_guardian
