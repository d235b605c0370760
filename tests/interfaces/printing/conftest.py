"""A press without the fonts of the machine, so that the poorest machine is the one tested."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from helge.interfaces.ui.printing.render import Press


@pytest.fixture(scope="session")
def press() -> Press:
    return Press(of_the_machine=False)


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield
