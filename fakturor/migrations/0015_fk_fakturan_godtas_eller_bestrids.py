"""FK-fakturan godtas eller bestrids av den som granskar den. Det som bestrids gör numret och filen fria igen."""

from django.db import migrations, models
from django.db.models import Q

FRIA_FALT = """
DROP TRIGGER bara_fria_falt ON fakturor_fkfaktura;
CREATE TRIGGER bara_fria_falt BEFORE UPDATE OR DELETE ON fakturor_fkfaktura
    FOR EACH ROW EXECUTE FUNCTION bara_fria_falt('granskad', 'granskad_av_id', 'bedomning', 'notering');
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0014_utbetalningens_grindar")]

    operations = [
        migrations.AddField(
            model_name="fkfaktura",
            name="bedomning",
            field=models.CharField(
                blank=True,
                choices=[("godtas", "Godtas"), ("bestrids", "Bestrids")],
                default="",
                max_length=10,
                verbose_name="bedömning",
            ),
        ),
        migrations.AlterField(
            model_name="fkfaktura", name="nummer", field=models.CharField(max_length=60, verbose_name="nummer")
        ),
        migrations.AddConstraint(
            model_name="fkfaktura",
            constraint=models.UniqueConstraint(
                condition=~Q(bedomning="bestrids"), fields=("nummer",), name="fkfaktura_nummer_en_gang"
            ),
        ),
        migrations.AddConstraint(
            model_name="fkfaktura",
            constraint=models.UniqueConstraint(
                condition=~Q(bedomning="bestrids") & ~Q(sha256=""), fields=("sha256",), name="fkfaktura_fil_en_gang"
            ),
        ),
        migrations.AddConstraint(
            model_name="fkfaktura",
            constraint=models.CheckConstraint(
                condition=Q(granskad__isnull=True, bedomning="")
                | Q(granskad__isnull=False, bedomning__in=["godtas", "bestrids"]),
                name="fkfaktura_bedomd_nar_granskad",
            ),
        ),
        migrations.AddConstraint(
            model_name="fkfaktura",
            constraint=models.CheckConstraint(
                condition=~Q(bedomning="bestrids") | ~Q(notering=""), name="fkfaktura_bestrids_med_skal"
            ),
        ),
        migrations.RunSQL(FRIA_FALT, migrations.RunSQL.noop),
    ]
