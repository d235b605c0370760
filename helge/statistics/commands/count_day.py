"""Turn one day's deeds into counts. Run twice, it gives the same."""

from datetime import date, datetime, time, timedelta

from django.db import connection, transaction

from helge.consortium.occasion import STOCKHOLM
from helge.statistics.models import ClosedMonth, DailyCount

DIMENSIONS = (
    "library_id, channel, owning_municipality_id, patron_municipality_id, category_code, is_child,"
    " media_type_code, language"
)

SOURCES = {
    "loan": """
        SELECT library_id, channel, owning_municipality_id, patron_municipality_id, category_code, is_child,
            media_type_code, language FROM circulation_loan
        WHERE checked_out_at >= %(from)s AND checked_out_at < %(until)s""",
    "renewal": """
        SELECT renewal.library_id, renewal.channel, owning_municipality_id, patron_municipality_id, category_code,
            renewal.is_child, media_type_code, language
        FROM circulation_renewal AS renewal JOIN circulation_loan AS loan ON loan.id = renewal.loan_id
        WHERE renewal.at >= %(from)s AND renewal.at < %(until)s""",
    "return": """
        SELECT checked_in_library_id AS library_id, return_channel AS channel, owning_municipality_id,
            patron_municipality_id, category_code, is_child, media_type_code, language FROM circulation_loan
        WHERE checked_in_at >= %(from)s AND checked_in_at < %(until)s""",
    "hold": """
        SELECT placed_library_id AS library_id, channel, NULL::bigint AS owning_municipality_id, patron_municipality_id,
            category_code, is_child, media_type_code, language FROM holds_hold
        WHERE placed_at >= %(from)s AND placed_at < %(until)s""",
}

VISITS = """
    INSERT INTO statistics_dailycount (day, kind, channel, category_code, media_type_code, language, number)
    SELECT day, 'visit', 'web', '', '', '', sum(number) FROM statistics_webvisit WHERE day = %(day)s GROUP BY day
"""


class MonthIsClosed(Exception):
    """The day belongs to a closed month: its counts are final."""


@transaction.atomic
def count_day(day: date) -> int:
    """Count one calendar day (Swedish time) anew; returns how many rows it gave.

    Raises MonthIsClosed for a day whose counts are final.
    """
    if ClosedMonth.objects.filter(month=day.replace(day=1)).exists():
        raise MonthIsClosed(f"{day:%Y-%m} is closed")
    DailyCount.objects.filter(day=day).delete()
    span = {"day": day, "from": _midnight(day), "until": _midnight(day + timedelta(days=1))}
    with connection.cursor() as cursor:
        for kind, source in SOURCES.items():
            cursor.execute(
                f"INSERT INTO statistics_dailycount (day, kind, {DIMENSIONS}, number)"
                f" SELECT %(day)s, '{kind}', {DIMENSIONS}, count(*) FROM ({source}) AS deeds GROUP BY {DIMENSIONS}",
                span,
            )
        cursor.execute(VISITS, span)
    return DailyCount.objects.filter(day=day).count()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)
