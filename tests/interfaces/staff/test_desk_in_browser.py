"""The desk in a real browser: hands on the keyboard only, and nothing lost when something else goes wrong."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from helge.circulation.models import Loan
from tests.interfaces.browser import DESK, PHONE, barriers, overflow, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Hands:
    """Counts every key pressed besides what a scanner types; a scanner ends each code with Enter."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def scan(self, code: str) -> None:
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)


def log_in(page: Page) -> Hands:
    page.keyboard.type("anna")
    page.keyboard.press("Tab")
    page.keyboard.type("bibliotekarien")
    page.keyboard.press("Enter")
    expect(page.locator("#scan-field")).to_be_focused()
    page.wait_for_load_state()  # until the script has come, a scan is a form like any other
    return Hands(page)


@pytest.fixture
def stage(busy_world) -> Any:
    busy_world.staff("Anna", library="LJU-JAR", roles=("library_head",))
    return busy_world


def test_ten_books_are_lent_with_no_key_but_one(stage, visit):
    alva, books = stage.patron("Alva"), [stage.book(f"Bok {number}", owned_by="LJU-JAR") for number in range(10)]
    hands = log_in(visit("/personal/utlan"))
    hands.scan(alva.card)
    for book in books:  # faster than the server answers: they wait in line
        hands.scan(book.barcode)
    expect(hands.page.locator("#session-rows tr")).to_have_count(10)
    expect(hands.page.locator("#session-rows tr").first).to_contain_text("Bok 9")
    expect(hands.page.locator("#loans-now")).to_have_text("10")
    expect(hands.page.locator("#scan-field")).to_be_focused()
    hands.press("F2")
    expect(hands.page.locator(".band__says")).to_have_text("Klart: 10 lån")
    expect(hands.page.locator("#borrower")).not_to_contain_text("Alva")
    expect(hands.page.locator("#scan-field")).to_be_focused()
    assert hands.keys == 1
    assert Loan.objects.count() == 10


def test_twenty_books_come_back_with_no_key_but_one(stage, visit):
    books = [stage.book(f"Bok {number}", owned_by="LJU-JAR") for number in range(20)]
    for book in books:
        stage.lend(book, stage.patron(), at="LJU-JAR")
    hands = log_in(visit("/personal/aterlamning"))
    for book in books:
        hands.scan(book.barcode)
    expect(hands.page.locator("#session-rows tr")).to_have_count(20)
    hands.press("F2")
    expect(hands.page.locator(".band__says")).to_have_text("Klart: 20 återlämnade")
    assert hands.keys == 1
    assert not Loan.objects.filter(checked_in_at__isnull=True).exists()


def test_one_key_takes_the_last_scan_back_also_twice_over(stage, visit):
    alva, first, second = stage.patron("Alva"), stage.book("Första"), stage.book("Andra")
    hands = log_in(visit("/personal/utlan"))
    for code in (alva.card, first.barcode, second.barcode):
        hands.scan(code)
    rows = hands.page.locator("#session-rows tr")
    expect(rows).to_have_count(2)
    hands.press("F8")
    expect(rows).to_have_count(1)
    hands.scan(second.barcode)
    expect(rows).to_have_count(2)
    hands.press("F8")
    expect(rows).to_have_count(1)
    expect(hands.page.locator(".band__says")).to_have_text("Utlånet är taget tillbaka.")


def test_a_refusal_is_answered_by_keyboard(stage, visit):
    alva, book = stage.patron("Alva", debt_ore=15_000), stage.book()
    hands = log_in(visit("/personal/utlan"))
    hands.scan(alva.card)
    hands.scan(book.barcode)
    expect(hands.page.locator(".refusals")).to_contain_text("Skulden är")
    hands.press("F6")
    expect(hands.page.locator(".band__says")).to_contain_text("Lånad till")
    hands.scan("39999999")
    expect(hands.page.locator("#quick-title")).to_be_visible()
    hands.press("F7")
    expect(hands.page.locator("#quick-title")).to_be_focused()
    hands.page.keyboard.type("En okänd bok")
    hands.press("Enter")
    expect(hands.page.locator(".refusals")).to_contain_text("Skulden är")
    hands.press("F6")
    expect(hands.page.locator("#session-rows tr").first).to_contain_text("En okänd bok")


def test_scans_wait_while_somebody_logs_in_again_in_another_tab(stage, visit):
    alva, book, other = stage.patron("Alva"), stage.book("Första"), stage.book("Andra")
    page = visit("/personal/utlan")
    hands = log_in(page)
    hands.scan(alva.card)
    expect(page.locator("#borrower")).to_contain_text("Alva")
    Session.objects.all().delete()
    hands.scan(book.barcode)
    hands.scan(other.barcode)
    trouble = page.locator("[data-scan-trouble]")
    expect(trouble).to_contain_text("Du är utloggad")
    expect(trouble.get_by_role("link", name="Logga in i en ny flik")).to_have_attribute("target", "_blank")
    assert not Loan.objects.exists()

    log_in(visit("/personal/logga-in", context=page.context))
    trouble.get_by_role("button", name="Försök igen").click()
    expect(page.locator("#session-rows tr")).to_have_count(2)
    assert Loan.objects.filter(patron=alva.patron).count() == 2


