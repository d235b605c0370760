"""One title: every library's copies, the queue, the record's fields, its MARC and what was changed when."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from helge.catalogue.commands.create_record import RecordRefused, create_record
from helge.catalogue.commands.edit_record import edit_record
from helge.catalogue.models import BibRecord, RecordVersion
from helge.catalogue.queries import find_record
from helge.circulation.models import Loan
from helge.consortium.occasion import STOCKHOLM
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.jump_queue import jump_queue
from helge.holds.models import Hold, HoldState
from helge.holds.queries import queue_of
from helge.interfaces.staff.media_types import media_type_names
from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.interfaces.staff.views.marc_words import marc_changes, marc_lines
from helge.interfaces.staff.views.title_forms import RecordForm, mark_refusals
from helge.inventory.models import Item
from helge.inventory.queries import Copy, copies_of

PAGES = ("exemplar", "uppgifter", "marc")
MOST_VERSIONS = 30


class TitlePage(RoomView):
    """Three tabs: copies and queue, the fields to correct, MARC with its history."""

    section = "titles"
    template = "staff/rooms/title.html"
    verbs = {
        "edit": Verb("edit", "edit_record"),
        "jump": Verb("jump", "jump_queue"),
        "cancel": Verb("cancel", "see_patrons"),
    }
    record: BibRecord

    def find(self, **kwargs: Any) -> None:
        found = find_record(kwargs["record_id"])
        if found is None:
            raise Http404
        self.record = found

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        self.find(**kwargs)
        if self.record.pk != kwargs["record_id"]:
            return self.on_to("title", self.record.pk)
        return self.page()

    def context(self) -> dict[str, Any]:
        shown = self.request.GET.get("visa", "")
        shown = shown if shown in PAGES else PAGES[0]
        copies = copies_of([self.record.pk])[self.record.pk]
        queue = queue_of(self.record.pk)
        common = {
            "record": self.record,
            "shown": shown,
            "media_types": media_type_names(),
            "in_now": sum(copy.is_available for copy in copies),
            "copies_count": len(copies),
            "queue_count": sum(hold.state == HoldState.WAITING for hold in queue),
            "tabs_label": _("Titeln"),
            "tabs": self._tabs(shown, len(copies)),
        }
        match shown:
            case "uppgifter":
                return common | {"form": RecordForm.of(self.record)}
            case "marc":
                return common | self._marc()
        return common | {
            "copies": with_due_dates(copies),
            "queue": with_places(queue),
            "withdrawn": Item.objects.filter(record=self.record, withdrawn_at__isnull=False).count(),
            "editions": editions_of(self.record),
        }

    def _tabs(self, shown: str, copies: int) -> list[dict[str, Any]]:
        page = reverse("staff:title", args=[self.record.pk])
        words = {"exemplar": _("Exemplar och kö"), "uppgifter": _("Uppgifter"), "marc": _("MARC och ändringar")}
        return [
            {
                "href": page if name == PAGES[0] else f"{page}?visa={name}",
                "words": words[name],
                "count": copies if name == PAGES[0] else "",
                "is_current": name == shown,
            }
            for name in PAGES
        ]

    def _marc(self) -> dict[str, Any]:
        versions = list(
            RecordVersion.objects.filter(record=self.record)
            .select_related("staff_member")
            .order_by("-replaced_at", "-pk")[:MOST_VERSIONS]
        )
        following = [self.record.marc, *(version.marc for version in versions)]
        return {
            "lines": marc_lines(self.record.marc),
            "versions": [
                (version, *marc_changes(version.marc, after))
                for version, after in zip(versions, following, strict=False)
            ],
        }

    def edit(self, _which: str) -> HttpResponse:
        form = RecordForm.of(self.record, self.request.POST)
        if form.is_valid():
            try:
                edit_record(self.record.pk, form.changes(), occasion=self.occasion())
            except RecordRefused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to(
                    "title", self.record.pk, said=_("Titeln är sparad. Sökningen hinner ikapp på någon sekund.")
                )
        return self.page(422, form=form, shown="uppgifter", tabs=self._tabs("uppgifter", 0))

    def jump(self, which: str) -> str:
        self._hold(which)
        jump_queue(number(which) or 0, self.request.POST.get(f"reason-{which}", ""), occasion=self.occasion())
        return _("Reservationen är flyttad först i kön. Det syns i listan över förturer.")

    def cancel(self, which: str) -> str:
        self._hold(which)
        ended = cancel_hold(number(which) or 0, occasion=self.occasion())
        if ended.item_id is not None:
            return _("Reservationen är borttagen. Exemplaret står på listan över det som ska tas från hämthyllan.")
        return _("Reservationen är borttagen.")

    def _hold(self, which: str) -> None:
        """A hold of another title is not this page's to change."""
        if not Hold.objects.filter(pk=number(which) or 0, record_id=self.record.pk).exists():
            raise Http404


class NewTitle(RoomView):
    """A title that no file brings: a few fields, and MARC is made from them."""

    section = "titles"
    needs = "edit_record"
    template = "staff/rooms/title_new.html"
    verbs = {"add": Verb("add", "edit_record")}

    def context(self) -> dict[str, Any]:
        return {"form": RecordForm(initial={"media_type": "book", "languages": "swe", "audience": "adult"})}

    def add(self, _which: str) -> HttpResponse:
        form = RecordForm(self.request.POST)
        if form.is_valid():
            facts = {name: value for name, value in form.cleaned_data.items() if name != "is_suppressed"}
            try:
                made = create_record(facts, occasion=self.occasion(), is_suppressed=form.cleaned_data["is_suppressed"])
            except RecordRefused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to("item_new", made.pk, said=_("Titeln är inlagd. Lägg till det första exemplaret."))
        return self.page(422, form=form)


def with_due_dates(copies: list[Copy]) -> list[tuple[Copy, Any]]:
    """Each copy with the day it is due when it is lent."""
    due = dict(
        Loan.objects.filter(pk__in=[copy.loan_id for copy in copies if copy.loan_id]).values_list("pk", "due_date")
    )
    return [(copy, due.get(copy.loan_id or 0)) for copy in copies]


def with_places(queue: list[Hold]) -> list[tuple[Hold, int, Any]]:
    """Each hold with its place (0 when a copy is under way or ready) and the day it has waited since."""
    place = 0
    placed = []
    for hold in queue:
        is_waiting = hold.state == HoldState.WAITING
        place += is_waiting
        since = hold.placed_at if is_waiting else hold.ready_at or hold.captured_at
        placed.append((hold, place if is_waiting else 0, since.astimezone(STOCKHOLM) if since else None))
    return placed


def editions_of(record: BibRecord) -> list[BibRecord]:
    """Other editions of the same work, hidden ones too."""
    return list(
        BibRecord.objects.filter(work_id=record.work_id)
        .exclude(pk=record.pk)
        .only("title", "year", "media_type", "publisher", "work_id")
        .order_by("-year", "pk")[:20]
    )
