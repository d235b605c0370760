"""What every test stands on: the private PostgreSQL and a fresh database."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from helge.config import postgres, translations
from helge.config.places import CLONE, data_folder
from tests.database import fresh_database

_server = ExitStack()

# Playwright keeps an event loop in the thread of the tests; the ORM beside it is still used by one thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure() -> None:
    translations.compile_stale(CLONE / "helge")
    if not os.environ.get("HELGE_DATABASE_URL"):
        _server.enter_context(postgres.private_server(data_folder()).in_use())


def pytest_unconfigure() -> None:
    _server.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("HELGE_LONG"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="only with --long"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Instead of Django's own test database: see tests/database.py."""
    with django_db_blocker.unblock(), fresh_database():  # type: ignore[attr-defined]
        yield
