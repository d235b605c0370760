"""`bin/helge test`: everything, on a real PostgreSQL and in a real browser."""

import os
import sys

from helge.config.debian import ensure_program
from helge.config.places import CLONE

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def run_tests(arguments: list[str]) -> int:
    """Run pytest with `arguments` and return its exit status. `--long` adds the long random desk."""
    import pytest

    if "--long" in arguments:
        arguments = [argument for argument in arguments if argument != "--long"]
        os.environ["HELGE_LONG"] = "1"
    if not os.environ.get("HELGE_CHROMIUM"):
        os.environ["HELGE_CHROMIUM"] = str(ensure_program(*CHROMIUM, package="chromium"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "helge.config.settings_test"
    sys.path.insert(0, str(CLONE))
    os.chdir(CLONE)
    return int(pytest.main(arguments))
