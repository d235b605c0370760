"""Import a file of records: upload, see it read, look at what was rejected or unclear, mend, retry, take back."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from helge.consortium import queries as consortium
from helge.intake.commands.retry_row import retry_row
from helge.intake.models import ImportBatch, ImportRow
from helge.intake.queries import latest_batches, rows_of
from helge.interfaces.staff import long_work
from helge.interfaces.staff.choices import offer
from helge.interfaces.staff.importing import undo_token
from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.interfaces.staff.tasks import import_upload, undo_import

MOST_BYTES = 512 * 1024 * 1024
ROWS = 50
OUTCOMES = ("review", "rejected", "created", "updated", "unchanged")


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Fil med MARC-poster"),
        help_text=gettext_lazy("ISO 2709, MARCXML, MarcEdit-text eller JSON; gärna packad med gzip."),
    )
    library = forms.ChoiceField(
        label=gettext_lazy("Bibliotek"),
        help_text=gettext_lazy("Får de exemplar som inte nämner något av våra bibliotek."),
    )
    source = forms.CharField(
        label=gettext_lazy("Källa"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Vems postnummer filen har, om den inte säger det själv: SE-LIBR"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "library", [(facts.code, facts.name) for facts in consortium.libraries().values()])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Filen är för stor. Packa den med gzip, eller dela den."))
        return file


class Imports(RoomView):
    """Upload at the top, what has been imported below."""

    section = "import"
    needs = "import_records"
    template = "staff/rooms/imports.html"
    verbs = {"upload": Verb("upload", "import_records")}

    def context(self) -> dict[str, Any]:
        return {
            "form": UploadForm(initial={"library": self.request.here.code}),
            "batches": latest_batches(30),
        }

    def upload(self, _which: str) -> HttpResponse:
        form = UploadForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.page(422, form=form)
        token = long_work.new_token()
        long_work.keep_file(token, form.cleaned_data["file"].name, form.cleaned_data["file"].chunks())
        import_upload.defer(
            token=token,
            library_code=form.cleaned_data["library"],
            source=form.cleaned_data["source"].strip(),
            staff_id=self.request.staff.pk,
            language=get_language() or settings.LANGUAGE_CODE,
        )
        return self.on_to("import_progress", token)


class ImportProgress(RoomView):
    """How far the worker has come; the part asks again each second, the whole page when there is no script."""

    section = "import"
    needs = "import_records"
    template = "staff/rooms/import_progress.html"

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        progress = long_work.progress_of(kwargs["token"])
        if progress is None:
            raise Http404
        if progress.state == "done" and progress.batch_id:
            there = reverse("staff:import_batch", args=[progress.batch_id])
            if request.headers.get("HX-Request"):
                answer = HttpResponse()
                answer["HX-Redirect"] = there
                return answer
            return HttpResponseRedirect(there)
        shown = {"progress": progress, "section": self.section, "address": request.path}
        if request.headers.get("HX-Request"):
            return render(request, "staff/rooms/parts/import_progress.html", shown)
        answer = render(request, self.template, shown)
        if not progress.is_over:
            answer["Refresh"] = "3"
        return answer


class ImportBatchPage(RoomView):
    """The account of one file: read is the sum of the rest, and every row that needs a person is listed."""

    section = "import"
    needs = "import_records"
    template = "staff/rooms/import_batch.html"
    verbs = {
        "retry": Verb("retry", "import_records"),
        "as_new": Verb("as_new", "import_records"),
        "mend": Verb("mend", "import_records"),
        "undo": Verb("undo", "import_records"),
    }
    batch: ImportBatch

    def find(self, **kwargs: Any) -> None:
        found = ImportBatch.objects.select_related("library", "staff_member").filter(pk=kwargs["batch_id"]).first()
        if found is None:
            raise Http404
        self.batch = found

    def context(self) -> dict[str, Any]:
        batch = self.batch
        counts = {outcome: getattr(batch, f"{outcome}_count") for outcome in OUTCOMES}
        shown = self.request.GET.get("visa", "")
        if shown not in OUTCOMES:
            shown = next((outcome for outcome in OUTCOMES if counts[outcome]), OUTCOMES[0])
        rows = rows_of(batch.pk, shown, limit=ROWS + 1, after=number(self.request.GET.get("efter")) or 0)
        page = reverse("staff:import_batch", args=[batch.pk])
        return {
            "batch": batch,
            "shown": shown,
            "rows": rows[:ROWS],
            "next_position": rows[ROWS - 1].position if len(rows) > ROWS else None,
            "undoing": long_work.progress_of(undo_token(batch.pk)),
            "outcomes_label": _("Vad det blev av posterna"),
            "outcomes": [
                {
                    "href": f"{page}?visa={outcome}",
                    "words": outcome_word(outcome),
                    "count": counts[outcome],
                    "is_current": outcome == shown,
                }
                for outcome in OUTCOMES
            ],
        }

    def retry(self, which: str) -> str:
        return self._said(retry_row(self._row(which), occasion=self.occasion()))

    def as_new(self, which: str) -> str:
        return self._said(retry_row(self._row(which), occasion=self.occasion(), as_new=True))

    def mend(self, which: str) -> str:
        """The record as somebody has put it right, pasted or as a file."""
        file = self.request.FILES.get("mended_file")
        mended = file.read(MOST_BYTES) if file else self.request.POST.get("mended", "").encode()
        return self._said(retry_row(self._row(which), occasion=self.occasion(), mended=mended))

    def undo(self, _which: str) -> str:
        token = undo_token(self.batch.pk)
        long_work.tell(token, long_work.Progress(batch_id=self.batch.pk))
        undo_import.defer(
            batch_id=self.batch.pk,
            library_code=self.request.here.code,
            staff_id=self.request.staff.pk,
            language=get_language() or settings.LANGUAGE_CODE,
        )
        return _("Importen tas tillbaka. Det som någon har använt sedan dess står kvar.")

    def _row(self, which: str) -> int:
        row = ImportRow.objects.filter(batch=self.batch, pk=number(which) or 0).values_list("pk", flat=True).first()
        if row is None:
            raise Http404
        return row

    def _said(self, row: ImportRow) -> str:
        if row.outcome in ("review", "rejected"):
            return _("Post %(n)d gick fortfarande inte att läsa in: %(why)s") % {"n": row.position, "why": row.reason}
        return _("Post %(n)d är inläst.") % {"n": row.position}


class ImportRaw(RoomView):
    """The record exactly as it came, to mend in another program."""

    needs = "import_records"

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        row = ImportRow.objects.filter(batch_id=kwargs["batch_id"], position=kwargs["position"]).first()
        if row is None or row.raw is None:
            raise Http404
        answer = HttpResponse(bytes(row.raw), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="import-{row.batch_id}-{row.position}.mrc"'
        return answer


def outcome_word(outcome: str) -> str:
    return {
        "review": _("Att granska"),
        "rejected": _("Avvisade"),
        "created": _("Nya"),
        "updated": _("Uppdaterade"),
        "unchanged": _("Oförändrade"),
    }[outcome]
