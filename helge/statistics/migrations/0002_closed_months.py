"""A closed month is final: the database refuses every change to its counts."""

from django.db import migrations

FROZEN = """
CREATE FUNCTION statistics_month_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM statistics_closedmonth
        WHERE (TG_OP <> 'INSERT' AND month = date_trunc('month', OLD.day)::date)
           OR (TG_OP <> 'DELETE' AND month = date_trunc('month', NEW.day)::date)
    ) THEN
        RAISE EXCEPTION 'the month is closed: its counts are final' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER daily_count_of_closed_month_is_final BEFORE INSERT OR UPDATE OR DELETE ON statistics_dailycount
    FOR EACH ROW EXECUTE FUNCTION statistics_month_is_closed();
"""

BACK = """
DROP TRIGGER daily_count_of_closed_month_is_final ON statistics_dailycount;
DROP FUNCTION statistics_month_is_closed();
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_initial")]
    operations = [migrations.RunSQL(FROZEN, BACK)]
