"""Counting visits to the public web: no cookie, no stored address, nothing about who it was.

A visit is a page asked for from outside: the browser did not come from another of our own pages.
"""

import logging
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from helge.statistics.commands.count_visit import count_visit

from . import occasions

ROBOTS = re.compile(
    r"bot|crawl|spider|slurp|fetch|preview|monitor|uptime|curl|wget|python|java/|go-http|headless|lighthouse|feed|scan",
    re.IGNORECASE,
)
NOT_PAGES = {"suggest"}

log = logging.getLogger(__name__)


class CountVisits:
    """Counts after the page is made; a page never fails because it could not be counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_visit(request, response):
            try:
                count_visit(occasions.now())
            except DatabaseError:
                log.exception("a visit was not counted")
        return response


def is_visit(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a person came from outside to a page of the public web."""
    match = request.resolver_match
    return (
        request.method == "GET"
        and response.status_code == 200
        and match is not None
        and match.namespace == "opac"
        and match.url_name not in NOT_PAGES
        and not request.headers.get("HX-Request")
        and not _is_ours(request)
        and not _is_robot(request.headers.get("User-Agent", ""))
    )


def _is_ours(request: HttpRequest) -> bool:
    return urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()


def _is_robot(agent: str) -> bool:
    """A browser always says what it is; who says nothing is no reader."""
    return not agent.strip() or bool(ROBOTS.search(agent))
