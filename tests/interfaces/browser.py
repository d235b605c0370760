"""A real browser against a real server: what every story with a screen stands on.

`visit` opens pages of the story's own: width, language, theme, with or without scripts. A page that writes an error to
the console, breaks the content policy, gets a fault from the server or asks anybody else for anything fails its story.
Rows must be committed for the server to see them: build the stage with `busy_world`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PHONE, DESK = 360, 1440
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Visit = Callable[..., Page]


def _chromium() -> str:
    found = os.environ.get("HELGE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no chromium on this machine; `bin/helge test` installs it")
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, live_server: Any) -> Iterator[Visit]:
    """visit("/sok?q=pippi", width=PHONE, language="en", theme="dark", scripts=False) opens a page and returns it.

    `context=page.context` opens it for the same visitor, with their cookies. The address is of the story's own server.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        address: str = "/",
        *,
        width: int = DESK,
        height: int = 900,
        language: str = "sv",
        theme: str = "light",
        scripts: bool = True,
        context: BrowserContext | None = None,
    ) -> Page:
        if context is None:
            context = chromium.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": height},
                locale={"sv": "sv-SE", "en": "en-GB"}[language],
                java_script_enabled=scripts,
                reduced_motion="reduce",
            )
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": live_server.url}
                    for name, value in {"helge_language": language, "helge_theme": theme}.items()
                ]
            )
            contexts.append(context)
        page = context.new_page()
        listen(page, live_server.url, complaints)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def listen(page: Page, home: str, complaints: list[str]) -> None:
    """Write down what should never happen on any page."""
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"console: {message.text}")
            # The browser logs each 404 and 422 it was answered; those are answers, not faults.
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    page.on(
        "response",
        lambda answer: complaints.append(f"fault: {answer.status} {answer.url}") if answer.status >= 500 else None,
    )
    page.on(
        "request",
        lambda asked: (
            complaints.append(f"asked somebody else: {asked.url}")
            if not asked.url.startswith((home, "data:", "blob:", "about:"))
            else None
        ),
    )


def barriers(page: Page) -> list[str]:
    """What axe finds in the way of people, one line per place; an empty list is what we want."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window; 0 is what we want."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder HELGE_PICTURES, when it is set: for looking, not for comparing."""
    folder = os.environ.get("HELGE_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
