"""Handlingarna som styrker en sjuklöneansökan får egna slag."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("beslut", "0015_attestordningen_star_fast"),
    ]

    operations = [
        migrations.AlterField(
            model_name="handling",
            name="slag",
            field=models.CharField(
                choices=[
                    ("avtal", "Avtal"),
                    ("begaran", "Begäran om betalning till annan"),
                    ("beslut", "Beslut"),
                    ("forordnande", "Förordnande eller registerutdrag om företrädare"),
                    ("fullmakt", "Fullmakt"),
                    ("tillstand", "Tillståndsbevis eller bekräftelse från IVO"),
                    ("bolag", "Registreringsbevis, F-skatt eller kreditupplysning"),
                    ("kostnad", "Underlag för kostnader"),
                    ("assistent", "Uppgift om en assistent"),
                    ("registerutdrag", "Registerutdrag"),
                    ("overklagande", "Överklagande eller dom"),
                    ("uppfoljning", "Underlag från uppföljning"),
                    ("sjukanmalan", "Sjukanmälan eller frånvarorapport"),
                    ("lakarintyg", "Läkarintyg"),
                    ("lonespecifikation", "Lönespecifikation"),
                    ("vikarie", "Avtal, schema eller intyg om vikarien"),
                    ("annat", "Annat"),
                ],
                max_length=20,
                verbose_name="slag",
            ),
        ),
    ]
