"""A form that was sent after the session had ended is kept in the log-in page, and sent again from there.

What was typed goes back to the browser it came from, signed, and stands in no table.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

FIELD = "kept"
KEPT_FOR = timedelta(hours=12)
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "pin", FIELD})
_SALT = "helge.staff.kept"


@dataclass(frozen=True)
class KeptForm:
    """Where the form was going, and its fields in order."""

    path: str
    fields: list[tuple[str, str]]


def keep_form(request: HttpRequest) -> str:
    """The form of this request as one signed field. Secrets are left out."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values]
    return signing.dumps([request.get_full_path(), fields], salt=_SALT, compress=True)


def form_kept(signed: str) -> KeptForm | None:
    try:
        path, fields = signing.loads(signed, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return KeptForm(path, [(name, value) for name, value in fields])
