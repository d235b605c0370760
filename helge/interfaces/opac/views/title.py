"""The title page: one edition, its work's other editions, every copy and the queue."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from helge.catalogue.models import BibRecord, Redirect
from helge.circulation.models import Loan
from helge.foundation.isbn import isbn13
from helge.holds.facts import copies_of
from helge.holds.models import ACTIVE, Hold
from helge.holds.queries import waiting_counts
from helge.interfaces.opac import occasions
from helge.interfaces.opac.copies import AtLibrary, copies_at_libraries, local_exceptions
from helge.interfaces.opac.pages import look_at_the_clocks, show
from helge.interfaces.opac.visitors import my_library, patron_of
from helge.search.gathering import availability_now
from helge.search.labels import language_name, value_labels
from helge.search.names import spoken_name

SHOWN_EDITIONS = 20


def public_record(record_id: int) -> BibRecord:
    """A record the public may see. Raises Http404."""
    record = BibRecord.objects.filter(pk=record_id, is_suppressed=False).first()
    if record is None:
        raise Http404
    return record


@gzip_page
@require_safe
def title(request: HttpRequest, record_id: int) -> HttpResponse:
    """Everything about one title. Addresses never die: an old number leads to the title it became."""
    record = BibRecord.objects.filter(pk=record_id, is_suppressed=False).first()
    if record is None:
        moved = Redirect.objects.filter(old_id=record_id).values_list("record_id", flat=True).first()
        if moved is None:
            raise Http404
        return HttpResponsePermanentRedirect(reverse("opac:title", args=[moved]))
    look_at_the_clocks()
    libraries = copies_at_libraries(record.pk, my_library(request))
    kinds = value_labels("media_type")
    copies = sum(len(at.copies) for at in libraries)
    return show(
        request,
        "title.html",
        {
            "section": "search",
            "record": record,
            "kind": kinds.get(record.media_type, record.media_type),
            "people": [(heading, spoken_name(heading)) for heading in _people(record)],
            "languages": [language_name(code) for code in record.languages],
            "libraries": libraries,
            "copies": copies,
            "in_now": sum(at.in_now for at in libraries),
            "waiting": waiting_counts({record.pk}).get(record.pk, 0),
            "soonest": _soonest_due(libraries),
            "exceptions": local_exceptions(copies_of([record.pk]), occasions.today()) if copies else [],
            "editions": _editions(record, kinds),
            "linked_data": _linked_data(request, record),
            **_mine(request, record),
        },
    )


def _mine(request: HttpRequest, record: BibRecord) -> dict[str, Any]:
    """What the title is to whoever is logged in."""
    patron = patron_of(request)
    if patron is None:
        return {}
    hold = Hold.objects.filter(patron_id=patron.pk, record_id=record.pk, state__in=ACTIVE).first()
    loans = Loan.objects.filter(patron_id=patron.pk, item__record_id=record.pk, checked_in_at__isnull=True)
    return {"my_hold": hold, "is_on_loan_to_me": hold is None and loans.exists()}


def _people(record: BibRecord) -> list[str]:
    return list(dict.fromkeys(name for name in (record.author, *record.people) if name))


def _soonest_due(libraries: list[AtLibrary]) -> Any:
    return min((copy.due_date for at in libraries for copy in at.copies if copy.due_date), default=None)


def _editions(record: BibRecord, kinds: Any) -> list[dict[str, Any]]:
    """The same work in other editions, languages and media, newest first."""
    others = list(
        BibRecord.objects.filter(work_id=record.work_id, is_suppressed=False)
        .exclude(pk=record.pk)
        .order_by("media_type", "-year", "pk")[:SHOWN_EDITIONS]
    )
    if not others:
        return []
    now = availability_now([other.pk for other in others])
    return [
        {
            "record": other,
            "kind": kinds.get(other.media_type, other.media_type),
            "language": ", ".join(language_name(code) for code in other.languages),
            "is_in": now[other.pk].is_in,
            "copies": now[other.pk].copies,
        }
        for other in others
    ]


def _linked_data(request: HttpRequest, record: BibRecord) -> SafeString:
    """schema.org for those who look for books elsewhere; a data block, which no content policy runs."""
    types = {"film": "Movie", "music": "MusicAlbum", "audiobook": "Audiobook", "game": "Game", "magazine": "Periodical"}
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": types.get(record.media_type, "Book"),
        "name": f"{record.title} : {record.subtitle}" if record.subtitle else record.title,
        "url": request.build_absolute_uri(reverse("opac:title", args=[record.pk])),
        "inLanguage": list(record.languages),
    }
    if record.author:
        facts["author"] = {"@type": "Person", "name": spoken_name(record.author)}
    if record.year:
        facts["datePublished"] = str(record.year)
    if record.isbns and isbn13(record.isbns[0]):
        facts["isbn"] = record.isbns[0]
    told = json.dumps(facts, ensure_ascii=False)
    for sign in "<>&":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(told)  # noqa: S308 - the three signs that could end a script element are escaped above
