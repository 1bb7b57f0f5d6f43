"""Företrädare, assistenter, närstående och funktionärer kan ha skyddade personuppgifter, öppna bara för namngivna."""

from django.conf import settings
from django.db import migrations, models

HISTORIK = "SELECT folj('beslut_person_behoriga', 'INSERT OR UPDATE OR DELETE');"


class Migration(migrations.Migration):
    dependencies = [
        ("beslut", "0009_andel_och_kommunbelopp_utan_luckor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="skyddad",
            field=models.BooleanField(default=False, verbose_name="skyddade personuppgifter"),
        ),
        migrations.AddField(
            model_name="person",
            name="behoriga",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="behöriga"
            ),
        ),
        migrations.RunSQL(HISTORIK, migrations.RunSQL.noop),
    ]
