"""The public web in a real browser: no barriers on any page, and the whole way by keyboard alone."""

from collections.abc import Callable

import pytest

from helge.circulation.commands.check_in import check_in
from helge.holds.models import Hold
from tests.interfaces.browser import DESK, PHONE, Visit, barriers, overflow, picture
from tests.world import Reader, World

from .conftest import PIN, with_pin

pytestmark = pytest.mark.browser


def a_busy_day(town: World) -> Reader:
    """Alva has loans, holds in every state and a debt; the catalogue has a little of everything."""
    alva, olle = with_pin(town.patron("Alva", home="LJU", debt_ore=8_000)), town.patron("Olle")
    for number, title in enumerate(["Emil i Lönneberga", "Mio, min Mio", "Bröderna Lejonhjärta", "Ronja rövardotter"]):
        book = town.book(title, record=town.record(title, audience="child", subjects=["Barn", "Äventyr"], year=1950))
        if number < 2:
            town.lend(book, alva)
    game = town.book("Spelet", owned_by="HOF", media_type_id="game")
    film = town.book("Filmen", owned_by="SOD", media_type_id="film")
    town.book("Kalevala", record=town.record("Kalevala", author="Lönnrot, Elias", languages=["fin"]))
    town.lend(film, olle)
    town.hold(film.record, alva)
    town.hold(game.record, alva)
    check_in(game.barcode, occasion=town.at("HOF"))
    ready = town.book("Madicken")
    town.hold(ready.record, alva)
    check_in(ready.barcode, occasion=town.at("LJU"))
    return alva


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_stands_in_the_way_on_any_page(busy_town, indexed, visit: Visit, language, width):
    alva = a_busy_day(busy_town)
    indexed()
    hold = Hold.objects.filter(patron_id=alva.id, state="waiting").get()
    record = hold.record_id
    free = busy_town.book("Pippi").record_id
    found = {}

    def look(address: str, context: object = None) -> object:
        page = visit(address, width=width, language=language, context=context)
        name = address.strip("/").replace("/", "_").replace("?", "_") or "start"
        found[address] = [*barriers(page), *([f"{overflow(page)} px too wide"] if overflow(page) else [])]
        picture(page, f"{name}-{language}-{width}")
        opened = page.context
        if context is not None:
            page.close()
        return opened

    visitor = look("/")
    for address in (
        *("/sok", "/sok?q=emil", "/sok?q=finnsinte", "/sok?q=emil#filter", f"/titel/{record}", "/bibliotek"),
        *("/bibliotek/LJU", "/regler", "/integritet", "/tillganglighet", "/logga-in", "/finns-inte"),
    ):
        look(address, visitor)
    page = visit("/logga-in", width=width, language=language, context=visitor)
    page.fill("#id_number", alva.card)
    page.fill("#id_pin", PIN)
    page.press("#id_pin", "Enter")
    page.wait_for_url("**/mina-sidor")
    for address in (
        *("/mina-sidor", f"/mina-sidor/reservationer/{hold.pk}", "/mina-sidor/uppgifter", "/mina-sidor/pinkod"),
        *(
            "/mina-sidor/kort",
            "/mina-sidor/reservationer/pausa",
            f"/titel/{free}/reservera",
            f"/titel/{record}/reserverad",
        ),
    ):
        look(address, visitor)
    assert {address: lines for address, lines in found.items() if lines} == {}


@pytest.mark.parametrize("theme", ["dark"])
def test_nothing_stands_in_the_way_in_the_dark(busy_town, indexed, visit: Visit, theme):
    a_busy_day(busy_town)
    indexed()
    page = visit("/sok?q=emil", theme=theme)
    assert barriers(page) == []
    assert barriers(visit("/", context=page.context)) == []


def test_a_title_is_reserved_with_the_keyboard_alone(busy_town, indexed, visit: Visit):
    alva = with_pin(busy_town.patron(home="LJU-JAR"))
    busy_town.book("Pippi Långstrump", owned_by="HOF")
    indexed()
    page = visit("/")

    def tab_to(says: Callable[[str], bool]) -> None:
        for _step in range(60):
            page.keyboard.press("Tab")
            if says(page.evaluate("document.activeElement.innerText || document.activeElement.id || ''")):
                return
        raise AssertionError("the keyboard never came there")

    tab_to(lambda told: told == "q-large")
    page.keyboard.type("pippi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok?q=pippi")
    tab_to(lambda told: told.startswith("Reservera"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/logga-in**")
    tab_to(lambda told: told == "id_number")
    page.keyboard.type(alva.card)
    page.keyboard.press("Tab")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/reservera")
    tab_to(lambda told: told == "Reservera")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reserverad")

    assert "Du står först i kön." in page.inner_text("main")
    assert Hold.objects.get().pickup_library.code == "LJU-JAR"


def test_a_filter_is_applied_at_once_and_stands_in_the_address(busy_town, indexed, visit: Visit):
    a_busy_day(busy_town)
    indexed()
    page = visit("/sok")
    page.check("text=Film")
    page.wait_for_url("**typ=film**")
    page.wait_for_function("document.querySelectorAll('.result').length === 1")
    assert page.inner_text(".chosen").startswith("Film") or "Film" in page.inner_text(".chosen")
    page.reload()
    assert page.locator(".result").count() == 1
    page.go_back()


def test_suggestions_are_chosen_with_the_arrows(busy_town, indexed, visit: Visit):
    busy_town.book("Pippi Långstrump")
    indexed()
    page = visit("/")
    page.type("#q-large", "pip")
    page.wait_for_selector('[role="option"]')
    assert barriers(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok?q=Pippi**")


def test_everything_is_renewed_where_one_stands(busy_town, visit: Visit):
    alva = with_pin(busy_town.patron())
    busy_town.lend(busy_town.book("Emil"), alva, on=busy_town.day.replace(month=1, day=20))
    page = visit("/logga-in?next=/mina-sidor")
    page.fill("#id_number", alva.card)
    page.fill("#id_pin", PIN)
    page.press("#id_pin", "Enter")
    page.wait_for_url("**/mina-sidor")
    page.click("text=Låna om alla")
    page.wait_for_selector("text=Omlånad till mån 1 mars")
    assert page.url.endswith("/mina-sidor")


def test_searching_and_reserving_need_no_script(busy_town, indexed, visit: Visit):
    alva = with_pin(busy_town.patron())
    busy_town.book("Pippi Långstrump", owned_by="HOF")
    indexed()
    page = visit("/sok?q=pippi", width=PHONE, scripts=False)
    page.click(".filter-opener")
    page.check("text=Bok")
    page.click("#filter button:has-text('Visa')")
    assert "typ=book" in page.url
    page.click("a:has-text('Reservera')")
    page.fill("#id_number", alva.card)
    page.fill("#id_pin", PIN)
    page.click("main button:has-text('Logga in')")
    page.click("main button:has-text('Reservera')")
    assert "Klart, titeln är reserverad" in page.inner_text("main")
