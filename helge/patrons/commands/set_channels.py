"""Set how a patron is reached: e-mail, text message, telephone, letter; the first is tried first."""

from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from helge.consortium.occasion import Channel, Occasion
from helge.consortium.rules.permissions import require
from helge.foundation.refusals import Refusal, Refused
from helge.journal.commands.record import record
from helge.patrons.models import ChannelKind, ContactChannel, Patron, Protection
from helge.patrons.rules.contact import email_address, phone_number

SPELLING: Mapping[ChannelKind, Callable[[str], str]] = {
    ChannelKind.EMAIL: email_address,
    ChannelKind.SMS: phone_number,
    ChannelKind.PHONE: phone_number,
    ChannelKind.LETTER: str.strip,
}


class ChannelsRefused(Refused):
    """The channels stay as they were."""


@transaction.atomic
def set_channels(patron_id: int, channels: Mapping[str, str], *, occasion: Occasion) -> None:
    """Replace the patron's channels; a blank value leaves that kind out. Raises `ChannelsRefused`.

    Of a protected patron only those who may see the channels may replace them; the patron may, on the web.
    """
    if occasion.channel != Channel.WEB:
        require("edit_patron", occasion)
        patron = Patron.objects.only("protection").get(pk=patron_id)
        if patron.protection != Protection.NONE:
            require("see_protected", occasion)
    if refusals := reasons_against_channels(channels):
        raise ChannelsRefused(refusals)
    before = {row.kind: row for row in ContactChannel.objects.select_for_update().filter(patron_id=patron_id)}
    wanted = {row.kind: row for row in channel_rows(patron_id, channels)}
    for kind, row in before.items():
        if kind not in wanted:
            row.delete()
    for kind, row in wanted.items():
        old = before.get(kind)
        if old and old.value == row.value:
            # The same address keeps what is known of it, such as that a message came back.
            ContactChannel.objects.filter(pk=old.pk).update(rank=row.rank)
            continue
        ContactChannel.objects.update_or_create(
            patron_id=patron_id, kind=kind, defaults={"value": row.value, "rank": row.rank, "failed_at": None}
        )
    record("ChannelsSet", occasion, patron_id=patron_id, why={"kinds": list(wanted)})


def reasons_against_channels(channels: Mapping[str, str]) -> list[Refusal]:
    """What cannot be used, each with its kind as the form field."""
    refusals = []
    for kind, value in channels.items():
        if kind not in ChannelKind.values:
            refusals.append(Refusal("unknown_channel", _("Välj e-post, sms, telefon eller brev."), field=kind))
        elif value.strip():
            try:
                SPELLING[ChannelKind(kind)](value)
            except ValueError as wrong:
                refusals.append(Refusal(f"{kind}_wrong", str(wrong), field=kind))
    return refusals


def channel_rows(patron_id: int, channels: Mapping[str, str]) -> Iterable[ContactChannel]:
    """Rows for the channels that have a value, in the order given."""
    with_value = [(ChannelKind(kind), value) for kind, value in channels.items() if value.strip()]
    return [
        ContactChannel(patron_id=patron_id, kind=kind, value=SPELLING[kind](value), rank=rank)
        for rank, (kind, value) in enumerate(with_value, start=1)
    ]
