from collections.abc import Iterator
from pathlib import Path

import pytest

from helge.search import indexer, queries

from .shelf import SHELF, Desk, index_of


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A librarian's place at the small catalogue of `shelf`."""
    return Desk(index_of(tmp_path_factory.mktemp("index"), SHELF))


@pytest.fixture
def index_folder(tmp_path: Path, settings) -> Iterator[Path]:
    """An index folder of the story's own, still empty."""
    settings.SEARCH_INDEX = tmp_path / "index"
    yield settings.SEARCH_INDEX
    indexer.forget_writer()
    queries.forget_readers()
