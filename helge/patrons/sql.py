"""The patrons' part of the hot verbs."""

# Written once a day at most: inactivity is counted in years, and loans forget their patron.
TOUCH_PATRON = """
    touched_patron AS (
        UPDATE patrons_patron SET last_active_date = %(touch_date)s
        WHERE id = %(touch_patron_id)s AND last_active_date IS DISTINCT FROM %(touch_date)s
    )"""
