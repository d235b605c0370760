"""Stories of what stands under Settings: libraries, hours, closed days, rules, colleagues, figures, logs."""

from datetime import timedelta

import pytest

from helge.consortium import queries as consortium
from helge.consortium.models import ClosedDay, Library, OpeningHours, Role, StaffMember
from helge.journal.models import Event, Slip
from helge.patrons.commands.log_lookup import log_lookup
from helge.statistics.commands.count_day import count_day
from helge.statistics.models import ClosedMonth
from tests.interfaces.staff.rooms_stage import Stage, small_stage


@pytest.fixture
def stage(world) -> Stage:
    return small_stage(world)


def page(answer) -> str:
    return " ".join(answer.content.decode().split())


def head_of(stage: Stage, code: str, kind: str = "library_head") -> StaffMember:
    """A colleague whose role counts at one library only."""
    member = stage.world.staff("Bodil", library=code, roles=())
    Role.objects.create(staff_member=member, kind=kind, library=member.library, from_date="2020-01-01")
    stage.client.force_login(member.login)
    return member


def test_the_consortium_is_one_tree_on_any_day(stage):
    shown = page(stage.get("bibliotek"))
    assert "4 kommuner · 6 enheter" in shown
    assert "medlem 2006-10-01" in shown
    assert "0 kommuner" in page(stage.get("bibliotek?dag=2001-01-01"))
    assert "4 kommuner" in page(stage.get("bibliotek?dag=nonsense"))


def test_a_library_is_edited_by_its_own_head_only(stage):
    head_of(stage, "HOF")
    facts = {"name": "Hofors bibliotek", "kind": "main", "place": "Hofors", "hold_shelf_name": "Bokhyllan vid entrén",
             "is_pickup_library": "on", "shares_in_holds": "on"}  # fmt: skip
    assert "Biblioteket är sparat." in page(stage.post("bibliotek/HOF", "edit", **facts))
    assert Library.objects.get(code="HOF").hold_shelf_name == "Bokhyllan vid entrén"

    answer = stage.post("bibliotek/LJU", "edit", **facts)
    assert Library.objects.get(code="LJU").hold_shelf_name == "Hämthyllan"
    assert "Biblioteket är sparat." not in page(answer)
    assert "Ändra uppgifterna" not in page(stage.get("bibliotek/LJU"))


def test_new_hours_begin_on_a_day_and_the_old_ones_stay_in_the_past(stage):
    day = stage.world.day + timedelta(days=7)
    week = {"from_date": day.isoformat(), "opens_0_1": "09:00", "closes_0_1": "12:00", "opens_0_2": "13:00",
            "closes_0_2": "20:00", "open_0_2": "on"}  # fmt: skip
    answer = stage.post("bibliotek/HOF", "hours", **week)
    assert "Öppettiderna är sparade." in page(answer)
    rows = OpeningHours.objects.filter(library__code="HOF", from_date=day).order_by("opens")
    assert [(row.weekday, row.is_staffed) for row in rows] == [(0, True), (0, False)]

    wrong = stage.client.post(
        "/personal/bibliotek/HOF", {"do": "hours", "from_date": day.isoformat(), "opens_1_1": "09:00"}
    )
    assert wrong.status_code == 422
    assert "Tisdag: skriv både när det öppnar och när det stänger." in page(wrong)


def test_closing_days_first_tells_whom_it_touches(stage):
    world = stage.world
    book = world.book(owned_by="HOF")
    world.lend(book, world.patron("Alva"), at="HOF", on=world.day)
    due = world.whereabouts(book) and world.day + timedelta(days=28)
    days = {"from_date": (due - timedelta(days=3)).isoformat(), "to_date": (due + timedelta(days=5)).isoformat(),
            "reason": "Inventering", "scope": "library"}  # fmt: skip
    answer = stage.post("bibliotek/HOF", "preview", **days)
    assert "1 lån ska lämnas de dagarna" in page(answer)
    assert not ClosedDay.objects.exists()

    assert "Dagarna är stängda." in page(stage.post("bibliotek/HOF", "close", **days))
    closed = ClosedDay.objects.get()
    assert not consortium.calendar_of(closed.library_id).is_open(due)
    assert "Öppet som vanligt igen." in page(stage.post("bibliotek/HOF", f"open {closed.pk}"))
    assert not ClosedDay.objects.exists()


def test_a_head_of_one_library_cannot_close_them_all(stage):
    head_of(stage, "HOF")
    day = stage.world.day.isoformat()
    answer = stage.client.post(
        "/personal/bibliotek/HOF",
        {"do": "close", "from_date": day, "to_date": day, "reason": "Ledigt", "scope": "all"},
    )
    assert answer.status_code == 422
    assert not ClosedDay.objects.exists()


def test_rules_are_shown_as_they_were_on_a_day_with_who_decided(stage):
    now, then = page(stage.get("regler")), page(stage.get("regler?dag=2010-01-01"))
    assert "28 dagars lån" in now
    assert "HelGe styrgrupp" in now
    assert "ingen förseningsavgift" in now
    assert "1,00" in then
    assert "per dag" in then


