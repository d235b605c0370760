"""Card numbers come from one sequence, and the log of lookups is never edited."""

from django.db import migrations

SERIALS = "CREATE SEQUENCE patrons_card_serial START 1"

LOG = """
CREATE FUNCTION patrons_lookup_is_never_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log of lookups is never edited' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER patrons_lookup_is_never_edited BEFORE UPDATE ON patrons_lookup
    FOR EACH ROW EXECUTE FUNCTION patrons_lookup_is_never_edited();
"""

LOG_BACK = """
DROP TRIGGER patrons_lookup_is_never_edited ON patrons_lookup;
DROP FUNCTION patrons_lookup_is_never_edited();
"""


class Migration(migrations.Migration):
    dependencies = [("patrons", "0002_validity_and_contact_index")]
    operations = [
        migrations.RunSQL(SERIALS, "DROP SEQUENCE patrons_card_serial"),
        migrations.RunSQL(LOG, LOG_BACK),
    ]
