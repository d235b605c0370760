"""What we have: works, records in MARC 21 with their versions, and where old addresses lead."""

from .record import Audience, BibRecord, RecordVersion, Redirect
from .work import Work

__all__ = ["Audience", "BibRecord", "RecordVersion", "Redirect", "Work"]
