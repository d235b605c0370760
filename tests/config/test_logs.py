"""Logs name no persons, also when the database explains a fault with the values of a row."""

import logging
import sys

from django.db import IntegrityError

from helge.config.logs import WithoutValues


def test_what_postgresql_quotes_from_a_row_is_left_out():
    try:
        raise IntegrityError(
            'duplicate key value violates unique constraint "card_one_active"\nDETAIL:  Key (number)=(20001234) exists.'
        )
    except IntegrityError:
        record = logging.LogRecord("helge", logging.ERROR, "", 0, "fault in request", None, sys.exc_info())
    line = WithoutValues("{message}", style="{").format(record)
    assert "20001234" not in line
    assert "card_one_active" in line
