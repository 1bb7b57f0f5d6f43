"""Vad en inläsning ändrar i registren, rad för rad. Historiken bär det redan och skriver det inte en gång till."""

from django.db import migrations, models

HISTORIK = """
DROP TRIGGER historik ON fakturor_inlasning;
SELECT folj('fakturor_inlasning', 'UPDATE OR DELETE', 'resultat', 'andringar');
"""
TILLBAKA = """
DROP TRIGGER historik ON fakturor_inlasning;
SELECT folj('fakturor_inlasning', 'UPDATE OR DELETE', 'resultat');
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0009_skydd_efter_kontrollen")]

    operations = [
        migrations.AddField(
            "inlasning", "andringar", models.JSONField(default=dict, verbose_name="ändringar i registren")
        ),
        migrations.RunSQL(HISTORIK, TILLBAKA),
    ]
