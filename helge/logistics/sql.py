"""The vans' part of the hot verbs: `WITH` pieces that close a journey and open the next."""

CLOSE_TRANSIT = """
    closed_transit AS (
        UPDATE logistics_transit SET closed_at = greatest(%(close_at)s, opened_at), closed_library_id = %(close_library_id)s,
            closed_as = %(close_as)s
        WHERE id = %(close_transit_id)s
    )"""
