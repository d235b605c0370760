"""What went wrong by itself: readers of the journal that fail, messages that did not go out, jobs that gave up."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from procrastinate.contrib.django.models import ProcrastinateJob

from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.interfaces.staff.views.tabs import settings_tabs
from helge.journal.commands.run_again import run_again
from helge.journal.models import Slip
from helge.notices.models import Notice, NoticeState

MOST = 100

READERS = {"pulls": gettext_lazy("plocklistorna"), "notices": gettext_lazy("meddelandena")}
JOBS = {"import_upload": gettext_lazy("import av fil"), "undo_import": gettext_lazy("import tas tillbaka")}


class Events(RoomView):
    """Nothing listed here is lost: it waits, and is tried again by itself."""

    section = "settings"
    template = "staff/rooms/events.html"
    verbs = {"again": Verb("again", "edit_libraries"), "again_all": Verb("again_all", "edit_libraries")}

    def context(self) -> dict[str, Any]:
        failing = Slip.objects.filter(attempts__gt=0).select_related("event").order_by("-attempts", "pk")
        unsent = Notice.objects.filter(state__in=[NoticeState.QUEUED, NoticeState.FAILED], attempts__gt=0).exclude(
            last_error=""
        )
        jobs = ProcrastinateJob.objects.filter(status="failed").order_by("-id")
        return {
            "slips": [(slip, READERS.get(slip.reader, slip.reader)) for slip in failing[:MOST]],
            "slip_count": failing.count(),
            "waiting": Slip.objects.filter(available_at__lte=self.occasion().at, attempts=0).count(),
            "notices": unsent.select_related("library").order_by("-attempts", "pk")[:MOST],
            "jobs": [(job, JOBS.get(job.task_name, job.task_name)) for job in jobs[:MOST]],
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "events"),
        }

    def again(self, which: str) -> str:
        return self._said(run_again([number(which) or 0], occasion=self.occasion()))

    def again_all(self, _which: str) -> str:
        failing = Slip.objects.filter(attempts__gt=0).values_list("pk", flat=True)
        return self._said(run_again(failing, occasion=self.occasion()))

    def _said(self, count: int) -> str:
        if not count:
            return _("Inget väntar längre: det har redan gått bra.")
        return ngettext("%(n)d händelse körs igen nu.", "%(n)d händelser körs igen nu.", count) % {"n": count}
