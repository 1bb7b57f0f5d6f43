"""Om ett dokument är skyddat säger den senaste kontrollen (G10): kolumnen sattes aldrig och tas bort."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("fakturor", "0008_felaktig_uppgift_under_avtalet")]

    operations = [migrations.RemoveField(model_name="dokument", name="skyddat")]
