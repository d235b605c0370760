import pytest

from helge.foundation.refusals import Refusal, Refused, still_standing

DEBT = Refusal("debt", "Skulden är 150,00 kr.", "lend_despite_debt")
ON_LOAN = Refusal("on_loan", "Exemplaret är redan utlånat.")


def test_staff_with_the_permission_may_lend_despite_debt():
    assert still_standing([DEBT], frozenset({"debt"}), frozenset({"lend_despite_debt"})) == ()


@pytest.mark.parametrize(
    ("override", "permissions"),
    [
        (set(), {"lend_despite_debt"}),  # may, but did not say so
        ({"debt"}, set()),  # said so, but may not
        ({"debt"}, {"lend_despite_age"}),  # holds another permission
        ({"age"}, {"lend_despite_debt"}),  # answered another question
    ],
)
def test_an_override_needs_both_the_word_and_the_permission(override, permissions):
    assert still_standing([DEBT], frozenset(override), frozenset(permissions)) == (DEBT,)


def test_nobody_may_override_what_has_no_permission():
    standing = still_standing([ON_LOAN, DEBT], frozenset({"on_loan", "debt"}), frozenset({"lend_despite_debt", ""}))
    assert standing == (ON_LOAN,)


def test_a_refused_command_carries_all_reasons_but_logs_only_codes():
    refused = Refused([DEBT, ON_LOAN])

    assert refused.refusals == (DEBT, ON_LOAN)
    assert refused.codes == ("debt", "on_loan")
    assert str(refused) == "debt, on_loan"
