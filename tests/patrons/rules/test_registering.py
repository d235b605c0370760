from datetime import date

import pytest

from helge.patrons.rules.contact import email_address, phone_number
from helge.patrons.rules.naming import name_readings, name_sort
from helge.patrons.rules.registering import CategoryFacts, category_by_age, reasons_not_to_register

CHILD = CategoryFacts("child", True, None, 17, 1095, 365, 15)
ADULT = CategoryFacts("adult", True, 18, None, 1095, 365, None)
HOME = CategoryFacts("home", True, None, None, 1095, 365, None)
CLASS = CategoryFacts("school_class", False, None, None, 365, 365, None)
TODAY = date(2027, 2, 1)


@pytest.mark.parametrize(("age", "code"), [(6, "child"), (17, "child"), (18, "adult"), (99, "adult"), (None, "adult")])
def test_the_category_follows_the_age(age, code):
    assert category_by_age(age, [HOME, CLASS, CHILD, ADULT]).code == code


@pytest.mark.parametrize(
    ("born", "category", "consent", "codes"),
    [
        (date(2021, 12, 31), CHILD, True, []),  # six during the year
        (date(2022, 1, 1), CHILD, True, ["too_young"]),
        (date(2012, 2, 1), CHILD, False, []),  # fifteen today
        (date(2012, 2, 2), CHILD, False, ["guardian_consent_missing"]),
        (date(2009, 2, 2), ADULT, False, ["wrong_category"]),  # eighteen tomorrow
        (date(1980, 1, 1), CHILD, False, ["wrong_category"]),
        (date(2028, 1, 1), CHILD, True, ["not_born"]),
        (None, ADULT, False, []),
        (date(2022, 1, 1), CLASS, False, []),  # a class has no age
    ],
)
def test_who_may_have_a_card(born, category, consent, codes):
    refusals = reasons_not_to_register(born, category, TODAY, has_guardian_consent=consent)
    assert [refusal.code for refusal in refusals] == codes


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("070-123 45 67", "0701234567"),
        ("+46 (0)70 123 45 67", "0701234567"),
        ("0046701234567", "0701234567"),
        ("0270/123 45", "027012345"),
        ("+47 22 12 34 56", "+4722123456"),
        ("0047 22 12 34 56", "+4722123456"),
    ],
)
def test_a_telephone_number_has_one_spelling(typed, kept):
    assert phone_number(typed) == kept


@pytest.mark.parametrize("typed", ["", "123", "ring mamma", "070-123 45 67 89 01 23 45", "+46+70"])
def test_what_is_no_telephone_number_is_refused(typed):
    with pytest.raises(ValueError, match="Telefonnumret"):
        phone_number(typed)


def test_an_address_has_one_spelling():
    assert email_address(" Anna@Exempel.SE ") == "anna@exempel.se"
    with pytest.raises(ValueError, match="E-postadressen"):
        email_address("anna@exempel")


def test_a_name_may_be_typed_either_way_round():
    assert name_sort("Anna", "af Ek") == "af ek anna"
    assert name_readings("Anna Ek") == [("anna ek", ""), ("ek", " anna")]
    assert name_readings("Anna af Ek") == [("anna af ek", ""), ("af ek", " anna"), ("ek", " anna af")]
    assert name_readings("Ek") == [("ek", "")]
    assert name_readings("  ") == []
