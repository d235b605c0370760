"""Where one stands: the library whose desk, shelves and work lists this is."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from helge.circulation.commands.undo_scan import finish
from helge.consortium import queries as consortium
from helge.interfaces.staff import borrower
from helge.interfaces.staff.access import HERE, StaffRequest, StaffView
from helge.interfaces.staff.occasions import occasion_of


class ChooseHere(StaffView):
    """Remember the library until the next choice; a new place is a new desk session. Nonsense changes nothing."""

    def post(self, request: StaffRequest) -> HttpResponse:
        try:
            chosen = consortium.library(request.POST.get("library", ""))
        except LookupError:
            chosen = request.here
        if chosen.id != request.here.id:
            finish(occasion_of(request))
            borrower.hide(request)
            request.session[HERE] = chosen.id
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(back if is_ours and back.startswith("/personal/") else reverse("staff:start"))
