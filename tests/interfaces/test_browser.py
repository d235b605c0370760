"""The eyes of the browser stories see what they should."""

import pytest

from tests.interfaces.browser import Visit, barriers, overflow

pytestmark = pytest.mark.browser


def test_a_barrier_is_seen_and_so_is_a_page_too_wide(busy_world, visit: Visit):
    page = visit("/logga-in")
    assert (barriers(page), overflow(page)) == ([], 0)
    page.evaluate("document.querySelector('label[for=id_pin]').remove()")
    page.evaluate("document.querySelector('main').style.width = '3000px'")
    assert overflow(page) > 0
    assert any(line.startswith("label") for line in barriers(page))
