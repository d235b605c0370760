"""May this person have a card, of which category, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from helge.foundation.refusals import Refusal

from .ages import age_on, first_card_date


@dataclass(frozen=True)
class CategoryFacts:
    """A patron category in plain values; see `PatronCategory`."""

    code: str
    is_person: bool
    min_age: int | None
    max_age: int | None
    valid_days: int
    valid_days_without_papers: int
    consent_below_age: int | None


def category_by_age(age: int | None, categories: Iterable[CategoryFacts]) -> CategoryFacts:
    """The category of a person of that age: the one whose limits say most. Without an age it is the one for adults.

    Raises LookupError when no category takes the age: a set-up fault.
    """
    for category in sorted(categories, key=lambda one: (one.min_age is None) + (one.max_age is None)):
        limits = (category.min_age, category.max_age)
        if not category.is_person or limits == (None, None):
            continue
        if age is None:
            if category.max_age is None:
                return category
        elif (category.min_age or 0) <= age and (category.max_age is None or age <= category.max_age):
            return category
    raise LookupError(f"no patron category takes the age {age}")


def expires_date(category: CategoryFacts, today: date, *, has_papers: bool) -> date:
    """Last day of the card; shorter for whoever has shown no identity number (requirement 11)."""
    return today + timedelta(days=category.valid_days if has_papers else category.valid_days_without_papers)


def reasons_not_to_register(
    birth_date: date | None, category: CategoryFacts, today: date, *, has_guardian_consent: bool
) -> list[Refusal]:
    """Why this person may not have a card today: too young, no guardian's yes, or the wrong category for the age."""
    if birth_date is None or not category.is_person:
        return []
    if birth_date > today:
        return [Refusal("not_born", _("Födelsedatumet har inte varit än."), field="birth_date")]
    first = first_card_date(birth_date)
    if today < first:
        message = _("Barnet kan få lånekort från och med %(day)s, det år det fyller sex.") % {"day": first.isoformat()}
        return [Refusal("too_young", message, field="birth_date")]
    refusals = []
    age = age_on(birth_date, today)
    if (category.min_age or 0) > age or (category.max_age is not None and age > category.max_age):
        refusals.append(Refusal("wrong_category", _("Kategorin passar inte låntagarens ålder."), field="category"))
    if category.consent_below_age is not None and age < category.consent_below_age and not has_guardian_consent:
        message = _("Den som är under %(age)s år behöver vårdnadshavarens medgivande.") % {
            "age": category.consent_below_age
        }
        refusals.append(Refusal("guardian_consent_missing", message, field="guardian_consent"))
    return refusals
