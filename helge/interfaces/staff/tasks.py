"""Jobs that the rooms behind the desk put in the queue; the worker finds them here by the name of this file."""

from django.db import close_old_connections
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from helge.interfaces.staff.importing import read_upload, take_back

# An import goes on where it stopped, so trying again is safe.
TRIES = 4
AGAIN = RetryStrategy(max_attempts=TRIES, wait=20)


@app.task(name="import_upload", retry=AGAIN, pass_context=True)
def import_upload(
    context: JobContext, token: str, library_code: str, source: str, staff_id: int, language: str
) -> None:
    close_old_connections()  # the worker's thread may have slept for hours
    is_last_try = context.job is not None and context.job.attempts >= TRIES
    read_upload(token, library_code, source, staff_id, language, is_last_try=is_last_try)


@app.task(name="undo_import", retry=AGAIN)
def undo_import(batch_id: int, library_code: str, staff_id: int, language: str) -> None:
    close_old_connections()
    take_back(batch_id, library_code, staff_id, language)
