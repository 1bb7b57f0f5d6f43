"""Utkasten: det som är halvskrivet i formulären.

Historiken skriver att ett utkast kom till och försvann, men aldrig vad som stod i det, och inte varje gång det sparas om.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABELL = "SELECT folj('assistans_utkast', 'INSERT OR DELETE', 'data')"


class Migration(migrations.Migration):
    dependencies = [("assistans", "0003_historiken_kan_lasas")]

    operations = [
        migrations.CreateModel(
            name="Utkast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sida", models.CharField(max_length=300, verbose_name="sida")),
                ("data", models.JSONField(verbose_name="det som är skrivet")),
                ("sparat", models.DateTimeField(db_index=True, verbose_name="sparat")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="utkast",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="användare",
                    ),
                ),
            ],
            options={
                "verbose_name": "utkast",
                "verbose_name_plural": "utkast",
                "constraints": [models.UniqueConstraint(fields=("user", "sida"), name="utkast_ett_per_sida")],
            },
        ),
        migrations.RunSQL(TABELL, migrations.RunSQL.noop),
    ]
