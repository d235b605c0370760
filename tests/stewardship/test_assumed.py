"""Nobody takes what was assumed for what HelGe has decided."""

from helge.consortium.models import Decision, Library, Membership
from helge.policies.models import HoldRule, LoanRule, Tariff
from helge.stewardship.commands.list_assumed import assumed_page
from helge.stewardship.commands.load_house import load_house
from helge.stewardship.management.commands.assumed import PAGE


def test_the_page_about_what_was_assumed_is_the_data_s_own():
    assert PAGE.read_text(encoding="utf-8") == assumed_page(), "run `bin/helge assumed --write`"


def test_what_is_assumed_is_marked_in_the_database(db):
    load_house()
    for table in (Decision, HoldRule, Library, LoanRule, Membership, Tariff):
        assert table.objects.filter(is_assumed=True).exists(), table
    assert Library.objects.get(code="HUD-ENA").is_assumed
    assert not Library.objects.get(code="HUD").is_assumed
