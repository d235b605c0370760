"""Staff look titles up by their beginning: without the index every record is read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="bibrecord",
            index=models.Index(fields=["title_sort"], name="record_by_title"),
        ),
    ]
