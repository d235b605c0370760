"""What Django leaves to us: the header that says what a page may load, and values that no database can take."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

# No inline script and no inline style: what somebody smuggles into a page cannot run.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class ContentSecurityPolicy:
    """Adds the policy to every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        return response


class NoNulls:
    """Drops the character NUL from addresses and typed values: PostgreSQL cannot hold it, and nobody types it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nulls(request.GET)  # type: ignore[assignment]
        is_form = request.content_type == "application/x-www-form-urlencoded"
        if request.method == "POST" and is_form and b"%00" in request.body:
            request.POST = _without_nulls(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _without_nulls(given: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in given.lists():
        cleaned.setlist(name, [str(value).replace("\0", "") for value in values])
    return cleaned
