"""Every page type in a real browser: no barriers, nothing too wide, both languages; lists worked by keys alone."""

import os
from typing import Any

import pytest
from django.conf import settings as helge_settings

from helge.search import indexer, queries
from tests.interfaces.browser import DESK, PHONE, barriers, overflow, picture
from tests.interfaces.staff.rooms_pages import PAGES, picture_stage
from tests.interfaces.staff.rooms_stage import full_stage

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _index_let_go():
    yield
    indexer.forget_writer()
    queries.forget_readers()


def logged_in(page: Any, stage: Any, live_server: Any) -> Any:
    """The same colleague in the browser as in the story."""
    cookie = stage.client.cookies[helge_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


@pytest.mark.parametrize(
    ("width", "language", "theme"),
    [(DESK, "sv", "light"), (DESK, "en", "dark"), (PHONE, "sv", "dark"), (PHONE, "en", "light")],
    ids=["desk", "desk-en-dark", "phone-dark", "phone-en"],
)
def test_nothing_stands_in_anybodys_way(busy_world, visit, live_server, tmp_path, settings, width, language, theme):
    settings.SEARCH_INDEX = tmp_path / "index"
    stage, numbers = picture_stage(busy_world, tmp_path)
    indexer.run_index_once()
    page = logged_in(visit("/halsa", width=width, language=language, theme=theme), stage, live_server)
    wanted = os.environ.get("HELGE_ROOMS", "").split()
    found = {}
    for name, path in PAGES.items():
        if wanted and name not in wanted:
            continue
        page.goto(f"/personal/{path.format(**numbers)}")
        picture(page, f"{name}-{width}-{language}-{theme}")
        wrong = barriers(page)
        if overflow(page):
            wrong.append(f"{overflow(page)} px too wide")
        if wrong:
            found[name] = wrong
    assert not found, found


def test_a_pull_list_is_worked_by_keys_alone(busy_world, visit, live_server):
    stage = full_stage(busy_world)
    page = logged_in(visit("/halsa"), stage, live_server)
    page.goto("/personal/plocklista")
    page.locator("tbody tr[id]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("F2")
    page.wait_for_selector(".messages")
    assert "Du har tagit 1 rad." in page.locator("#work").inner_text()
    assert page.evaluate("document.activeElement.closest('#work') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exemplar/**")


def test_a_claimed_row_is_put_back_without_scripts(busy_world, visit, live_server):
    stage = full_stage(busy_world)
    page = logged_in(visit("/halsa", scripts=False), stage, live_server)
    page.goto("/personal/plocklista")
    page.get_by_role("button", name="Ta Doktor Glas").click()
    page.get_by_role("button", name="Lägg tillbaka Doktor Glas").click()
    assert page.get_by_text("Raden är lagd tillbaka.").is_visible()


def test_a_scan_on_the_list_picks_the_row_and_says_where_the_book_goes(busy_world, visit, live_server):
    stage = full_stage(busy_world)
    page = logged_in(visit("/halsa"), stage, live_server)
    page.goto("/personal/plocklista")
    row = page.locator("#work tbody tr", has_text="Doktor Glas")
    barcode = row.locator("td.selectable").inner_text()
    page.locator("[data-scan-field]").fill(barcode)
    page.keyboard.press("Enter")
    row.wait_for(state="detached")
    assert "Järvsö" in page.locator("#outcome").inner_text()
    assert page.locator("#rail-nav a[aria-current] .count").inner_text() == "2"
