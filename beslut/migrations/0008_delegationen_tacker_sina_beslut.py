"""En delegation hör till ett beslut av en delegat, och avslutas inte före de beslut som vilar på den."""

from django.db import migrations, models

DELEGATIONENS_SLUT = """
CREATE FUNCTION delegation_slutar_inte_fore_sina_beslut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM beslut_beslut b WHERE b.delegation_id = NEW.id AND b.beslutsdatum > NEW.galler_tom) THEN
        RAISE EXCEPTION 'Ett beslut vilar på delegationen efter den dagen.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER slutar_inte_fore_sina_beslut BEFORE UPDATE ON beslut_delegation
    FOR EACH ROW WHEN (NEW.galler_tom IS NOT NULL) EXECUTE FUNCTION delegation_slutar_inte_fore_sina_beslut();
"""


class Migration(migrations.Migration):
    dependencies = [("beslut", "0007_beslut_om_betalning_och_hel_berakningsperiod")]

    operations = [
        migrations.AddConstraint(
            model_name="beslut",
            constraint=models.CheckConstraint(
                condition=models.Q(("delegation__isnull", True), ("organ", "delegat"), _connector="OR"),
                name="beslut_delegation_bara_for_delegat",
            ),
        ),
        migrations.RunSQL(DELEGATIONENS_SLUT, migrations.RunSQL.noop),
    ]
