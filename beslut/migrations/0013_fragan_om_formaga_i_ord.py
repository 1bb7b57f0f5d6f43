"""Frågan till arbetsgivaren heter det den är. Bara ordet ändras."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("beslut", "0012_assistenternas_namn_lika"),
    ]

    operations = [
        migrations.AlterField(
            model_name="assistentuppgift",
            name="slag",
            field=models.CharField(
                choices=[
                    ("sjuk", "Sjukskriven"),
                    ("ledig", "Ledig (semester, föräldraledig, vård av barn)"),
                    ("annat_arbete", "Arbetar hos kommunen eller någon annan"),
                    ("utomlands", "Vistas utomlands"),
                    ("inlagd", "Inlagd på sjukhus"),
                    ("frihetsberovad", "Frihetsberövad"),
                    ("avliden", "Avliden"),
                    ("formaga", "Fråga om förmågan (11 a § 3 LSS)"),
                ],
                max_length=20,
                verbose_name="uppgift",
            ),
        ),
    ]