def test_what_was_typed_outlives_the_session(stage, visit):
    page = visit("/personal/utlan")
    log_in(page)
    page.goto("/personal/lantagare/ny")
    page.get_by_label("Förnamn").fill("Åsa")
    page.get_by_label("Efternamn").fill("Långeby")
    page.get_by_label("Har läst").check()
    Session.objects.all().delete()
    page.keyboard.press("F2")
    expect(page.get_by_text("Det du skrev finns kvar")).to_be_visible()
    page.get_by_label("Användarnamn").fill("anna")
    page.get_by_label("Lösenord").fill("bibliotekarien")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Skicka och fortsätt").press("Enter")
    expect(page.get_by_role("heading", name="Åsa Långeby")).to_be_visible()


@pytest.fixture
def printing(stage, visit) -> Hands:
    """Returns at a desk where slips print with the scan; what is printed is noted instead of put on paper."""
    page = visit("/personal/utskrift")
    page.keyboard.type("anna")
    page.keyboard.press("Tab")
    page.keyboard.type("bibliotekarien")
    page.keyboard.press("Enter")
    page.get_by_label("Skrivs ut av sig själva").check()
    page.get_by_role("button", name="Spara").click()
    page.add_init_script(
        """document.addEventListener("ui:print", (event) => {
          event.preventDefault();
          document.documentElement.dataset.printed = event.detail.url;
        });"""
    )
    page.goto("/personal/aterlamning")
    return Hands(page)


def test_the_slip_comes_with_the_scan(stage, printing):
    book = stage.book(owned_by="LJU-JAR")
    stage.hold(book.record, stage.patron(), pickup="LJU-JAR")
    # The browser's own viewer of PDF asks for files of its own, which the listener of these stories would mind.
    printing.page.route("**/*.pdf", lambda route: route.fulfill(content_type="text/plain", body="a slip"))
    printing.scan(book.barcode)
    expect(printing.page.locator("html")).to_have_attribute("data-printed", re.compile("/utskrift/reservation/"))
    expect(printing.page.locator("[data-print-failed]")).to_have_count(0)
    expect(printing.page.locator("#scan-field")).to_be_focused()


def test_a_printer_in_trouble_holds_up_no_scan(stage, printing):
    book, next_book = stage.book(owned_by="LJU-JAR"), stage.book(owned_by="LJU-JAR")
    stage.hold(book.record, stage.patron(), pickup="LJU-JAR")
    page = printing.page
    page.route("**/utskrift/**/*.pdf", lambda route: route.fulfill(status=404, content_type="text/html", body="no"))
    printing.scan(book.barcode)
    printing.scan(next_book.barcode)
    expect(page.locator("#session-rows tr")).to_have_count(2)
    expect(page.locator("[data-print-failed]")).to_contain_text("Skriv ut igen")
    expect(page.locator("#scan-field")).to_be_focused()


def test_the_book_drop_is_set_by_keyboard(stage, visit):
    page = visit("/personal/aterlamning")
    hands = log_in(page)
    hands.press("F4")
    expect(page.locator("#returned-on")).to_be_focused()
    page.locator("#returned-on").fill((stage.day - timedelta(days=1)).isoformat())
    hands.press("Enter")
    expect(page.locator(".set-back")).to_contain_text("Återlämningsdag:")
    expect(page.locator("#scan-field")).to_be_focused()


def test_the_shortcuts_and_the_palette_answer_from_the_scan_field(stage, visit):
    book = stage.book("Doktor Glas")
    page = visit("/personal/utlan")
    hands = log_in(page)
    hands.press("?")
    expect(page.locator("#shortcut-help")).to_contain_text("Ångra den senaste skanningen")
    hands.press("Escape")
    hands.press("Control+k")
    page.keyboard.type(book.barcode)
    expect(page.locator("#palette-list")).to_contain_text("Doktor Glas")
    hands.press("Escape")
    expect(page.locator("#scan-field")).to_be_focused()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("width", "theme"), [(DESK, "light"), (PHONE, "dark")])
def test_nothing_stands_in_anybodys_way(stage, visit, width, theme, language):
    alva = stage.patron("Alva", debt_ore=15_000, email="alva@exempel.se")
    lent, waiting, free = stage.book("Lånad bok"), stage.book("Väntande bok"), stage.book("Ledig bok", owned_by="HOF")
    stage.lend(lent, stage.patron("Nils"))
    page = visit("/personal/utlan", width=width, theme=theme, language=language)
    name = f"{language}-{theme}-{width}"

    def look(what: str) -> None:
        picture(page, f"{what}-{name}")
        assert barriers(page) == [], what
        assert overflow(page) == 0, what

    look("log-in")
    hands = log_in(page)
    look("check-out")
    hands.scan(alva.card)
    expect(page.locator("#borrower")).to_contain_text("Alva")
    hands.scan(free.barcode)
    expect(page.locator(".refusals")).to_be_visible()
    look("check-out-refused")
    hands.press("F6")
    expect(page.locator("#session-rows tr")).to_have_count(1)
    hands.scan(waiting.barcode)
    expect(page.locator(".refusals")).to_be_visible()
    hands.press("F6")
    expect(page.locator("#session-rows tr")).to_have_count(2)
    look("check-out-lent")
    hands.scan("Exempel")
    expect(page.locator(".candidates")).to_be_visible()
    look("check-out-who")
    page.goto("/personal/aterlamning")
    for book in (lent, free):
        hands.scan(book.barcode)
    expect(page.locator("#session-rows tr")).to_have_count(2)
    look("check-in")
    for address in ("lantagare", f"lantagare/{alva.id}", "lantagare/ny", f"lantagare/{alva.id}/andra", "utskrift"):
        page.goto(f"/personal/{address}")
        page.evaluate("document.querySelectorAll('details.folded').forEach((one) => { one.open = true; })")
        look(address.replace("/", "-"))
