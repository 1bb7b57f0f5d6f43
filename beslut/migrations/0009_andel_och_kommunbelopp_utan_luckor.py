"""En avrundning utan procent, och en kommun som varken har belopp eller följer schablonen, vägras.

En jämförelse med ett tomt värde är varken sann eller falsk, och en sådan rad slapp därför igenom.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("beslut", "0008_delegationen_tacker_sina_beslut")]

    operations = [
        migrations.RemoveConstraint(model_name="kommunbelopp", name="kommunbelopp_belopp_eller_schablon"),
        migrations.RemoveConstraint(model_name="timbelopp", name="timbelopp_procent_med_avrundning"),
        migrations.AddConstraint(
            model_name="kommunbelopp",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("belopp__isnull", True), ("foljer_schablon", True)),
                    models.Q(("belopp__gt", 0), ("belopp__isnull", False), ("foljer_schablon", False)),
                    _connector="OR",
                ),
                name="kommunbelopp_belopp_eller_schablon",
            ),
        ),
        migrations.AddConstraint(
            model_name="timbelopp",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("avrundning", ""), ("procent__isnull", True)),
                    models.Q(
                        ("kategori__in", ["kommun", "anhorig", "natt"]),
                        ("procent__gt", 0),
                        ("procent__isnull", False),
                        models.Q(("avrundning", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="timbelopp_procent_med_avrundning",
            ),
        ),
    ]