def test_a_colleague_gets_an_account_a_role_a_new_password_and_an_end(stage):
    hofors = stage.world.library("HOF")
    new = {"name": "Bo Ny", "username": "bony", "password": "snäll-lång-fras", "library": "HOF", "kind": "desk",
           "scope": f"l{hofors.pk}", "confidentiality_confirmed_date": "2026-01-02"}  # fmt: skip
    assert "Kontot är skapat." in page(stage.post("personal/ny", "add", **new))
    made = StaffMember.objects.get(username="bony")
    assert "disk, Hofors bibliotek" in page(stage.get(f"personal/{made.pk}"))

    assert "Rollen är given." in page(
        stage.post(f"personal/{made.pk}", "grant", kind="librarian", scope=f"m{hofors.municipality_id}")
    )
    assert "Lösenordet är bytt." in page(stage.post(f"personal/{made.pk}", "password", password="en annan lång fras"))
    role = made.roles.get(kind="desk")
    assert "Rollen är avslutad." in page(stage.post(f"personal/{made.pk}", f"end {role.pk}"))
    assert "Kontot är stängt." in page(stage.post(f"personal/{made.pk}", "close"))
    made.login.refresh_from_db()
    assert not made.login.is_active


def test_a_form_that_leads_to_another_page_opens_it_whole_and_not_under_the_old_heading(stage):
    new = {"name": "Bo Ny", "username": "bony", "password": "snäll-lång-fras", "library": "HOF", "kind": "desk",
           "scope": f"l{stage.world.library('HOF').pk}", "do": "add"}  # fmt: skip
    answer = stage.client.post("/personal/personal/ny", new, headers={"HX-Request": "true", "HX-Boosted": "true"})
    made = StaffMember.objects.get(username="bony")
    assert answer["HX-Redirect"] == f"/personal/personal/{made.pk}"
    assert "Kontot är skapat." in page(stage.get(f"personal/{made.pk}"))


def test_a_weak_password_or_a_taken_name_is_told_at_its_field(stage):
    new = {"name": "Bo", "username": "anna", "password": "kort", "library": "HOF", "kind": "desk", "scope": ""}
    answer = stage.client.post("/personal/personal/ny", {"do": "add", **new})
    assert answer.status_code == 422
    assert "Användarnamnet finns redan." in page(answer)
    assert 'value="kort"' not in page(answer)


def test_nobody_gives_a_role_that_reaches_further_than_their_own(stage):
    other = stage.world.staff("Cilla", library="HOF", roles=())
    head_of(stage, "HOF")
    answer = stage.client.post(f"/personal/personal/{other.pk}", {"do": "grant", "kind": "library_head", "scope": ""})
    assert answer.status_code == 422
    assert "längre än din egen" in page(answer)
    assert not other.roles.exists()


@pytest.mark.parametrize("path", ["personal", "personal/ny", "import", "uppslag", "titlar/ny"])
def test_rooms_that_need_a_permission_are_closed_without_it(stage, path):
    stage.client.force_login(stage.world.staff("Bo", library="HOF", roles=("desk",)).login)
    assert stage.get(path).status_code == 403


def test_the_figures_of_a_month_are_split_drawn_and_taken_home_without_persons(stage):
    world = stage.world
    reader = world.patron("Alva")
    last_month = world.day.replace(day=1) - timedelta(days=5)
    world.lend(world.book(owned_by="HOF"), reader, at="HOF", on=last_month)
    count_day(last_month)
    address = f"?manad={last_month:%Y-%m}&delning=bibliotek"
    shown = page(stage.get(f"statistik{address}"))
    assert "Lån per bibliotek" in shown
    assert "Hofors bibliotek" in shown

    text = stage.get(f"statistik.csv{address}").content.decode("utf-8-sig")
    assert text.splitlines()[0] == "bibliotek;Lån;Omlån;Återlämningar;Reservationer;Webbesök"
    assert "Hofors bibliotek;1;0;0;0;0" in text
    assert "Alva" not in text

    answer = stage.post(f"statistik?manad={last_month:%Y-%m}", "close")
    assert "är stängd" in page(answer)
    assert ClosedMonth.objects.get().month == last_month.replace(day=1)
    assert "Månaden är redan stängd." in page(stage.post(f"statistik?manad={last_month:%Y-%m}", "close"))
    assert stage.get("statistik?manad=nonsense&delning=namn&slag=x").status_code == 200


def test_a_failing_reader_shows_and_is_run_again(stage):
    event = Event.objects.create(kind="HoldReady", at=stage.world.moment(), channel="desk")
    later = stage.world.moment() + timedelta(days=2)
    slip = Slip.objects.create(event=event, reader="notices", available_at=later, attempts=4, last_error="TimeoutError")
    assert "TimeoutError" in page(stage.get("handelser"))
    assert "1 händelse körs igen nu." in page(stage.post("handelser", f"again {slip.pk}"))
    slip.refresh_from_db()
    assert slip.available_at < later


def test_the_lookup_log_reaches_as_far_as_the_role(stage):
    world = stage.world
    reader = world.patron("Alva", home="LJU-JAR")
    here = world.at("HOF", staff=stage.anna, may=["see_patrons"])
    log_lookup(reader.id, "card", reason="reservation", occasion=here)
    shown = page(stage.get("uppslag"))
    assert f"nr {reader.id}" in shown
    assert "Alva" not in shown
    assert f"nr {reader.id}" in page(stage.get("uppslag?fran_annan_kommun=1"))
    assert f"nr {reader.id}" not in page(stage.get("uppslag?bibliotek=LJU"))

    head_of(stage, "SOD", "data_protection")
    assert "Inga uppslag" in page(stage.get("uppslag"))
