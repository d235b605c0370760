"""The list of queue jumps: without the index every hold there ever was is read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("holds", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                fields=["-jumped_at", "-id"],
                name="hold_jumped",
                condition=models.Q(("jumped_at__isnull", False)),
            ),
        ),
    ]
