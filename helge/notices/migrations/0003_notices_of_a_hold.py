"""The hold shelf asks what was said about each hold, and staff what did not go out: neither reads every notice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_once_at_a_time")]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["hold_id"], name="notice_by_hold", condition=models.Q(("hold_id__isnull", False))
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["created_at"], name="notice_unsent", condition=models.Q(("state__in", ["queued", "failed"]))
            ),
        ),
    ]
