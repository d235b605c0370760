"""Helge's settings over a database of the bench's own."""

from helge.config.settings import *  # noqa: F403
from helge.config.settings import DATABASES

DATABASES["default"]["NAME"] = "helge_bench"
