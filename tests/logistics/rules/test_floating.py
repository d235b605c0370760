"""What stays where it was returned."""

from datetime import date

from helge.logistics.rules.floating import FloatingCase, floats_here
from helge.policies.rules.deciding import RuleRow

FILM = FloatingCase(2161, "film", "swe", "Vuxen")


def row(number, columns, stays, most=None):
    return RuleRow(number, date(2020, 1, 1), None, columns, (stays, most))


def test_nothing_floats_unless_a_rule_says_so():
    assert not floats_here([], FILM, same_title_here=0).stays


def test_films_float_except_those_of_one_municipality():
    films = row(1, (None, "film", None, None), True)
    not_ours = row(2, (2161, None, None, None), False)
    assert floats_here([films], FILM, same_title_here=0).stays
    assert not floats_here([films, not_ours], FILM, same_title_here=0).stays


def test_the_fourth_copy_goes_home():
    films = row(1, (None, "film", None, None), True, 3)
    assert floats_here([films], FILM, same_title_here=2).stays
    full = floats_here([films], FILM, same_title_here=3)
    assert (full.stays, full.is_full, full.rule_ids) == (False, True, (1,))
