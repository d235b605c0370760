"""Invent the patrons: households with children, old and young, some from elsewhere. Pure; the same for the same seed.

Nobody has an identity number here. Addresses in the domain `.example` reach nobody (RFC 2606), and the telephone
numbers are from the series that the Swedish Post and Telecom Authority has set aside for fiction (070-174 06 05 to 99).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from helge.demo.chance import between, chance, pick
from helge.demo.names import (
    CLASSES,
    FIRST_NAMES_BY_DECADE,
    INSTITUTIONS,
    LAST_NAMES,
    NAMES_FROM_ELSEWHERE,
    STREETS,
)
from helge.foundation.swedish import fold_plain

FICTION_PHONES = [f"0701740{number}" for number in range(605, 700)]
FROM_ELSEWHERE = 0.13
HAS_EMAIL, HAS_EMAIL_WHEN_OLD = 0.93, 0.45
OLD = 75
PROTECTED_EVERY = 450
POSTCODES = {
    "Bollnäs": "821", "Söderhamn": "826", "Ljusdal": "827", "Edsbyn": "828", "Alfta": "822", "Hudiksvall": "824",
    "Iggesund": "825", "Bergsjö": "829", "Gnarp": "829", "Sandviken": "811", "Storvik": "812", "Hofors": "813",
    "Ockelbo": "816", "Järvsö": "827", "Färila": "827",
}  # fmt: skip


@dataclass(frozen=True)
class Home:
    """A library as a home library: its id, code, municipality, place, and how many live near it."""

    library_id: int
    code: str
    municipality_id: int
    place: str
    weight: float


@dataclass(frozen=True)
class Person:
    """A patron to be; `guardian` is the index of the adult who answers for a child, in the same list."""

    first_name: str
    last_name: str
    birth_date: date | None
    category: str
    home: Home
    street: str
    postcode: str
    town: str
    language: str
    reads: str
    email: str
    phone: str
    protection: str
    guardian: int | None


def people(homes: Sequence[Home], *, total: int, seed: int, today: date) -> list[Person]:
    """`total` patrons: institutions and classes first, then household after household."""
    found = list(_institutions(homes, total, seed))
    house = 0
    while len(found) < total:
        house += 1
        found.extend(_household(house, len(found), _home(homes, seed, house), seed, today)[: total - len(found)])
    return found


def _home(homes: Sequence[Home], *about: object) -> Home:
    point = chance(*about, "home") * sum(home.weight for home in homes)
    for home in homes:
        point -= home.weight
        if point < 0:
            return home
    return homes[-1]


def _institutions(homes: Sequence[Home], total: int, seed: int) -> Iterator[Person]:
    """One for every 200 patrons, at the libraries in turn of their size."""
    by_size = sorted(homes, key=lambda home: (-home.weight, home.code))
    for number in range(max(total // 200, 1)):
        home = by_size[number % len(by_size)]
        is_class = number % 2 == 0
        name = (CLASSES if is_class else INSTITUTIONS)[number // 2 % 6]
        yield Person(
            first_name="",
            last_name=f"{name}, {home.place}",
            birth_date=None,
            category="school_class" if is_class else "institution",
            home=home,
            street=f"{pick(STREETS, seed, name, home.code)} {number + 1}",
            postcode=_postcode(home, number),
            town=home.place,
            language="sv",
            reads="swe",
            email=f"{fold_plain(name).replace(' ', '.')}.{home.code.lower()}@skola.example",
            phone=FICTION_PHONES[number % len(FICTION_PHONES)],
            protection="none",
            guardian=None,
        )


def _household(house: int, first: int, home: Home, seed: int, today: date) -> list[Person]:
    """One or two adults, and children in many homes where an adult is between 26 and 55. `first` is the index to be."""
    reads = "swe"
    if chance(seed, house, "elsewhere") < FROM_ELSEWHERE:
        reads = pick(list(NAMES_FROM_ELSEWHERE), seed, house, "from")
    last_name = pick(NAMES_FROM_ELSEWHERE[reads][1].split() if reads != "swe" else LAST_NAMES, seed, house, "last")
    street, postcode = f"{pick(STREETS, seed, house, 'street')} {between(1, 68, seed, house)}", _postcode(home, house)
    protection = "none"
    if house % PROTECTED_EVERY == 7:
        protection = ("confidential", "protected", "assumed")[house // PROTECTED_EVERY % 3]
    age = between(19, 90, seed, house, "age")
    ages: list[int] = [age]
    if age > 22 and chance(seed, house, "pair") < 0.42:
        ages.append(max(19, age + between(-6, 6, seed, house, "apart")))
    if 26 <= age <= 55 and chance(seed, house, "children") < 0.62:
        ages += [
            between(max(6, age - 45), max(6, min(17, age - 20)), seed, house, "child", n)
            for n in range(between(1, 3, seed, house, "many"))
        ]
    members = []
    for member, years in enumerate(ages):
        born = today - timedelta(days=years * 365 + years // 4 + between(1, 350, seed, house, member, "born"))
        is_child = today < _years_later(born, 18)
        first_name = _first_name(born.year, reads, seed, house, member)
        has_email = chance(seed, house, member, "email") < (HAS_EMAIL_WHEN_OLD if years >= OLD else HAS_EMAIL)
        address = f"{fold_plain(first_name)}.{fold_plain(last_name)}.{first + member}@post.example".replace(" ", "-")
        members.append(
            Person(
                first_name=first_name,
                last_name=last_name,
                birth_date=born,
                category="child" if is_child else _adult_category(years, seed, house),
                home=home,
                street=street,
                postcode=postcode,
                town=home.place,
                language="en" if reads == "eng" else "sv",
                reads=reads,
                # Messages of a small child go to the adult's address, so the child has none.
                email=address if has_email and years > 12 else "",
                phone=pick(FICTION_PHONES, seed, house, member, "phone"),
                protection=protection,
                guardian=first if is_child else None,
            )
        )
    return members


def _adult_category(years: int, *about: object) -> str:
    """Some of the oldest have their books brought home."""
    return "home" if years > 84 and chance(*about, "home") < 0.3 else "adult"


def _years_later(day: date, years: int) -> date:
    """The birthday; 1 March for whoever is born on 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _first_name(year: int, reads: str, *about: object) -> str:
    if reads != "swe":
        return pick(NAMES_FROM_ELSEWHERE[reads][0].split(), *about, "first")
    decade = min(max(year // 10 * 10, min(FIRST_NAMES_BY_DECADE)), max(FIRST_NAMES_BY_DECADE))
    return pick(FIRST_NAMES_BY_DECADE[decade].split(), *about, "first")


def _postcode(home: Home, number: int) -> str:
    return f"{POSTCODES.get(home.place, '820')} {10 + number % 80:02d}"
