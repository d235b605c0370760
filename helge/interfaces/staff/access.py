"""Who is at the staff web, where they stand and what they may do there.

Every staff view is a `StaffView`: it lets in only a login that belongs to a staff member whose account
has not expired and who has confirmed the duty of secrecy, and gives the view `staff`, `here` (the library
they stand in) and `permissions` (what their roles allow there).
"""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from helge.consortium import queries as consortium
from helge.consortium.models import StaffMember
from helge.consortium.occasion import STOCKHOLM
from helge.consortium.queries import LibraryFacts
from helge.interfaces.staff.forms import LogInForm
from helge.interfaces.staff.kept_form import keep_form

HERE = "here"


class StaffRequest(HttpRequest):
    """A request that `StaffView` has let in."""

    staff: StaffMember
    here: LibraryFacts
    permissions: frozenset[str]


class StaffView(View):
    """Lets staff in and tells the view who, where and with which permissions.

    `needs` names a permission without which the page is refused; blank is open to all staff.
    """

    needs = ""
    request: StaffRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        staff = staff_of(request)
        if staff is None:
            return ask_to_log_in(request)
        enter(request, staff)
        if self.needs and self.needs not in self.request.permissions:
            raise PermissionDenied
        answer = super().dispatch(request, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")  # a public computer's back button shows no patron
        return answer


def staff_of(request: HttpRequest) -> StaffMember | None:
    """The staff member who is logged in and may work today, or None."""
    if not request.user.is_authenticated:
        return None
    staff = (
        StaffMember.objects.select_related("library").filter(login_id=request.user.pk, login__is_active=True).first()
    )
    return staff if staff is not None and may_work(staff) else None


def may_work(staff: StaffMember) -> bool:
    """Whether the account is in force: not expired, and the duty of secrecy confirmed (requirement 27)."""
    today = timezone.now().astimezone(STOCKHOLM).date()
    return staff.confidentiality_confirmed_date is not None and (
        staff.expires_date is None or staff.expires_date >= today
    )


def enter(request: HttpRequest, staff: StaffMember) -> None:
    """Put staff, library and permissions on the request."""
    consortium.refresh_if_moved()
    try:
        here = consortium.library(request.session.get(HERE) or staff.library_id)
    except LookupError:
        here = consortium.library(staff.library_id)
    today = timezone.now().astimezone(STOCKHOLM).date()
    request.staff = staff  # type: ignore[attr-defined]
    request.here = here  # type: ignore[attr-defined]
    request.permissions = consortium.permissions_of(staff.pk, here.place, today)  # type: ignore[attr-defined]


def ask_to_log_in(request: HttpRequest) -> HttpResponse:
    """To the log-in page and back here; a form that was on its way is kept there (`kept_form`).

    A scan or partial is told by a header, so that nothing is swapped in and the scan stays in its line.
    """
    log_in = reverse("staff:log_in")
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=403)
        answer["HX-Redirect"] = log_in
        return answer
    if request.method == "POST":
        return log_in_page(request, kept=keep_form(request), status=403)
    return redirect_to_login(request.get_full_path(), log_in, "next")


def log_in_page(request: HttpRequest, form: LogInForm | None = None, kept: str = "", status: int = 200) -> HttpResponse:
    """The page with user name and password. `kept` is a form that waits for it."""
    context = {
        "form": form or LogInForm(),
        "kept": kept,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    answer = render(request, "staff/log_in.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
