import random
import time as clock
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from helge.consortium.rules.calendar import Closure, Hours, LibraryCalendar, OpenSpan, swedish_holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WEEKDAYS = [OpenSpan(day, time(10), time(18)) for day in range(5)]
SATURDAY = OpenSpan(5, time(10), time(14))


@pytest.fixture
def hofors():
    return LibraryCalendar([*WEEKDAYS, SATURDAY], [Closure(date(2026, 3, 10), "Personalens utbildningsdag")])


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 3, 9), True),  # Monday
        (date(2026, 3, 10), False),  # decided
        (date(2026, 3, 14), True),  # Saturday
        (date(2026, 3, 15), False),  # Sunday, no hours
        (date(2026, 4, 2), True),  # Maundy Thursday is open
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 4), True),  # Easter Eve is a Saturday like others
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 6, 19), False),  # Midsummer Eve
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
        (date(2031, 6, 6), False),  # National Day, years ahead
    ],
)
def test_open_and_closed_days(hofors, day, is_open):
    assert hofors.is_open(day) is is_open
    assert bool(hofors.hours_on(day)) is is_open


def test_a_sunday_is_no_holiday_in_itself():
    sundays = LibraryCalendar([OpenSpan(6, time(12), time(16))])

    assert sundays.is_open(date(2026, 3, 15))
    assert not sundays.is_open(date(2026, 4, 5))  # but Easter Sunday is


def test_the_holidays_of_a_year_have_swedish_names():
    names = swedish_holidays(2026)

    assert names[date(2026, 6, 19)] == "Midsommarafton"
    assert names[date(2026, 5, 14)] == "Kristi himmelsfärdsdag"
    assert len(names) == 16
    assert date(2026, 3, 15) not in names


def test_the_next_open_day_is_the_day_itself_when_open(hofors):
    assert hofors.next_open_day(date(2026, 3, 9)) == date(2026, 3, 9)
    assert hofors.next_open_day(date(2026, 3, 10)) == date(2026, 3, 11)
    assert hofors.next_open_day(date(2026, 4, 5)) == date(2026, 4, 7)
    assert hofors.next_open_day(date(2026, 12, 24)) == date(2026, 12, 28)


def test_shelf_days_are_counted_in_open_days(hofors):
    friday = date(2026, 3, 6)
    assert hofors.add_open_days(friday, 0) == friday
    assert hofors.add_open_days(friday, 1) == date(2026, 3, 7)
    assert hofors.add_open_days(friday, 3) == date(2026, 3, 11)  # Sunday and the closed Tuesday do not count
    with pytest.raises(ValueError, match="forward"):
        hofors.add_open_days(friday, -1)


def test_late_days_are_open_days_after_the_due_date_up_to_today(hofors):
    friday = date(2026, 3, 6)
    assert hofors.open_days_between(friday, friday) == 0
    assert hofors.open_days_between(friday, date(2026, 3, 8)) == 1
    assert hofors.open_days_between(friday, date(2026, 3, 11)) == 3
    assert hofors.open_days_between(date(2026, 3, 11), friday) == 0


def test_summer_hours_take_over_while_they_apply():
    library = LibraryCalendar(
        [
            OpenSpan(0, time(10), time(19), to_date=date(2026, 6, 14)),
            OpenSpan(0, time(12), time(16), from_date=date(2026, 6, 15), to_date=date(2026, 8, 16)),
            OpenSpan(0, time(10), time(19), from_date=date(2026, 8, 17)),
        ],
    )
    assert library.hours_on(date(2026, 6, 8)) == (Hours(time(10), time(19), True),)
    assert library.hours_on(date(2026, 6, 15)) == (Hours(time(12), time(16), True),)
    assert library.hours_on(date(2026, 8, 17)) == (Hours(time(10), time(19), True),)


def test_hours_for_one_day_replace_the_weeks_also_on_a_holiday():
    national_day = date(2026, 6, 6)
    open_house = OpenSpan(5, time(11), time(13), from_date=national_day, to_date=national_day)
    library = LibraryCalendar([SATURDAY, open_house])

    assert library.hours_on(national_day) == (Hours(time(11), time(13), True),)
    assert library.hours_on(date(2026, 6, 13)) == (Hours(time(10), time(14), True),)
    assert LibraryCalendar([SATURDAY, open_house], [Closure(national_day)]).hours_on(national_day) == ()


