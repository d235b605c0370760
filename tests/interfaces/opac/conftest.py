"""What the stories of the public web share: the clock of the story, its own index, a reader who can log in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from helge.consortium.models import Login
from helge.interfaces.opac import occasions
from helge.search import indexer, queries
from tests.world import Reader, World

PIN = "2580"


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, settings: Any) -> Iterator[None]:
    """An index folder of the story's own, and no shelves from another story."""
    settings.SEARCH_INDEX = tmp_path / "index"
    cache.clear()
    yield
    indexer.forget_writer()
    queries.forget_readers()


@pytest.fixture
def indexed() -> Callable[[], None]:
    """Let the search know what is in the catalogue now."""

    def index() -> None:
        indexer.rebuild()
        queries.look_again()
        cache.clear()

    return index


def stands_at(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The clock of the web shows the story's time."""
    monkeypatch.setattr(occasions, "now", world.moment)
    return world


@pytest.fixture
def town(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    return stands_at(world, monkeypatch)


@pytest.fixture
def busy_town(busy_world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The same, committed: a browser sees it."""
    return stands_at(busy_world, monkeypatch)


def with_pin(reader: Reader, pin: str = PIN) -> Reader:
    """Let the reader log in."""
    login = Login(handle=f"reader-{reader.id}")
    login.set_password(pin)
    login.save()
    reader.patron.login = login
    reader.patron.save(update_fields=["login"])
    return reader


def at_home(reader: Reader) -> Client:
    """The reader's own browser, logged in."""
    client = Client()
    answer = client.post("/logga-in", {"number": with_pin(reader).card, "pin": PIN})
    assert answer.status_code == 302
    return client
