"""Addresses of this door."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .views import account, hold, libraries, login, mine, pause_all, reserve, results, start, texts, title


class NumberConverter(StringConverter):
    """A row's number: digits that fit the database; anything else is no address of ours."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:  # type: ignore[override]
        return int(value)

    def to_url(self, value: int) -> str:  # type: ignore[override]
        return str(value)


register_converter(NumberConverter, "number")

app_name = "opac"
urlpatterns = [
    path("", start.start, name="start"),
    path("mitt-bibliotek", start.choose_library, name="choose_library"),
    path("sok", results.results, name="results"),
    path("sok/forslag", results.suggestions, name="suggest"),
    path("titel/<number:record_id>", title.title, name="title"),
    path("titel/<number:record_id>/reservera", reserve.reserve, name="reserve"),
    path("titel/<number:record_id>/reserverad", reserve.reserved, name="reserved"),
    path("logga-in", login.log_in, name="log_in"),
    path("logga-ut", login.log_out, name="log_out"),
    path("mina-sidor", mine.mine, name="mine"),
    path("mina-sidor/lan/lana-om", mine.renew_every, name="renew_all"),
    path("mina-sidor/lan/<number:loan_id>/lana-om", mine.renew_one, name="renew"),
    path("mina-sidor/reservationer/pausa", pause_all.pause_all, name="pause_all"),
    path("mina-sidor/reservationer/ateruppta", pause_all.continue_all, name="resume_all"),
    path("mina-sidor/reservationer/<number:hold_id>", hold.hold, name="hold"),
    path("mina-sidor/reservationer/<number:hold_id>/hamtstalle", hold.change_pickup_of, name="change_pickup"),
    path("mina-sidor/reservationer/<number:hold_id>/pausa", hold.suspend, name="suspend"),
    path("mina-sidor/reservationer/<number:hold_id>/ateruppta", hold.resume, name="resume"),
    path("mina-sidor/reservationer/<number:hold_id>/behovs", hold.extend, name="extend"),
    path("mina-sidor/reservationer/<number:hold_id>/ta-bort", hold.cancel, name="cancel"),
    path("mina-sidor/uppgifter", account.contact, name="contact"),
    path("mina-sidor/pinkod", account.pin, name="pin"),
    path("mina-sidor/kort", account.card, name="card"),
    path("bibliotek", libraries.libraries, name="libraries"),
    path("bibliotek/<slug:code>", libraries.library, name="library"),
    path("regler", texts.rules, name="rules"),
    path("integritet", texts.privacy, name="privacy"),
    path("tillganglighet", texts.accessibility, name="accessibility"),
]
