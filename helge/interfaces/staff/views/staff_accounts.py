"""Colleagues: who may log in, with which roles and where. Needs the permission to edit staff, and only in its reach."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helge.consortium import queries as consortium
from helge.consortium.commands.create_staff import (
    NewStaff,
    StaffRefused,
    close_staff_account,
    create_staff,
    edit_staff,
    set_staff_password,
)
from helge.consortium.commands.grant_role import RoleRefused, end_role, grant_role
from helge.consortium.models import Municipality, Role, StaffMember
from helge.consortium.occasion import Occasion
from helge.consortium.rules.granting import Scope
from helge.foundation.refusals import Refused
from helge.interfaces.staff.choices import offer
from helge.interfaces.staff.reach import occasion_over
from helge.interfaces.staff.rooms import RoomView, Verb, number
from helge.interfaces.staff.views.library_forms import day_field
from helge.interfaces.staff.views.tabs import settings_tabs
from helge.interfaces.staff.views.title_forms import mark_refusals

ROLES = {
    "desk": gettext_lazy("disk"),
    "librarian": gettext_lazy("bibliotekarie"),
    "library_head": gettext_lazy("bibliotekschef"),
    "system_librarian": gettext_lazy("systembibliotekarie"),
    "protected_identity": gettext_lazy("skyddade personuppgifter"),
    "data_protection": gettext_lazy("dataskyddsombud"),
}
PASSWORD = {"autocomplete": "new-password"}


class AccountForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Namn"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-post"), required=False)
    library = forms.ChoiceField(label=gettext_lazy("Arbetsplats"))
    confidentiality_confirmed_date = day_field(gettext_lazy("Sekretessen bekräftad"), required=False)
    expires_date = day_field(gettext_lazy("Kontots sista dag"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "library", [(facts.code, facts.name) for facts in consortium.libraries().values()])
        said = _("Dagen på den undertecknade blanketten. Utan den visas inga låntagare.")
        self.fields["confidentiality_confirmed_date"].help_text = said
        self.fields["expires_date"].help_text = _("För vikarier och praktikanter.")

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name in AccountForm.base_fields}


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Nytt lösenord"),
        widget=forms.PasswordInput(attrs=PASSWORD),
        help_text=gettext_lazy("Minst tio tecken. Lämna det till kollegan, som byter det själv."),
    )


class RoleForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Roll"), choices=list(ROLES.items()))
    scope = forms.ChoiceField(label=gettext_lazy("Gäller"))
    to_date = day_field(gettext_lazy("Till och med"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        libraries = [(f"l{facts.id}", facts.name) for facts in consortium.libraries().values()]
        members = {facts.municipality_id: facts.municipality for facts in consortium.libraries().values()}
        municipalities = [(f"m{pk}", name) for pk, name in sorted(members.items(), key=lambda one: one[1])]
        offer(
            self,
            "scope",
            [
                ("", _("hela samarbetet")),
                (_("En kommun"), municipalities),
                (_("Ett bibliotek"), libraries),
            ],
        )
        self.fields["scope"].required = False

    def chosen(self) -> Scope:
        told = self.cleaned_data["scope"]
        if told.startswith("m"):
            return Scope(municipality_id=int(told[1:]))
        return Scope(library_id=int(told[1:])) if told.startswith("l") else Scope()


class NewAccountForm(AccountForm, RoleForm):
    """A new colleague with a first role."""

    username = forms.CharField(
        label=gettext_lazy("Användarnamn"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = forms.CharField(
        label=gettext_lazy("Första lösenord"),
        widget=forms.PasswordInput(attrs=PASSWORD),
        help_text=gettext_lazy("Minst tio tecken."),
    )


class StaffList(RoomView):
    """Everybody, by name; a filter on workplace."""

    section = "settings"
    needs = "edit_staff"
    template = "staff/rooms/staff_list.html"

    def context(self) -> dict[str, Any]:
        today = self.occasion().today
        library = self.request.GET.get("bibliotek", "")
        rows = StaffMember.objects.select_related("library", "login").prefetch_related(
            "roles__library", "roles__municipality"
        )
        if library:
            rows = rows.filter(library__code=library)
        return {
            "people": [
                (member, [role_words(role) for role in member.roles.all() if in_force(role, today)]) for member in rows
            ],
            "today": today,
            "libraries": consortium.libraries().values(),
            "library": library,
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "staff_list"),
        }


class NewStaffMember(RoomView):
    """An account with its first role, made in one go or not at all."""

    section = "settings"
    needs = "edit_staff"
    template = "staff/rooms/staff_new.html"
    verbs = {"add": Verb("add", "edit_staff")}

    def context(self) -> dict[str, Any]:
        here = self.request.here
        return {"form": NewAccountForm(initial={"library": here.code, "kind": "desk", "scope": f"l{here.id}"})}

    def add(self, _which: str) -> HttpResponse:
        form = NewAccountForm(self.request.POST)
        if form.is_valid():
            told = form.cleaned_data
            facts = NewStaff(
                username=told["username"],
                name=told["name"],
                library=told["library"],
                email=told["email"],
                confidentiality_confirmed_date=told["confidentiality_confirmed_date"],
                expires_date=told["expires_date"],
            )
            workplace = consortium.place_of(told["library"])
            try:
                made = create_staff(
                    facts,
                    told["password"],
                    [(told["kind"], form.chosen())],
                    occasion=occasion_over(self.request, workplace),
                )
            except (StaffRefused, RoleRefused, Refused) as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to("staff_member", made.pk, said=_("Kontot är skapat."))
        return self.page(422, form=form)


class StaffMemberPage(RoomView):
    """One colleague. What may be changed is decided by the roles one holds where the colleague works."""

    section = "settings"
    needs = "edit_staff"
    template = "staff/rooms/staff_member.html"
    verbs = {
        "edit": Verb("edit", "edit_staff"),
        "password": Verb("password", "edit_staff"),
        "grant": Verb("grant", "edit_staff"),
        "end": Verb("end", "edit_staff"),
        "close": Verb("close", "edit_staff"),
    }
    member: StaffMember

    def find(self, **kwargs: Any) -> None:
        found = StaffMember.objects.select_related("library", "login").filter(pk=kwargs["staff_id"]).first()
        if found is None:
            raise Http404
        self.member = found

    def occasion(self) -> Occasion:
        return occasion_over(self.request, consortium.place_of(self.member.library_id))

    def context(self) -> dict[str, Any]:
        occasion = self.occasion()
        roles = list(self.member.roles.select_related("library", "municipality").order_by("-from_date", "-pk"))
        return {
            "member": self.member,
            "may_edit": "edit_staff" in occasion.permissions,
            "form": self._form(),
            "role_form": RoleForm(initial={"kind": "desk", "scope": f"l{self.member.library_id}"}),
            "password_form": PasswordForm(),
            "roles": [(role, role_words(role), in_force(role, occasion.today)) for role in roles],
            "is_self": self.member.pk == self.request.staff.pk,
            "tabs_label": _("Inställningar"),
            "tabs": settings_tabs(self.request.permissions, "staff_list"),
        }

    def _form(self, data: Any = None) -> AccountForm:
        told = {name: getattr(self.member, name) for name in AccountForm.base_fields}
        return AccountForm(data, initial=told | {"library": self.member.library.code})

    def edit(self, _which: str) -> HttpResponse:
        form = self._form(self.request.POST)
        if form.is_valid():
            try:
                if form.changes():
                    edit_staff(self.member.pk, form.changes(), occasion=self.occasion())
            except Refused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to("staff_member", self.member.pk, said=_("Kontot är sparat."))
        return self.page(422, form=form)

    def password(self, _which: str) -> HttpResponse:
        form = PasswordForm(self.request.POST)
        if form.is_valid():
            try:
                set_staff_password(self.member.pk, form.cleaned_data["password"], occasion=self.occasion())
            except Refused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to("staff_member", self.member.pk, said=_("Lösenordet är bytt."))
        return self.page(422, password_form=form, is_setting_password=True)

    def grant(self, _which: str) -> HttpResponse:
        form = RoleForm(self.request.POST)
        if form.is_valid():
            occasion = self.occasion()
            try:
                grant_role(
                    self.member.pk,
                    form.cleaned_data["kind"],
                    form.chosen(),
                    from_date=occasion.today,
                    to_date=form.cleaned_data["to_date"],
                    occasion=occasion,
                )
            except Refused as refused:
                mark_refusals(form, refused)
            else:
                return self.on_to("staff_member", self.member.pk, said=_("Rollen är given."))
        return self.page(422, role_form=form, is_granting=True)

    def end(self, which: str) -> str:
        role = Role.objects.filter(pk=number(which) or 0, staff_member=self.member).first()
        if role is None:
            raise Http404
        occasion = self.occasion()
        end_role(role.pk, last_date=date.fromordinal(occasion.today.toordinal() - 1), occasion=occasion)
        return _("Rollen är avslutad.")

    def close(self, _which: str) -> str:
        close_staff_account(self.member.pk, occasion=self.occasion())
        return _("Kontot är stängt. Ett nytt lösenord öppnar det igen.")


def in_force(role: Role, day: date) -> bool:
    return role.from_date <= day and (role.to_date is None or day <= role.to_date)


def role_words(role: Role) -> str:
    """A role with where it counts: "bibliotekarie, Ljusdal"."""
    where: Municipality | Any = role.library or role.municipality
    return f"{ROLES.get(role.kind, role.kind)}, {where.name if where else _('hela samarbetet')}"
