"""Sessions whose time is over: whoever was logged in then is forgotten."""

from datetime import datetime

from django.contrib.sessions.models import Session


def end_old_sessions(now: datetime) -> int:
    """Delete sessions that have run out; returns how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]
