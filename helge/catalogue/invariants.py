"""What must always be true of the catalogue."""

from helge.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="record_has_a_title",
        sentence="Every record has a title and something to sort it by.",
        sql="SELECT id FROM catalogue_bibrecord WHERE title = '' OR title_sort = ''",
    ),
    Invariant(
        name="record_changes_after_it_is_made",
        sentence="No record was changed before it was made.",
        sql="SELECT id FROM catalogue_bibrecord WHERE changed_at < created_at",
    ),
    Invariant(
        name="redirect_leads_away",
        sentence="No redirect stands in the way of a record that is there.",
        sql="SELECT old_id FROM catalogue_redirect JOIN catalogue_bibrecord ON catalogue_bibrecord.id = old_id",
    ),
    Invariant(
        name="record_keeps_whole_marc",
        sentence="Every record keeps MARC with a leader of 24 characters and a list of fields.",
        sql="SELECT id FROM catalogue_bibrecord"
        " WHERE length(marc ->> 'leader') IS DISTINCT FROM 24"
        " OR jsonb_typeof(marc -> 'fields') IS DISTINCT FROM 'array'",
    ),
]
