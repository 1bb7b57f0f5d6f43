"""Ett index för fakturanummer som är lika när versaler, inledande nollor och O för 0 räknas som samma (G07)."""

from django.db import migrations

INDEX = """
CREATE INDEX faktura_nummer_lika ON fakturor_faktura ((ltrim(translate(upper(nummer), 'O', '0'), '0')));
"""


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0004_tal_och_texter_som_de_skrivs")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX faktura_nummer_lika")]
