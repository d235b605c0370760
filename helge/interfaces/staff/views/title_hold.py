"""Reserve a title for a patron at the desk: scan the card, choose where to fetch it."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from helge.catalogue.models import BibRecord
from helge.catalogue.queries import find_record
from helge.consortium import queries as consortium
from helge.holds.commands.place_hold import place_hold
from helge.holds.locking import HoldRefused
from helge.holds.queries import waiting_counts
from helge.interfaces.staff import opening
from helge.interfaces.staff.choices import offer
from helge.interfaces.staff.rooms import RoomView, Verb
from helge.inventory.queries import copies_of
from helge.patrons.queries import patron_card


class HoldForm(forms.Form):
    """The card is typed or scanned; it never stands in an address."""

    card = forms.CharField(
        label=gettext_lazy("Lånekort"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "inputmode": "numeric"}),
        help_text=gettext_lazy("Skanna kortet eller skriv numret."),
    )
    pickup = forms.ChoiceField(label=gettext_lazy("Hämtställe"))
    item = forms.ChoiceField(
        label=gettext_lazy("Exemplar"),
        required=False,
        help_text=gettext_lazy("Låt det vara vilket som helst om inte ett visst exemplar behövs."),
    )
    needed_until = forms.DateField(
        label=gettext_lazy("Behövs senast"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class TitleHold(RoomView):
    """Refusals come all at once, each with the button that a permission opens."""

    section = "titles"
    needs = "see_patrons"
    template = "staff/rooms/title_hold.html"
    verbs = {"hold": Verb("hold", "see_patrons")}
    record: BibRecord

    def find(self, **kwargs: Any) -> None:
        found = find_record(kwargs["record_id"])
        if found is None:
            raise Http404
        self.record = found

    def context(self) -> dict[str, Any]:
        return {
            "record": self.record,
            "form": self.form(),
            "waiting": waiting_counts({self.record.pk}).get(self.record.pk, 0),
        }

    def form(self, data: Any = None) -> HoldForm:
        form = HoldForm(data, initial={"pickup": self.request.here.code})
        pickups = consortium.pickup_libraries(self.occasion().today)
        offer(form, "pickup", [(facts.code, facts.name) for facts in pickups])
        copies = [
            (str(copy.item_id), f"{copy.library_name} · {copy.shelf_mark} · {copy.barcode}")
            for copy in copies_of([self.record.pk])[self.record.pk]
        ]
        offer(form, "item", [("", _("vilket exemplar som helst")), *copies])
        return form

    def hold(self, _which: str) -> HttpResponse:
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.page(422, form=form)
        card = patron_card(form.cleaned_data["card"])
        if card is None or not card.is_active:
            form.add_error("card", _("Kortet finns inte.") if card is None else _("Kortet är spärrat."))
            return self.page(422, form=form)
        override = frozenset(self.request.POST.getlist("override"))
        pickup = consortium.library(form.cleaned_data["pickup"])
        opening.open_patron(self.request, card.patron_id, "card", reason=_("reservation"))
        try:
            placed = place_hold(
                self.record.pk,
                card.patron_id,
                pickup.id,
                item_id=int(form.cleaned_data["item"]) if form.cleaned_data["item"] else None,
                needed_until=form.cleaned_data["needed_until"],
                occasion=self.occasion(),
                override=override,
            )
        except HoldRefused as refused:
            return self.page(
                422,
                form=form,
                refusals=refused.refusals,
                overridden=sorted(override),
                fields={name: self.request.POST.get(name, "") for name in form.fields} | {"do": "hold"},
            )
        said = _("Reserverad till %(library)s.") % {"library": pickup.name}
        said += " " + ngettext(
            "Plats %(place)d i kön, %(n)d exemplar.", "Plats %(place)d i kön, %(n)d exemplar.", placed.copies
        ) % {
            "place": placed.place,
            "n": placed.copies,
        }
        return self.on_to("title", self.record.pk, said=said)
