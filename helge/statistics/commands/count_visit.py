"""Count a visit to the web catalogue: a number for the hour, no cookie, no address."""

from datetime import datetime

from django.db import connection

from helge.consortium.occasion import STOCKHOLM


def count_visit(at: datetime) -> None:
    """Add one to the visits of the hour. What is a visit the door decides: a page reached from outside."""
    local = at.astimezone(STOCKHOLM)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO statistics_webvisit AS kept (day, hour, number) VALUES (%s, %s, 1)"
            " ON CONFLICT (day, hour) DO UPDATE SET number = kept.number + 1",
            [local.date(), local.hour],
        )
