"""Antalet verkställda insatser den 1 oktober, år för år, med historik."""

from django.db import migrations, models

HISTORIK = "SELECT folj('beslut_insatsantal', 'INSERT OR UPDATE OR DELETE');"


class Migration(migrations.Migration):
    dependencies = [("beslut", "0016_handlingar_om_sjuklon")]

    operations = [
        migrations.CreateModel(
            name="Insatsantal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ar", models.PositiveSmallIntegerField(verbose_name="år")),
                (
                    "slag",
                    models.CharField(
                        choices=[("lss", "Personlig assistans, LSS"), ("sfb", "Assistansersättning, SFB")],
                        max_length=5,
                        verbose_name="slag",
                    ),
                ),
                ("antal", models.PositiveIntegerField(verbose_name="antal personer")),
                ("kalla", models.CharField(max_length=300, verbose_name="källa")),
            ],
            options={
                "verbose_name": "insatsantal",
                "verbose_name_plural": "insatsantal",
                "ordering": ("-ar", "slag"),
                "constraints": [
                    models.UniqueConstraint(fields=("ar", "slag"), name="insatsantal_nyckel"),
                    models.CheckConstraint(
                        condition=models.Q(("kalla", ""), _negated=True), name="insatsantal_har_kalla"
                    ),
                ],
            },
        ),
        migrations.RunSQL(HISTORIK, migrations.RunSQL.noop),
    ]
