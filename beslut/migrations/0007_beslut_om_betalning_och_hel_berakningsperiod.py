"""Diarienummer för beslutet att betala till annan, och att en beräkningsperiod har både en början och en längd."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("beslut", "0006_avtalens_grindar")]

    operations = [
        migrations.AddField(
            model_name="betalningsmottagare",
            name="diarienummer",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="beslutets diarienummer"),
        ),
        migrations.AddConstraint(
            model_name="assistent",
            constraint=models.CheckConstraint(
                condition=models.Q(("berakning_fran__isnull", True), ("berakning_veckor__isnull", True))
                | models.Q(("berakning_fran__isnull", False), ("berakning_veckor__isnull", False)),
                name="assistent_berakningsperiod_hel",
            ),
        ),
    ]
