"""Två assistenter med samma namn söks vid varje kontroll, och det ska inte kosta mer ju fler de är."""

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("beslut", "0011_uppgifter_om_assistenter")]

    operations = [
        migrations.AddIndex(model_name="assistent", index=models.Index(Lower("namn"), name="assistent_namn_lika")),
    ]