def test_a_school_closed_all_summer_opens_in_august():
    school = LibraryCalendar(
        [OpenSpan(day, time(8), time(15), to_date=date(2026, 6, 10)) for day in range(5)]
        + [OpenSpan(day, time(8), time(15), from_date=date(2026, 8, 19)) for day in range(5)]
    )

    assert school.next_open_day(date(2026, 6, 11)) == date(2026, 8, 19)
    assert school.open_days_between(date(2026, 6, 10), date(2026, 8, 18)) == 0


def test_a_library_that_is_never_open_stops_nobody():
    depot = LibraryCalendar([])
    day = date(2026, 7, 1)

    assert depot.next_open_day(day) == day
    assert depot.add_open_days(day, 7) == date(2026, 7, 8)
    assert depot.open_days_between(day, date(2026, 8, 1)) == 0
    assert depot.status_at(datetime(2026, 7, 1, 12, tzinfo=STOCKHOLM)).opens_at is None


def test_the_sign_on_the_door(hofors):
    def at(day, hour, minute=0):
        return hofors.status_at(datetime(2026, 3, day, hour, minute, tzinfo=STOCKHOLM))

    assert (at(9, 10).is_open, at(9, 10).closes, at(9, 10).is_staffed) == (True, time(18), True)
    assert not at(9, 18).is_open
    assert at(9, 9, 59).opens_at == datetime(2026, 3, 9, 10, tzinfo=STOCKHOLM)
    assert at(9, 18).opens_at == datetime(2026, 3, 11, 10, tzinfo=STOCKHOLM)
    assert at(10, 12).reason == "Personalens utbildningsdag"
    assert at(15, 12).reason == ""


def test_staffed_hours_inside_unstaffed_ones_keep_the_door_open():
    library = LibraryCalendar(
        [
            OpenSpan(0, time(6), time(10), is_staffed=False),
            OpenSpan(0, time(10), time(18)),
            OpenSpan(0, time(18), time(22), is_staffed=False),
        ]
    )
    early = library.status_at(datetime(2026, 3, 9, 7, tzinfo=STOCKHOLM))
    noon = library.status_at(datetime(2026, 3, 9, 12, tzinfo=STOCKHOLM))

    assert (early.is_open, early.is_staffed, early.closes) == (True, False, time(22))
    assert (noon.is_staffed, noon.closes) == (True, time(22))


def test_the_name_of_the_holiday_stands_on_the_door(hofors):
    assert hofors.why_closed(date(2026, 12, 24)) == "Julafton"
    assert LibraryCalendar(WEEKDAYS, holidays={}).is_open(date(2026, 12, 24))


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 7, "opens": time(10), "closes": time(12)},
        {"weekday": 0, "opens": time(12), "closes": time(12)},
        {
            "weekday": 0,
            "opens": time(10),
            "closes": time(12),
            "from_date": date(2026, 2, 1),
            "to_date": date(2026, 1, 1),
        },
    ],
)
def test_hours_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=r"weekday|cannot"):
        OpenSpan(**wrong)


def test_counting_and_adding_agree_whatever_the_hours():
    rng = random.Random(8)
    for _ in range(40):
        spans = [OpenSpan(day, time(10), time(12)) for day in range(7) if rng.random() < 0.6]
        if not spans:
            continue
        closures = [Closure(date(2026, 1, 1) + timedelta(days=rng.randrange(400))) for _ in range(30)]
        library = LibraryCalendar(spans, closures)
        day = date(2026, 1, 1) + timedelta(days=rng.randrange(300))
        n = rng.randrange(1, 40)
        reached = library.add_open_days(day, n)
        assert library.is_open(reached)
        assert library.open_days_between(day, reached) == n
        assert library.next_open_day(reached) == reached


def test_a_busy_desk_does_not_wait_for_the_calendar(hofors):
    today = date(2026, 3, 9)
    hofors.add_open_days(today, 28)
    started = clock.perf_counter()
    for _ in range(2000):
        hofors.next_open_day(today + timedelta(days=28))
    assert clock.perf_counter() - started < 0.2
