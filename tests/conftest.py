"""Fixtures that every story may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helge.consortium import queries as consortium
from helge.logistics import queries as logistics
from helge.policies import queries as policies

from .world import World

pytest_plugins = ["tests.ground", "tests.interfaces.browser", "tests.mail"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What a process keeps in memory must not outlive the story: the database is rolled back behind it."""
    consortium.forget()
    policies.forget()
    logistics.forget()
    yield
    consortium.forget()
    policies.forget()


@pytest.fixture
def world(db: None) -> World:
    """Four municipalities, six libraries, common rules; rolled back after the story."""
    return World()


@pytest.fixture
def busy_world(transactional_db: None) -> World:
    """The same, committed: for stories with several desks at once, each with a connection of its own."""
    return World()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real records beside the project; stories that need it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder with real MARC files is not beside the project")
    return SHARED
