"""Ages, which decide card, fees and who answers for the loans."""

from datetime import date

ADULT_AGE = 18
FIRST_CARD_AGE = 6


def age_on(birth_date: date, day: date) -> int:
    """Full years on that day. Whoever is born on 29 February has the birthday on 1 March in other years.

    Raises ValueError when the day is before the birth.
    """
    if day < birth_date:
        raise ValueError("nobody has an age before being born")
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def is_child(birth_date: date, day: date, limit: int = ADULT_AGE) -> bool:
    """True until the birthday when `limit` years are full."""
    return age_on(birth_date, day) < limit


def first_card_date(birth_date: date, age: int = FIRST_CARD_AGE) -> date:
    """The first day a child may have a card: 1 January of the sixth birthday's year, so a class gets it together."""
    return date(birth_date.year + age, 1, 1)


def may_have_card(birth_date: date, day: date, age: int = FIRST_CARD_AGE) -> bool:
    return day >= first_card_date(birth_date, age)
