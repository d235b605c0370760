"""Messages have named kinds; the column is as it was."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0003_notices_of_a_hold'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('hold_ready', 'finns att hämta'), ('hold_cancelled', 'reservation borttagen'), ('hold_lapsing', 'reservation upphör snart')], max_length=20),
        ),
    ]
