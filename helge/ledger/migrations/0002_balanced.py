"""The database itself keeps the ledger: entries sum to zero, and nothing is edited or deleted."""

from django.db import migrations

BALANCED = """
CREATE FUNCTION ledger_entry_sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount_ore) FROM ledger_posting WHERE entry_id = NEW.entry_id) <> 0 THEN
        RAISE EXCEPTION 'ledger entry % does not sum to zero', NEW.entry_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_sums_to_zero AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_sums_to_zero();

CREATE FUNCTION ledger_is_never_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is never edited: reverse the entry instead' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_posting_is_never_edited BEFORE UPDATE OR DELETE ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_is_never_edited();
CREATE TRIGGER ledger_entry_is_never_edited BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_is_never_edited();
"""

BACK = """
DROP TRIGGER ledger_entry_sums_to_zero ON ledger_posting;
DROP TRIGGER ledger_posting_is_never_edited ON ledger_posting;
DROP TRIGGER ledger_entry_is_never_edited ON ledger_entry;
DROP FUNCTION ledger_entry_sums_to_zero();
DROP FUNCTION ledger_is_never_edited();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(BALANCED, BACK)]
