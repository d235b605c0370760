"""Which rule decides, as a table."""

from datetime import date

import pytest

from helge.policies.rules.deciding import RuleRow, values_of

NAMES = ("loan_days", "max_renewals")
START = date(2006, 10, 1)
ROWS = [
    RuleRow(1, START, None, (None, None, None), (28, 2)),
    RuleRow(2, START, None, (None, "Hofors", None), (None, 3)),
    RuleRow(3, START, None, (None, None, "film"), (7, None)),
    RuleRow(4, START, None, (None, "Hofors", "film"), (14, None)),
    RuleRow(5, START, None, ("HOF", None, "magazine"), (0, None)),
]


@pytest.mark.parametrize(
    ("case", "days", "renewals", "rows"),
    [
        (("LJU", "Ljusdal", "book"), 28, 2, [1]),
        (("HOF", "Hofors", "book"), 28, 3, [1, 2]),  # a member overrides only one value
        (("LJU", "Ljusdal", "film"), 7, 2, [1, 3]),
        (("HOF", "Hofors", "film"), 14, 3, [2, 4]),
        (("HOF", "Hofors", "magazine"), 0, 3, [2, 5]),  # zero is a value, empty is not
    ],
)
def test_each_value_comes_from_the_most_decisive_row_that_has_it(case, days, renewals, rows):
    decided = values_of(ROWS, case, NAMES)
    assert (decided["loan_days"], decided["max_renewals"], decided.rule_ids) == (days, renewals, rows)


def test_a_missing_catch_all_is_a_fault_of_the_set_up():
    with pytest.raises(LookupError):
        values_of(ROWS[1:2], ("LJU", "Ljusdal", "book"), NAMES)
