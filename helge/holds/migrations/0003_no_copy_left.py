"""What is done for those whom no copy is left for, and when a hold is about to lapse."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_titles_are_found_by_their_beginning'),
        ('consortium', '0002_on_holidays'),
        ('holds', '0002_the_list_of_queue_jumps'),
        ('inventory', '0001_initial'),
        ('patrons', '0003_card_serials_and_lookup_log'),
    ]

    operations = [
        migrations.AddField(
            model_name='hold',
            name='outlook',
            field=models.CharField(blank=True, choices=[('buying', 'köps in'), ('interlibrary', 'fjärrlånas')], db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='hold',
            name='outlook_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='hold',
            name='outlook_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consortium.staffmember'),
        ),
        migrations.AddIndex(
            model_name='hold',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['pickup_library'], name='hold_waiting_for'),
        ),
        migrations.AddIndex(
            model_name='hold',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['needed_until'], name='hold_needed_until'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outlook', ''), ('outlook_at__isnull', True), ('outlook_by__isnull', True)), models.Q(('outlook__in', ['buying', 'interlibrary']), ('outlook_at__isnull', False)), _connector='OR'), name='hold_outlook_is_known_and_has_a_time'),
        ),
    ]
