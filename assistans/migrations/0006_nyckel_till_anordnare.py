"""En nyckel till en anordnares program gäller den anordnaren, och bara förhandsprov."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assistans", "0005_api_nycklar")]

    operations = [
        migrations.AddField(
            model_name="apinyckel",
            name="orgnr",
            field=models.CharField(
                blank=True, default="", max_length=12, verbose_name="anordnarens organisationsnummer"
            ),
        ),
        migrations.AddConstraint(
            model_name="apinyckel",
            constraint=models.CheckConstraint(
                condition=models.Q(("orgnr", ""), ("omfang", ["forhandsprov"]), _connector="OR"),
                name="api_nyckel_anordnares_bara_forhandsprov",
            ),
        ),
    ]
